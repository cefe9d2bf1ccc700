"""Moving a visit through its life; secrecy and reference numbers follow in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import NotYours
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import among_ids, is_postgres, one, read, run, run_many
from monitor.people.rules import Need
from monitor.visits.queries import visit_reached, visits_open_to, warnings_for
from monitor.visits.rules import Visit, VisitState, check_answered, check_move, is_over, reaches

# The columns of a step of a visit's life.
STATE = ("id", "visit", "state", "reason", "seq", "moved_by", "at")


@dataclass(frozen=True, slots=True)
class _State:
    trip: UUID
    state: VisitState


@dataclass(frozen=True, slots=True)
class _Step:
    visit: UUID
    last: int


@dataclass(frozen=True, slots=True)
class _Unnumbered:
    id: UUID
    organisation: UUID
    first_day: date


@dataclass(frozen=True, slots=True)
class _Last:
    last: int


async def hold(*visits: UUID) -> None:
    """Let nobody else write about these visits until the transaction ends; SQLite has one writer anyway."""
    if is_postgres():
        await run("select id from visit where id {} order by id for update", among_ids(visits))


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
    await enter_state(actor, [visit], to, reason, now)


@action(Need.VISIT_PLAN)
async def cancel_visit(*, actor: Actor, visit_id: UUID, reason: str, now: datetime) -> None:
    """Call a visit off before the gate. Raises WrongMove, ReasonNeeded, NotYours, NotHere."""
    await cancel_visits(actor=actor, visits=[visit_id], reason=reason, now=now)


@action(Need.VISIT_PLAN)
async def cancel_visits(*, actor: Actor, visits: Collection[UUID], reason: str, now: datetime) -> None:
    """Call visits off as `cancel_visit` does one, all of them or none. Raises WrongMove, ReasonNeeded, NotYours, NotHere."""
    await hold(*visits)
    opened = await visits_open_to(actor, visits)
    for visit in opened.values():
        if not (reaches(actor, Need.VISIT_PLAN, visit) and reaches(actor, Need.VISIT_RUN, visit)):
            raise NotYours()
        check_move(visit.state, VisitState.CANCELLED, reason)
    await enter_state(actor, [opened[visit] for visit in dict.fromkeys(visits)], VisitState.CANCELLED, reason, now)


@action(Need.VISIT_PLAN)
async def lift_secrecy(*, actor: Actor, visit_id: UUID, now: datetime) -> None:
    """End the secrecy of a visit's trip by hand, before it ends by itself."""
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
    if visit.secret:
        await _lift(actor, [visit.trip], now)


async def enter_state(actor: Actor, visits: Sequence[Visit], to: VisitState, reason: str, now: datetime) -> None:
    """Write a state of visits inside an open transaction, with what follows from it."""
    ids = among_ids([visit.id for visit in visits])
    await run("update visit set state = {} where id {}", to.value, ids)
    steps = await read(
        _Step, "select s.visit, max(s.seq) as last from visit_state s where s.visit {} group by s.visit", ids
    )
    last = {step.visit: step.last for step in steps}
    rows = [
        (uuid4(), visit.id, to.value, tidy(reason), last.get(visit.id, 0) + 1, actor.account, now) for visit in visits
    ]
    await run_many("visit_state", STATE, rows)
    for visit in visits:
        record(Need.VISIT_RUN, actor=actor, subject=visit.id, at=now, content=[to, tidy(reason)])
    await lift_if_over(actor, {visit.trip for visit in visits if visit.secret}, now)
    if to is VisitState.RECORDED:
        await _give_numbers({visit.trip for visit in visits if not visit.secret})


async def lift_if_over(actor: Actor, trips: Collection[UUID], now: datetime) -> None:
    """End the secrecy of secret trips all of whose visits are over, inside an open transaction."""
    if not trips:
        return
    states: dict[UUID, list[VisitState]] = {}
    for row in await read(_State, "select v.trip, v.state from visit v where v.trip {}", among_ids(trips)):
        states.setdefault(row.trip, []).append(row.state)
    await _lift(actor, [trip for trip, known in states.items() if is_over(known)], now)


async def _lift(actor: Actor, trips: Sequence[UUID], now: datetime) -> None:
    if not trips:
        return
    await run("update trip set secret = {}, secret_lifted_at = {} where id {}", False, now, among_ids(trips))
    for trip in trips:
        record(Need.SECRET_VIEW, actor=actor, subject=trip, at=now)
    await _give_numbers(trips)


async def _give_numbers(trips: Collection[UUID]) -> None:
    """Number what is recorded and no longer secret: one row a year and organisation counts, so no gap tells of a visit."""
    waiting = await read(
        _Unnumbered,
        "select v.id, t.organisation, v.first_day from visit v join trip t on t.id = v.trip where v.trip {} "
        "and v.reference is null and v.state in ('recorded', 'closed') order by v.first_day, v.id",
        among_ids(trips),
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
