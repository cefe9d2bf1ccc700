"""Letters and web requests attacked: what they carry, where they can be led, whose letters can be found."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction, post
from monitor.notices.actions import letters, note_due
from monitor.notices.queries import noted_of
from monitor.notices.rules import LetterKind, Noted
from monitor.outside.database import any_of, rows, sql
from monitor.outside.network.mail import Mail, send_mail
from monitor.outside.network.webhooks import HookForbidden, HookUnreachable, send_hook
from monitor.settings import Settings
from tests.jobs.sinks import HERE, hook_sink, mail_sink
from tests.notices.makers import change, choose, one_round, sending, something_due
from tests.people import Cast, Clients

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MADE = re.compile(r"(?m)^(Message-ID|Date|Received|X-Peer|X-MailFrom|X-RcptTo): .*$")
NAMES = ("Remand", "prison", "no 3", "Lena", "Lead", "Corinne", "Office", "secret", "visit")


async def only(cast: Cast, actor: Actor) -> None:
    """Let nobody else have an address."""
    await change("update account set email = null where id <> {}", actor.account)


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_a_letter_about_a_secret_visit_looks_like_any_other(
    house: Settings, cast: Cast, now: datetime, language: str
) -> None:
    """Who keeps the mail server on the way reads all of it; it tells a number, and nothing of the kind of thing."""
    await only(cast, cast.lead)
    await change("update account set language = {} where id = {}", language, cast.lead.account)
    await choose(cast.lead, now=now)
    written: list[str] = []
    for secret in (True, False):
        async with mail_sink() as mail:
            known = await something_due(cast, cast.lead, secret=secret, now=now)
            await one_round(sending(house, mail.port), now)
            (letter,) = mail.arrived
        await change("update visit set state = 'cancelled' where id = {}", known)
        await one_round(sending(house), now)
        whole = letter.as_string()
        assert [each for each in _ID.findall(whole) if each not in mail.ids] == []
        text = str(letter.get_payload(decode=True))
        assert [name for name in NAMES if name in whole or name in text] == []
        written.append(_MADE.sub("", whole))
    assert written[0] == written[1]


async def test_a_web_request_tells_a_number_and_where_to_sign_in(house: Settings, cast: Cast, now: datetime) -> None:
    await only(cast, cast.lead)
    async with hook_sink() as hook:
        await choose(cast.lead, hook=hook.port, now=now)
        for secret in (True, False):
            known = await something_due(cast, cast.lead, secret=secret, now=now)
            await one_round(sending(house, hook=hook.port), now)
            await change("update visit set state = 'cancelled' where id = {}", known)
            await one_round(sending(house), now)
        first, second = hook.arrived
    assert first.body == second.body == '{"due":1,"address":"https://monitor.example/","type":"due"}'
    told = {"webhook-id", "webhook-timestamp", "webhook-signature"}
    assert {name: said for name, said in first.headers.items() if name not in told} == {
        name: said for name, said in second.headers.items() if name not in told
    }
    assert set(first.headers) - told <= {"host", "accept", "accept-encoding", "connection", "user-agent", "content-type",
                                         "content-length"}  # fmt: skip


async def test_no_guess_finds_a_letter_about_a_secret_visit(
    house: Settings, cast: Cast, client_as: Clients, now: datetime
) -> None:
    await only(cast, cast.lead)
    await choose(cast.lead, now=now)
    await something_due(cast, cast.lead, secret=True, now=now)
    async with mail_sink() as mail:
        mail.says = "550 nobody here"
        await one_round(sending(house, mail.port), now)
    ((letter, kind),) = [(row["id"], row["kind"]) for row in await rows(sql("select id, kind from outbox"))]
    assert kind == LetterKind.OWN.value
    admin = await client_as(cast.admin)
    answers = [await admin.post(f"/settings/letters/{each}/again") for each in (letter, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert "Lena" not in (await admin.get("/settings/letters")).text
    assert "could not be delivered" not in (await admin.get("/")).text


# Ways into a network that look like the open one: translated, site-local, compatible, not yet given out.
INWARD = ("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "fec0::1", "::7f00:1", "::ffff:10.0.0.1", "5f00::1",
          "2002:a00:1::", "192.0.0.8", "198.18.0.1", "240.0.0.1", "255.255.255.255", "fe80::1%eth0", "ff02::1")  # fmt: skip


@pytest.mark.parametrize("place", INWARD)
async def test_no_name_leads_inside_by_a_detour(place: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    async def looked_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (place, 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", looked_up)
    with pytest.raises(HookForbidden):
        await send_hook(
            address="https://hooks.example/x", secret="whsec_AAAA", id=UUID(int=7), body="{}", at=now, allowed="*"
        )


async def test_a_name_that_cannot_be_looked_up_is_no_fault_of_ours(now: datetime) -> None:
    with pytest.raises(HookUnreachable):
        await send_hook(
            address=f"https://{'a' * 70}.example/", secret="whsec_AAAA", id=UUID(int=7), body="{}", at=now, allowed="*"
        )


@pytest.mark.parametrize(
    "address", ["a@b.example,c@d.example", "a@b.example\r\nBcc: c@d.example", "c@d.example x", "a@"]
)
async def test_a_letter_goes_to_one_address_or_to_none(
    house: Settings, cast: Cast, now: datetime, address: str
) -> None:
    """A comma or a line end brings no second reader; whoever keeps the machine is told that it was refused."""
    await only(cast, cast.lead)
    await change("update account set email = {} where id = {}", address, cast.lead.account)
    await something_due(cast, cast.lead, now=now)
    await choose(cast.lead, now=now)
    async with mail_sink() as mail:
        await one_round(sending(house, mail.port), now)
        assert mail.arrived == []
    ((fault, dead),) = [(row["fault"], row["dead_at"]) for row in await rows(sql("select fault, dead_at from outbox"))]
    assert (fault, dead is not None) == ("refused", True)


async def test_a_letter_that_tells_of_secret_things_alone_in_the_end_is_nobodys_business(
    house: Settings, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who write at once: the other one told of the open thing, this one is left with the secret thing."""
    await only(cast, cast.lead)
    await choose(cast.lead, now=now)
    await something_due(cast, cast.lead, now=now)
    await something_due(cast, cast.lead, secret=True, now=now)
    await note_due(actor=cast.lead, now=now)
    stale = await noted_of(cast.lead, now)

    async def as_before(*_: object) -> list[Noted]:
        return stale

    other = uuid4()
    await one_transaction(lambda: post(id=other, kind=LetterKind.OPEN.value, body="{}", due_at=now))
    await change("update due set letter = {} where not secret", other)
    monkeypatch.setattr(letters, "noted_of", as_before)
    letter = await letters.write_letter(actor=cast.lead, now=now)
    kinds = {str(row["id"]): row["kind"] for row in await rows(sql("select id, kind from outbox"))}
    assert kinds == {str(other): LetterKind.OPEN.value, str(letter): LetterKind.OWN.value}


