"""What on a calendar cannot go as planned: one person on two visits, or on a visit while not available."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.kit.periods import Days, closed, each_day
from monitor.visits.rules.lives import VisitState
from monitor.visits.rules.warnings import Busy, WarningKind


@dataclass(frozen=True, slots=True)
class Planned:
    """A person's place on a visit that is still ahead or under way."""

    visit: UUID
    place: str
    account: UUID
    name: str
    first_day: date
    last_day: date
    state: VisitState = VisitState.PLANNED

    @property
    def days(self) -> Days:
        return closed(self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A warning about days: of which kind, whose, when, and on which visits; why somebody is not available is not said."""

    kind: WarningKind
    account: UUID
    name: str
    first_day: date
    last_day: date
    visits: tuple[Planned, ...]


def conflicts_of(seats: Iterable[Planned], busy: Iterable[Busy]) -> tuple[Conflict, ...]:
    """Give every conflict in the order of days; `busy` with a visit is left out, the seats say that better."""
    seated: dict[UUID, list[Planned]] = {}
    for seat in sorted(seats, key=lambda seat: (seat.first_day, seat.last_day, seat.visit)):
        seated.setdefault(seat.account, []).append(seat)
    away: dict[UUID, list[Days]] = {}
    for each in busy:
        if each.visit is None:
            away.setdefault(each.account, []).append(each.days)
    found = [
        conflict
        for account, own in seated.items()
        for conflict in (*_doubles(own), *_aways(own, away.get(account, ())))
    ]
    return tuple(sorted(found, key=lambda each: (each.first_day, each.kind, each.name, each.last_day)))


def _doubles(own: Sequence[Planned]) -> Iterator[Conflict]:
    for at, seat in enumerate(own):
        for other in own[at + 1 :]:
            if other.first_day <= seat.last_day:
                last = min(seat.last_day, other.last_day)
                yield Conflict(
                    WarningKind.DOUBLE_BOOKING, seat.account, seat.name, other.first_day, last, (seat, other)
                )


def _aways(own: Sequence[Planned], away: Sequence[Days]) -> Iterator[Conflict]:
    """Whoever is on a visit that is under way went, whatever was said of the day."""
    for seat in own:
        if seat.state is VisitState.UNDER_WAY:
            continue
        held = [day for day in each_day(seat.days) if any(day in days for days in away)]
        if held:
            yield Conflict(WarningKind.NOT_AVAILABLE, seat.account, seat.name, held[0], held[-1], (seat,))
