"""Addresses of calendars: shown once, one's own only, and once ended like one that never was."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.outside.database import number
from monitor.people.actions import end_account
from monitor.visits.actions import end_feed, make_feed
from monitor.visits.queries import feeds_of
from monitor.visits.rules import Details
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.visits.plans import DAY
from tests.visits.reading_feeds import ADDRESS, new_address, told_by

GONE = (404, "", "text/plain; charset=utf-8")


def told(answer: httpx.Response) -> tuple[int, str, str]:
    return answer.status_code, answer.text, answer.headers["content-type"]


async def one_feed(actor: Actor, now: datetime) -> UUID:
    """Make an address and give its id."""
    feed = uuid4()
    await make_feed(actor=actor, feed_id=feed, details=Details.NEUTRAL, now=now)
    return feed


async def test_an_address_needs_no_signing_in(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, now=now)
    path, nobody = await new_address(await client_as(cast.lead)), await client_as(None)
    assert [each.summary for each in await told_by(nobody, path)] == ["Busy"]


async def test_an_ended_address_is_answered_like_one_that_never_was(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    client, nobody = await client_as(cast.lead), await client_as(None)
    path = await new_address(client)
    (feed,) = await feeds_of(cast.lead)
    assert (await nobody.get(path)).status_code == 200
    assert (await client.post(f"/account/feeds/{feed.id}/end")).headers["location"] == "/account/feeds"
    never = f"/feed/{'x' * 43}.ics"
    asked = [await who.get(each) for who in (client, nobody) for each in (path, never, path.removesuffix(".ics"))]
    assert [told(answer) for answer in asked] == [GONE] * 6
    assert {str(sorted(answer.headers)) for answer in asked} == {str(sorted(asked[0].headers))}


async def test_an_ended_address_forgets_what_it_said(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, now=now)
    client = await client_as(cast.lead)
    await client.get(await new_address(client))
    assert await number("select count(*) from feed_entry") == 1
    (feed,) = await feeds_of(cast.lead)
    await end_feed(actor=cast.lead, feed_id=feed.id, now=now)
    assert await number("select count(*) from feed_entry") == 0


async def test_who_leaves_takes_the_address_along(cast: Cast, client_as: Clients, now: datetime) -> None:
    path, nobody = await new_address(await client_as(cast.lead)), await client_as(None)
    await end_account(actor=cast.admin, account=cast.lead.account, left_on=now.date(), now=now)
    assert told(await nobody.get(path)) == GONE


async def test_the_address_is_shown_once_and_kept_as_a_hash(cast: Cast, client_as: Clients, now: datetime) -> None:
    client, form = await client_as(cast.lead), {"id": str(uuid4()), "details": "own"}
    first, second = [await client.post("/account/feeds", data=form) for _ in range(2)]
    found = ADDRESS.search(first.text)
    assert found is not None
    token = found[1].removeprefix("/feed/").removesuffix(".ics")
    assert (second.status_code, token in second.text) == (409, False)
    assert "shown only once" in second.text
    assert token not in (await client.get("/account/feeds")).text
    assert await number("select count(*) from feed where token_hash = {}", token) == 0
    assert len(await feeds_of(cast.lead)) == 1


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("https://watch.example", "https://watch.example/feed/"),
        ("http://127.0.0.1:8000", "http://monitor.test/feed/"),
    ],
)
async def test_behind_a_proxy_the_address_is_told_as_it_was_set(
    cast: Cast, client_as: Clients, routed: Litestar, address: str, begins: str
) -> None:
    client = await client_as(cast.lead)
    routed.state["settings"] = replace(routed.state["settings"], address=address)
    answer = await client.post("/account/feeds", data={"id": str(uuid4()), "details": "own"})
    assert begins in answer.text


async def test_a_sixth_address_is_refused_with_the_way_forward(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.lead)
    for _ in range(5):
        await new_address(client)
    answer = await client.post("/account/feeds", data={"id": str(uuid4()), "details": "neutral"})
    assert (answer.status_code, len(await feeds_of(cast.lead))) == (422, 5)
    assert "End one that no calendar reads" in answer.text


@pytest.mark.parametrize("name", ["deputy", "coordinator", "coordinator_ngo", "partner", "stranger"])
async def test_nobody_else_sees_or_ends_it(name: str, cast: Cast, client_as: Clients, now: datetime) -> None:
    feed, other = await one_feed(cast.lead, now), await client_as(cast.everybody[name])
    unknown = await other.post(f"/account/feeds/{uuid4()}/end")
    theirs = await other.post(f"/account/feeds/{feed}/end")
    assert (theirs.status_code, theirs.text) == (404, unknown.text)
    with pytest.raises(NotHere):
        await make_feed(actor=cast.everybody[name], feed_id=feed, details=Details.OWN, now=now)
    assert [each.id for each in await feeds_of(cast.lead)] == [feed]
    assert "No calendar reads your visits yet." in (await other.get("/account/feeds")).text


@pytest.mark.parametrize("name", ["analyst", "admin"])
async def test_who_makes_no_visits_has_no_address(name: str, cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.everybody[name])
    assert (await client.get("/account/feeds")).status_code == 403
    assert "/account/feeds" not in (await client.get("/account")).text


async def test_the_page_says_when_a_calendar_last_read(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.lead)
    path = await new_address(client)
    assert "not yet" in (await client.get("/account/feeds")).text
    await client.get(path)
    assert [feed.read_on for feed in await feeds_of(cast.lead)] == [now.date()]


async def test_programs_that_read_at_once_are_told_the_same(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility, client = await make_facility(cast.coordinator, now=now), await client_as(cast.lead)
    for n in range(3):
        day = DAY + timedelta(days=n)
        await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=day, now=now)
    path = await new_address(client)
    answers = await asyncio.gather(*(client.get(path) for _ in range(6)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
    assert await number("select count(*) from feed_entry") == 3
