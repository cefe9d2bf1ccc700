"""The database, SQLite or PostgreSQL by one address, and the small door for raw SQL.

Everyday code uses Piccolo's query builder; lists and bulk work use `read`, `one`, `run`, `run_many` and `set_many` with SQL whose
`{}` placeholders take values or other `Sql` fragments, the same text on both databases.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from piccolo.columns.combination import WhereRaw
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString
from piccolo.table import Table

from monitor.kit.problems import Conflict, NotHere, Problem
from monitor.outside.sqlite import EvidenceEngine

T = TypeVar("T")
Sql = QueryString
Engine = EvidenceEngine | PostgresEngine
POOL_SIZE = 10

# How PostgreSQL and SQLite say that a key is taken, and that a row points at nothing.
_TWICE = frozenset({"23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
_ABOUT_NOTHING = frozenset({"23503", sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY})

_engine: Engine | None = None
_poisoned: ContextVar[list[bool] | None] = ContextVar("poisoned", default=None)


def engine() -> Engine:
    """Give the open engine."""
    if _engine is None:
        raise RuntimeError("No database is open.")
    return _engine


def is_postgres() -> bool:
    return isinstance(engine(), PostgresEngine)


async def open_engine(address: str) -> Engine:
    """Open `postgresql://…` or a path to a SQLite file, without making it the process's own."""
    if address.startswith(("postgresql:", "postgres:")):
        opened = PostgresEngine(config={"dsn": address})
        await opened.start_connection_pool(min_size=1, max_size=POOL_SIZE)
        return opened
    file = Path(address)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)
    local = EvidenceEngine(file)
    await local.open()
    return local


async def close_engine(opened: Engine) -> None:
    if isinstance(opened, PostgresEngine):
        await opened.close_connection_pool()
    else:
        await opened.shut()


async def open_database(address: str, tables: Iterable[type[Table]]) -> Engine:
    """Open the process's database and point every table at it."""
    global _engine
    _engine = await open_engine(address)
    for table in tables:
        table._meta.db = _engine
    return _engine


async def close_database() -> None:
    global _engine
    if _engine is not None:
        await close_engine(_engine)
        _engine = None


def described(address: str) -> str:
    """Name a database without its password, for people and logs."""
    if "://" not in address:
        return address
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname or 'localhost'}{parts.path}"


class Poisoned(RuntimeError):
    """An inner action failed and its failure was caught: the outer one may not commit the half that was written."""


@asynccontextmanager
async def transaction() -> AsyncIterator[bool]:
    """Open a transaction, or join the one that is open; any exception inside poisons all of it.

    Yields True for the outermost, False when joined.
    """
    state = _poisoned.get()
    if state is not None:
        try:
            yield False
        except BaseException:
            state.append(True)
            raise
        return
    token = _poisoned.set(state := [])
    try:
        async with engine().transaction():
            yield True
            if state:
                raise Poisoned()
    except Exception as fault:
        problem = _told(fault)
        if problem is None:
            raise
        raise problem from fault
    finally:
        _poisoned.reset(token)


def _told(fault: Exception) -> Problem | None:
    """Give the problem that a refusal of the database means to people: a row twice, or about something not there."""
    code = getattr(fault, "sqlstate", None) or getattr(fault, "sqlite_errorcode", None)
    if code in _TWICE:
        return Conflict()
    return NotHere() if code in _ABOUT_NOTHING else None


def in_transaction() -> bool:
    return _poisoned.get() is not None


def sql(text: str, *values: object) -> Sql:
    """Compose SQL; `{}` takes a value or another fragment."""
    return QueryString(text, *values)


def joined(fragments: Sequence[Sql], by: str) -> Sql:
    """Join fragments with a word such as ` and `; needs at least one."""
    return QueryString(by.join("{}" for _ in fragments), *fragments)


def any_of(values: Iterable[object]) -> Sql:
    """Write a bracketed list for `in {}`; an empty list matches nothing."""
    items = list(values)
    return QueryString("(" + ", ".join("{}" for _ in items) + ")", *items) if items else QueryString("(null)")


def alphabetical(column: str) -> str:
    """Write what follows `order by` to put names in the order they are read in, the same on both databases."""
    plain = f'{column} collate "C"' if is_postgres() else column
    return f"lower({plain}), {plain}"


