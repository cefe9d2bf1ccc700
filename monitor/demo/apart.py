"""Denials outside any visit: lawyers, families and doctors kept out, logged by civil society, followed for months."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from monitor.demo.agenda import Agenda
from monitor.demo.country import UNOFFICIAL
from monitor.demo.phrases import OUTSIDE, Outside
from monitor.demo.trips.gate import step_on
from monitor.demo.world import World, clock
from monitor.denials.actions import Where, amend_denial, log_outside_denial, match_place, note_result
from monitor.denials.rules import Field, KeptOut, Told

_TELLERS = ("partner", "partner", "ngo-coordinator", "partner", "ngo-3")
_RESULTS = ("nothing_followed", "access_after_call", "no_access", "access_same_day")


def keep_out(agenda: Agenda, world: World) -> None:
    """Put a year and a half of such denials on the agenda."""
    for number, outside in enumerate(OUTSIDE):
        day = world.today - timedelta(days=540 - 47 * number + world.dice.randrange(20))
        denial, teller = world.new(), _TELLERS[number % len(_TELLERS)]
        at = clock(day, 17, world.dice.randrange(60))
        agenda.at(at, partial(_tell, world, outside, teller, denial))
        if number % 2 == 0:
            agenda.at(at + timedelta(days=2), partial(_act, world, denial, teller))
        if number % 3 == 0:
            agenda.at(at + timedelta(days=1), partial(_add, world, denial, teller))
        if number % 4 == 1:
            agenda.at(at + timedelta(days=3), partial(_name_witness, world, denial, teller))
        if outside[4] not in world.described and "Янгиоб" in outside[4]:
            agenda.at(at + timedelta(days=5), partial(_match, world, denial))


async def _tell(world: World, outside: Outside, teller: str, denial: UUID, at: datetime) -> None:
    who, kind, ground, words, place = outside
    known = world.places.get(place)
    by = world.actor(teller, at)
    await log_outside_denial(
        actor=by,
        denial_id=denial,
        where=Where(facility=known) if known else Where(text=place),
        told=Told(
            kind=kind,
            words=words,
            day=by.today,
            kept_out=(KeptOut(who),),
            ground=ground,
            refused_at=at - timedelta(hours=4),
            reporter="a colleague of the district bar" if teller == "ngo-coordinator" else "",
        ),
        now=at,
    )


async def _act(world: World, denial: UUID, teller: str, at: datetime) -> None:
    await step_on(world, denial, by_key=teller, at=at)
    by = world.actor(teller, at)
    result = world.deal("outside results", _RESULTS)
    await note_result(actor=by, denial=denial, result_id=world.new(), result=result, day=by.today, now=at)


async def _add(world: World, denial: UUID, teller: str, at: datetime) -> None:
    await amend_denial(
        actor=world.actor(teller, at),
        denial=denial,
        amendment_id=world.new(),
        field=Field.MINUTES_LOST,
        value=str(world.dice.choice([45, 90, 150, 240])),
        reason="Время ожидания уточнено по звонкам.",
        now=at,
    )


async def _name_witness(world: World, denial: UUID, teller: str, at: datetime) -> None:
    await amend_denial(
        actor=world.actor(teller, at),
        denial=denial,
        amendment_id=world.new(),
        field=Field.WITNESSES,
        value="Another lawyer waited at the same gate and wrote the time down.",
        reason="She called us back.",
        now=at,
    )


async def _match(world: World, denial: UUID, at: datetime) -> None:
    house = next(place.code for place in world.described.values() if place.kind == UNOFFICIAL)
    await match_place(
        actor=world.actor("ngo-coordinator", at),
        denial=denial,
        match_id=world.new(),
        facility=world.places[house],
        now=at,
    )
