"""The pages: one's own choice, letters that did not arrive, and who must not see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.jobs.remind import remind
from monitor.kit.problems import BadForm, NotHere
from monitor.ledger.actions import give_up, take_posted
from monitor.notices.actions import send_again
from monitor.notices.queries import choice_of, hook_secret_of, undelivered
from monitor.notices.rules import Choice, LetterKind, Rhythm, Way
from monitor.outside.database import number
from monitor.settings import Settings
from tests.makers_facilities import make_facility
from tests.notices.makers import AT_ONCE, choose, sending, something_due
from tests.people import Cast, Clients

FORM = {"rhythm": "weekly", "zone": "Asia/Almaty", "hour": "6", "weekday": "4", "quiet_from": "22", "quiet_to": "5"}


async def test_one_chooses_for_oneself_alone(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_facility(cast.coordinator, zone="Asia/Bishkek", now=now)
    assert await choice_of(cast.lead) == Choice(zone="Asia/Bishkek")
    client = await client_as(cast.lead)
    assert "This installation sends no letters" in (await client.get("/account/notices")).text
    assert (await client.post("/account/notices", data=FORM)).status_code == 303
    assert await choice_of(cast.lead) == Choice(Rhythm.WEEKLY, Way.EMAIL, "Asia/Almaty", 6, 4, 22, 5)
    assert await choice_of(cast.deputy) == Choice(zone="Asia/Bishkek")
    assert 'value="Asia/Almaty" selected' in (await client.get("/account/notices")).text


async def test_everybody_has_the_page_and_strangers_have_not(cast: Cast, client_as: Clients) -> None:
    for actor in cast.everybody.values():
        assert (await (await client_as(actor)).get("/account/notices")).status_code == 200
    assert (await (await client_as(None)).get("/account/notices")).status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [("rhythm", "hourly"), ("zone", "Nowhere/City"), ("hour", "24"), ("quiet_to", "x"), ("way", "pigeon")],
)
async def test_a_wrong_choice_is_told_and_kept_on_the_page(
    cast: Cast, client_as: Clients, field: str, value: str
) -> None:
    before = await choice_of(cast.lead)
    answer = await (await client_as(cast.lead)).post("/account/notices", data=FORM | {field: value})
    assert answer.status_code == 422
    assert "Asia/Almaty" in answer.text
    assert await choice_of(cast.lead) == before


async def test_a_web_address_is_taken_only_where_it_may_go_and_keeps_its_secret(cast: Cast, now: datetime) -> None:
    with pytest.raises(BadForm):
        await choose(cast.lead, replace(AT_ONCE, way=Way.WEBHOOK, hook="https://elsewhere.example/"), now=now)
    await choose(cast.lead, hook=8099, now=now)
    first = await hook_secret_of(cast.lead)
    await choose(cast.lead, hook=8099, now=now)
    assert await hook_secret_of(cast.lead) == first != ""
    await choose(cast.lead, hook=8100, now=now)
    assert await hook_secret_of(cast.lead) not in ("", first)
    assert await number("select count(*) from notice_choice where hook_sealed like '%8100%'") == 0


async def given_up(house: Settings, cast: Cast, *, secret: bool, now: datetime) -> None:
    """Leave a letter to the lead that was given up; the coordinator is never told."""
    await choose(cast.coordinator, replace(AT_ONCE, rhythm=Rhythm.NEVER), now=now)
    await choose(cast.admin, replace(AT_ONCE, rhythm=Rhythm.NEVER), now=now)
    await choose(cast.lead, now=now)
    await something_due(cast, cast.lead, secret=secret, now=now)
    await remind(sending(house, 1), now)
    kinds = [kind.value for kind in LetterKind]
    taken = await take_posted(kinds=kinds, holder=cast.admin.account, until=now + timedelta(minutes=1), now=now)
    assert taken is not None
    await give_up(id=taken.id, holder=cast.admin.account, now=now, fault="refused")


async def test_whoever_keeps_the_machine_sees_it_and_tries_again(
    house: Settings, cast: Cast, client_as: Clients, now: datetime
) -> None:
    await given_up(house, cast, secret=False, now=now)
    keeper = await client_as(cast.admin)
    seen = (await keeper.get("/settings/letters")).text
    assert "Lena Lead" in seen
    assert "Remand" not in seen
    assert "Letters could not be delivered." in (await keeper.get("/")).text
    (letter,) = await undelivered(cast.admin)
    for other in (cast.coordinator, cast.lead, cast.partner):
        client = await client_as(other)
        assert (await client.get("/settings/letters")).status_code == 403
        assert (await client.post(f"/settings/letters/{letter.id}/again")).status_code == 403
    assert (await keeper.post(f"/settings/letters/{letter.id}/again")).status_code == 303
    assert await number("select count(*) from outbox where dead_at is null and attempts = 0") == 1
    with pytest.raises(NotHere):
        await send_again(actor=cast.admin, letter=letter.id, now=now)


async def test_a_letter_about_a_secret_visit_alone_is_not_there(
    house: Settings, cast: Cast, client_as: Clients, now: datetime
) -> None:
    keeper = await client_as(cast.admin)
    before = [(await keeper.get(address)).text for address in ("/settings/letters", "/")]
    await given_up(house, cast, secret=True, now=now)
    assert await number("select count(*) from outbox where dead_at is not null") == 1
    assert [(await keeper.get(address)).text for address in ("/settings/letters", "/")] == before
