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


FILLED = """
insert into organisation (id, kind, name, folded) values ('{1}', 'ngo', 'Office', 'office');
insert into account (id, organisation, name, folded, language, sex, languages, expertise)
    values ('{1}', '{1}', 'Sabo', 'sabo', 'en', 'woman', '', '');
insert into facility (id, sort_name, type, zone, unofficial, created_at, created_by, digest)
    values ('{1}', 'a', 'police', 'Asia/Dushanbe', false, '{at}', '{1}', '');
insert into trip (id, organisation, title, secret, created_by, created_at)
    values ('{1}', '{1}', '', false, '{1}', '{at}');
insert into visit (id, trip, facility, first_day, last_day, type, notice, languages, notice_to, notice_how, state,
    settled_at, salt, digest, created_by, created_at) values ('{1}', '{1}', '{1}', '2026-11-20', '2026-11-20', 'ad_hoc',
    'announced', '', '', '', 'ended', '{at}', '', '', '{1}', '{at}');
insert into denial (id, organisation, visit, place_text, stage, kind, area, words_sealed, decided_rank, decided_post,
    decided_agency, ordered_by, offset_minutes, day, entered_by, reference, submitted_at, salt, digest)
    values ('{1}', '{1}', '{1}', 'a', 'on_site', 'area_closed', '', '', '', '', '', '', 300, '2026-11-20', '{1}', 'D-1',
    '{at}', '', '');
insert into sheet (id, visit, observed_by, opened_by, opened_at, answered_at, language, texts)
    values ('{1}', '{1}', '{1}', '{1}', '{at}', '{at}', 'en', '');
insert into answer (id, sheet, key, revision, value, absence, sources, area, observed_by, entered_by, entered_at, digest,
    salt) values ('{2}', '{1}', 'own_bed', 1, 'no', null, '', '', '{1}', '{1}', '{at}', 'd', 's'),
    ('{3}', '{1}', 'own_bed', 2, null, 'not_allowed', '', 'B', '{1}', '{1}', '{at}', 'e', 't');
insert into current_answer (answer, sheet, key, author, revision) values ('{3}', '{1}', 'own_bed', '{1}', 2);
insert into answer_denial (id, answer, denial, linked_by, linked_at) values ('{1}', '{3}', '{1}', '{1}', '{at}');
insert into choice (id, visit, key, answer, revision, chosen_by, chosen_at)
    values ('{1}', '{1}', 'own_bed', '{2}', 1, '{1}', '{at}');
insert into record (id, visit, revision, state, closed_at, closed_by, digest, salt)
    values ('{3}', '{1}', 1, 'closed', '{at}', '{1}', 'd', 's');
insert into agreed_answer (id, record, key, value, absence, answer, chosen_by, source, noncompliant, private)
    values ('{1}', '{3}', 'own_bed', 'no', null, '{2}', '{1}', 'chosen', true, false)
"""
IDS = [""] + [f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3)]


async def fill_before_rows(older: Engine) -> None:
    """One visit with its sheet, a choice and a closed record, as they were kept before there were rows."""
    await migrate(older, migrations, NOW, up_to="0009_lease")
    async with older.transaction():
        for statement in FILLED.format(*IDS, at="2026-11-20 09:00:00+00:00").split(";\n"):
            await older.run_ddl(statement)
    await migrate(older, migrations, NOW)


async def test_records_of_before_there_were_rows_stand_as_they_stood(older: Engine) -> None:
    await fill_before_rows(older)
    agreed = await older.run_ddl("select row, key, value, absence, source, answer, noncompliant from agreed_answer")
    assert [str(each) for each in agreed[0].values()][:6] == [IDS[3], "own_bed", "no", "None", "chosen", IDS[2]]
    choices = await older.run_ddl("select row, answer, dissent_sealed from choice")
    assert [str(each) for each in choices[0].values()] == [IDS[1], IDS[2], "None"]
    for forbidden in ("update agreed_answer set value = 'yes'", "delete from choice"):
        with pytest.raises(Exception, match="append-only"):
            await changed(older, forbidden)


async def test_answers_of_before_there_were_rows_stand_as_they_stood(older: Engine) -> None:
    await fill_before_rows(older)
    ids = IDS
    kept = await older.run_ddl(
        "select id, sheet, row, revision, value, absence, area, late from answer order by revision"
    )
    assert [tuple(str(each) for each in row.values()) for row in kept] == [
        (ids[2], ids[1], ids[1], "1", "no", "None", "", "None"),
        (ids[3], ids[1], ids[1], "2", "None", "not_allowed", "B", "None"),
    ]
    joined = await older.run_ddl(
        "select c.row from current_answer c join answer a on a.id = c.answer join answer_denial l on l.answer = a.id "
        "join sheet s on s.id = c.row join choice h on h.visit = s.visit join answer b on b.id = h.answer"
    )
    assert [str(row["row"]) for row in joined] == [ids[1]]
    for forbidden in ("update answer set value = 'yes'", "delete from answer_denial"):
        with pytest.raises(Exception, match="append-only"):
            await changed(older, forbidden)


ABSENT = """
insert into organisation (id, kind, name, folded) values ('{1}', 'ngo', 'Office', 'office');
insert into account (id, organisation, name, folded, language, sex, languages, expertise)
    values ('{1}', '{1}', 'Sabo', 'sabo', 'en', 'woman', '', '');
insert into absence (id, account, from_day, to_day, withdrawn) values ('{2}', '{1}', '2026-12-01', '2026-12-05', false),
    ('{3}', '{1}', '2026-12-24', '2026-12-24', true)
"""


async def test_days_away_of_before_are_words_about_days_among_others(older: Engine) -> None:
    await migrate(older, migrations, NOW, up_to="0014_reading_records")
    async with older.transaction():
        for statement in ABSENT.format(*IDS).split(";\n"):
            await older.run_ddl(statement)
    await migrate(older, migrations, NOW)
    kept = await older.run_ddl(
        "select id, from_day, to_day, mark, voice, withdrawn, said_by from day_exception order by from_day"
    )
    assert [tuple(str(each) for each in row.values()) for row in kept] == [
        (IDS[2], "2026-12-01", "2026-12-05", "not_available", "hand", "False", "None"),
        (IDS[3], "2026-12-24", "2026-12-24", "not_available", "hand", "True", "None"),
    ]


async def changed(opened: Engine, statement: str) -> None:
    async with opened.transaction():
        await opened.run_ddl(statement)


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
