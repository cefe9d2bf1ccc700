"""Whole tables out of one database and into another, ids and bytes verbatim; backups and moves both go this way (D14).

A `Snapshot` reads a database as it was at one moment, whatever is written meanwhile. `fill` writes into the process's
own database, tables in the order of their foreign keys and rows that point at rows of their own table after those.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import UUID

from piccolo.columns import Column as PiccoloColumn
from piccolo.columns import ForeignKey
from piccolo.engine.postgres import PostgresEngine
from piccolo.table import Table, sort_table_classes

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.outside.database import number, run_many

BATCH = 1000
Value = str | int | bool | UUID | date | datetime | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What a column holds, the same on both databases."""

    TEXT = "text"
    WHOLE = "whole"
    BOOL = "bool"
    ID = "id"
    DAY = "day"
    INSTANT = "instant"


KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    int: Kind.WHOLE,
    bool: Kind.BOOL,
    UUID: Kind.ID,
    date: Kind.DAY,
    datetime: Kind.INSTANT,
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as it travels: its key first; `parent` is a column that points at the same table, if there is one."""

    table: str
    columns: tuple[Column, ...]
    parent: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def select(self) -> str:
        return f"select {', '.join(self.names)} from {self.table} order by {self.columns[0].name}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one table."""

    shape: Shape
    rows: Sequence[Row]


class NotEmpty(Problem):
    """The database to be filled holds something already."""

    status = 409
    sentence = N_("There is data in %(place)s already. Nothing was changed. Choose an empty place.")


class NotWhole(Problem):
    """What arrived is not what was sent."""

    status = 500
    sentence = N_("Of the table %(table)s %(sent)s rows were sent and %(arrived)s arrived. Nothing was changed.")


def shapes_of(tables: Iterable[type[Table]]) -> tuple[Shape, ...]:
    """Describe tables in the order in which they can be filled."""
    return tuple(_shape(table) for table in sort_table_classes(list(tables)))


def _shape(table: type[Table]) -> Shape:
    key = table._meta.primary_key
    columns = [key, *(column for column in table._meta.columns if column is not key)]
    parents = [c._meta.name for c in columns if isinstance(c, ForeignKey) and _referenced(c) is table]
    return Shape(
        table=table._meta.tablename,
        columns=tuple(Column(column._meta.db_column_name, kind_of(column)) for column in columns),
        parent=parents[0] if parents else "",
    )


def kind_of(column: PiccoloColumn) -> Kind:
    """Say what a Piccolo column holds; a foreign key holds what it points at."""
    held = _referenced(column)._meta.primary_key if isinstance(column, ForeignKey) else column
    return KINDS[held.value_type]


def _referenced(column: ForeignKey[Table]) -> type[Table]:
    return column._foreign_key_meta.resolved_references


class Snapshot(Protocol):
    """A database as it was at one moment."""

    async def values(self, text: str) -> list[Row]:
        """Give all rows of a small query."""
        ...

    def stream(self, shape: Shape) -> AsyncIterator[Batch]:
        """Give a table's rows in batches, by key."""
        ...


async def counts(source: Snapshot, shapes: Iterable[Shape]) -> dict[str, int]:
    """Count the rows of each table."""
    found = {}
    for shape in shapes:
        (((rows,),)) = await source.values(f"select count(*) from {shape.table}")
        assert isinstance(rows, int)
        found[shape.table] = rows
    return found


async def everything(source: Snapshot, shapes: Iterable[Shape]) -> AsyncIterator[Batch]:
    """Give all rows of all tables, in order."""
    for shape in shapes:
        async for batch in source.stream(shape):
            yield batch


