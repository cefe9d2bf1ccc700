"""Law 4 by two worlds: what outsiders are told is the same with and without the secret visit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.kit.periods import closed
from monitor.people.actions import say_days, take_back_days
from monitor.people.rules import Mark
from monitor.visits.actions import change_plan, move_on
from monitor.visits.queries import busy_days, conflicts_between, entries_of, visits_between, warnings_for
from monitor.visits.rules import Notice, VisitState
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.visits.plans import DAY, a_plan, planned

OUTSIDERS = ("monitor_ombudsman", "monitor_ngo", "coordinator_ngo", "partner", "analyst", "admin", "stranger")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_FREE = closed(DAY, DAY)


async def told(clients: Clients, actor: Actor, facility: UUID, visit: UUID, trip: UUID) -> list[tuple[int, str]]:
    """Ask everything there is to ask, and leave out only the ids that are made anew for each page."""
    client, answers = await clients(actor), []
    for path in (
        "/",
        "/visits",
        "/visits?q=Prison",
        "/visits?group=ahead",
        "/visits?mine=yes",
        "/calendar",
        "/calendar/agenda",
        "/visits/new?q=Prison",
        f"/visits/new?facility={facility}",
        f"/visits/new?facility={facility}&trip={trip}",
        f"/visits/{visit}",
        f"/visits/{visit}/gate",
        f"/visits/{visit}/plan",
    ):
        answer = await client.get(path)
        answers.append((answer.status_code, _ID.sub("#", answer.text)))
    team = {"facility": str(facility), "first_day": DAY.isoformat(), "step": "people"}
    for path, sent in (
        (f"/visits/{visit}/move", {"to": "ready"}),
        (f"/visits/{visit}/gate/touch", {"id": str(uuid4()), "account": str(uuid4()), "status": "refused"}),
        (f"/visits/{visit}/cancel", {"cancel_reason": "No"}),
        ("/visits", team | {"organisations": str(actor.organisation)}),
    ):
        answer = await client.post(path, data=sent)
        answers.append((answer.status_code, _ID.sub("#", answer.text)))
    return answers


async def secret_trip(cast: Cast, facility: UUID, now: datetime) -> tuple[UUID, UUID]:
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    (line,) = [line for line in await visits_between(cast.coordinator, _FREE) if line.id == visit]
    return visit, line.trip


@pytest.mark.parametrize("name", OUTSIDERS)
async def test_the_pages_tell_outsiders_the_same_in_both_worlds(
    name: str, cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    await make_visit(cast.coordinator, facility=facility, lead=cast.monitor_ombudsman, now=now)
    outsider = cast.everybody[name]
    without = await told(client_as, outsider, facility, uuid4(), uuid4())
    visit, trip = await secret_trip(cast, facility, now)
    assert await told(client_as, outsider, facility, visit, trip) == without
    insider = await told(client_as, cast.lead, facility, visit, trip)
    assert any("secret" in text for _, text in insider)


async def test_outsiders_are_told_when_the_secret_is_over(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit, _ = await secret_trip(cast, facility, now)
    assert await visits_between(cast.monitor_ombudsman, _FREE) == []
    for state in (VisitState.UNDER_WAY, VisitState.ENDED):
        await move_on(actor=cast.lead, visit_id=visit, to=state, now=now)
    assert [line.id for line in await visits_between(cast.monitor_ombudsman, _FREE)] == [visit]
    assert [entry.visit for entry in await entries_of(cast.stranger, [visit])] == []


async def away(person: Actor, now: datetime) -> UUID:
    said = uuid4()
    await say_days(
        actor=person, said_id=said, account=person.account, from_day=DAY, to_day=DAY, mark=Mark.NOT_AVAILABLE, now=now
    )
    return said


async def test_a_leave_and_a_secret_visit_say_the_same_to_others(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility, asker = await make_facility(cast.coordinator, now=now), cast.coordinator_ngo
    joint = frozenset({cast.lead.organisation})
    open_plan = a_plan(facility, cast.monitor_ngo, cast.lead, notice=Notice.ANNOUNCED)
    visit = await planned(asker, open_plan, joint=joint, now=now)
    leave = await away(cast.lead, now)
    warned = await warnings_for(asker, visit, now.date())
    busy = await busy_days(asker, [cast.lead.account], _FREE, visit)
    page = (await (await client_as(asker)).get(f"/visits/{visit}/plan")).text
    await take_back_days(actor=cast.lead, account=cast.lead.account, said=leave, now=now)
    await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    assert await warnings_for(asker, visit, now.date()) == warned
    assert await busy_days(asker, [cast.lead.account], _FREE, visit) == busy != []
    assert (await (await client_as(asker)).get(f"/visits/{visit}/plan")).text == page
    assert "not available" in page


async def test_free_and_busy_are_told_to_those_who_travel_together_only(cast: Cast, now: datetime) -> None:
    await away(cast.lead, now)
    assert await busy_days(cast.stranger, [cast.lead.account], _FREE) == []
    assert await busy_days(cast.monitor_ngo, [cast.lead.account], _FREE) == []
    assert len(await busy_days(cast.coordinator, [cast.lead.account], _FREE)) == 1


async def test_a_clash_with_a_secret_visit_is_told_to_insiders_only(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    seen = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    hidden, _ = await secret_trip(cast, facility, now)
    assert await conflicts_between(cast.monitor_ombudsman, _FREE) == ()
    (clash,) = await conflicts_between(cast.coordinator, _FREE)
    assert {seat.visit for seat in clash.visits} == {seen, hidden}


async def test_a_plan_that_becomes_unannounced_disappears_for_outsiders(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    plan = a_plan(facility, cast.lead, notice=Notice.ANNOUNCED)
    visit = await planned(cast.coordinator, plan, now=now)
    assert [line.id for line in await visits_between(cast.monitor_ombudsman, _FREE)] == [visit]
    secret = replace(plan, notice=Notice.UNANNOUNCED)
    await change_plan(actor=cast.coordinator, visit_id=visit, plan=secret, now=now)
    assert await visits_between(cast.monitor_ombudsman, _FREE) == []
