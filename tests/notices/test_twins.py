"""Two worlds, with and without a secret trip: notices, letters, their failures and the jobs' log are one to outsiders."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from litestar import Litestar

from monitor.jobs.timetable import JOBS, tick
from monitor.notices.queries import noted_of
from monitor.notices.queries.letters import body_of
from monitor.outside.database import number, read
from monitor.programme.actions.proposing import follow_proposal
from monitor.settings import Settings
from tests.conftest import fresh
from tests.jobs.sinks import hook_sink, mail_sink
from tests.notices.makers import choose, sending
from tests.people import Clients
from tests.twins.worlds import Hidden, World, build, secret_ids

PAGES = ("/", "/settings/letters", "/account/notices", "/settings/log")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CHANGING = re.compile(r"[0-9a-f]{64}|(?<=127\.0\.0\.1:)\d+")


@dataclass
class Sent:
    """What one world lets outsiders see, and how much there was in all."""

    rows: dict[str, list[object]] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    all: int = 0


async def live(hidden: Hidden, house: Settings, says: str, now: datetime) -> World:
    """Let a day pass in a world where letters are answered like this, and let the planner work if there is what to plan."""
    await fresh(house)
    world = await build(hidden, now)
    async with mail_sink() as mail, hook_sink() as hook:
        mail.says, hook.says = says, 200 if says.startswith("2") else 503 if says.startswith("4") else 410
        mail.down = hook.down = not says
        for place, actor in enumerate(world.cast.everybody.values()):
            await choose(actor, hook=hook.port if place % 2 else 0, now=now)
        settings, holder = sending(house, mail.port, hook.port), uuid4()
        for minutes in (0, 2, 10, 60, 24 * 60):
            time = partial(now.__add__, timedelta(minutes=minutes))
            for job, _ in JOBS:
                await tick(job=job, settings=settings, holder=holder, clock=time)
    if hidden is Hidden.SECRET_TRIP:
        run = secret_ids()["proposal"]
        await follow_proposal(actor=world.cast.coordinator, proposal_id=run, clock=lambda: now)
    return world


def pages_of(name: str, app: Litestar) -> Iterator[str]:
    """Give what may tell of letters: for whoever keeps the machine, every page without an id."""
    plain = (route.path_format for route in app.routes if "GET" in getattr(route, "methods", ()))
    yield from (path for path in plain if "{" not in path) if name == "admin" else PAGES


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
        for address in pages_of(name, client_as.app):
            text = (await client.get(address)).text
            sent.pages[f"{name} {address}"] = _CHANGING.sub("#", _ID.sub("#", text))
    sent.all = await number("select count(*) from due")
    return sent


@pytest.mark.parametrize("says", ["250 OK", "451 later", "550 nobody here", ""])
async def test_what_outsiders_are_told_is_the_same(
    house: Settings,
    client_as: Clients,
    now: datetime,
    says: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """What is logged from WARNING on is what a server writes; the planner's own process may print nothing at all."""
    found = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        caplog.clear()
        world = await live(hidden, house, says, now)
        sent = await seen(world, client_as, now)
        sent.log = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        sent.log += [*capfd.readouterr()]
        found.append(sent)
    secret, open_ = found
    assert secret.all > open_.all > 0
    assert (secret.rows, secret.letters, secret.log) == (open_.rows, open_.letters, open_.log)
    assert [name for name, text in secret.pages.items() if text != open_.pages[name]] == []
    if says.startswith("5"):
        assert "Lena Lead" in open_.pages["admin /settings/letters"]
