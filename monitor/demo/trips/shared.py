"""Records that one body lets another see, and one release taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from monitor.demo.agenda import Agenda
from monitor.demo.trips.itinerary import Fate
from monitor.demo.trips.planned import Attempt
from monitor.demo.world import World, clock
from monitor.denials.actions import release_record
from monitor.people.actions import revoke_release
from monitor.people.rules import ReleasedKind

_SETTLED = frozenset({Fate.MADE, Fate.AREA, Fate.PARTLY})
_INSIDE = _SETTLED | {Fate.DELAYED, Fate.CUT, Fate.PAPERS, Fate.TALKS}


def release_some(agenda: Agenda, world: World, attempts: Sequence[Attempt]) -> None:
    """Put on the agenda that the NGO shows the office the first visit of each of its trips, and the office the NGO three of its own."""
    done = [attempt for attempt in attempts if attempt.stop.fate in _SETTLED]
    given = [each for each in attempts if each.outing.house == "huquq" and each.first and each.stop.fate in _INSIDE]
    shown = [attempt for attempt in done if attempt.outing.house == "office" and not attempt.outing.joint][-3:]
    for attempt, receiver in [*((each, "office") for each in given), *((each, "huquq") for each in shown)]:
        release = world.new()
        at = clock(attempt.stop.day + timedelta(days=16), 13)
        until = world.today + timedelta(days=120) if attempt is not shown[0] else None
        agenda.at(at, partial(_release, attempt, receiver, release, until))
        if attempt is shown[0]:
            agenda.at(at + timedelta(days=9), partial(_take_back, attempt, release))


async def _release(attempt: Attempt, receiver: str, release: UUID, until: date | None, at: datetime) -> None:
    await release_record(
        actor=attempt.world.actor(attempt.planner, at),
        release_id=release,
        kind=ReleasedKind.VISIT,
        subject=attempt.id,
        receiver=attempt.world.houses[receiver],
        until_day=until,
        now=at,
    )


async def _take_back(attempt: Attempt, release: UUID, at: datetime) -> None:
    await revoke_release(actor=attempt.world.actor(attempt.planner, at), release=release, now=at)
