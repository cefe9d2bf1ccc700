"""People held and places over time, from our own counts and from what others publish, told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from monitor.facilities.rules import Body, Figure, FigureKind
from monitor.history.rules.attempts import Visited
from monitor.history.rules.series import percent


class CountedBy(StrEnum):
    """Who counted the people held."""

    OURS = "ours"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Places:
    """How many places a facility had from a day on, and who says so."""

    day: date
    places: int
    source: str


@dataclass(frozen=True, slots=True)
class Held:
    """People held on a day; None is unknown. `places` are those known for the day, with their source."""

    day: date
    counted_by: CountedBy
    held: int | None
    places: int | None
    source: str
    places_source: str
    visit: UUID | None

    @property
    def occupancy(self) -> Decimal | None:
        """Give people per hundred places, None unless both numbers are known and there are places."""
        return None if self.held is None or not self.places else percent(self.held, self.places)


@dataclass(frozen=True, slots=True)
class Inspection:
    """A record of somebody else's visit; `exact` is False where only a period is known and `day` is its last."""

    day: date
    exact: bool
    body: str
    kind: Body | None
    source: str


def held_over_time(
    visited: Iterable[Visited], figures: Iterable[Figure], capacities: Sequence[Places]
) -> tuple[Held, ...]:
    """Put our counts and published figures in the order of days; figures without a day are left out."""
    published = [(day, figure) for figure in figures if figure.value is not None and (day := day_of(figure))]
    ours = [_counted(attempt, capacities) for attempt in visited if attempt.turn.heads is not None]
    others = [
        _published(day, figure, published, capacities)
        for day, figure in published
        if figure.kind is FigureKind.POPULATION
    ]
    return tuple(sorted((*ours, *others), key=lambda each: (each.day, each.counted_by)))


def last_said(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Keep, of what a source said of the same thing and time, the last; figures come in the order of entry."""
    kept = {(f.kind, f.day, f.period, f.body, f.source): f for f in figures}
    return tuple(kept.values())


def inspections(figures: Iterable[Figure]) -> tuple[Inspection, ...]:
    """List visits of others, oldest first; a source that says "not inspected" makes none."""
    found = [
        Inspection(day, figure.day is not None, figure.body or "", figure.body_kind, figure.source)
        for figure in figures
        if figure.kind is FigureKind.INSPECTED_BY and figure.value and (day := day_of(figure)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.body)))


def day_of(figure: Figure) -> date | None:
    """Give the day a figure speaks of, or the last day of its period."""
    if figure.day is not None or figure.period.end is None:
        return figure.day
    return figure.period.end - timedelta(days=1)


def places_on(capacities: Iterable[Places], day: date) -> Places | None:
    """Give the capacity in force on a day; of two for one day the later in the list."""
    known: Places | None = None
    for each in capacities:
        if each.day <= day and (known is None or each.day >= known.day):
            known = each
    return known


def _counted(attempt: Visited, capacities: Sequence[Places]) -> Held:
    known = places_on(capacities, attempt.day)
    heads = attempt.turn.heads
    return Held(
        day=attempt.day,
        counted_by=CountedBy.OURS,
        held=heads.held_today if heads else None,
        places=known.places if known else None,
        source=attempt.organisation_name,
        places_source=known.source if known else "",
        visit=attempt.visit,
    )


def _published(
    day: date, figure: Figure, published: Sequence[tuple[date, Figure]], capacities: Sequence[Places]
) -> Held:
    """Prefer the places that the same source gives for the same day to those of our register."""
    beside = next(
        (f for on, f in published if f.kind is FigureKind.CAPACITY and (on, f.source) == (day, figure.source)), None
    )
    known = places_on(capacities, day)
    if beside is not None and beside.value is not None:
        known = Places(day, beside.value, beside.source)
    return Held(
        day=day,
        counted_by=CountedBy.PUBLISHED,
        held=figure.value,
        places=known.places if known else None,
        source=figure.source,
        places_source=known.source if known else "",
        visit=None,
    )