async def fill(batches: AsyncIterator[Batch], sent: Mapping[str, int], place: str) -> None:
    """Write whole tables into the process's empty database, inside an open transaction. Raises NotEmpty, NotWhole."""
    for table in sent:
        if await number(f"select count(*) from {table}"):
            raise NotEmpty(place=place)
    waiting: dict[Shape, list[Row]] = {}
    async for batch in batches:
        if batch.shape.parent:
            waiting.setdefault(batch.shape, []).extend(batch.rows)
            continue
        await _settle(waiting)
        await run_many(batch.shape.table, batch.shape.names, batch.rows)
    await _settle(waiting)
    for table, rows in sent.items():
        arrived = await number(f"select count(*) from {table}")
        if arrived != rows:
            raise NotWhole(table=table, sent=rows, arrived=arrived)


async def _settle(waiting: dict[Shape, list[Row]]) -> None:
    """Write the rows of tables that point at themselves, those pointed at first."""
    for shape, rows in waiting.items():
        await run_many(shape.table, shape.names, parents_first(rows, shape.names.index(shape.parent)))
    waiting.clear()


def parents_first(rows: Sequence[Row], parent: int) -> list[Row]:
    """Order rows, keyed by their first value, so that each comes after the one its `parent` value names."""
    by_key = {row[0]: row for row in rows}
    ordered: dict[Value, Row] = {}
    for row in rows:
        line = []
        while row[0] not in ordered and row not in line:
            line.append(row)
            row = by_key.get(row[parent], row)
        ordered.update((waiting[0], waiting) for waiting in reversed(line))
    return list(ordered.values())


@asynccontextmanager
async def snapshot(address: str) -> AsyncIterator[Snapshot]:
    """Open a database, by its address or file, as it is at this moment."""
    if address.startswith(("postgresql:", "postgres:")):
        connection: _Connection = await PostgresEngine(config={"dsn": address}).get_new_connection()
        try:
            # asyncpg's own id type is not the one the SQLite driver takes.
            await connection.set_type_codec("uuid", encoder=str, decoder=UUID, schema="pg_catalog")
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                # The moment is that of the first statement; files listed after it hold all that its rows name.
                await connection.fetch("select 1")
                yield _Postgres(connection)
        finally:
            await connection.close()
        return
    file = await asyncio.to_thread(_begin, Path(address))
    try:
        yield _Sqlite(file)
    finally:
        file.close()


class _Cursor(Protocol):
    async def fetch(self, n: int) -> list[Sequence[Value]]: ...


class _Connection(Protocol):
    """The little of asyncpg's connection that is used here."""

    async def fetch(self, query: str) -> list[Sequence[Value]]: ...
    async def cursor(self, query: str) -> _Cursor: ...
    def transaction(self, *, isolation: str, readonly: bool) -> AbstractAsyncContextManager[None]: ...
    async def set_type_codec(
        self, typename: str, *, encoder: Callable[[UUID], str], decoder: Callable[[str], UUID], schema: str
    ) -> None: ...
    async def close(self) -> None: ...


class _Postgres:
    def __init__(self, connection: _Connection) -> None:
        self.connection = connection

    async def values(self, text: str) -> list[Row]:
        return [tuple(row) for row in await self.connection.fetch(text)]

    async def stream(self, shape: Shape) -> AsyncIterator[Batch]:
        cursor = await self.connection.cursor(shape.select)
        while rows := await cursor.fetch(BATCH):
            yield Batch(shape, [tuple(row) for row in rows])


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    async def values(self, text: str) -> list[Row]:
        return await asyncio.to_thread(lambda: self.connection.execute(text).fetchall())

    async def stream(self, shape: Shape) -> AsyncIterator[Batch]:
        cursor = self.connection.execute(shape.select)
        while rows := await asyncio.to_thread(partial(cursor.fetchmany, BATCH)):
            yield Batch(shape, rows)


def _begin(file: Path) -> sqlite3.Connection:
    """Open a file and fix what is seen; the first read is what takes the moment."""
    connection = sqlite3.connect(
        file.resolve().as_uri() + "?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        detect_types=sqlite3.PARSE_DECLTYPES,
    )
    connection.execute("PRAGMA query_only = ON")
    connection.execute("begin")
    connection.execute("select name from sqlite_master limit 1").fetchone()
    return connection