async def test_a_fault_with_one_person_keeps_nothing_from_the_others(
    house: Settings, cast: Cast, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    for actor in (cast.lead, cast.coordinator):
        await choose(actor, now=now)
    await something_due(cast, cast.lead, now=now)
    first, second = sorted((cast.lead, cast.coordinator), key=lambda actor: actor.account)
    await change("update notice_choice set zone = 'Nowhere/Else' where account = {}", first.account)
    await change("update account set email = null where id not in {}", any_of((first.account, second.account)))
    async with mail_sink() as mail:
        await one_round(sending(house, mail.port), now)
        assert len(mail.arrived) == 1
    assert {row["account"] for row in await rows(sql("select account from due where letter is not null"))} == {
        second.account
    }
    assert [record.getMessage() for record in caplog.records if record.name == "monitor"] == [
        "what is due could not be noted for somebody: ZoneInfoNotFoundError"
    ]


class Greeted:
    """Notes by which name a sender greets."""

    def __init__(self) -> None:
        self.names: list[str] = []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.names.append(hostname)
        session.host_name = hostname
        return responses


async def test_the_machine_does_not_tell_its_name(now: datetime) -> None:
    greeted = Greeted()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(greeted, hostname="sink.test"), HERE, 0)
    async with server:
        await send_mail(
            server=f"smtp://{HERE}:{server.sockets[0].getsockname()[1]}",
            sender="Monitor <monitor@office.example>",
            mail=Mail(uuid4(), "lena@office.example", "You have 1 thing due", "Look.", "en"),
            at=now,
        )
    assert greeted.names == ["office.example"]
