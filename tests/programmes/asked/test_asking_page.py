"""The page of one place in a version: why and why not, pinned, left out, points of one's own."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from monitor.people.actions import declare_conflict
from monitor.programme.actions import accept_version
from monitor.programme.queries import board_of, priorities
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients
from tests.programmes.makers import make_entry, make_programme


async def test_a_place_says_why_and_why_not(cast: Cast, client_as: Clients, now: datetime) -> None:
    planned, open_place = [await make_facility(cast.coordinator, name=f"Prison no {n}", now=now) for n in range(2)]
    made = await make_programme(cast.coordinator, days=28, now=now)
    await make_entry(cast.coordinator, made, planned, day=1, team=[cast.lead, cast.deputy], now=now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/board/{made.version}/places"
    why = (await client.get(f"{base}/{planned}")).text
    assert all(words in why for words in ("number 1 of 2 by points", "Dilshod Deputy", "never entered", "70 points"))
    why_not = (await client.get(f"{base}/{open_place}")).text
    assert all(words in why_not for words in ("It can be added to this plan as it is.", "It could be made on"))
    assert (await client.get(f"{base}/{uuid4()}")).status_code == 404


async def test_who_was_not_asked_is_said_with_the_reason(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, days=28, now=now)
    await make_entry(cast.coordinator, made, place, day=1, team=[cast.lead], now=now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/board/{made.version}/places/{place}"
    assert "in a conflict of interest" not in (await client.get(address)).text
    oleg, conflict = cast.monitor_ombudsman, uuid4()
    await declare_conflict(
        actor=oleg, conflict_id=conflict, account=oleg.account, facility=place, reason="A cousin.", now=now
    )
    shown = (await client.get(address)).text
    assert [words in shown for words in ("in a conflict of interest here: Oleg Office", "A cousin")] == [True, False]
    assert re.search(r"Lena Lead: .*next would be \w+ \w+ \(price in points: [+−\d.]+\)", shown)


async def test_a_place_is_pinned_left_out_and_freed(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/board/{made.version}/places/{place}"
    held = []
    for wish in ("pin", "forbid", "free"):
        answer = await client.post(f"{address}/wish", data={"wish": wish, "id": str(uuid4())})
        assert answer.headers["location"] == address
        (shown,) = (await board_of(cast.coordinator, made.version)).places
        held.append((shown.pinned, shown.forbidden))
    assert held == [(True, False), (False, True), (False, False)]


async def test_points_of_ones_own_need_a_reason(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/board/{made.version}/places/{place}"
    form = {"id": str(uuid4()), "points": "12", "until_day": (now.date() + timedelta(days=30)).isoformat()}
    assert (await client.post(f"{address}/points", data=form)).status_code == 422
    await client.post(f"{address}/points", data={**form, "reason": "Letters", "fewer": "yes"})
    assert "Corinne Coordinator: Letters" in (await client.get(address)).text
    assert [score.points for score in await priorities(cast.coordinator)] == [58]


async def test_the_points_a_version_was_planned_by_stay_with_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/board/{made.version}/places/{place}"
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    assert "When this version was planned" not in (await client.get(address)).text
    until = (now.date() + timedelta(days=30)).isoformat()
    form = {"id": str(uuid4()), "points": "12", "until_day": until, "reason": "Letters"}
    await client.post(f"{address}/points", data=form)
    shown = (await client.get(address)).text
    assert [words in shown for words in ("82 points", "When this version was planned: 70 points")] == [True, True]


@pytest.mark.parametrize("name", ["stranger", "coordinator_ngo", "lead", "partner", "analyst", "admin"])
async def test_others_find_nothing(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    client = await client_as(cast.everybody[name])
    address = f"/programmes/board/{made.version}/places/{place}"
    form = {"id": str(uuid4()), "wish": "pin", "points": "5", "reason": "No", "until_day": now.date().isoformat()}
    answers = [await client.get(address), await client.post(f"{address}/wish", data=form)]
    answers.append(await client.post(f"{address}/points", data=form))
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert [score.points for score in await priorities(cast.coordinator)] == [70]
