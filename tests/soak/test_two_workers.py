"""Two processes keep one timetable and the leading one is killed with letters left: each thing is told, once.

What can be promised is exactly this (docs/decisions/0009): nothing is lost, nothing is written twice. A letter that was
on its way when its process died may arrive once more, with the same id; here the letters in the hand of each killed
process are written down, and no other may come again.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from uuid import UUID

import pytest

from monitor.jobs.timetable import HELD
from monitor.kit.actor import Actor
from monitor.notices.rules import Rhythm
from monitor.outside.database import any_of, number, read
from monitor.settings import Settings
from tests.jobs.sinks import HookSink, MailSink, hook_sink, mail_sink
from tests.jobs.worker import TICK, clock, has_led, put_forward, start_worker
from tests.notices.makers import AT_ONCE, choose, something_due
from tests.people import Cast

PATIENCE = 60
SLOWLY = 0.05
# Longer than a lease and a letter taken on are held: a process that died is known to be gone.
A_LEASE = HELD + timedelta(seconds=1)


@dataclass
class Shift:
    """Two workers on one house, and what became of the leading ones."""

    settings: Settings
    mail: int
    ahead: timedelta = timedelta(0)
    workers: list[BaseProcess] = field(default_factory=list)
    leaders: set[UUID] = field(default_factory=set)
    in_hand: Counter[str] = field(default_factory=Counter)
    left: list[int] = field(default_factory=list)

    def start(self) -> None:
        self.workers.append(start_worker(self.settings.data, self.settings.database_url, self.mail))

    def pass_time(self, span: timedelta) -> None:
        """Put everybody's clock forward."""
        self.ahead += span
        put_forward(self.settings.data, self.ahead)

    def kill(self, worker: BaseProcess) -> None:
        self.workers.remove(worker)
        worker.kill()
        worker.join()

    async def leader(self) -> BaseProcess:
        """Wait until somebody leads. Who led before is dead, so that one of the living at most has ever done a job."""
        for _ in range(PATIENCE * 20):
            led = [worker for worker in self.workers if has_led(self.settings.data, worker.pid or 0)]
            if led:
                (leader,) = led
                return leader
            await asyncio.sleep(0.05)
        raise AssertionError("nobody leads")

    async def lose_the_leader(self, things: int) -> None:
        """Kill whoever leads, write down what was left and what was in its hand, and let its lease run out."""
        leader = await self.leader()
        self.leaders.update(row.holder for row in await read(Lease, "select holder from lease"))
        self.kill(leader)
        held = await read(Letter, "select id as letter from outbox where done_at is null and holder is not null")
        self.in_hand.update(str(row.letter) for row in held)
        self.left.append(things - await number("select count(*) from outbox where done_at is not null"))
        self.pass_time(A_LEASE)
        self.start()


@contextmanager
def two_workers(settings: Settings, mail: int) -> Iterator[Shift]:
    shift = Shift(settings, mail)
    try:
        shift.start()
        shift.start()
        yield shift
    finally:
        while shift.workers:
            shift.kill(shift.workers[0])


@dataclass(frozen=True, slots=True)
class Lease:
    holder: UUID


@dataclass(frozen=True, slots=True)
class Letter:
    letter: UUID | None


async def letters_of(people: list[Actor]) -> list[UUID | None]:
    """Give for each thing due the letter that told of it."""
    rows = await read(Letter, "select letter from due where account in {}", any_of(person.account for person in people))
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


async def a_moment(mail: MailSink, hook: HookSink, before: int, many: int, turns: random.Random) -> None:
    """Wait for a moment at which something is left to do: before the first letter, or after some of them."""
    arrived = turns.randrange(many - 2)
    if not arrived:
        await asyncio.sleep(turns.uniform(0, TICK.total_seconds()))
        return
    for _ in range(PATIENCE * 100):
        if len(mail.arrived) + len(hook.arrived) - before >= arrived:
            await asyncio.sleep(turns.uniform(0, 2 * SLOWLY))
            return
        await asyncio.sleep(0.01)
    raise AssertionError("too few letters arrived")


async def choose_all(cast: Cast, hook: HookSink, now: datetime) -> list[Actor]:
    """Let six people be told at once, half of them by web requests, and nobody else."""
    people = [cast.lead, cast.deputy, cast.monitor_ombudsman, cast.monitor_ngo, cast.second_ngo, cast.stranger]
    for actor in cast.everybody.values():
        await choose(actor, replace(AT_ONCE, rhythm=Rhythm.NEVER), now=now)
    for place, actor in enumerate(people):
        await choose(actor, hook=hook.port if place % 2 else 0, now=now)
    return people


async def each_told_once(shift: Shift, people: list[Actor], mail: MailSink, hook: HookSink) -> None:
    """Hold what the two sinks counted against what was due: the same things, and none again but what died on its way."""
    told = Counter(str(letter) for letter in await letters_of(people))
    said = dict(zip([*mail.ids, *hook.ids], [*mail.numbers, *hook.numbers], strict=True))
    assert said == dict(told)
    arrived = Counter([*mail.ids, *hook.ids])
    assert arrived - Counter(set(arrived)) <= shift.in_hand
    assert await number("select count(*) from outbox where done_at is null or dead_at is not null") == 0
    assert await number("select count(*) from outbox") == len(told)


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.soak)])
async def test_each_thing_is_told_once_whoever_is_killed(house: Settings, cast: Cast, rounds: int) -> None:
    turns = random.Random(rounds)
    async with mail_sink() as mail, hook_sink() as hook:
        mail.slowly = hook.slowly = SLOWLY
        people = await choose_all(cast, hook, datetime.now(UTC))
        with two_workers(house, mail.port) as shift:
            for done in range(1, rounds + 1):
                before, things = len(mail.arrived) + len(hook.arrived), done * len(people)
                for person in people:
                    await something_due(cast, person, now=clock(house.data))
                await a_moment(mail, hook, before, len(people), turns)
                await shift.lose_the_leader(things)
                await until_sent(people, things)
        await each_told_once(shift, people, mail, hook)
    again = len(mail.ids) + len(hook.ids) - rounds * len(people)
    print(f"{rounds} leaders killed; things left: {shift.left}; on their way: {shift.in_hand.total()}, again: {again}")
    assert len(shift.leaders) == rounds
    assert len([left for left in shift.left if left]) > rounds // 2


async def test_an_hour_without_either_server_loses_nothing(house: Settings, cast: Cast) -> None:
    async with mail_sink() as mail, hook_sink() as hook:
        mail.down = hook.down = True
        people = await choose_all(cast, hook, datetime.now(UTC))
        with two_workers(house, mail.port) as shift:
            for things in (6, 12):
                for person in people:
                    await something_due(cast, person, now=clock(house.data))
                await until_tried(things, 1)
                await shift.lose_the_leader(things)
            for attempts in range(2, 6):
                shift.pass_time(timedelta(minutes=15))
                await until_tried(12, attempts)
            assert (mail.arrived, hook.arrived, shift.left) == ([], [], [6, 12])
            mail.down = hook.down = False
            shift.pass_time(timedelta(hours=1))
            await until_sent(people, 12)
        await each_told_once(shift, people, mail, hook)


async def until_tried(letters: int, attempts: int) -> None:
    """Wait until so many letters were tried so often, each for nothing."""
    for _ in range(PATIENCE * 20):
        if letters == await number(
            "select count(*) from outbox where fault = 'no_answer' and holder is null and attempts >= {}", attempts
        ):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a letter was not tried")
