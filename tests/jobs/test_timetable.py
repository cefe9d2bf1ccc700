"""The timetable: one process at a time, and what a round of sweeping forgets."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from monitor.facilities.actions.drafts import FOLDER
from monitor.jobs.sweep import sweep
from monitor.jobs.timetable import HELD, LEASE, tick, timetable
from monitor.ledger.actions import take_lease
from monitor.outside.database import number
from monitor.outside.drafts import ABOUT, begin_draft
from monitor.settings import Settings
from tests.people import Cast, open_session


async def test_of_eight_processes_one_holds_the_lease(house: Settings, now: datetime) -> None:
    asked = [take_lease(name=LEASE, holder=uuid4(), until=now + HELD, now=now) for _ in range(8)]
    assert sorted(await asyncio.gather(*asked)) == [False] * 7 + [True]


async def test_the_holder_keeps_it_and_another_takes_over_when_it_runs_out(house: Settings, now: datetime) -> None:
    first, second, later = uuid4(), uuid4(), now + HELD + timedelta(seconds=1)
    assert await take_lease(name=LEASE, holder=first, until=now + HELD, now=now)
    assert await take_lease(name=LEASE, holder=first, until=now + HELD, now=now)
    assert not await take_lease(name=LEASE, holder=second, until=now + HELD, now=now)
    assert await take_lease(name=LEASE, holder=second, until=later + HELD, now=later)
    assert not await take_lease(name=LEASE, holder=first, until=later + HELD, now=later)


async def test_a_round_forgets_what_is_over_and_nothing_else(house: Settings, cast: Cast, now: datetime) -> None:
    await open_session(cast.lead, now - timedelta(days=3))
    await open_session(cast.lead, now)
    old = begin_draft(house.data / FOLDER, cast.lead.account, now - timedelta(days=2))
    young = begin_draft(house.data / FOLDER, cast.lead.account, now - timedelta(hours=2))
    stopped, begun_now = (begin_draft(house.data / FOLDER, cast.lead.account, now) for _ in range(2))
    for unnamed, age in ((stopped, timedelta(days=2)), (begun_now, timedelta(0))):
        unnamed.drop(ABOUT)
        os.utime(unnamed.folder, ((now - age).timestamp(),) * 2)
    await sweep(house, now)
    await sweep(house, now)
    assert await number("select count(*) from session") == 1
    assert [each.folder.exists() for each in (old, young, stopped, begun_now)] == [False, True, False, True]


async def test_the_timetable_ticks_when_the_server_starts(house: Settings, now: datetime) -> None:
    ticked = asyncio.Event()

    async def job(settings: Settings, at: datetime) -> None:
        assert (settings, at) == (house, now)
        ticked.set()

    async with timetable(house, lambda: now, jobs=((job, timedelta(hours=1)),)), asyncio.timeout(10):
        await ticked.wait()
    assert await number("select count(*) from lease") == 1


async def test_a_job_that_fails_is_told_without_its_words(
    house: Settings, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(settings: Settings, at: datetime) -> None:
        raise ValueError("a secret name")

    await tick(job=broken, settings=house, holder=uuid4(), clock=lambda: now)
    told = [record.getMessage() for record in caplog.records if record.name == "monitor"]
    assert told == ["job broken failed: ValueError"]


async def test_who_does_not_hold_the_lease_does_nothing(house: Settings, now: datetime) -> None:
    done: list[datetime] = []

    async def job(settings: Settings, at: datetime) -> None:
        done.append(at)

    for holder in (uuid4(), uuid4()):
        await tick(job=job, settings=house, holder=holder, clock=lambda: now)
    assert done == [now]
