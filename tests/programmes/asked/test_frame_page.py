"""The form of a programme: where journeys begin, shares, days without visits."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from monitor.programme.queries import marks_on, programme_open_to
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, Clients
from tests.programmes.makers import make_programme

MORE = {"evenly": "yes", "travel_km": "400"}


async def test_home_and_shares_are_kept(cast: Cast, client_as: Clients, now: datetime) -> None:
    home = await make_region(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/{made.programme}/frame"
    assert f'value="{home}"' in (await client.get(address)).text
    held = await programme_open_to(cast.coordinator, made.programme)
    form = {"title": "Spring", "first_day": held.first_day.isoformat(), "last_day": held.last_day.isoformat()}
    wrong = await client.post(address, data={**form, "home": str(uuid4())})
    assert (wrong.status_code, 'value="Spring"' in wrong.text) == (422, True)
    assert (await client.post(address, data={**form, "weekends": "101"})).status_code == 422
    await client.post(address, data={**form, "home": str(home), "weekends": "20", "nights": "0", "cars": "3", **MORE})
    kept = await programme_open_to(cast.coordinator, made.programme)
    assert (kept.title, kept.home, kept.weekends, kept.nights, kept.cars) == ("Spring", home, 20, 0, 3)
    assert (kept.evenly, kept.travel_km) == (True, 400)
    shown = (await client.get(address)).text
    assert [words for words in (f'value="{home}" selected', 'value="400"') if words not in shown] == []


async def test_days_without_visits_are_said_and_taken_back(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/{made.programme}"
    first = made.first_day.isoformat()
    wrong = await client.post(f"{base}/closed", data={"id": str(uuid4()), "closed_from": "1999-01-01"})
    assert (wrong.status_code, "These days lie outside the programme." in wrong.text) == (422, True)
    everywhere = await client.post(f"{base}/closed", data={"id": str(uuid4()), "closed_from": first})
    assert everywhere.headers["location"] == f"{base}/frame"
    last = (made.first_day + timedelta(days=3)).isoformat()
    along = {"place": str(place), "version": str(made.version)}
    there = await client.post(
        f"{base}/closed", data={"id": str(uuid4()), "closed_from": first, "closed_to": last, **along}
    )
    assert there.headers["location"] == f"/programmes/board/{made.version}/places/{place}"
    marks = sorted(await marks_on(cast.coordinator, made.programme), key=lambda mark: mark.facility is not None)
    assert [(mark.facility, (mark.last_day or made.first_day) - made.first_day) for mark in marks] == [
        (None, timedelta()),
        (place, timedelta(days=3)),
    ]
    assert [f"closed/{mark.id}/end" in (await client.get(f"{base}/frame")).text for mark in marks] == [True, False]
    page = (await client.get(there.headers["location"])).text
    assert [f"closed/{mark.id}/end" in page for mark in marks] == [False, True]
    await client.post(f"{base}/closed/{marks[1].id}/end", data=along)
    assert [mark.id for mark in await marks_on(cast.coordinator, made.programme)] == [marks[0].id]


@pytest.mark.parametrize("name", ["stranger", "coordinator_ngo", "lead", "partner", "analyst", "admin"])
async def test_others_find_nothing(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    made = await make_programme(cast.coordinator, now=now)
    own = await client_as(cast.coordinator)
    said = {"id": str(uuid4()), "closed_from": made.first_day.isoformat()}
    await own.post(f"/programmes/{made.programme}/closed", data=said)
    (mark,) = await marks_on(cast.coordinator, made.programme)
    client = await client_as(cast.everybody[name])
    answers = [await client.get(f"/programmes/{made.programme}/frame")]
    answers.append(await client.post(f"/programmes/{made.programme}/closed", data={**said, "id": str(uuid4())}))
    answers.append(await client.post(f"/programmes/{made.programme}/closed/{mark.id}/end"))
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert await marks_on(cast.coordinator, made.programme) == [mark]
