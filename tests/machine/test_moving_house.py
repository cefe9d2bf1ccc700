"""Backups, restores and moves carry everything: rows, files and the chain, from either database to either."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from piccolo.engine.postgres import PostgresEngine

from monitor.installation.actions import back_up, begin_real, move, restore
from monitor.installation.rules import FolderNotEmpty, SamePlace
from monitor.kit.crypto import key_from_recovery, new_key
from monitor.ledger.queries import ledger_head, verify_ledger
from monitor.outside.database import close_database, open_database
from monitor.outside.keyring import keyring
from monitor.outside.moving.backup import NotThisKey
from monitor.outside.moving.transfer import NotEmpty, Row, shapes_of, snapshot
from monitor.people.actions import invite
from monitor.people.queries import system_actor
from monitor.people.rules import Role
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from tests.conftest import NOW
from tests.people import Cast, gather_cast


async def contents(address: str) -> dict[str, list[Row]]:
    """Everything in a database but when its migrations ran."""
    async with snapshot(address) as found:
        return {shape.table: await found.values(shape.select) for shape in shapes_of(TABLES)}


@pytest.fixture
async def lived_in(house: Settings, cast: Cast) -> Settings:
    """A house with people, a ledger and a file."""
    await begin_real("here", NOW)
    await invite(
        actor=system_actor(NOW.date()),
        organisation=cast.lead.organisation,
        name="Ида",
        email="i@example.org",
        roles={Role.MONITOR},
        now=NOW,
    )
    (house.data / "files" / "ab").mkdir(parents=True)
    (house.data / "files" / "ab" / "cd").write_bytes(b"sealed bytes" * 200_000)
    return house


@pytest.fixture
async def elsewhere(lived_in: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """Another, empty place for the data: a folder, and on PostgreSQL a database of its own."""
    folder = tmp_path_factory.mktemp("elsewhere")
    if not lived_in.database_url:
        yield Settings(data=folder)
        return
    before, _, after = lived_in.database_url.partition("/postgres?")
    server = PostgresEngine(config={"dsn": lived_in.database_url})
    await server.run_ddl("create database elsewhere", in_pool=False)
    yield Settings(data=folder, database_url=f"{before}/elsewhere?{after}")
    await close_database()
    await server.run_ddl("drop database elsewhere", in_pool=False)


async def backed_up(house: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("stick") / "backup.monitor"
    await back_up(
        actor=system_actor(NOW.date()),
        target=file,
        address=house.database,
        data=house.data,
        tables=TABLES,
        now=NOW,
    )
    return file


async def test_a_backup_restored_elsewhere_is_the_same_house(
    lived_in: Settings, elsewhere: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before, code = await contents(lived_in.database), keyring().recovery_code()
    file = await backed_up(lived_in, tmp_path_factory)
    await close_database()

    made = await restore(
        file=file,
        data=elsewhere.data,
        address=elsewhere.database,
        key=key_from_recovery(code),
        tables=TABLES,
        now=NOW,
    )

    assert await contents(elsewhere.database) == before
    assert made.rows == sum(len(rows) for rows in before.values())
    assert (elsewhere.data / "files" / "ab" / "cd").read_bytes() == b"sealed bytes" * 200_000
    assert (await verify_ledger(made.head)).head == made.head


async def test_a_restore_needs_the_right_code_and_leaves_nothing_behind(
    lived_in: Settings, elsewhere: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = await backed_up(lived_in, tmp_path_factory)
    await close_database()
    for damage in (b"", b"x"):
        file.write_bytes(file.read_bytes() + damage)
        with pytest.raises(NotThisKey):
            await restore(
                file=file,
                data=elsewhere.data,
                address=elsewhere.database,
                key=new_key() if not damage else key_from_recovery(keyring().recovery_code()),
                tables=TABLES,
                now=NOW,
            )
        assert list(elsewhere.data.iterdir()) == []


async def test_a_cut_backup_is_refused_whole(
    lived_in: Settings, elsewhere: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = await backed_up(lived_in, tmp_path_factory)
    await close_database()
    key = key_from_recovery(keyring().recovery_code())
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(NotThisKey):
        await restore(file=file, data=elsewhere.data, address=elsewhere.database, key=key, tables=TABLES, now=NOW)
    assert list(elsewhere.data.iterdir()) == []


async def test_a_restore_wants_an_empty_folder(lived_in: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = await backed_up(lived_in, tmp_path_factory)
    with pytest.raises(FolderNotEmpty):
        await restore(file=file, data=lived_in.data, address=lived_in.database, key=None, tables=TABLES, now=NOW)


async def test_a_move_carries_everything_there_and_back(lived_in: Settings, elsewhere: Settings) -> None:
    source, other = lived_in.database, elsewhere.database
    third = str(elsewhere.data / "third.sqlite")
    before = await contents(source)
    await close_database()

    await move(source=source, target=third, tables=TABLES, now=NOW)
    assert await contents(third) == before
    await close_database()
    await move(source=third, target=other, tables=TABLES, now=NOW)

    assert await contents(other) == before
    assert (await verify_ledger()).head == (await ledger_head()).hash


async def test_a_move_into_a_lived_in_place_changes_nothing(lived_in: Settings, elsewhere: Settings) -> None:
    source, other = lived_in.database, elsewhere.database
    await close_database()
    await move(source=source, target=other, tables=TABLES, now=NOW)
    await gather_cast(NOW)
    before = await contents(other)
    await close_database()
    with pytest.raises(NotEmpty):
        await move(source=source, target=other, tables=TABLES, now=NOW)
    await close_database()
    assert await contents(other) == before
    with pytest.raises(SamePlace):
        await move(source=source, target=source, tables=TABLES, now=NOW)
    await open_database(source, TABLES)
