"""Words that would be code somewhere, in every name and text that planning shows: pages, parts of pages, JSON, letters."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.facilities.actions.holidays import keep_holiday
from monitor.facilities.rules.holidays import DayKind
from monitor.programme.actions import accept_version, add_manual_points
from monitor.visits.rules import Details
from tests.attacks.plans import addresses, form_for, make_plan
from tests.makers_visits import make_visit
from tests.notices.makers import change
from tests.people import Cast, Clients
from tests.twins.worlds import words_of
from tests.visits.reading_feeds import by_icalendar, by_vobject, in_order, new_address
from tests.web.test_planted_words import CODE, PLANTED

COLUMNS = ("account.name", "organisation.name", "facility_name.name", "region.name", "programme.title")
PART = {"x-board": "1"}


async def planted(cast: Cast, now: datetime) -> dict[str, UUID]:
    """Make a plan whose every word holds code."""
    by, known = cast.coordinator, await make_plan(cast, now)
    until = now.date() + timedelta(days=30)
    await add_manual_points(
        actor=by, points_id=uuid4(), facility=known["place"], points=9, reason=PLANTED, until_day=until, now=now
    )
    await keep_holiday(actor=by, country="TJ", day=until, name=PLANTED, kind=DayKind.OFF, now=now)
    for column in COLUMNS:
        table, name = column.split(".")
        await change(f"update {table} set {name} = {{}}", PLANTED)
    return known


async def test_planted_words_stay_words_on_every_page_of_planning(
    cast: Cast, client_as: Clients, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="monitor")
    known, client = await planted(cast, now), await client_as(cast.coordinator)
    form, shown = dict.fromkeys(form_for(known, cast, now), PLANTED), 0
    more = ("/programmes", "/programmes/frequencies", "/people/availability", "/calendar?month=2026-12", "/account/notices",
            f"/people/{cast.lead.account}/days", "/settings/holidays?country=TJ&year=2026", "/account/feeds")  # fmt: skip
    asked = [*addresses(client_as.app, known), *(("GET", path) for path in more)]
    for method, path in asked:
        for heads in ({}, PART):
            answer = await client.request(method, path, data=form if method == "POST" else None, headers=heads)
            assert answer.status_code < 500, path
            is_page = "html" in answer.headers.get("content-type", "")
            text = words_of(answer) if is_page or "json" in answer.headers.get("content-type", "") else ""
            assert not is_page or [code for code in CODE if code in text] == [], path
            shown += "&lt;script&gt;alert(1)" in text
    assert shown >= 25
    assert [record.getMessage() for record in caplog.records if record.name == "monitor"] == []


async def test_planted_names_stay_names_in_a_calendar(cast: Cast, client_as: Clients, now: datetime) -> None:
    known = await make_plan(cast, now)
    day = now.date() + timedelta(days=9)
    await make_visit(cast.coordinator, facility=known["place"], lead=cast.lead, first_day=day, now=now)
    evil = "Cellar\r\nATTENDEE:mailto:x@y.example\nEND:VEVENT;X=1,2\\n\u2028\x00"
    await change("update facility_name set name = {}", evil.replace("\x00", ""))
    path = await new_address(await client_as(cast.lead), Details.OWN)
    text = (await (await client_as(None)).get(path)).text
    first, second = in_order(by_icalendar(text)), in_order(by_vobject(text))
    assert first == second
    assert [each.first for each in first] == [day]
    assert [line for line in text.split("\r\n") if line.startswith(("ATTENDEE", "X="))] == []
    assert text.count("END:VEVENT\r\n") == 1


async def test_an_accepted_plan_shows_planted_words_as_words(cast: Cast, client_as: Clients, now: datetime) -> None:
    known = await planted(cast, now)
    (visit, *_) = await accept_version(actor=cast.coordinator, version_id=known["version"], now=now)
    client = await client_as(cast.lead)
    for path in ("/", f"/visits/{visit}", f"/visits/{visit}/brief", "/calendar/agenda"):
        text = (await client.get(path)).text
        assert [code for code in CODE if code in text] == [], path
        assert "&lt;script&gt;alert(1)" in text, path
