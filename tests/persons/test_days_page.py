"""The page of a person's days, without script: touched, said, brought in; and the overview for coordinators."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import uuid4

import pytest

from monitor.outside.database import number
from monitor.people.actions import say_days
from monitor.people.queries import marks_of
from monitor.people.rules import Mark, Role
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.outside.test_calendars import calendar
from tests.people import Cast, Clients, make_person
from tests.persons.test_availability import AWAY, FREE, MONDAY, UNKNOWN, WEEK, day
from tests.visits.counting import Counter

_BUSY = "DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261126"


async def marks(cast: Cast) -> tuple[Mark, ...]:
    return (await marks_of(cast.lead, [cast.lead.account], WEEK))[cast.lead.account]


async def test_a_day_is_touched_and_left_to_the_week_again(cast: Cast, client_as: Clients) -> None:
    lead, path = await client_as(cast.lead), f"/people/{cast.lead.account}/days"
    for touch, mark in (("not_available", AWAY), ("free", FREE), ("as_week", UNKNOWN)):
        answer = await lead.post(path, data={"day": "2026-11-24", "touch": touch})
        assert (answer.status_code, (await marks(cast))[1]) == (303, mark)
    shown = (await lead.get(f"{path}?on=2026-11-24")).text
    assert re.search(r'value="2026-11-24" autofocus>', shown)
    assert 'name="day" value="2026-11-21"' not in shown  # yesterday is not for touching


async def test_a_week_and_a_period_are_said(cast: Cast, client_as: Clients) -> None:
    lead, path = await client_as(cast.lead), f"/people/{cast.lead.account}/days"
    week = {f"weekday{n}": "free" if n < 5 else "unknown" for n in range(7)}
    period = {"id": str(uuid4()), "mark": "not_available", "away_from": "2026-11-25", "away_to": "2026-11-26"}
    assert (await lead.post(f"{path}/week", data=week)).status_code == 303
    assert (await lead.post(f"{path}/period", data=period)).status_code == 303
    assert await marks(cast) == (FREE, FREE, AWAY, AWAY, FREE, UNKNOWN, UNKNOWN)
    assert "25 Nov 2026 – 26 Nov 2026" in (await lead.get(path)).text
    await lead.post(f"{path}/{period['id']}/withdraw")
    assert await marks(cast) == (*[FREE] * 5, UNKNOWN, UNKNOWN)


async def test_what_a_coordinator_enters_says_so_to_the_person(cast: Cast, client_as: Clients, now: datetime) -> None:
    coordinator, lead = await client_as(cast.coordinator), await client_as(cast.lead)
    path = f"/people/{cast.lead.account}/days"
    await coordinator.post(path, data={"day": "2026-11-24", "touch": "free"})
    assert f"entered by {cast.coordinator.name}, 22 Nov 2026" in (await lead.get(path)).text
    await say_days(
        actor=cast.lead, said_id=uuid4(), account=cast.lead.account, from_day=day(1), to_day=day(1), mark=FREE, now=now
    )
    assert "entered by" not in (await lead.get(path)).text


async def test_a_calendar_is_brought_in_and_nothing_but_its_days_is_kept(cast: Cast, client_as: Clients) -> None:
    lead, path = await client_as(cast.lead), f"/people/{cast.lead.account}/days"
    files = {"file": ("mine.ics", calendar(_BUSY, "DESCRIPTION:no day").encode(), "text/calendar")}
    answer = await lead.post(f"{path}/calendar", data={"least": "half"}, files=files)
    shown = (await lead.get(answer.headers["location"])).text
    assert await marks(cast) == (UNKNOWN, AWAY, AWAY, *[UNKNOWN] * 4)
    assert ("2 days are taken" in shown, "1 entry could not be read" in shown, "Clinic" in shown) == (True, True, False)
    assert await number("select count(*) from day_exception") == 1
    await lead.post(f"{path}/calendar/withdraw")
    assert await marks(cast) == (UNKNOWN,) * 7


@pytest.mark.parametrize(
    ("part", "data", "status"),
    [
        ("", {"day": "soon", "touch": "free"}, 422),
        ("", {"day": "2026-11-24", "touch": "never"}, 422),
        ("/period", {"away_from": "2026-12-31", "away_to": "2026-12-01", "mark": "free"}, 422),
        ("/week", {"weekday0": "free"}, 422),
        ("/calendar", {"least": "half"}, 422),
    ],
)
async def test_a_faulty_form_is_given_back(
    cast: Cast, client_as: Clients, part: str, data: dict[str, str], status: int
) -> None:
    lead = await client_as(cast.lead)
    answer = await lead.post(f"/people/{cast.lead.account}/days{part}", data=data | {"id": str(uuid4())})
    assert (answer.status_code, "What you typed is kept" in answer.text) == (status, True)
    assert await number("select count(*) from day_exception") == 0


async def test_a_file_that_is_no_calendar_changes_nothing(cast: Cast, client_as: Clients) -> None:
    lead = await client_as(cast.lead)
    files = {"file": ("mine.ics", b"\x89PNG", "text/calendar")}
    answer = await lead.post(f"/people/{cast.lead.account}/days/calendar", data={"least": "half"}, files=files)
    assert (answer.status_code, "not a calendar" in answer.text) == (422, True)
    assert await marks(cast) == (UNKNOWN,) * 7


async def test_the_page_by_owner_coordinator_colleague_stranger_and_administrator(
    cast: Cast, client_as: Clients
) -> None:
    told = {}
    for name in ("lead", "coordinator", "monitor_ombudsman", "coordinator_ngo", "stranger", "analyst", "admin"):
        client = await client_as(cast.everybody[name])
        told[name] = (
            (await client.get(f"/people/{cast.lead.account}/days")).status_code,
            (await client.post(f"/people/{cast.lead.account}/days", data={"day": "2026-11-24", "touch": "free"})).status_code,
            (await client.get("/people/availability")).status_code,
        )  # fmt: skip
    assert told == {
        "lead": (200, 303, 403),
        "coordinator": (200, 303, 200),
        "monitor_ombudsman": (404, 404, 403),
        "coordinator_ngo": (404, 404, 200),
        "stranger": (404, 404, 200),
        "analyst": (403, 403, 403),
        "admin": (403, 403, 403),
    }


async def test_the_overview_counts_days_of_the_own_people(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await make_visit(cast.coordinator, facility=place, lead=cast.lead, first_day=MONDAY, now=now)
    await say_days(
        actor=cast.lead, said_id=uuid4(), account=cast.lead.account, from_day=day(1), to_day=day(5), mark=FREE, now=now
    )
    shown = (await (await client_as(cast.coordinator)).get("/people/availability")).text
    (row,) = [part for part in shown.split("<tr") if cast.lead.name in part]
    assert re.findall(r'class="number"><span>(\d+)', row) == ["5", "1", "85"]
    assert cast.monitor_ngo.name not in shown


async def test_a_month_far_away_is_this_one(cast: Cast, client_as: Clients) -> None:
    lead = await client_as(cast.lead)
    for asked in ("9999-12", "0001-01", "x", "2026-13"):
        assert "November 2026" in (await lead.get(f"/people/{cast.lead.account}/days?month={asked}")).text


async def test_the_overview_asks_as_much_for_three_as_for_one(
    cast: Cast, client_as: Clients, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator, counter = await client_as(cast.coordinator), Counter(monkeypatch)
    few = await counter.during(lambda: coordinator.get("/people/availability"))
    for name in ("One", "Two"):
        await make_person(cast.coordinator.organisation, name, Role.MONITOR, now=now)
    assert await counter.during(lambda: coordinator.get("/people/availability")) == few < 12
