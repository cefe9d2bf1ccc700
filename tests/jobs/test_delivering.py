"""Letters: what stands in them, that each is sent once, and what becomes of those that do not arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest

from monitor.jobs.deliver import SPELL, deliver
from monitor.jobs.remind import remind
from monitor.notices.queries import hook_secret_of, noted_of, undelivered
from monitor.notices.rules import Choice, Fault, Rhythm
from monitor.outside.database import number
from monitor.outside.network.webhooks import signature
from monitor.settings import Settings
from tests.jobs.sinks import HookSink, MailSink, hook_sink, mail_sink
from tests.notices.makers import AT_ONCE, choose, one_round, sending, something_due
from tests.people import Cast

UNSENT = "select count(*) from outbox where done_at is null"


@pytest.fixture
async def mail() -> AsyncIterator[MailSink]:
    async with mail_sink() as sink:
        yield sink


@pytest.fixture
async def hook() -> AsyncIterator[HookSink]:
    async with hook_sink() as sink:
        yield sink


@pytest.fixture
async def only_lead(cast: Cast, now: datetime) -> Cast:
    """The lead is told at once, everybody else never."""
    for name, actor in cast.everybody.items():
        await choose(actor, AT_ONCE if name == "lead" else replace(AT_ONCE, rhythm=Rhythm.NEVER), now=now)
    return cast


async def test_a_letter_says_a_number_and_an_address(
    house: Settings, only_lead: Cast, mail: MailSink, now: datetime
) -> None:
    for _ in range(2):
        await something_due(only_lead, only_lead.lead, secret=True, now=now)
    await one_round(sending(house, mail.port), now)
    (letter,) = mail.arrived
    assert (letter["Subject"], letter["From"]) == ("You have 2 things due", "monitor@office.example")
    assert letter["To"] == f"{only_lead.lead.account.hex[:12]}@example.org"
    text = letter.get_payload()
    assert isinstance(text, str)
    assert "You have 2 things due." in text
    assert "https://monitor.example/account/notices" in text
    assert not [word for word in ("Remand", "Lena", "visit", "secret") if word in letter.as_string()]


async def test_each_thing_is_told_once(house: Settings, only_lead: Cast, mail: MailSink, now: datetime) -> None:
    settings = sending(house, mail.port)
    await something_due(only_lead, only_lead.lead, now=now)
    for minutes in range(3):
        await one_round(settings, now + timedelta(minutes=minutes))
    await something_due(only_lead, only_lead.lead, now=now)
    await one_round(settings, now + timedelta(minutes=5))
    assert [letter["Subject"] for letter in mail.arrived] == ["You have 1 thing due"] * 2
    assert len(set(mail.ids)) == 2
    assert {str(row.letter) for row in await noted_of(only_lead.lead, now)} == set(mail.ids)


async def test_rounds_at_the_same_time_send_each_letter_once(
    house: Settings, cast: Cast, mail: MailSink, now: datetime
) -> None:
    people = [cast.lead, cast.deputy, cast.monitor_ngo]
    for person in people:
        await choose(person, now=now)
        await something_due(cast, person, now=now)
    await asyncio.gather(*(one_round(sending(house, mail.port), now) for _ in range(4)))
    addresses = [f"{person.account.hex[:12]}@example.org" for person in people]
    assert sorted(letter["To"] for letter in mail.arrived if letter["To"] in addresses) == sorted(addresses)
    assert len(mail.ids) == len(set(mail.ids)) == await number("select count(*) from outbox")


async def test_a_digest_waits_for_its_hour_and_for_quiet_hours(
    house: Settings, only_lead: Cast, mail: MailSink, now: datetime
) -> None:
    settings = sending(house, mail.port)
    tashkent = Choice(rhythm=Rhythm.DAILY, zone="Asia/Tashkent", hour=18, quiet_from=18, quiet_to=19)
    await choose(only_lead.lead, tashkent, now=now)
    await something_due(only_lead, only_lead.lead, now=now)
    came = []
    for hours in range(30):
        await one_round(settings, now + timedelta(hours=hours))
        came.append(len(mail.arrived))
    assert came.index(1) == 5
    assert came[-1] == 1


async def test_a_house_that_sends_no_mail_keeps_it_until_it_does(
    house: Settings, only_lead: Cast, mail: MailSink, now: datetime
) -> None:
    await something_due(only_lead, only_lead.lead, now=now)
    await one_round(house, now)
    assert await number("select count(*) from outbox") == 0
    await one_round(sending(house, mail.port), now + timedelta(days=1))
    assert len(mail.arrived) == 1


async def test_an_hour_of_silence_loses_nothing(
    house: Settings, only_lead: Cast, mail: MailSink, now: datetime
) -> None:
    settings = sending(house, mail.port)
    mail.says = "451 try later"
    await something_due(only_lead, only_lead.lead, now=now)
    await remind(settings, now)
    for minutes in range(61):
        await deliver(settings, now + timedelta(minutes=minutes))
    assert (len(mail.arrived), await number(UNSENT)) == (0, 1)
    assert await number("select attempts from outbox") == 6
    mail.says = "250 OK"
    await deliver(settings, now + timedelta(minutes=90))
    assert (len(mail.arrived), await number(UNSENT)) == (1, 0)


async def test_one_silence_of_the_mail_server_is_enough_for_a_round(
    house: Settings, cast: Cast, mail: MailSink, now: datetime
) -> None:
    nobody = sending(house, 1)
    for actor in (cast.lead, cast.coordinator):
        await choose(actor, now=now)
    await something_due(cast, cast.lead, now=now)
    await one_round(nobody, now)
    assert await number("select count(*) from outbox where fault = 'no_answer' and attempts = 1") == 2
    await deliver(sending(house, mail.port), now + timedelta(minutes=2))
    assert len(set(mail.ids)) == 2


async def test_a_refused_letter_waits_for_a_person(
    house: Settings, only_lead: Cast, mail: MailSink, now: datetime
) -> None:
    mail.says = "550 no such person"
    await something_due(only_lead, only_lead.lead, now=now)
    for minutes in (0, 60, 600):
        await one_round(sending(house, mail.port), now + timedelta(minutes=minutes))
    (found,) = await undelivered(only_lead.admin)
    assert (found.person, found.fault, found.attempts) == ("Lena Lead", Fault.REFUSED, 1)
    assert found.dead_at is not None
    assert now <= found.dead_at < now + SPELL  # in the first round


async def test_a_web_request_is_signed_and_says_no_more(
    house: Settings, only_lead: Cast, hook: HookSink, now: datetime
) -> None:
    await choose(only_lead.lead, hook=hook.port, now=now)
    await something_due(only_lead, only_lead.lead, secret=True, now=now)
    await one_round(sending(house, hook=hook.port), now)
    (asked,) = hook.arrived
    assert msgspec.json.decode(asked.body) == {"due": 1, "address": "https://monitor.example/", "type": "due"}
    stamp, name = asked.headers["webhook-timestamp"], asked.headers["webhook-id"]
    signed = signature(secret=await hook_secret_of(only_lead.lead), id=name, stamp=stamp, body=asked.body)
    assert asked.headers["webhook-signature"] == signed
    assert signature(secret=await hook_secret_of(only_lead.lead), id=name, stamp=stamp, body="{}") != signed


@pytest.mark.parametrize(("says", "attempts", "dead"), [(503, 6, 0), (429, 6, 0), (410, 1, 1), (302, 1, 1)])
async def test_answers_of_a_web_address(
    house: Settings, only_lead: Cast, hook: HookSink, now: datetime, says: int, attempts: int, dead: int
) -> None:
    hook.says = says
    await choose(only_lead.lead, hook=hook.port, now=now)
    await something_due(only_lead, only_lead.lead, now=now)
    settings = sending(house, hook=hook.port)
    for minutes in range(40):
        await one_round(settings, now + timedelta(minutes=minutes))
    assert hook.arrived == []
    assert await number("select attempts from outbox") == attempts
    assert await number("select count(*) from outbox where dead_at is not null") == dead


async def test_nobody_is_written_to_who_left_or_wants_no_letters(
    house: Settings, only_lead: Cast, mail: MailSink, now: datetime
) -> None:
    settings = sending(house, mail.port)
    await something_due(only_lead, only_lead.lead, now=now)
    await remind(settings, now)
    await choose(only_lead.lead, replace(AT_ONCE, rhythm=Rhythm.NEVER), now=now)
    await deliver(settings, now)
    assert (mail.arrived, await number(UNSENT)) == ([], 0)
