"""Holidays: which days a country does not work, or works although its week is free."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    """create table holiday (
        id uuid not null primary key,
        country text not null,
        day date not null,
        name text not null,
        kind text not null check (kind in ('off', 'working', 'ordinary')),
        kept_by uuid not null,
        kept_at timestamptz not null,
        unique (country, day)
    )""",
)
