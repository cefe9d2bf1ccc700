"""The one way to write: `@action` checks the need, opens or joins a transaction, and writes the ledger last (D8)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from monitor.kit.actor import Actor, check_need
from monitor.kit.canonical import canonical, digest
from monitor.ledger.rules import GENESIS, Entry, Held, Link, Posted, chained
from monitor.outside.database import Sql, any_of, is_postgres, one, run, run_many, sql, transaction

P = ParamSpec("P")
T = TypeVar("T")
_LOCK = 0x6C656467

_collected: ContextVar[list[Entry] | None] = ContextVar("collected", default=None)


def action(need: StrEnum) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """Guard a writing function that takes `actor=`; its need is the permission, the ledger verb and the log line."""

    def guard(act: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @wraps(act)
        async def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            check_need(cast(Actor, kwargs["actor"]), need)
            return await one_transaction(lambda: act(*args, **kwargs))

        cast(Any, guarded).need = need
        return guarded

    return guard


async def one_transaction(act: Callable[[], Awaitable[T]]) -> T:
    """Run writes in one transaction and flush what they recorded last; joins a transaction already open.

    For the few writes that no signed-in actor makes (first start, sign-in, migrations of data); actions use `@action`.
    """
    async with transaction() as outermost:
        if not outermost:
            return await act()
        entries: list[Entry] = []
        token = _collected.set(entries)
        try:
            result = await act()
            await _flush(entries)
        finally:
            _collected.reset(token)
        return result


def record(verb: StrEnum, *, actor: Actor, subject: UUID, at: datetime, content: object = None, salt: str = "") -> None:
    """Note what was done; it is chained when the transaction is about to commit.

    `content` is what was written: only its digest is kept, salted with a text that lies in the row itself, so that
    erasing the row makes the digest mean nothing (D7).
    """
    entries = _collected.get()
    if entries is None:
        raise RuntimeError("record() belongs inside an action.")
    mark = digest(salt, canonical(content)) if content is not None else ""
    entries.append(Entry(verb=verb.value, account=actor.account, subject=subject, at=at, digest=mark))


async def _flush(entries: list[Entry]) -> None:
    if not entries:
        return
    if is_postgres():
        await run("select pg_advisory_xact_lock({})", _LOCK)
    head = await one(Link, "select seq, body, hash from ledger order by seq desc limit 1")
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    links: list[tuple[object, ...]] = []
    for entry in entries:
        seq, body = seq + 1, entry.body()
        previous = chained(previous, seq, body)
        links.append((seq, body, previous))
    await run_many("ledger", ("seq", "body", "hash"), links)


async def take_lease(*, name: str, holder: UUID, until: datetime, now: datetime) -> bool:
    """Take or keep the right to do a thing until an instant; False while another process holds it.

    One statement decides, the same on both databases: of several processes that ask at once, one is told yes.
    """

    async def write() -> bool:
        kept = await one(
            Held,
            "insert into lease (name, holder, until) values ({}, {}, {}) on conflict (name) do update "
            "set holder = excluded.holder, until = excluded.until "
            "where lease.holder = excluded.holder or lease.until < {} returning holder",
            name,
            holder,
            until,
            now,
        )
        return kept is not None

    return await one_transaction(write)


async def post(*, id: UUID, kind: str, body: str, due_at: datetime) -> None:
    """Put something into the outbox, within the transaction it belongs to (D8)."""
    await run(
        "insert into outbox (id, kind, body, due_at, attempts, fault) values ({}, {}, {}, {}, {}, {})",
        id,
        kind,
        body,
        due_at,
        0,
        "",
    )


async def take_posted(*, kinds: Iterable[str], holder: UUID, until: datetime, now: datetime) -> Posted | None:
    """Take on the next thing that is due, for one process until an instant; None when nothing is left.

    It is committed before anything is sent: another process takes it only once `until` has passed.
    """
    skip = sql(" for update skip locked") if is_postgres() else sql("")

    async def write() -> Posted | None:
        return await one(
            Posted,
            "update outbox set holder = {}, until = {}, attempts = attempts + 1 where id = (select id from outbox "
            "where done_at is null and dead_at is null and due_at <= {} and (until is null or until < {}) "
            "and kind in {} order by due_at, id limit 1{}) returning id, kind, body, attempts",
            holder,
            until,
            now,
            now,
            any_of(kinds),
            skip,
        )

    return await one_transaction(write)


async def mark_done(*, id: UUID, holder: UUID, now: datetime) -> None:
    """Say that what this process took on is done."""
    await _settle(id, holder, sql("done_at = {}, fault = ''", now))


async def put_off(*, id: UUID, holder: UUID, due_at: datetime, fault: str) -> None:
    """Try what this process took on again later."""
    await _settle(id, holder, sql("due_at = {}, fault = {}", due_at, fault))


async def give_up(*, id: UUID, holder: UUID, now: datetime, fault: str) -> None:
    """Leave what this process took on to a person: nobody tries it again by itself."""
    await _settle(id, holder, sql("dead_at = {}, fault = {}", now, fault))


async def _settle(id: UUID, holder: UUID, change: Sql) -> None:
    async def write() -> None:
        await run("update outbox set holder = null, until = null, {} where id = {} and holder = {}", change, id, holder)

    await one_transaction(write)


async def revive(*, id: UUID, now: datetime) -> None:
    """Try something given up again, from the beginning."""
    await run(
        "update outbox set dead_at = null, attempts = 0, due_at = {} where id = {} and dead_at is not null", now, id
    )
