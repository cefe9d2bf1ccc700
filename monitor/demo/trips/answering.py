"""Plausible answers: every place has a character that drifts slowly, so that series show movement and not noise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Absence, Item, Kind, Question, Source
from monitor.demo.dice import Dice, unit

# Numbers of the checklists: the worst and the best that is invented.
_NUMBERS: Mapping[str, tuple[float, float]] = {
    "unregistered_found": (2, -4),
    "overtime_cases": (5, -3),
    "stay_days_max": (21, 3),
    "shower_week": (0.5, 3),
    "meals_day": (2, 3.4),
    "outdoor_hours": (0, 1.6),
    "hours_out_of_cell": (1, 7),
    "visits_month": (0, 3),
    "calls_month": (0, 6),
    "injuries_reported_n": (0, 4),
    "complaints_12m": (1, 14),
    "complaint_torture_12m": (3, 0),
    "oversight_visits_12m": (0, 4),
    "deaths_12m": (1.2, -2),
    "held_women": (1, 3),
    "held_children": (1.2, -3),
    "interviews_requested": (9, 12),
    "recommendations_prior": (8, 5),
    "recommendations_done": (0, 5),
    "complaint_reply_days": (60, 12),
}
_NOT_EVERYWHERE = frozenset({"sep_children", "held_women", "judge_inquires", "return_from_remand", "suspended_staff"})
_AMONG_HELD = frozenset({"held_women", "held_children"})
_HARD_TO_TELL = frozenset({"injuries_reported_n", "complaint_torture_12m", "oversight_visits_12m"})


@dataclass(frozen=True, slots=True)
class Said:
    """A value, or why there is none."""

    value: str | None = None
    absence: Absence | None = None


def goodness(place: str, theme: str, years: float) -> float:
    """Say how well a place does in a theme, from 0 to 1, so many years from the middle of the story."""
    level = 0.42 + 0.38 * unit(place, "level") + 0.3 * (unit(place, theme, "theme") - 0.5)
    trend = 0.22 * (unit(place, theme, "trend") - 0.4)
    return min(0.97, max(0.05, level + trend * years))


def seen(questions: Iterable[Question], place: str, years: float, held: int, dice: Dice) -> dict[str, Said]:
    """Answer every question that is asked; some stay without an answer, and a few are left blank.

    Nobody counts more women or children than `held`.
    """
    found: dict[str, Said] = {}
    for question in questions:
        item = question.item
        if item.computed or dice.random() < (0.01 if item.core else 0.05):
            continue
        absence = _absence(item, place, dice)
        found[item.key] = Said(absence=absence) if absence else Said(value=_value(item, place, years, dice))
    for key in _AMONG_HELD & found.keys():
        if (value := found[key].value) is not None:
            found[key] = Said(value=str(min(int(value), held // 2)))
    return found


def _absence(item: Item, place: str, dice: Dice) -> Absence | None:
    if item.key in _NOT_EVERYWHERE and unit(place, item.key, "never") < 0.35:
        return Absence.NOT_APPLICABLE
    if item.key in _HARD_TO_TELL and dice.random() < 0.3:
        return Absence.UNKNOWN
    if not item.core and dice.random() < 0.05:
        return Absence.NOT_ASSESSED
    return None


def _value(item: Item, place: str, years: float, dice: Dice) -> str:
    good = goodness(place, item.theme.partition(".")[0], years)
    match item.kind:
        case Kind.YES_NO:
            return _yes_no(item, unit(place, item.key) < good)
        case Kind.CHOICE_ONE | Kind.CHOICE_MANY:
            worse = (1 - good) * 1.6 * unit(place, item.key)
            return item.options[min(len(item.options) - 1, int(worse * len(item.options)))]
        case Kind.INTEGER | Kind.DECIMAL | Kind.DURATION | Kind.SCALE | Kind.TALLY:
            return _number(item, good, unit(place, item.key), dice)
        case Kind.DATE:
            return "2024-01-15"
        case Kind.MOMENT:
            return "2024-01-15T08:40"
        case Kind.PHOTO:
            return str(UUID(int=0))
        case Kind.TIME:
            return "08:40"
        case Kind.TEXT:
            return "Without remarks."


def _yes_no(item: Item, fine: bool) -> str:
    bad = item.noncompliant.value[0] if item.noncompliant else "no"
    other = {"no": "yes", "yes": "no"}[bad]
    return other if fine else bad


def _number(item: Item, good: float, own: float, dice: Dice) -> str:
    worst, best = _NUMBERS.get(item.key, (0, 5))
    share = min(1.0, max(0.0, good + 0.5 * (own - 0.5) + dice.uniform(-0.06, 0.06)))
    value = max(0.0, worst + (best - worst) * share)
    return f"{value:.1f}" if item.kind is Kind.DECIMAL else str(round(value))


def told_by(question: Question, persons: int) -> int:
    """Say which of a team looks at a question: one reads papers, one sees the rooms, one talks with people."""
    by_source = {Source.DOCUMENT: 0, Source.OBSERVATION: 1, Source.PERSON_HELD: 2, Source.STAFF: 0}
    return by_source[question.item.source] % persons


def doubted(item: Item, said: Said, dice: Dice) -> Said:
    """Give what a second pair of eyes says of the same: mostly the same, now and then something else."""
    if said.value is None or dice.random() < 0.7:
        return said
    match item.kind:
        case Kind.YES_NO:
            return Said(value="no" if said.value == "yes" else "yes")
        case Kind.INTEGER:
            return Said(value=str(int(said.value) + 1))
        case Kind.CHOICE_ONE:
            return Said(value=dice.choice(item.options))
        case _:
            return said
