"""The tables in each database are those of the classes; an older database becomes the present one, its rows in place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from piccolo.columns import Column, ForeignKey
from piccolo.engine.postgres import PostgresEngine

from monitor import migrations
from monitor.outside.database import Engine, close_engine, engine, open_engine
from monitor.outside.migrations import chain, migrate
from monitor.outside.moving.transfer import kind_of
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from tests.conftest import NOW

Said = tuple[str, bool, str, bool]
Schema = dict[str, dict[str, Said]]
KINDS = {
    "text": "text",
    "uuid": "id",
    "date": "day",
    "boolean": "bool",
    "bigint": "whole",
    "integer": "whole",
    "timestamptz": "instant",
    "timestamp with time zone": "instant",
}
NAMES = [name for name, _ in chain(migrations)]


def declared() -> Schema:
    """What the classes say of each column: kind, whether it may be null, the table it points at, whether unique."""
    return {table._meta.tablename: {c._meta.db_column_name: said(c) for c in table._meta.columns} for table in TABLES}


def said(column: Column) -> Said:
    points_at = column._foreign_key_meta.resolved_references._meta.tablename if isinstance(column, ForeignKey) else ""
    return kind_of(column).value, bool(column._meta.null), points_at, bool(column._meta.unique)


async def found(opened: Engine) -> Schema:
    """What the database says."""
    names = [table._meta.tablename for table in TABLES]
    look = in_postgres if isinstance(opened, PostgresEngine) else in_sqlite
    return {name: await look(opened, name) for name in names}


async def in_sqlite(opened: Engine, table: str) -> dict[str, Said]:
    points = {row["from"]: row["table"] for row in await opened.run_ddl(f"pragma foreign_key_list({table})")}
    unique = set()
    for index in await opened.run_ddl(f"pragma index_list({table})"):
        columns = [row["name"] for row in await opened.run_ddl(f"pragma index_info({index['name']})")]
        unique |= set(columns) if index["origin"] == "u" and len(columns) == 1 else set()
    return {
        row["name"]: (
            KINDS[row["type"].lower()],
            not row["notnull"],
            points.get(row["name"], ""),
            row["name"] in unique,
        )
        for row in await opened.run_ddl(f"pragma table_info({table})")
    }


CONSTRAINTS = (
    "select a.attname as name, c.contype::text as kind, coalesce(t.relname, '') as points from pg_constraint c "
    "join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
    "left join pg_class t on t.oid = c.confrelid "
    "where c.conrelid = '{}'::regclass and array_length(c.conkey, 1) = 1 and c.contype in ('f', 'u')"
)


async def in_postgres(opened: Engine, table: str) -> dict[str, Said]:
    held = [(row["name"], row["kind"], row["points"]) for row in await opened.run_ddl(CONSTRAINTS.format(table))]
    points = {name: other for name, kind, other in held if kind == "f"}
    unique = {name for name, kind, _ in held if kind == "u"}
    columns = await opened.run_ddl(
        "select column_name, data_type, is_nullable from information_schema.columns "
        f"where table_schema = 'public' and table_name = '{table}'"
    )
    return {
        row["column_name"]: (
            KINDS[row["data_type"]],
            row["is_nullable"] == "YES",
            points.get(row["column_name"], ""),
            row["column_name"] in unique,
        )
        for row in columns
    }


async def test_the_database_is_what_the_classes_say(house: Settings) -> None:
    assert await found(engine()) == declared()


async def test_every_table_has_its_class(house: Settings) -> None:
    query = (
        "select tablename as name from pg_tables where schemaname = 'public'"
        if house.database_url
        else "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    )
    assert {row["name"] for row in await engine().run_ddl(query)} - {"migration"} == set(declared())


@pytest.fixture
async def older(settings: Settings, tmp_path: Path) -> AsyncIterator[Engine]:
    """An empty place for a database that is brought to the present in two steps."""
    if not settings.database_url:
        opened = await open_engine(str(tmp_path / "older.sqlite"))
        yield opened
        await close_engine(opened)
        return
    before, _, after = settings.database_url.partition("/postgres?")
    server = PostgresEngine(config={"dsn": settings.database_url})
    await server.run_ddl("create database older", in_pool=False)
    opened = await open_engine(f"{before}/older?{after}")
    yield opened
    await close_engine(opened)
    await server.run_ddl("drop database older", in_pool=False)


@pytest.mark.parametrize("version", NAMES[1:-1])
async def test_an_older_database_becomes_the_present_one(older: Engine, version: str) -> None:
    await migrate(older, migrations, NOW, up_to=version)
    async with older.transaction():
        await older.run_ddl("insert into installation (name, value) values ('kept', 'yes')")
        await older.run_ddl("insert into ledger (seq, body, hash) values (1, 'body', 'hash')")
    assert await migrate(older, migrations, NOW) == NAMES[NAMES.index(version) + 1 :]
    assert await found(older) == declared()
    assert [row["value"] for row in await older.run_ddl("select value from installation")] == ["yes"]


async def test_a_second_start_changes_nothing(house: Settings) -> None:
    assert await migrate(engine(), migrations, NOW) == []


async def test_a_migration_that_fails_leaves_nothing(older: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "monitor.outside.migrations.chain", lambda _: [("0001_half", ("create table half (id text)", "nonsense"))]
    )
    with pytest.raises(Exception, match="nonsense"):
        await migrate(older, migrations, NOW)
    monkeypatch.undo()
    assert await migrate(older, migrations, NOW) == NAMES
