"""On which days people can go on a visit; the days away that were noted before are words among others."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table week_pattern (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        weekday integer not null check (weekday between 0 and 6),
        mark text not null check (mark in ('free', 'not_available', 'unknown')),
        from_day date not null,
        revision integer not null,
        said_by uuid not null references account (id) on delete restrict,
        said_at timestamptz not null
    )""",
    "create index week_pattern_account on week_pattern (account)",
    append_only("week_pattern"),
    """create table day_exception (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        from_day date not null,
        to_day date not null,
        mark text not null check (mark in ('free', 'not_available')),
        voice text not null check (voice in ('hand', 'calendar')),
        revision integer not null,
        withdrawn boolean not null,
        said_by uuid references account (id) on delete restrict,
        said_at timestamptz,
        check (from_day <= to_day)
    )""",
    "create index day_exception_account on day_exception (account)",
    """insert into day_exception (id, account, from_day, to_day, mark, voice, revision, withdrawn, said_by, said_at)
        select id, account, from_day, to_day, 'not_available', 'hand', 0, withdrawn, null, null from absence""",
    "drop table absence",
)
