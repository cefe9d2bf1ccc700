"""Planning the trips: visits with their teams, warnings answered, notice given where it is, one called off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from monitor.demo.agenda import Agenda
from monitor.demo.phrases import OBJECTIVES
from monitor.demo.trips.itinerary import Fate, Outing, Stop
from monitor.demo.world import World, clock
from monitor.visits.actions import answer_warning, cancel_visit, move_on, plan_visit
from monitor.visits.queries import warnings_for
from monitor.visits.rules import NewTrip, Notice, Plan, Teammate, TeamRole, VisitState

_COORDINATOR_OF = {"office": "coordinator", "huquq": "ngo-coordinator"}
_REASON = "The Council's agreement is being renewed; the director knows and agrees that we go."


@dataclass(slots=True)
class Attempt:
    """One visit while it is being told: what is known of it in advance, and what comes up on the way."""

    world: World
    outing: Outing
    stop: Stop
    trip: UUID
    id: UUID
    first: bool
    denial: UUID | None = None
    inside: list[str] = field(default_factory=list)

    @property
    def planner(self) -> str:
        return _COORDINATOR_OF[self.outing.house]

    @property
    def lead(self) -> str:
        """Give who leads inside: the deputy where the lead stayed out in protest."""
        first, second, *_ = self.outing.team
        return second if self.inside and first not in self.inside else first

    @property
    def secret(self) -> bool:
        return self.outing.notice is Notice.UNANNOUNCED


def attempts_of(world: World, outing: Outing) -> list[Attempt]:
    """Make the visits of a trip."""
    trip = world.new()
    return [Attempt(world, outing, stop, trip, world.new(), stop is outing.stops[0]) for stop in outing.stops]


def plan_trip(agenda: Agenda, attempts: list[Attempt]) -> None:
    """Put the planning of a trip on the agenda, and making each visit ready."""
    first, world = attempts[0], attempts[0].world
    drawn = clock(first.stop.day - timedelta(days=world.dice.randrange(12, 26)), 10, world.dice.randrange(60))
    at = min(drawn, world.now - timedelta(days=2, minutes=world.dice.randrange(500)))
    for number, attempt in enumerate(attempts):
        agenda.at(at + timedelta(minutes=6 * number), partial(_plan, attempt))
        ready = clock(attempt.stop.day - timedelta(days=2), 15, 10)
        if attempt.stop.fate is Fate.OFF:
            agenda.at(ready, partial(_call_off, attempt))
        elif ready > at and ready < world.now:
            agenda.at(ready, partial(_make_ready, attempt))
    if first.stop.fate is Fate.AHEAD and first.secret and first.outing.joint:
        agenda.at(at + timedelta(days=1), partial(_make_ready, first))


async def _plan(attempt: Attempt, at: datetime) -> None:
    world, outing, stop = attempt.world, attempt.outing, attempt.stop
    roles = [TeamRole.LEAD, TeamRole.DEPUTY, *[TeamRole.MEMBER] * (len(outing.team) - 2)]
    told = clock(stop.day - timedelta(days=7), 11) if not attempt.secret else None
    plan = Plan(
        facility=world.places[stop.place],
        first_day=stop.day,
        last_day=max(stop.day, world.today) if stop.fate is Fate.NOW else stop.day,
        type=stop.type,
        notice=outing.notice,
        team=tuple(Teammate(world.account(key), role) for key, role in zip(outing.team, roles, strict=True)),
        objectives=world.deal("objectives", OBJECTIVES),
        notice_given_at=told if told and told <= at else None,
        notice_to="Head of the place" if told and told <= at else "",
        notice_how="letter, by hand" if told and told <= at else "",
        languages=("ru",),
    )
    trip = NewTrip(attempt.trip, outing.title, frozenset(world.houses[house] for house in outing.joint))
    await plan_visit(
        actor=world.actor(attempt.planner, at),
        visit_id=attempt.id,
        plan=plan,
        trip=trip if attempt.first else attempt.trip,
        now=at,
    )


async def _make_ready(attempt: Attempt, at: datetime) -> None:
    by = attempt.world.actor(attempt.planner, at)
    for entry in await warnings_for(by, attempt.id, by.today):
        if entry.is_open and (entry.warning.asks_reason or attempt.world.dice.random() < 0.5):
            reason = _REASON if entry.warning.asks_reason else ""
            await answer_warning(
                actor=by,
                visit_id=attempt.id,
                kind=entry.warning.kind,
                about=(entry.warning.about,),
                reason=reason,
                now=at,
            )
    await move_on(actor=by, visit_id=attempt.id, to=VisitState.READY, now=at)


async def _call_off(attempt: Attempt, at: datetime) -> None:
    reason = "Психиатр заболел, замены нет; перенос на следующий квартал."
    by = attempt.world.actor(attempt.planner, at)
    await cancel_visit(actor=by, visit_id=attempt.id, reason=reason, now=at)
