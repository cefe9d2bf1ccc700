"""The pages that say how often places are visited."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from monitor.programme.queries import coverage_rules
from tests.people import Cast, Clients

SAID = {
    "facility_type": "remand_prison",
    "any_months": "6",
    "visit_days": "2",
    "team_min": "3",
    "team_max": "5",
    "doctor": "yes",
    "base_points": "8",
    "from_day": "2026-11-22",
}


async def test_a_frequency_is_set_and_listed(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.coordinator)
    assert "Set a type of place" in (await client.get("/programmes/frequencies")).text
    wrong = await client.post("/programmes/frequencies/set", data={**SAID, "id": str(uuid4()), "any_months": "0"})
    assert (wrong.status_code, "from 1 to 240" in wrong.text) == (422, True)
    for name in ("visit_days", "team_min", "team_max"):
        none = await client.post("/programmes/frequencies/set", data={**SAID, "id": str(uuid4()), name: "0"})
        assert (none.status_code, 'value="0"' in none.text) == (422, True)
    answer = await client.post("/programmes/frequencies/set", data={**SAID, "id": str(uuid4())})
    assert (answer.status_code, answer.headers["location"]) == (303, "/programmes/frequencies")
    rule = (await coverage_rules(cast.coordinator, now.date()))["remand_prison"]
    assert (rule.any_months, rule.in_depth_months, rule.team_min, rule.doctor, rule.woman) == (6, None, 3, True, False)
    assert "Pre-trial detention facility" in (await client.get("/programmes/frequencies")).text
    form = (await client.get("/programmes/frequencies/set?type=remand_prison")).text
    assert 'value="6"' in form
    assert (await client.get("/programmes/frequencies/set?type=castle")).status_code == 200


async def test_another_house_sets_its_own(cast: Cast, client_as: Clients, now: datetime) -> None:
    stranger = await client_as(cast.stranger)
    await stranger.post("/programmes/frequencies/set", data={**SAID, "id": str(uuid4())})
    assert await coverage_rules(cast.coordinator, now.date()) == {}


@pytest.mark.parametrize("name", ["lead", "partner", "analyst", "admin"])
async def test_others_may_not(cast: Cast, client_as: Clients, name: str) -> None:
    client = await client_as(cast.everybody[name])
    answers = [await client.get(path) for path in ("/programmes/frequencies", "/programmes/frequencies/set")]
    answers.append(await client.post("/programmes/frequencies/set", data={**SAID, "id": str(uuid4())}))
    assert {answer.status_code for answer in answers} == {403}
