"""Who sees a visit, and what they see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, NotYours
from monitor.ledger.actions import one_transaction
from monitor.people.tables import ReleaseRow
from monitor.visits.queries import entry_of, visit_open_to, visits
from monitor.visits.rules import AdmissionStatus, StageKind, TeamRole
from tests.makers_facilities import make_facility
from tests.makers_visits import at_gate, at_stages, make_heads, make_visit
from tests.people import Cast


async def test_a_planned_visit_is_open_to_its_organisation(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, now=now)
    opened = await visit_open_to(cast.monitor_ombudsman, visit)
    assert (opened.facility_name, opened.lead, opened.deputy) == ("Prison no 4", cast.lead.account, cast.deputy.account)
    assert [member.role for member in opened.team] == [TeamRole.LEAD, TeamRole.DEPUTY]


async def test_a_stranger_is_told_as_of_a_visit_that_does_not_exist(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    with pytest.raises(NotHere):
        await visit_open_to(cast.stranger, visit)


async def test_a_secret_visit_is_open_to_team_and_coordinators_only(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator,
        facility=facility,
        lead=cast.lead,
        team=[cast.partner],
        secret=True,
        joint=[cast.partner.organisation],
        now=now,
    )
    seen_by = {name for name, actor in cast.everybody.items() if await _sees(actor, visit)}
    assert seen_by == {"coordinator", "coordinator_ngo", "lead", "partner"}


async def _sees(actor: Actor, visit: UUID) -> bool:
    try:
        found = await visits(actor)
    except NotYours:
        return False
    return any(line.id == visit for line in found.rows)


async def test_an_entry_tells_the_wait_and_the_numbers(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    await at_gate(visit, {cast.lead.account: AdmissionStatus.ADMITTED}, by=cast.lead, now=now)
    await at_stages(visit, StageKind.GATE, StageKind.ADMITTED, by=cast.lead, now=now)
    await make_heads(visit, 31, 4, None, by=cast.lead, now=now)
    entry = await entry_of(cast.lead, visit)
    assert [(a.account, a.status) for a in entry.admissions] == [(cast.lead.account, AdmissionStatus.ADMITTED)]
    assert entry.wait_minutes == 0
    assert entry.heads is not None
    assert (entry.heads.held_today, entry.heads.alone, entry.heads.in_groups) == (31, 4, None)


async def test_steps_of_one_minute_are_told_in_the_order_of_a_visit(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    await at_stages(visit, *reversed(list(StageKind)), by=cast.lead, now=now)
    assert [stage.kind for stage in (await entry_of(cast.lead, visit)).stages] == list(StageKind)


async def test_a_released_visit_is_seen_until_the_day_and_a_secret_one_is_not_released(
    cast: Cast, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    known = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    secret = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, secret=True, now=now)
    for visit in (known, secret):
        await let_see(cast.coordinator, visit, cast.stranger.organisation, until=now.date(), now=now)
    assert (await _sees(cast.stranger, known), await _sees(cast.stranger, secret)) == (True, False)
    tomorrow = replace(cast.stranger, today=now.date() + timedelta(days=1))
    assert not await _sees(tomorrow, known)


async def let_see(giver: Actor, visit: UUID, receiver: UUID, *, until: date, now: datetime) -> None:
    async def write() -> None:
        await ReleaseRow(
            id=uuid4(),
            kind="visit",
            subject=visit,
            giver=giver.organisation,
            receiver=receiver,
            released_at=now,
            released_by=giver.account,
            until_day=until,
        ).save()

    await one_transaction(write)
