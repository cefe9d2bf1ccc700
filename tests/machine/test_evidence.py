"""The chain shows what was done to it outside the product: a changed byte, a missing row, a cut tail, a new chain."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from monitor.ledger.actions import one_transaction, record
from monitor.ledger.queries import ledger_head, verify_ledger
from monitor.ledger.rules import GENESIS, ChainBroken, HeadNotFound, Link, chained
from monitor.outside.database import is_postgres, read, run
from monitor.people.queries import system_actor
from monitor.people.rules import Need
from monitor.settings import Settings
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("written")


@pytest.fixture
async def written(house: Settings) -> None:
    """Twenty entries, one action each."""
    for number in range(20):
        await one_transaction(partial(note, number))


async def note(number: int) -> None:
    moment = NOW + timedelta(minutes=number)
    record(Need.FACILITY_EDIT, actor=system_actor(NOW.date()), subject=uuid4(), at=moment, content=number, salt="s")


async def behind_the_back(*statements: tuple[str, tuple[object, ...]]) -> None:
    """Do to the ledger what only somebody with the database file can do."""
    off = (
        ["alter table ledger disable trigger user"]
        if is_postgres()
        else ["drop trigger ledger_no_update", "drop trigger ledger_no_delete"]
    )

    async def write() -> None:
        for text in off:
            await run(text)
        for text, values in statements:
            await run(text, *values)

    await one_transaction(write)


async def links() -> list[Link]:
    return await read(Link, "select seq, body, hash from ledger order by seq")


async def test_an_untouched_chain_holds() -> None:
    assert (await verify_ledger()).entries == 20


async def test_the_database_itself_refuses_a_change() -> None:
    for statement in ("update ledger set body = 'x'", "delete from ledger"):
        with pytest.raises(Exception, match="append-only"):
            await one_transaction(partial(run, statement))


async def test_one_changed_byte_is_found() -> None:
    seventh = (await links())[6]
    changed = seventh.body[:-3] + ("a" if seventh.body[-3] != "a" else "b") + seventh.body[-2:]
    await behind_the_back(("update ledger set body = {} where seq = 7", (changed,)))
    with pytest.raises(ChainBroken) as broken:
        await verify_ledger()
    assert dict(broken.value.said.values) == {"seq": 7}


async def test_a_removed_row_is_found() -> None:
    await behind_the_back(("delete from ledger where seq = 12", ()))
    with pytest.raises(ChainBroken) as broken:
        await verify_ledger()
    assert dict(broken.value.said.values) == {"seq": 12}


async def test_a_cut_tail_is_found_by_the_printed_head() -> None:
    printed = (await ledger_head()).hash
    await behind_the_back(("delete from ledger where seq > 15", ()))
    assert (await verify_ledger()).entries == 15
    with pytest.raises(HeadNotFound):
        await verify_ledger(printed)


async def test_a_rewritten_chain_is_found_by_the_printed_head() -> None:
    printed, kept = (await ledger_head()).hash, await links()
    previous, rewritten = GENESIS, []
    for link in kept:
        body = json.dumps(json.loads(link.body) | {"account": str(uuid4())}) if link.seq == 3 else link.body
        previous = chained(previous, link.seq, body)
        rewritten.append(("insert into ledger (seq, body, hash) values ({}, {}, {})", (link.seq, body, previous)))
    await behind_the_back(("delete from ledger", ()), *rewritten)
    assert (await verify_ledger()).entries == 20
    with pytest.raises(HeadNotFound):
        await verify_ledger(printed)


async def test_an_older_printed_head_stays_good() -> None:
    older = (await links())[9].hash
    assert (await verify_ledger(older)).entries == 20
