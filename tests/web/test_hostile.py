"""What a browser of ours never sends: answered by a problem that says what to do, never by a fault, nothing written."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

import pytest
from litestar.datastructures import Headers

from monitor.facilities.queries import find_facilities
from monitor.kit.problems import BadForm, Conflict, NotHere
from monitor.kit.text import fold, legible, like_folded, search_words
from monitor.outside.database import number
from monitor.people.actions import add_organisation
from monitor.people.rules import OrganisationKind
from monitor.web.floor.forms import LONGEST_TEXT, Form
from monitor.web.floor.session import cookies_of, is_own
from tests.makers_facilities import make_facility
from tests.makers_sheets import load_shipped, make_sheet
from tests.makers_visits import make_visit
from tests.people import Cast, Clients

DEEP = b'{"key": "toilet_access", "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
UNREADABLE = {
    "deep": DEEP,
    "cut off": b'{"key": "toilet_access"',
    "not UTF-8": b'{"key": "\xff"}',
    "half a pair": b'{"key": "toilet_access", "remark": "\\ud800"}',
    "no zone": b'{"key": "toilet_access", "value": "no", "observed_at": "2026-11-22T09:00:00"}',
    "no year": b'{"key": "toilet_access", "value": "no", "observed_at": "0001-01-01T00:00:00Z"}',
    "no kind": b'{"key": "toilet_access", "absence": "perhaps"}',
    "a list": b"[]",
}


async def sheet_address(cast: Cast, now: datetime) -> str:
    await load_shipped(cast.coordinator, now=now)
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, now=now)
    return f"/sheets/{await make_sheet(cast.lead, visit, now=now)}/answers/{uuid4()}"


@pytest.mark.parametrize("sent", UNREADABLE)
async def test_unreadable_answers_are_refused(cast: Cast, client_as: Clients, now: datetime, sent: str) -> None:
    address, client = await sheet_address(cast, now), await client_as(cast.lead)
    answer = await client.put(address, content=UNREADABLE[sent], headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (400, "about:unreadable")
    assert await number("select count(*) from answer") == 0


async def test_an_answer_too_long_is_refused_and_untyped_codes_go(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    address, client = await sheet_address(cast, now), await client_as(cast.lead)
    long = {"key": "toilet_access", "value": "no", "remark": "x" * (LONGEST_TEXT + 1)}
    assert (await client.put(address, json=long)).status_code == 413
    kept = {"key": "toilet_access", "value": "no", "area": "cell\x00 4\x1b"}
    assert (await client.put(address, content=json.dumps(kept))).status_code == 200
    assert await number("select count(*) from answer where area = 'cell 4'") == 1


@pytest.mark.parametrize("address", ["/sign-in", "/join/x", "/setup/x", "/language"])
async def test_a_stranger_sends_little(client_as: Clients, address: str) -> None:
    stranger = await client_as(None)
    answer = await stranger.post(address, data={"email": "a@example.org", "password": "x" * 40_000})
    assert answer.status_code in ({404, 413} if address != "/sign-in" else {413})


async def test_whoever_is_signed_in_sends_no_more_than_a_sheet(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.partner)
    answer = await client.post("/denials/new", data={"words": "x" * 3_000_000})
    assert answer.status_code == 413
    answer = await client.post("/denials/new", data={"words": "x" * 60_000, "place": "Bazaar"})
    assert (answer.status_code, "Keep to 50000 letters" in answer.text) == (422, True)


def test_a_form_notes_what_cannot_be_kept() -> None:
    form = Form()
    form.take("words", "x" * (LONGEST_TEXT + 1))
    for name, text in {"heads": "9" * 10, "day": "0001-01-01", "until": "9999-12-31"}.items():
        form.take(name, text)
    assert (form.whole("heads"), form.day("day"), form.day("until")) == (None, None, None)
    with pytest.raises(BadForm) as raised:
        form.check()
    assert [fault.field for fault in raised.value.errors] == ["words", "heads", "day", "until"]
    assert len(form.values["words"]) == LONGEST_TEXT + 1


def test_codes_nobody_types_are_taken_out() -> None:
    assert legible("a\x00b\x1b\n\tc\ud800\x7f") == "ab\n\tc"
    assert Form({"q": ["\x00Hu\x00jand"]}).text("q") == "Hujand"


@pytest.mark.parametrize(
    "cookie", ["a/b=1; monitor_session=t", "{}=1;monitor_session=t", 'x; monitor_session="t"', "monitor_session=t; ;="]
)
def test_a_neighbours_odd_cookie_hides_none_of_ours(cookie: str) -> None:
    assert cookies_of(Headers({"cookie": cookie}))["monitor_session"] == "t"


async def test_odd_headers_are_no_fault(client_as: Clients) -> None:
    stranger = await client_as(None)
    for headers in ({"cookie": "a/b=1"}, {"accept-language": "x;q=1e999,;;,q"}):
        assert (await stranger.get("/sign-in", headers=headers)).status_code == 200
    assert not is_own(Headers({"origin": "http://[", "host": "monitor.test"}))
    assert not is_own(Headers({"origin": "null"}))
    assert not is_own(Headers({"host": ""}))


@pytest.mark.parametrize("typed", ["%", "_", "__", "'", '"', "\\", "z " * 5_000, "x" * 60_000])
async def test_a_search_has_no_wildcards_and_no_end(cast: Cast, now: datetime, typed: str) -> None:
    await make_facility(cast.coordinator, name="Bokhtar prison", now=now)
    assert await find_facilities(cast.coordinator, typed) == []
    assert len(search_words("z " * 5_000)) == 8
    assert (fold("_%_"), like_folded("50 %_")) == ("", "%50%")


async def test_the_same_row_twice_is_a_conflict_and_a_row_about_nothing_is_not_here(cast: Cast, now: datetime) -> None:
    house = uuid4()

    async def add() -> None:
        await add_organisation(
            actor=cast.admin, organisation_id=house, name="New", kind=OrganisationKind.NGO, from_day=None, now=now
        )

    await add()
    with pytest.raises(Conflict):
        await add()
    assert await number("select count(*) from organisation where id = {}", house) == 1
    with pytest.raises(NotHere):
        await make_visit(cast.coordinator, facility=uuid4(), now=now)
