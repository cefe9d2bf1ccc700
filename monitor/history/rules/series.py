"""Themes over visits: a point where something was judged, a gap with its reason where nothing was (law 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from uuid import UUID

from monitor.checklists.rules import Absence
from monitor.denials.rules import Outcome
from monitor.history.rules.attempts import Visited
from monitor.history.rules.runs import Joint

NO_JOINTS: Mapping[str, Mapping[UUID, Joint]] = {}


class Gap(StrEnum):
    """Why a theme has no share at a visit."""

    REFUSED = "refused"
    NO_RECORD = "no_record"
    NOT_ASKED = "not_asked"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the closed record of one visit came to in one theme; the parts add up to the items asked."""

    visit: UUID
    theme: str
    short: int
    judged: int
    unjudged: int
    absences: Mapping[Absence, int]
    unresolved: int = 0


@dataclass(frozen=True, slots=True)
class ThemePoint:
    """A theme at one visit: `comply` of `judged` items, or a gap; absences are counted beside it and never within.

    Nothing judged gives no share: `comply` and `judged` are then None, which is not zero. `joint` says how it goes on
    from the visit before: what is apart stands in no line with it.
    """

    visit: UUID
    day: date
    comply: int | None
    judged: int | None
    unjudged: int
    absences: Mapping[Absence, int]
    gap: Gap | None
    unresolved: int = 0
    joint: Joint = Joint.SAME

    @property
    def share(self) -> Decimal | None:
        """Give the share of judged items that comply, in per cent with one decimal."""
        if self.comply is None or not self.judged:
            return None
        return percent(self.comply, self.judged)


@dataclass(frozen=True, slots=True)
class ThemeSeries:
    """One theme over all attempts, oldest first."""

    theme: str
    points: tuple[ThemePoint, ...]

    @property
    def last(self) -> ThemePoint | None:
        """Give the latest point that has a share."""
        return next((point for point in reversed(self.points) if point.share is not None), None)


def percent(part: int, whole: int) -> Decimal:
    """Give a share in per cent with one decimal."""
    return (Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)


def theme_series(
    visited: Sequence[Visited],
    measured: Iterable[Measured],
    joints: Mapping[str, Mapping[UUID, Joint]] = NO_JOINTS,
) -> tuple[ThemeSeries, ...]:
    """Make one series per theme ever measured, each with a point or a gap for every attempt.

    `joints` say of a theme at a visit how its questions go on from the visit before.
    """
    found: dict[str, dict[UUID, Measured]] = {}
    recorded: set[UUID] = set()
    for each in measured:
        found.setdefault(each.theme, {})[each.visit] = each
        recorded.add(each.visit)
    return tuple(
        ThemeSeries(theme, tuple(_point(attempt, by_visit, recorded, joints.get(theme, {})) for attempt in visited))
        for theme, by_visit in found.items()
    )


def _point(
    attempt: Visited, by_visit: Mapping[UUID, Measured], recorded: set[UUID], joints: Mapping[UUID, Joint]
) -> ThemePoint:
    found, how = by_visit.get(attempt.visit), joints.get(attempt.visit, Joint.SAME)
    if found is None:
        return ThemePoint(attempt.visit, attempt.day, None, None, 0, {}, without(attempt, recorded))
    told = found.unjudged, found.absences
    if found.judged == 0:
        return ThemePoint(attempt.visit, attempt.day, None, None, *told, Gap.NOT_JUDGED, found.unresolved, how)
    comply = found.judged - found.short
    return ThemePoint(attempt.visit, attempt.day, comply, found.judged, *told, None, found.unresolved, how)


def without(attempt: Visited, recorded: set[UUID]) -> Gap:
    """Say why there is nothing of an attempt; `recorded` are those with a record."""
    if attempt.visit in recorded:
        return Gap.NOT_ASKED
    return Gap.REFUSED if attempt.outcome is Outcome.REFUSED else Gap.NO_RECORD
