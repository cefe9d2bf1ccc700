"""Planning a visit: teams, trips, secrecy from the first save, warnings and their answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from monitor.kit.problems import Conflict, NotHere, NotYours
from monitor.outside.database import number
from monitor.visits.actions import add_to_team, answer_warning, change_plan, move_on, plan_visit
from monitor.visits.queries import visit_open_to, visits_on_trip, warnings_for
from monitor.visits.rules import (
    NewTrip,
    Notice,
    ReasonNeeded,
    StrangerOnTeam,
    Teammate,
    TeamRole,
    TripKnown,
    VisitState,
    WarningKind,
    WarningsOpen,
)
from tests.makers_facilities import make_facility, make_mandate
from tests.people import Cast
from tests.visits.plans import DAY, a_plan, planned


async def test_an_unannounced_visit_is_secret_from_the_first_save(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    opened = await visit_open_to(cast.lead, visit)
    assert (opened.secret, opened.lead, opened.deputy) == (True, cast.lead.account, cast.deputy.account)
    assert (opened.objectives, opened.reference) == ("See the punishment cells", None)
    with pytest.raises(NotHere):
        await visit_open_to(cast.monitor_ombudsman, visit)


async def test_saving_twice_is_saving_once(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    plan, visit, trip = a_plan(facility, cast.lead), uuid4(), NewTrip(uuid4())
    for _ in range(2):
        await plan_visit(actor=cast.coordinator, visit_id=visit, plan=plan, trip=trip, now=now)
    assert await number("select count(*) from visit") == 1
    other = replace(plan, objectives="Something else")
    with pytest.raises(Conflict):
        await plan_visit(actor=cast.coordinator, visit_id=visit, plan=other, trip=trip, now=now)
    with pytest.raises(NotHere):
        await plan_visit(actor=cast.stranger, visit_id=visit, plan=plan, trip=trip, now=now)


async def test_a_second_visit_joins_the_trip_and_its_secrecy(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    first = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    trip = (await visit_open_to(cast.coordinator, first)).trip
    next_day = a_plan(facility, cast.lead, notice=Notice.ANNOUNCED, first_day=DAY + timedelta(days=1))
    second = await planned(cast.coordinator, next_day, trip=trip, now=now)
    assert [line.id for line in await visits_on_trip(cast.coordinator, trip)] == [first, second]
    assert (await visit_open_to(cast.coordinator, second)).secret
    with pytest.raises(NotHere):
        await planned(cast.stranger, a_plan(facility, cast.stranger), trip=trip, now=now)


async def test_a_known_trip_cannot_begin_to_hide(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    first = await planned(cast.coordinator, a_plan(facility, cast.lead, notice=Notice.ANNOUNCED), now=now)
    trip = (await visit_open_to(cast.coordinator, first)).trip
    with pytest.raises(TripKnown):
        await planned(cast.coordinator, a_plan(facility, cast.lead), trip=trip, now=now)


async def test_people_of_others_come_with_their_organisation(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    plan = a_plan(facility, cast.lead, cast.deputy, cast.monitor_ngo)
    with pytest.raises(StrangerOnTeam):
        await planned(cast.coordinator, plan, now=now)
    visit = await planned(cast.coordinator, plan, joint=frozenset({cast.monitor_ngo.organisation}), now=now)
    assert (await visit_open_to(cast.coordinator_ngo, visit)).organisations == (
        cast.coordinator.organisation,
        cast.monitor_ngo.organisation,
    )


async def test_a_plan_changes_until_the_gate(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    changed = a_plan(facility, cast.monitor_ombudsman, cast.lead, notice=Notice.ANNOUNCED)
    await change_plan(actor=cast.coordinator, visit_id=visit, plan=changed, now=now)
    opened = await visit_open_to(cast.coordinator, visit)
    assert (opened.lead, opened.deputy, opened.secret) == (cast.monitor_ombudsman.account, cast.lead.account, True)
    with pytest.raises(NotYours):
        await change_plan(actor=cast.lead, visit_id=visit, plan=changed, now=now)
    await add_to_team(
        actor=cast.coordinator, visit_id=visit, mates=[Teammate(cast.deputy.account, TeamRole.LEAD)], now=now
    )
    assert [m.role for m in (await visit_open_to(cast.coordinator, visit)).team] == ["lead", "deputy", "member"]


async def test_a_visit_is_ready_when_the_grave_warnings_have_reasons(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    with pytest.raises(WarningsOpen):
        await move_on(actor=cast.coordinator, visit_id=visit, to=VisitState.READY, now=now)
    for entry in await warnings_for(cast.coordinator, visit, now.date()):
        warning, reason = entry.warning, "Order 12 is on its way" if entry.warning.asks_reason else ""
        await answer_warning(
            actor=cast.coordinator, visit_id=visit, kind=warning.kind, about=[warning.about], reason=reason, now=now
        )
    assert not any(entry.is_open for entry in await warnings_for(cast.coordinator, visit, now.date()))
    await move_on(actor=cast.coordinator, visit_id=visit, to=VisitState.READY, now=now)
    assert (await visit_open_to(cast.lead, visit)).state is VisitState.READY


async def test_a_grave_warning_is_not_dismissed_and_a_new_day_asks_anew(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    plan = a_plan(facility, cast.lead)
    visit = await planned(cast.coordinator, plan, now=now)
    about, kind = cast.coordinator.organisation, WarningKind.NO_MANDATE
    with pytest.raises(ReasonNeeded):
        await answer_warning(actor=cast.coordinator, visit_id=visit, kind=kind, about=[about], now=now)
    await answer_warning(
        actor=cast.coordinator, visit_id=visit, kind=kind, about=[about], reason="Court order", now=now
    )
    later = now + timedelta(hours=1)
    moved = replace(plan, first_day=DAY + timedelta(days=3), last_day=DAY + timedelta(days=3))
    await change_plan(actor=cast.coordinator, visit_id=visit, plan=moved, now=later)
    found = {e.warning.kind: e.reason for e in await warnings_for(cast.coordinator, visit, now.date())}
    assert found[kind] is None


async def test_a_mandate_takes_its_warning_away(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    await make_mandate(cast.coordinator, notice_days=2, from_day=date(2020, 1, 1), now=now)
    kinds = {entry.warning.kind for entry in await warnings_for(cast.coordinator, visit, now.date())}
    assert WarningKind.NO_MANDATE not in kinds
    assert WarningKind.NOTICE_TOO_SHORT in kinds
