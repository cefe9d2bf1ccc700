"""The ledger and the outbox."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    "create table ledger (seq bigint not null primary key, body text not null, hash text not null)",
    append_only("ledger"),
    """create table outbox (
        id uuid not null primary key,
        kind text not null,
        body text not null,
        due_at timestamptz not null,
        attempts integer not null,
        done_at timestamptz
    )""",
    "create index outbox_due on outbox (due_at) where done_at is null",
)
