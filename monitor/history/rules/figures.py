"""Indicators over visits: a figure with what it counts, or a gap with its reason; cut where the questions changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from monitor.checklists.rules import Absence, Indicator, IndicatorText
from monitor.history.rules.attempts import Visited
from monitor.history.rules.runs import Joint
from monitor.history.rules.series import Gap, without


@dataclass(frozen=True, slots=True)
class Worked:
    """What one record came to in one indicator."""

    visit: UUID
    indicator: str
    value: Decimal | None
    absence: Absence | None
    numerator: int | None
    denominator: int | None
    absences: Mapping[Absence, int]
    unresolved: int = 0


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """An indicator at one visit; without a value either `worked` says which absence, or `gap` why nothing was worked out."""

    visit: UUID
    day: date
    worked: Worked | None
    gap: Gap | None
    joint: Joint

    @property
    def value(self) -> Decimal | None:
        return self.worked.value if self.worked else None


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """One indicator over all attempts, oldest first, with its words in the reader's language."""

    indicator: Indicator
    text: IndicatorText
    points: tuple[FigurePoint, ...]

    @property
    def last(self) -> FigurePoint | None:
        """Give the latest point that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)


def figure_series(
    visited: Sequence[Visited],
    worked: Iterable[Worked],
    indicators: Sequence[tuple[Indicator, IndicatorText]],
    joints: Mapping[str, Mapping[UUID, Joint]],
) -> tuple[FigureSeries, ...]:
    """Make one series for each indicator ever worked out here, in the order given."""
    found: dict[str, dict[UUID, Worked]] = {}
    recorded: set[UUID] = set()
    for each in worked:
        found.setdefault(each.indicator, {})[each.visit] = each
        recorded.add(each.visit)
    return tuple(
        FigureSeries(
            indicator,
            text,
            tuple(_point(attempt, found[indicator.id], recorded, joints.get(indicator.id, {})) for attempt in visited),
        )
        for indicator, text in indicators
        if indicator.id in found
    )


def _point(
    attempt: Visited, by_visit: Mapping[UUID, Worked], recorded: set[UUID], joints: Mapping[UUID, Joint]
) -> FigurePoint:
    worked = by_visit.get(attempt.visit)
    gap = without(attempt, recorded) if worked is None else None
    return FigurePoint(attempt.visit, attempt.day, worked, gap, joints.get(attempt.visit, Joint.SAME))
