"""Which words somebody confirmed, and the indicators that came with the checklists."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table text_confirmation (
        id uuid not null primary key,
        name text not null,
        language text not null,
        key text not null,
        words text not null,
        status text not null check (status in ('draft', 'confirmed')),
        revision integer not null,
        by uuid not null references account (id) on delete restrict,
        at timestamptz not null,
        unique (name, language, key, revision)
    )""",
    append_only("text_confirmation"),
    """create table indicator_set (
        id uuid not null primary key,
        hash text not null,
        body text not null,
        revision integer not null unique,
        loaded_at timestamptz not null
    )""",
    append_only("indicator_set"),
)
