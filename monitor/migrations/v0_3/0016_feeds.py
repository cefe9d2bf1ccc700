"""Addresses from which a person's own calendar reads their visits, and what each of them said last."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    """create table feed (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        token_hash text not null unique,
        details text not null check (details in ('neutral', 'own')),
        made_at timestamptz not null,
        read_on date,
        revoked_at timestamptz
    )""",
    "create index feed_account on feed (account)",
    """create table feed_entry (
        id uuid not null primary key,
        feed uuid not null references feed (id) on delete restrict,
        visit uuid not null references visit (id) on delete restrict,
        uid text not null unique,
        sequence integer not null,
        first_day date not null,
        last_day date not null,
        standing text not null check (standing in ('confirmed', 'tentative', 'cancelled')),
        said text not null,
        changed_at timestamptz not null,
        unique (feed, visit)
    )""",
)
