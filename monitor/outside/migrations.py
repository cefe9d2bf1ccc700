"""Bring a database to the present: hand-written SQL, in order, all of it in one transaction or not at all.

A migration is a module below monitor/migrations named `NNNN_what` with `STATEMENTS`: SQL that runs on both databases, or
`Both` where they differ. Four processes may start at once: PostgreSQL waits at an advisory lock, SQLite at its own.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from piccolo.engine.postgres import PostgresEngine

from monitor.outside.database import Engine
from monitor.outside.sqlite import EvidenceEngine

_LOCK = 0x6D6F6E69
_RECORD = "create table if not exists migration (name text primary key, ran_on timestamptz not null)"


@dataclass(frozen=True, slots=True)
class Both:
    """One change said twice because the databases say it differently."""

    sqlite: tuple[str, ...]
    postgres: tuple[str, ...]


Statement = str | Both


def append_only(table: str) -> Both:
    """Refuse every update and delete of a table's rows in the database itself."""
    message = f"{table} is append-only"
    return Both(
        sqlite=tuple(
            f"create trigger {table}_no_{verb} before {verb} on {table} begin select raise(abort, '{message}'); end"
            for verb in ("update", "delete")
        ),
        postgres=(
            f"create function {table}_refuse() returns trigger language plpgsql as "
            f"$$ begin raise exception '{message}'; end $$",
            f"create trigger {table}_append_only before update or delete on {table} "
            f"for each row execute function {table}_refuse()",
        ),
    )


def kept_by_id(definition: str) -> Both:
    """Make a table whose rows lie in the order of their random ids on SQLite too, which numbers them as they come.

    That order would tell in which order people were spoken to (law 6).
    """
    return Both(sqlite=(f"{definition} without rowid",), postgres=(definition,))


def written_anew(table: str, definition: str, columns: str, given: str) -> tuple[str, ...]:
    """Put a table defined as `<table>_new` in a table's place on SQLite, where a column cannot be changed in place."""
    return (
        definition,
        f"insert into {table}_new ({columns}) select {given} from {table}",
        f"drop table {table}",
        f"alter table {table}_new rename to {table}",
    )


def filled_in(table: str, values: str) -> tuple[str, ...]:
    """Fill a new column of an append-only table on PostgreSQL."""
    return (
        f"alter table {table} disable trigger {table}_append_only",
        f"update {table} set {values}",
        f"alter table {table} enable trigger {table}_append_only",
    )


def chain(package: ModuleType) -> list[tuple[str, Sequence[Statement]]]:
    """List the migrations of a package in order with their statements; the folder of a release is not in the name."""
    found = (info.name for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.") if not info.ispkg)
    modules = {address.rpartition(".")[2]: address for address in found}
    return [(name, importlib.import_module(modules[name]).STATEMENTS) for name in sorted(modules)]


async def migrate(engine: Engine, package: ModuleType, now: datetime, up_to: str = "~") -> list[str]:
    """Run the migrations that have not run yet, up to a name, and give their names."""
    done: list[str] = []
    postgres = isinstance(engine, PostgresEngine)
    async with _tables_may_be_written_anew(engine), engine.transaction() as transaction:
        if postgres:
            await engine.run_ddl(f"select pg_advisory_xact_lock({_LOCK})")
        await engine.run_ddl(_RECORD)
        ran = {row["name"] for row in await engine.run_ddl("select name from migration")}
        for name, statements in chain(package):
            if name in ran or name > up_to:
                continue
            for statement in statements:
                for text in _spoken(statement, postgres):
                    await engine.run_ddl(text)
            stamp = now.isoformat(sep=" ")
            await engine.run_ddl(f"insert into migration (name, ran_on) values ('{name}', '{stamp}')")
            done.append(name)
        if not postgres and await transaction.connection.execute("PRAGMA foreign_key_check"):
            raise RuntimeError("A migration left a row that points nowhere; nothing was changed.")
    return done


@asynccontextmanager
async def _tables_may_be_written_anew(engine: Engine) -> AsyncIterator[None]:
    # SQLite drops a table that others point at only while foreign keys are off, and ignores that switch once a
    # transaction is open; every row is checked before the commit.
    if isinstance(engine, PostgresEngine):
        yield
        return
    await _on_writer(engine, "PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        await _on_writer(engine, "PRAGMA foreign_keys = ON")


async def _on_writer(engine: EvidenceEngine, pragma: str) -> None:
    writer = await engine.get_connection()
    try:
        await writer.execute(pragma)
    finally:
        await writer.close()


def _spoken(statement: Statement, postgres: bool) -> tuple[str, ...]:
    if isinstance(statement, str):
        return (statement,)
    return statement.postgres if postgres else statement.sqlite
