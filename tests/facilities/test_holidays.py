"""Holidays: taken from the collection once, corrected by hand for good, kept by coordinators and administrators."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.facilities.actions.holidays import fill_holidays, keep_holiday
from monitor.facilities.queries.holidays import holiday_countries, holidays_of, usual_zone, workdays_in
from monitor.facilities.rules.holidays import DayKind, UnknownCountry, UnknownYear
from monitor.kit.problems import BadForm, NotYours
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients

NAVRUZ = date(2026, 3, 22)


async def test_what_was_corrected_by_hand_stays_when_a_year_is_taken_again(cast: Cast, now: datetime) -> None:
    taken = await fill_holidays(actor=cast.coordinator, country="TJ", year=2026, now=now)
    listed = await holidays_of(cast.lead, "TJ", 2026)
    assert taken == len(listed) > 5
    await keep_holiday(actor=cast.admin, country="TJ", day=NAVRUZ, name="", kind=DayKind.ORDINARY, now=now)
    assert await fill_holidays(actor=cast.coordinator, country="TJ", year=2026, now=now) == 0
    assert NAVRUZ not in {each.day for each in await holidays_of(cast.lead, "TJ", 2026)}
    assert len(await holidays_of(cast.lead, "TJ", 2026)) == taken - 1
    assert await holidays_of(cast.lead, "TJ", 2025) == []


async def test_working_days_are_those_of_the_country_of_a_zone(cast: Cast, now: datetime) -> None:
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    await keep_holiday(actor=cast.coordinator, country="TJ", day=monday, name="Day", kind=DayKind.OFF, now=now)
    await keep_holiday(actor=cast.coordinator, country="TJ", day=sunday, name="", kind=DayKind.WORKING, now=now)
    found = await workdays_in(cast.lead, ["Asia/Dushanbe", "Asia/Almaty", "UTC"])
    assert [found["Asia/Dushanbe"].works(day) for day in (sunday, monday)] == [True, False]
    assert [found["Asia/Almaty"].works(day) for day in (sunday, monday)] == [False, True]
    assert [found["UTC"].works(day) for day in (sunday, monday)] == [False, True]


async def test_the_country_of_most_places_stands_first(cast: Cast, now: datetime) -> None:
    assert await usual_zone(cast.lead) == "UTC"
    for zone in ("Asia/Almaty", "Asia/Bishkek", "Asia/Bishkek"):
        await make_facility(cast.coordinator, zone=zone, now=now)
    assert await usual_zone(cast.lead) == "Asia/Bishkek"
    assert (await holiday_countries(cast.lead))[:3] == ["KG", "KZ", "AD"]


async def test_what_cannot_be_kept_is_named(cast: Cast, now: datetime) -> None:
    with pytest.raises(UnknownCountry):
        await fill_holidays(actor=cast.coordinator, country="XX", year=2026, now=now)
    with pytest.raises(UnknownYear):
        await fill_holidays(actor=cast.coordinator, country="TJ", year=1700, now=now)
    with pytest.raises(BadForm):
        await keep_holiday(actor=cast.coordinator, country="TJ", day=NAVRUZ, name=" ", kind=DayKind.OFF, now=now)
    for other in (cast.lead, cast.partner, cast.analyst):
        with pytest.raises(NotYours):
            await fill_holidays(actor=other, country="TJ", year=2026, now=now)


async def test_the_page_shows_a_year_and_keeps_what_was_typed(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_facility(cast.coordinator, now=now)
    keeper = await client_as(cast.coordinator)
    assert "Nothing is kept of this year yet" in (await keeper.get("/settings/holidays")).text
    filled = await keeper.post("/settings/holidays/fill", data={"country": "TJ", "year": "2026"})
    assert filled.headers["location"] == "/settings/holidays?country=TJ&year=2026"
    assert "Day of the State Flag" not in (await keeper.get("/settings/holidays?country=KZ")).text
    assert "Nowruz" in (await keeper.get(filled.headers["location"])).text
    wrong = await keeper.post("/settings/holidays", data={"country": "TJ", "kind": "off", "name": "Founding day"})
    assert wrong.status_code == 422
    assert "Founding day" in wrong.text
    assert (await keeper.get("/settings/holidays?country=%3Cb%3E&year=99999999")).status_code == 200


async def test_others_have_no_such_page(cast: Cast, client_as: Clients) -> None:
    for other in (cast.lead, cast.partner, cast.monitor_ngo):
        assert (await (await client_as(other)).get("/settings/holidays")).status_code == 403
    assert (await (await client_as(None)).get("/settings/holidays")).status_code == 303
