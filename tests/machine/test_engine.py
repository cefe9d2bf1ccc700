"""The engine under many hands: nobody waits for ever, nothing is lost, nothing half written stays."""

from __future__ import annotations

import asyncio
import threading
from contextvars import Context
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from monitor.app import open_house
from monitor.kit.problems import NotHere
from monitor.ledger.actions import one_transaction, record
from monitor.ledger.queries import verify_ledger
from monitor.outside.database import close_database, engine, number, run, run_many, transaction
from monitor.outside.keyring import write_key
from monitor.outside.sqlite import EvidenceEngine
from monitor.people.queries import system_actor
from monitor.people.rules import Need
from monitor.settings import Settings
from tests.conftest import NOW

WRITERS, EACH = 8, 125


async def add(name: UUID) -> None:
    """Read, then write: what deadlocks or fails at once where transactions begin deferred."""

    async def write() -> None:
        kept = await number("select count(*) from outbox")
        await run(
            "insert into outbox (id, kind, body, due_at, attempts) values ({}, {}, {}, {}, 0)",
            name,
            "test",
            str(kept),
            NOW,
        )
        record(Need.FACILITY_EDIT, actor=system_actor(NOW.date()), subject=name, at=NOW)

    await one_transaction(write)


async def test_eight_writers_lose_and_double_nothing(house: Settings) -> None:
    async def writer() -> None:
        for _ in range(EACH):
            await add(uuid4())

    await asyncio.wait_for(asyncio.gather(*(writer() for _ in range(WRITERS))), timeout=120)
    assert await number("select count(*) from outbox") == WRITERS * EACH
    assert (await verify_ledger()).entries == WRITERS * EACH


async def test_waiting_writers_never_take_the_thread_of_the_one_who_writes(house: Settings) -> None:
    """The stall: with one pool of threads for several connections this never ended."""

    async def long() -> None:
        async with transaction():
            for _ in range(20):
                await number("select count(*) from outbox")
                await asyncio.sleep(0)

    await asyncio.wait_for(asyncio.gather(*(long() for _ in range(40)), *(add(uuid4()) for _ in range(40))), timeout=60)
    assert await number("select count(*) from outbox") == 40


async def test_readers_go_on_while_somebody_writes(house: Settings) -> None:
    async with transaction():
        await run_many("installation", ("name", "value"), [("half", "written")])
        seen = await asyncio.wait_for(asyncio.create_task(read_elsewhere(), context=Context()), timeout=10)
    assert (seen, await number("select count(*) from installation where name = 'half'")) == (0, 1)


async def read_elsewhere() -> int:
    return await number("select count(*) from installation where name = 'half'")


async def test_a_failure_inside_poisons_the_whole(house: Settings) -> None:
    async def inner() -> None:
        await run("insert into installation (name, value) values ({}, {})", "inner", "x")
        raise NotHere()

    async def outer() -> None:
        await run("insert into installation (name, value) values ({}, {})", "outer", "x")
        with pytest.raises(NotHere):
            await one_transaction(inner)

    with pytest.raises(RuntimeError):
        await one_transaction(outer)
    assert await number("select count(*) from installation where name in ('inner', 'outer')") == 0


async def test_a_cancelled_writer_leaves_nothing_and_frees_its_turn(house: Settings) -> None:
    async def slow() -> None:
        async with transaction():
            await run("insert into installation (name, value) values ({}, {})", "slow", "x")
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(add(uuid4()), timeout=10)
    assert await number("select count(*) from installation where name = 'slow'") == 0


class Held:
    """The writing thread of SQLite, kept from its work until it is let go."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        opened = engine()
        assert isinstance(opened, EvidenceEngine)
        assert opened._writer is not None
        opened._writer._thread.submit(self.gate.wait)


@pytest.mark.parametrize(("stage", "kept"), [("begin", 0), ("commit", 1), ("rollback", 0)])
async def test_whoever_is_cancelled_in_the_midst_gives_the_turn_back(tmp_path: Path, stage: str, kept: int) -> None:
    write_key(tmp_path)
    await open_house(Settings(data=tmp_path), NOW)
    held, reached = list[Held](), asyncio.Event()

    async def writer() -> None:
        if stage == "begin":
            held.append(Held())
            reached.set()
        async with transaction():
            await run("insert into installation (name, value) values ({}, {})", "slow", "x")
            held.append(Held())
            reached.set()
            if stage == "rollback":
                raise NotHere()

    task = asyncio.create_task(writer())
    await reached.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises((asyncio.CancelledError, NotHere)):
        await task
    held[0].gate.set()
    await asyncio.wait_for(add(uuid4()), timeout=30)
    assert await number("select count(*) from installation where name = 'slow'") == kept
    await close_database()


async def test_nobody_writes_outside_a_transaction(house: Settings) -> None:
    with pytest.raises(RuntimeError):
        await run("delete from installation")
