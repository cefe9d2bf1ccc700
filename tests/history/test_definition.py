"""What counts as a visit with private talks is set by each organisation and printed beside the date (law 1)."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.denials.actions import define_effective
from monitor.denials.queries import effective_conditions
from monitor.denials.rules import EFFECTIVE, Condition, NothingCounts
from monitor.kit.problems import NotYours
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from tests.makers_facilities import make_facility
from tests.makers_visits import at_gate, at_stages, make_visit
from tests.people import Cast, Clients


async def test_the_definition_moves_the_date_of_the_own_organisation_only(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, state=VisitState.ENDED, first_day=now.date(), now=now
    )
    await at_gate(visit, {cast.lead.account: AdmissionStatus.ADMITTED}, by=cast.lead, now=now)
    await at_stages(visit, StageKind.GATE, StageKind.ADMITTED, StageKind.TOUR, by=cast.lead, now=now)
    client = await client_as(cast.coordinator)
    before = (await client.get(f"/facilities/{place}")).text
    answer = await client.post("/settings/effective", data={"effective": "area_seen"})
    after = (await client.get(f"/facilities/{place}")).text
    assert answer.status_code == 303
    assert ("<dd>never<span" in before, "<dd>never<span" in after) == (True, False)
    assert "Counted where a detention area was seen." in after
    assert await effective_conditions(cast.coordinator_ngo) == EFFECTIVE


async def test_nothing_is_no_definition(cast: Cast, client_as: Clients, now: datetime) -> None:
    with pytest.raises(NothingCounts):
        await define_effective(actor=cast.coordinator, conditions=(), now=now)
    client = await client_as(cast.coordinator)
    answer = await client.post("/settings/effective", data={})
    assert (answer.status_code, "Choose at least one condition" in answer.text) == (422, True)
    assert await effective_conditions(cast.coordinator) == EFFECTIVE


async def test_only_coordinators_define(cast: Cast, now: datetime) -> None:
    for actor in (cast.lead, cast.partner, cast.analyst, cast.admin):
        with pytest.raises(NotYours):
            await define_effective(actor=actor, conditions={Condition.AREA_SEEN}, now=now)
