"""Moving a visit through its life; secrecy and reference numbers follow in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import NotYours
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import is_postgres, number, one, read, run
from monitor.people.rules import Need
from monitor.visits.queries import visit_reached, warnings_for
from monitor.visits.rules import Visit, VisitState, check_answered, check_move, is_over, reaches
from monitor.visits.tables import VisitStateRow


@dataclass(frozen=True, slots=True)
class _State:
    state: VisitState


@dataclass(frozen=True, slots=True)
class _Unnumbered:
    id: UUID
    organisation: UUID
    first_day: date


@dataclass(frozen=True, slots=True)
class _Last:
    last: int


async def hold(visit: UUID) -> None:
    """Let nobody else write about this visit until the transaction ends; SQLite has one writer anyway."""
    if is_postgres():
        await run("select id from visit where id = {} for update", visit)


@action(Need.VISIT_RUN)
async def move_on(*, actor: Actor, visit_id: UUID, to: VisitState, reason: str = "", now: datetime) -> None:
    """Take a visit to the next state of its life. Raises WrongMove, ReasonNeeded, WarningsOpen, NotYours.

    Ready and planned are the coordinators' to say. What a record needs before a visit is recorded is checked by the
    records room, which calls this.
    """
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_RUN, visit_id)
    check_move(visit.state, to, reason)
    if to in {VisitState.PLANNED, VisitState.READY, VisitState.CANCELLED} and not reaches(
        actor, Need.VISIT_PLAN, visit
    ):
        raise NotYours()
    if to is VisitState.READY:
        check_answered(await warnings_for(actor, visit_id, local_day(now, visit.zone)))
    await enter_state(actor, visit, to, reason, now)


@action(Need.VISIT_PLAN)
async def cancel_visit(*, actor: Actor, visit_id: UUID, reason: str, now: datetime) -> None:
    """Call a visit off before the gate. Raises WrongMove, ReasonNeeded."""
    await move_on(actor=actor, visit_id=visit_id, to=VisitState.CANCELLED, reason=reason, now=now)


@action(Need.VISIT_PLAN)
async def lift_secrecy(*, actor: Actor, visit_id: UUID, now: datetime) -> None:
    """End the secrecy of a visit's trip by hand, before it ends by itself."""
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
    if visit.secret:
        await _lift(actor, visit.trip, now)


async def enter_state(actor: Actor, visit: Visit, to: VisitState, reason: str, now: datetime) -> None:
    """Write a state inside an open transaction, with what follows from it."""
    await run("update visit set state = {} where id = {}", to.value, visit.id)
    seq = await number("select coalesce(max(seq), 0) + 1 from visit_state where visit = {}", visit.id)
    await VisitStateRow(
        id=uuid4(), visit=visit.id, state=to.value, reason=tidy(reason), seq=seq, moved_by=actor.account, at=now
    ).save()
    record(Need.VISIT_RUN, actor=actor, subject=visit.id, at=now, content=[to, tidy(reason)])
    if visit.secret:
        await lift_if_over(actor, visit.trip, now)
    elif to is VisitState.RECORDED:
        await _give_numbers(visit.trip)


async def lift_if_over(actor: Actor, trip: UUID, now: datetime) -> None:
    """End the secrecy of a secret trip all of whose visits are over, inside an open transaction."""
    if is_over(row.state for row in await read(_State, "select state from visit where trip = {}", trip)):
        await _lift(actor, trip, now)


async def _lift(actor: Actor, trip: UUID, now: datetime) -> None:
    await run("update trip set secret = {}, secret_lifted_at = {} where id = {}", False, now, trip)
    record(Need.SECRET_VIEW, actor=actor, subject=trip, at=now)
    await _give_numbers(trip)


async def _give_numbers(trip: UUID) -> None:
    """Number what is recorded and no longer secret: one row a year and organisation counts, so no gap tells of a visit."""
    waiting = await read(
        _Unnumbered,
        "select v.id, t.organisation, v.first_day from visit v join trip t on t.id = v.trip where v.trip = {} "
        "and v.reference is null and v.state in ('recorded', 'closed') order by v.first_day, v.id",
        trip,
    )
    for visit in waiting:
        counted = await one(
            _Last,
            "insert into visit_number (id, organisation, year, last) values ({}, {}, {}, 1) "
            "on conflict (organisation, year) do update set last = visit_number.last + 1 returning last",
            uuid4(),
            visit.organisation,
            visit.first_day.year,
        )
        assert counted is not None
        await run(
            "update visit set reference = {} where id = {}", f"V-{visit.first_day.year}-{counted.last:03}", visit.id
        )
