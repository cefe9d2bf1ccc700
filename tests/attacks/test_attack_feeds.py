"""Addresses of calendars attacked: guessed, bent, stolen from the database, asked again after they were ended."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from monitor.kit.crypto import new_token, token_hash
from monitor.outside.database import rows, sql
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.notices.makers import change
from tests.people import Cast, Clients
from tests.twins.test_walls import contents
from tests.visits.reading_feeds import new_address

Answer = tuple[int, bytes, list[tuple[str, str]]]


def whole(answer: httpx.Response) -> Answer:
    """Give all that an answer tells: status, body, every header."""
    return answer.status_code, answer.content, sorted(answer.headers.items())


async def own_feed(cast: Cast, client_as: Clients, now: datetime) -> str:
    """Make an address of the lead's, who is on a secret visit."""
    place = await make_facility(cast.coordinator, name="Cellar no 1", now=now)
    day = now.date() + timedelta(days=9)
    await make_visit(cast.coordinator, facility=place, lead=cast.lead, secret=True, first_day=day, now=now)
    return await new_address(await client_as(cast.lead))


async def _id() -> UUID:
    (row,) = await rows(sql("select id from feed"))
    return UUID(str(row["id"]))


async def test_no_bent_address_opens(cast: Cast, client_as: Clients, now: datetime) -> None:
    path, stranger = await own_feed(cast, client_as, now), await client_as(None)
    token = path.removeprefix("/feed/").removesuffix(".ics")
    bent = (token, f"{token}.ICS", f"{token}.ics.ics", f"{token[:-1]}.ics", f"{token}=.ics", f"{token.swapcase()}.ics",
            f"{token}%00.ics", f"%20{token}.ics", f"{token_hash(token)}.ics", f"{await _id()}.ics",
            f"{cast.lead.account}.ics", ".ics", f"{'x' * 5000}.ics", f"{new_token()}.ics")  # fmt: skip
    answers = {each: whole(await stranger.get(f"/feed/{each}")) for each in bent}
    assert {each: answer for each, answer in answers.items() if answer != answers[bent[-1]]} == {}
    assert answers[bent[-1]][:2] == (404, b"")
    assert (await stranger.get(path)).status_code == 200


@pytest.mark.parametrize("how", ["ended", "left", "no role", "house gone"])
async def test_what_is_over_is_answered_like_what_never_was(
    cast: Cast, client_as: Clients, now: datetime, how: str
) -> None:
    path, asker = await own_feed(cast, client_as, now), await client_as(None)
    mark = (await asker.get(path)).headers["etag"]
    match how:
        case "ended":
            await (await client_as(cast.lead)).post(f"/account/feeds/{await _id()}/end")
        case "left":
            await change("update account set left_on = {} where id = {}", now.date(), cast.lead.account)
        case "no role":
            await change("update account_role set ended_at = {} where account = {}", now, cast.lead.account)
        case _:
            await change("update organisation set to_day = {} where id = {}", now.date(), cast.lead.organisation)
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PROPFIND"):
        for heads in ({}, {"if-none-match": mark}, {"if-none-match": "*"}, {"accept": "application/json"}):
            there, nowhere = [
                whole(await asker.request(method, each, headers=heads)) for each in (path, f"/feed/{new_token()}.ics")
            ]
            assert there == nowhere, (method, heads)
            assert method != "GET" or there[0] == 404, heads


async def test_it_says_the_same_whoever_asks_and_leaves_nothing_behind(
    cast: Cast, client_as: Clients, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = await own_feed(cast, client_as, now)
    asked = [await client_as(actor) for actor in (None, cast.lead, cast.stranger, cast.admin)]
    first = await asked[0].get(path)
    answers = [whole(await client.get(path)) for client in asked]
    assert answers == [whole(first)] * len(asked)
    assert "set-cookie" not in first.headers
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["referrer-policy"] in {"same-origin", "no-referrer"}
    assert "Cellar" not in first.text
    token = path.removeprefix("/feed/").removesuffix(".ics")
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert [line for line in lines if token in line] == []


async def test_a_stolen_database_opens_no_calendar(cast: Cast, client_as: Clients, now: datetime) -> None:
    path = await own_feed(cast, client_as, now)
    token = path.removeprefix("/feed/").removesuffix(".ics")
    assert token not in str(await contents())
    held = await contents()
    assert token_hash(token) in str(held["feed"])


async def test_nobody_ends_or_takes_anothers(cast: Cast, client_as: Clients, now: datetime) -> None:
    path, known = await own_feed(cast, client_as, now), await _id()
    for name in ("coordinator", "deputy", "coordinator_ngo", "partner", "admin"):
        client = await client_as(cast.everybody[name])
        ended = [await client.post(f"/account/feeds/{each}/end") for each in (known, uuid4())]
        assert [answer.status_code for answer in ended] == [ended[1].status_code] * 2
        assert ended[0].status_code in {403, 404}
        taken = await client.post("/account/feeds", data={"id": str(known), "details": "own"})
        assert (taken.status_code in {403, 404}, "/feed/" in taken.text) == (True, False), name
    assert (await (await client_as(None)).get(path)).status_code == 200


async def test_an_entry_does_not_tell_when_the_visit_was_planned(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, name="Cellar no 1", now=now)
    day, planned = now.date() + timedelta(days=9), now - timedelta(days=40, hours=3)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, first_day=day, now=planned)
    text = (await (await client_as(None)).get(await new_address(await client_as(cast.lead)))).text
    assert f"{planned:%Y%m%dT}" not in text
    assert [each for each in (visit, place, cast.lead.account) if str(each) in text] == []
