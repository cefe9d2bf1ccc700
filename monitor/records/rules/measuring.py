"""What is measured in a closed record: each figure with its denominator, each kind of absence counted apart (law 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from monitor.checklists.rules import Absence, Item, Question, Questionnaire, is_noncompliant
from monitor.sheets.rules import Given

THEME = "theme:"
OCCUPANCY = "occupancy"
SPOKEN_TO_ALONE = "spoken_to_alone"
# Figures that divide one item by another: key -> (numerator's key, denominator's key).
_RATIOS: Mapping[str, tuple[str, str]] = {
    OCCUPANCY: ("held_today", "capacity_official"),
    SPOKEN_TO_ALONE: ("interviews_private_n", "held_today"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers to some items come to; the parts add up to `asked`."""

    asked: int
    short: int
    judged: int
    unjudged: int
    absences: Mapping[Absence, int]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure of one record: `numerator` of `denominator`, or why there is none.

    For a theme the numerator counts the items that fall short, the denominator those that could be judged; answers
    that carry no threshold are `unjudged`. For a ratio both count persons or places and `value` is the percentage.
    """

    key: str
    value: str | None
    absence: Absence | None
    numerator: int | None
    denominator: int | None
    unjudged: int
    absences: Mapping[Absence, int]


def theme_of(item: Item) -> str:
    """Give the theme of an item, the part of its sub-theme before the point."""
    return item.theme.partition(".")[0]


def judge(item: Item, given: Given) -> bool | None:
    """Say whether an answer falls short of its threshold; None when it cannot be judged."""
    return None if given.value is None else is_noncompliant(item, given.value)


def measure(questionnaire: Questionnaire, agreed: Mapping[str, Given]) -> tuple[Measurement, ...]:
    """Measure a record: each theme of the questionnaire, then the ratios it has the items for."""
    themes: dict[str, list[Question]] = {}
    for question in questionnaire.questions:
        themes.setdefault(theme_of(question.item), []).append(question)
    measured = [_theme(theme, questions, agreed) for theme, questions in themes.items()]
    asked = {question.item.key for question in questionnaire.questions}
    return (*measured, *(_ratio(key, agreed) for key, pair in _RATIOS.items() if asked.issuperset(pair)))


def measured_labels() -> Mapping[str, tuple[str, str]]:
    """Give the ratios and the keys of the items they divide."""
    return _RATIOS


def tally_of(questions: Iterable[Question], agreed: Mapping[str, Given]) -> Tally:
    """Count what the answers come to."""
    found = [(question.item, agreed[question.item.key]) for question in questions if question.item.key in agreed]
    verdicts = Counter(judge(item, given) for item, given in found if given.value is not None)
    absences = Counter(given.absence for _, given in found if given.absence is not None)
    return Tally(
        asked=len(found),
        short=verdicts[True],
        judged=verdicts[True] + verdicts[False],
        unjudged=verdicts[None],
        absences={kind: absences[kind] for kind in Absence},
    )


def _theme(theme: str, questions: list[Question], agreed: Mapping[str, Given]) -> Measurement:
    counted = tally_of(questions, agreed)
    absence = None if counted.judged else _main_absence(counted.absences)
    return Measurement(
        key=f"{THEME}{theme}",
        value=_percent(counted.short, counted.judged) if counted.judged else None,
        absence=absence,
        numerator=counted.short,
        denominator=counted.judged,
        unjudged=counted.unjudged,
        absences=counted.absences,
    )


def _main_absence(absences: Mapping[Absence, int]) -> Absence:
    # Nothing could be judged: say why for most items; "not allowed" comes first among equals, so that it is seen.
    order = (Absence.NOT_ALLOWED, Absence.NOT_ASSESSED, Absence.UNKNOWN, Absence.NOT_APPLICABLE)
    most = max(order, key=lambda kind: absences[kind])
    return most if absences[most] else Absence.NOT_APPLICABLE


def _ratio(key: str, agreed: Mapping[str, Given]) -> Measurement:
    above, below = (agreed.get(each, Given(absence=Absence.NOT_ASSESSED)) for each in _RATIOS[key])
    absences = Counter(given.absence for given in (above, below) if given.absence is not None)
    counted = {kind: absences[kind] for kind in Absence}
    if above.value is None or below.value is None or int(below.value) == 0:
        why = above.absence or below.absence or Absence.NOT_APPLICABLE
        return Measurement(key, None, why, _whole(above), _whole(below), 0, counted)
    numerator, denominator = int(above.value), int(below.value)
    return Measurement(key, _percent(numerator, denominator), None, numerator, denominator, 0, counted)


def _whole(given: Given) -> int | None:
    return None if given.value is None else int(given.value)


def _percent(part: int, whole: int) -> str:
    share = Decimal(part * 100) / Decimal(whole)
    return str(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN))
