"""The gate and inside: admission, stages, the lead, numbers, promises, and how a visit's life goes on from there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.kit.problems import Conflict, NotHere, NotYours
from monitor.outside.database import number
from monitor.visits.actions import (
    Seen,
    add_companion,
    admit,
    cancel_visit,
    check_promise_kept,
    count_heads,
    lift_secrecy,
    mark_stage,
    move_on,
    note_promise,
    pass_lead,
    strike_stage,
)
from monitor.visits.queries import companions_of, entry_of, moves_of, promises_of, visit_open_to
from monitor.visits.rules import (
    AdmissionStatus,
    CompanionKind,
    NotOnTeam,
    NotYet,
    PromiseState,
    ReasonNeeded,
    StageKind,
    VisitState,
    WrongMove,
)
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.visits.plans import a_plan, planned


async def a_visit(cast: Cast, now: datetime) -> UUID:
    facility = await make_facility(cast.coordinator, now=now)
    team = a_plan(facility, cast.lead, cast.deputy, cast.monitor_ngo)
    return await planned(cast.coordinator, team, joint=frozenset({cast.monitor_ngo.organisation}), now=now)


async def say(by: Actor, visit: UUID, who: Actor, status: AdmissionStatus, now: datetime) -> None:
    seen = Seen(status=status, at=now)
    await admit(actor=by, visit_id=visit, account=who.account, admission_id=uuid4(), seen=seen, now=now)


async def end(actor: Actor, visit: UUID, *states: VisitState, now: datetime) -> None:
    for state in states:
        await move_on(actor=actor, visit_id=visit, to=state, now=now)


async def test_the_first_word_at_the_gate_begins_the_visit(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    await mark_stage(actor=cast.lead, visit_id=visit, stage_id=uuid4(), kind=StageKind.GATE, at=now, now=now)
    later = now + timedelta(minutes=22)
    await say(cast.lead, visit, cast.deputy, AdmissionStatus.ADMITTED, later)
    await say(cast.deputy, visit, cast.lead, AdmissionStatus.REFUSED, later)
    entry = await entry_of(cast.deputy, visit)
    assert {a.account: a.status for a in entry.admissions} == {
        cast.lead.account: AdmissionStatus.REFUSED,
        cast.deputy.account: AdmissionStatus.ADMITTED,
    }
    assert (entry.wait_minutes, (await visit_open_to(cast.lead, visit)).state) == (22, VisitState.UNDER_WAY)


async def test_a_correction_at_the_gate_is_a_new_row(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    await say(cast.lead, visit, cast.lead, AdmissionStatus.REFUSED, now)
    await say(cast.lead, visit, cast.lead, AdmissionStatus.LATE, now)
    assert [a.status for a in (await entry_of(cast.lead, visit)).admissions] == [AdmissionStatus.LATE]
    assert await number("select count(*) from admission") == 2


async def test_the_same_touch_sent_twice_is_there_once(cast: Cast, now: datetime) -> None:
    visit, touch = await a_visit(cast, now), uuid4()
    seen = Seen(status=AdmissionStatus.REFUSED, at=now, words="The list does not have her")
    for _ in range(2):
        await admit(actor=cast.lead, visit_id=visit, account=cast.lead.account, admission_id=touch, seen=seen, now=now)
    assert await number("select count(*) from admission") == 1
    other = Seen(status=AdmissionStatus.LATE, at=now)
    with pytest.raises(Conflict):
        await admit(actor=cast.lead, visit_id=visit, account=cast.lead.account, admission_id=touch, seen=other, now=now)
    with pytest.raises(NotHere):
        await admit(
            actor=cast.deputy, visit_id=visit, account=cast.lead.account, admission_id=touch, seen=seen, now=now
        )


async def test_only_the_team_is_admitted_and_only_what_has_happened(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    with pytest.raises(NotOnTeam):
        await say(cast.lead, visit, cast.partner, AdmissionStatus.ADMITTED, now)
    tomorrow = now + timedelta(days=1)
    with pytest.raises(NotYet):
        await mark_stage(actor=cast.lead, visit_id=visit, stage_id=uuid4(), kind=StageKind.TOUR, at=tomorrow, now=now)
    with pytest.raises(NotHere):
        await say(cast.stranger, visit, cast.lead, AdmissionStatus.ADMITTED, now)


async def test_the_deputy_takes_the_lead(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    with pytest.raises(NotYours):
        await pass_lead(actor=cast.monitor_ngo, visit_id=visit, to=cast.monitor_ngo.account, now=now)
    await pass_lead(actor=cast.deputy, visit_id=visit, to=cast.deputy.account, now=now)
    opened = await visit_open_to(cast.deputy, visit)
    assert (opened.lead, opened.deputy) == (cast.deputy.account, None)


async def test_a_stage_marked_by_mistake_is_struck_and_can_be_marked_again(cast: Cast, now: datetime) -> None:
    visit, kind = await a_visit(cast, now), StageKind.PRIVATE_INTERVIEWS
    await mark_stage(actor=cast.lead, visit_id=visit, stage_id=uuid4(), kind=kind, at=now, now=now)
    await strike_stage(actor=cast.lead, visit_id=visit, kind=kind, now=now)
    assert (await entry_of(cast.lead, visit)).at(kind) is None
    later = now + timedelta(minutes=5)
    await mark_stage(actor=cast.lead, visit_id=visit, stage_id=uuid4(), kind=kind, at=later, now=later)
    assert (await entry_of(cast.lead, visit)).at(kind) == later


async def test_unknown_is_not_zero(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    await end(cast.lead, visit, VisitState.UNDER_WAY, now=now)
    await count_heads(actor=cast.lead, visit_id=visit, held_today=31, alone=0, in_groups=None, now=now)
    heads = (await entry_of(cast.lead, visit)).heads
    assert heads is not None
    assert (heads.held_today, heads.alone, heads.in_groups) == (31, 0, None)


async def test_a_promise_is_followed_until_it_is_checked(cast: Cast, now: datetime) -> None:
    visit, promise, due = await a_visit(cast, now), uuid4(), date(2026, 11, 20)
    await end(cast.lead, visit, VisitState.UNDER_WAY, now=now)
    await note_promise(
        actor=cast.lead, visit_id=visit, promise_id=promise, what="Repair the window", due_day=due, now=now
    )
    assert [(p.what, p.due_day, p.state) for p in await promises_of(cast.lead, visit)] == [
        ("Repair the window", due, None)
    ]
    await check_promise_kept(
        actor=cast.lead, promise_id=promise, state=PromiseState.NOT_KEPT, checked_on=now.date(), now=now
    )
    assert [p.state for p in await promises_of(cast.lead, visit)] == [PromiseState.NOT_KEPT]
    with pytest.raises(NotHere):
        await check_promise_kept(
            actor=cast.stranger, promise_id=promise, state=PromiseState.KEPT, checked_on=now.date(), now=now
        )


async def test_a_companion_is_named_to_the_team_only(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    await add_companion(
        actor=cast.lead,
        visit_id=visit,
        companion_id=uuid4(),
        kind=CompanionKind.INTERPRETER,
        name="Rustam B.",
        organisation="",
        now=now,
    )
    assert [c.name for c in await companions_of(cast.lead, visit)] == ["Rustam B."]
    await lift_secrecy(actor=cast.coordinator, visit_id=visit, now=now)
    assert [c.name for c in await companions_of(cast.analyst, visit)] == [""]


async def test_secrecy_ends_with_the_last_visit_of_the_trip(cast: Cast, now: datetime) -> None:
    first = await a_visit(cast, now)
    opened = await visit_open_to(cast.coordinator, first)
    second = await planned(cast.coordinator, a_plan(opened.facility, cast.lead), trip=opened.trip, now=now)
    await end(cast.lead, first, VisitState.UNDER_WAY, VisitState.ENDED, VisitState.RECORDED, now=now)
    assert (await visit_open_to(cast.lead, first)).secret
    assert (await visit_open_to(cast.lead, first)).reference is None
    await cancel_visit(actor=cast.coordinator, visit_id=second, reason="The road is closed", now=now)
    told = await visit_open_to(cast.analyst, first)
    assert (told.secret, told.reference) == (False, "V-2026-001")
    assert [m.reason for m in await moves_of(cast.coordinator, second)] == ["", "The road is closed"]


async def test_numbers_follow_each_other_in_the_order_of_recording(cast: Cast, now: datetime) -> None:
    first, second = await a_visit(cast, now), await a_visit(cast, now)
    for visit in (second, first):
        await end(cast.lead, visit, VisitState.UNDER_WAY, VisitState.ENDED, VisitState.RECORDED, now=now)
    numbers = [(await visit_open_to(cast.lead, visit)).reference for visit in (second, first)]
    assert numbers == ["V-2026-001", "V-2026-002"]


async def test_a_visit_is_called_off_with_a_reason_and_before_the_gate(cast: Cast, now: datetime) -> None:
    visit = await a_visit(cast, now)
    with pytest.raises(ReasonNeeded):
        await cancel_visit(actor=cast.coordinator, visit_id=visit, reason=" ", now=now)
    await end(cast.lead, visit, VisitState.UNDER_WAY, now=now)
    with pytest.raises(WrongMove):
        await cancel_visit(actor=cast.coordinator, visit_id=visit, reason="Late", now=now)
