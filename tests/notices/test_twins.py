"""Two worlds, with and without a secret trip: notices, letters, their failures and the log are one to outsiders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from monitor.notices.queries import noted_of
from monitor.notices.queries.letters import body_of
from monitor.outside.database import number, read
from monitor.settings import Settings
from tests.conftest import fresh
from tests.jobs.sinks import mail_sink
from tests.notices.makers import choose, one_round, sending
from tests.people import Clients
from tests.twins.worlds import Hidden, World, build

PAGES = ("/", "/settings/letters", "/account/notices", "/settings/log")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass
class Sent:
    """What one world lets outsiders see, and how much there was in all."""

    rows: dict[str, list[object]] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    all: int = 0


async def live(hidden: Hidden, house: Settings, says: str, now: datetime) -> World:
    """Let a day pass in a world where letters are answered like this."""
    await fresh(house)
    world = await build(hidden, now)
    for actor in world.cast.everybody.values():
        await choose(actor, now=now)
    async with mail_sink() as mail:
        mail.says = says
        for minutes in (0, 2, 10, 60, 24 * 60):
            await one_round(sending(house, mail.port), now + timedelta(minutes=minutes))
    return world


@dataclass(frozen=True, slots=True)
class Written:
    body: str


async def seen(world: World, client_as: Clients, now: datetime) -> Sent:
    """Ask as everybody outside the trip."""
    sent = Sent()
    bodies = [body_of(row.body) for row in await read(Written, "select body from outbox")]
    for name, actor in world.outsiders.items():
        rows = await noted_of(actor, now)
        sent.rows[name] = [(row.kind, row.subject, row.period, row.made_at, row.letter is None) for row in rows]
        sent.letters[name] = sum(body.account == actor.account for body in bodies)
        client = await client_as(actor)
        for address in PAGES:
            text = (await client.get(address)).text
            sent.pages[f"{name} {address}"] = _HASH.sub("#", _ID.sub("#", text))
    sent.all = await number("select count(*) from due")
    return sent


@pytest.mark.parametrize("says", ["250 OK", "451 later", "550 nobody here"])
async def test_what_outsiders_are_told_is_the_same(
    house: Settings, client_as: Clients, now: datetime, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        caplog.clear()
        world = await live(hidden, house, says, now)
        sent = await seen(world, client_as, now)
        sent.log = [record.getMessage() for record in caplog.records if record.name == "monitor"]
        found.append(sent)
    secret, open_ = found
    assert secret.all > open_.all > 0
    assert (secret.rows, secret.letters, secret.log) == (open_.rows, open_.letters, open_.log)
    assert [name for name, text in secret.pages.items() if text != open_.pages[name]] == []
    if says.startswith("5"):
        assert "Lena Lead" in open_.pages["admin /settings/letters"]