def among_ids(ids: Collection[UUID]) -> Sql:
    """Write what follows a column of ids to find it among many: one text of SQL, however many there are."""
    return _among([str(each) for each in ids], "uuid")


def among_texts(texts: Collection[str]) -> Sql:
    """Write what follows a column of texts to find it among many: one text of SQL, however many there are."""
    return _among(list(texts), "text")


def _among(texts: list[str], kind: str) -> Sql:
    if is_postgres():
        return QueryString(f"= any({{}}::{kind}[])", texts)
    return QueryString("in (select value from json_each({}))", msgspec.json.encode(texts).decode())


def packed(key: str, value: str) -> str:
    """Write an aggregate that packs two columns of texts into one JSON text, for reading many rows at little cost."""
    return f"cast(json_object_agg({key}, {value}) as text)" if is_postgres() else f"json_group_object({key}, {value})"


def strung(column: str) -> str:
    """Write an aggregate that strings a column together, in the order it comes, with commas between."""
    return f"{'string_agg' if is_postgres() else 'group_concat'}(cast({column} as text), ',')"


def where(fragment: Sql) -> WhereRaw:
    """Give a fragment to the query builder's `.where()`."""
    return WhereRaw(fragment.template, *fragment.args)


async def rows(query: Sql) -> list[dict[str, Any]]:
    """Run a query and give plain rows; for this module's neighbours, rooms use `read`."""
    found = await engine().run_querystring(query)
    return [dict(row) for row in found]


async def read(kind: type[T], text: str, *values: object) -> list[T]:
    """Run a query and give its rows as values of a frozen dataclass whose fields are the columns."""
    return [msgspec.convert(row, kind, strict=False) for row in await rows(sql(text, *values))]


async def one(kind: type[T], text: str, *values: object) -> T | None:
    """Run a query that finds at most one row."""
    found = await read(kind, text, *values)
    return found[0] if found else None


async def number(text: str, *values: object) -> int:
    """Run a query that gives one whole number; no row or null is 0."""
    found = await rows(sql(text, *values))
    return int(next(iter(found[0].values())) or 0) if found else 0


async def run(text: str, *values: object) -> None:
    """Run a writing statement inside the open transaction."""
    if not in_transaction():
        raise RuntimeError("Writes belong in an action's transaction.")
    await engine().run_querystring(sql(text, *values))


async def run_many(
    table: str, columns: Sequence[str], values: Sequence[Sequence[object]], *, instead: str = ""
) -> None:
    """Insert many rows inside the open transaction, fast; `instead` is what follows `on conflict`, if anything does.

    PostgreSQL gets them as one JSON text that it reads by the table's own types; SQLite by `executemany`.
    """
    if not in_transaction():
        raise RuntimeError("Writes belong in an action's transaction.")
    if not values:
        return
    opened, names = engine(), ", ".join(columns)
    current = opened.current_transaction.get()
    assert current is not None
    otherwise = f" on conflict {instead}" if instead else ""
    if isinstance(opened, PostgresEngine):
        lines = msgspec.json.encode([dict(zip(columns, line, strict=True)) for line in values]).decode()
        await current.connection.execute(
            f"insert into {table} ({names}) select {names} from json_populate_recordset(null::{table}, $1){otherwise}",
            lines,
        )
    else:
        marks = ", ".join("?" for _ in columns)
        await current.connection.execute_many(f"insert into {table} ({names}) values ({marks}){otherwise}", values)


async def set_many(table: str, column: str, values: Mapping[UUID, object]) -> None:
    """Set one column of many rows, by id, inside the open transaction, as fast as `run_many` inserts."""
    if not in_transaction():
        raise RuntimeError("Writes belong in an action's transaction.")
    if not values:
        return
    opened = engine()
    current = opened.current_transaction.get()
    assert current is not None
    if isinstance(opened, PostgresEngine):
        lines = msgspec.json.encode([{"id": id, column: value} for id, value in values.items()]).decode()
        await current.connection.execute(
            f"update {table} set {column} = x.{column} from json_populate_recordset(null::{table}, $1) x "
            f"where {table}.id = x.id",
            lines,
        )
    else:
        await current.connection.execute_many(
            f"update {table} set {column} = ? where id = ?", [(value, id) for id, value in values.items()]
        )
