"""Two processes keep one timetable and the leading one is killed with letters left: each letter is sent, once.

What can be promised is exactly this: no letter is lost and none is written twice. One that was on its way when its
process died may arrive a second time, with the same id; never more of them than processes were killed.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from monitor.kit.actor import Actor
from monitor.notices.rules import Rhythm
from monitor.outside.database import any_of, number, read
from monitor.settings import Settings
from tests.jobs.sinks import HookSink, MailSink, hook_sink, mail_sink
from tests.notices.makers import AT_ONCE, choose, something_due
from tests.people import Cast

# Two and a half real seconds are five minutes: as long as a lease and a letter taken on are held.
SPEED = 120.0
PATIENCE = 60
SLOWLY = 0.05


@dataclass
class Shift:
    """Two workers on one house; the oldest leads, or soon will."""

    settings: Settings
    mail: int
    began: datetime
    workers: deque[subprocess.Popen[bytes]] = field(default_factory=deque)

    def start(self) -> None:
        settings = self.settings
        told = (str(settings.data), settings.database_url, str(self.mail), self.began.isoformat(), str(SPEED))
        self.workers.append(subprocess.Popen([sys.executable, "-m", "tests.jobs.worker", *told]))

    def kill_the_oldest(self) -> None:
        oldest = self.workers.popleft()
        oldest.kill()
        oldest.wait()


@contextmanager
def two_workers(settings: Settings, mail: int, began: datetime) -> Iterator[Shift]:
    shift = Shift(settings, mail, began)
    try:
        shift.start()
        shift.start()
        yield shift
    finally:
        while shift.workers:
            shift.kill_the_oldest()


@dataclass(frozen=True, slots=True)
class Row:
    letter: UUID | None


async def letters_of(people: list[Actor]) -> list[UUID | None]:
    rows = await read(Row, "select letter from due where account in {}", any_of(person.account for person in people))
    return [row.letter for row in rows]


async def until_sent(people: list[Actor], things: int) -> None:
    """Wait until everything due is told of and every letter is done."""
    for _ in range(PATIENCE * 10):
        told = await letters_of(people)
        left = await number("select count(*) from outbox where done_at is null")
        if len(told) == things and None not in told and left == 0:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("a letter was not sent")


async def until_arrived(mail: MailSink, hook: HookSink, many: int) -> None:
    for _ in range(PATIENCE * 100):
        if len(mail.arrived) + len(hook.arrived) >= many:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("too few letters arrived")


async def choose_all(cast: Cast, hook: HookSink, now: datetime) -> list[Actor]:
    """Let four people be told at once, half of them by web requests, and nobody else."""
    people = [cast.lead, cast.deputy, cast.monitor_ngo, cast.second_ngo]
    for actor in cast.everybody.values():
        await choose(actor, replace(AT_ONCE, rhythm=Rhythm.NEVER), now=now)
    for place, actor in enumerate(people):
        await choose(actor, hook=hook.port if place % 2 else 0, now=now)
    return people


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.soak)])
async def test_each_letter_is_sent_once_whoever_is_killed(house: Settings, cast: Cast, rounds: int) -> None:
    began, turns = datetime.now(UTC), random.Random(rounds)
    async with mail_sink() as mail, hook_sink() as hook:
        mail.slowly = hook.slowly = SLOWLY
        people = await choose_all(cast, hook, began)
        with two_workers(house, mail.port, began) as shift:
            for done in range(rounds):
                before = len(mail.arrived) + len(hook.arrived)
                for person in people:
                    await something_due(cast, person, now=began)
                await until_arrived(mail, hook, before + turns.randrange(len(people)))
                await asyncio.sleep(turns.uniform(0, 2 * SLOWLY))
                shift.kill_the_oldest()
                shift.start()
                await until_sent(people, (done + 1) * len(people))
        arrived = [*mail.ids, *hook.ids]
        told = [str(letter) for letter in await letters_of(people)]
    assert sorted(set(arrived)) == sorted(set(told))
    assert len(arrived) - len(set(arrived)) <= rounds
    assert await number("select count(*) from outbox where dead_at is not null") == 0
