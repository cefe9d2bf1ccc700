"""What is measured in a closed record: each figure with its denominator, each kind of absence counted apart (law 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from uuid import UUID

from monitor.checklists.rules import Absence, Indicator, Item, Question, Questionnaire, is_noncompliant
from monitor.records.rules.indicating import RecordScope, figure_of
from monitor.sheets.rules import Given, Place

THEME = "theme:"
NO_ABSENCE: Mapping[Absence, int] = {kind: 0 for kind in Absence}
# Records closed before there were indicators measured this under another name.
RENAMED: Mapping[str, str] = {"occupancy": "occupancy_rate"}


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers to some items come to; the parts add up to `asked`."""

    asked: int
    short: int
    judged: int
    unjudged: int
    unresolved: int
    absences: Mapping[Absence, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers known of the visit itself; None where they are not on record."""

    members: int | None = None
    members_refused: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure of one record: `numerator` of `denominator`, or why there is none.

    For a theme the numerator counts the items that fall short, the denominator those that could be judged; answers
    that carry no threshold are `unjudged`, those people could not agree on `unresolved`. For an indicator `value` is
    the figure, and where it comes from rows alone the denominator counts those that gave it; what was absent among its
    inputs is counted by kind. `private` ones rest on talks or files and are told to who may read these.
    """

    key: str
    value: str | None
    absence: Absence | None
    numerator: int | None
    denominator: int | None
    unjudged: int
    absences: Mapping[Absence, int]
    unresolved: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A record's answers as figures are worked out from them: by place, blanks already "not assessed".

    `rows` name the block of each row; `open` are the places left unresolved, which have no value.
    """

    asked: Questionnaire
    given: Mapping[Place, Given]
    day: date
    rows: Mapping[UUID, str] = field(default_factory=dict)
    open: frozenset[Place] = frozenset()
    facts: Facts = Facts()


def theme_of(item: Item) -> str:
    """Give the theme of an item, the part of its sub-theme before the point."""
    return item.theme.partition(".")[0]


def judge(item: Item, given: Given) -> bool | None:
    """Say whether an answer falls short of its threshold; None when it cannot be judged."""
    return None if given.value is None else is_noncompliant(item, given.value)


def measure(settled: Settled, indicators: Sequence[Indicator] = ()) -> tuple[Measurement, ...]:
    """Measure a record: each theme of the questionnaire over what is asked once, then the indicators it asks for."""
    themes: dict[str, list[Question]] = {}
    for question in settled.asked.questions:
        themes.setdefault(theme_of(question.item), []).append(question)
    measured = [_theme(theme, questions, settled) for theme, questions in themes.items()]
    scope = _scope(settled)
    return (*measured, *(found for each in indicators if (found := _indicated(each, scope)) is not None))


def tally_of(questions: Iterable[Question], settled: Settled) -> Tally:
    """Count what the answers asked once come to."""
    places = [(question.item, (question.item.key, None)) for question in questions]
    found = [(item, settled.given.get(place, Given())) for item, place in places if place not in settled.open]
    verdicts = Counter(judge(item, given) for item, given in found if given.value is not None)
    absences = Counter(given.absence for _, given in found if given.absence is not None)
    unresolved = sum(place in settled.open for _, place in places)
    return Tally(
        asked=verdicts.total() + absences.total() + unresolved,
        short=verdicts[True],
        judged=verdicts[True] + verdicts[False],
        unjudged=verdicts[None],
        unresolved=unresolved,
        absences={kind: absences[kind] for kind in Absence},
    )


def core_of(settled: Settled) -> tuple[int, int]:
    """Count the core items that were answered and can be judged, and those of them that fall short."""
    counted = tally_of((question for question in settled.asked.questions if question.item.core), settled)
    return counted.judged, counted.short


def _scope(settled: Settled) -> RecordScope:
    answered, short = core_of(settled)
    numbers = {
        "visit.members": settled.facts.members,
        "visit.members_refused": settled.facts.members_refused,
        "record.core_answered": answered,
        "record.core_not_met": short,
    }
    return RecordScope(
        asked=settled.asked,
        given=settled.given,
        open=settled.open,
        rows=settled.rows,
        facts={name: Decimal(number) for name, number in numbers.items() if number is not None},
        today=settled.day,
    )


def _theme(theme: str, questions: list[Question], settled: Settled) -> Measurement:
    counted = tally_of(questions, settled)
    return Measurement(
        key=f"{THEME}{theme}",
        value=_percent(counted.short, counted.judged) if counted.judged else None,
        absence=None if counted.judged else _main_absence(counted),
        numerator=counted.short,
        denominator=counted.judged,
        unjudged=counted.unjudged,
        absences=counted.absences,
        unresolved=counted.unresolved,
    )


def _main_absence(counted: Tally) -> Absence:
    # Nothing could be judged: say why for most items; "not allowed" comes first among equals, so that it is seen.
    order = (Absence.NOT_ALLOWED, Absence.NOT_ASSESSED, Absence.UNKNOWN, Absence.NOT_APPLICABLE)
    absences = {**counted.absences, Absence.UNKNOWN: counted.absences[Absence.UNKNOWN] + counted.unresolved}
    most = max(order, key=lambda kind: absences[kind])
    return most if absences[most] else Absence.NOT_APPLICABLE


def _indicated(indicator: Indicator, scope: RecordScope) -> Measurement | None:
    found = figure_of(indicator, scope)
    if found is None:
        return None
    return Measurement(
        key=indicator.id,
        value=found.value,
        absence=found.absence,
        numerator=found.numerator,
        denominator=found.denominator,
        unjudged=0,
        absences={**NO_ABSENCE, **found.absences},
        unresolved=found.unresolved,
        private=found.private,
    )


def figures(each: Measurement) -> tuple[object, ...]:
    """Give a measurement as its row keeps it, from its key on."""
    counts = each.absences
    return (
        each.key,
        each.value,
        each.absence.value if each.absence else None,
        each.numerator,
        each.denominator,
        each.unjudged,
        counts[Absence.NOT_ASSESSED],
        counts[Absence.NOT_ALLOWED],
        counts[Absence.NOT_APPLICABLE],
        counts[Absence.UNKNOWN],
        each.unresolved,
        each.private,
    )


def _percent(part: int, whole: int) -> str:
    share = Decimal(part * 100) / Decimal(whole)
    return str(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN))
