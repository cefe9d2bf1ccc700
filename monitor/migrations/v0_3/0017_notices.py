"""Notices: what is due for whom, each person's choice of letters, and an outbox that several processes empty."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    "alter table outbox add column holder uuid",
    "alter table outbox add column until timestamptz",
    "alter table outbox add column dead_at timestamptz",
    "alter table outbox add column fault text not null default ''",
    """create table due (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        kind text not null check (kind in
            ('preparation', 'authority_notice', 'visit_over', 'record', 'promise', 'credential', 'backup', 'letters')),
        subject uuid not null,
        period text not null,
        secret boolean not null,
        made_at timestamptz not null,
        settled_at timestamptz,
        letter uuid references outbox (id) on delete restrict,
        unique (account, kind, subject, period)
    )""",
    """create table notice_choice (
        id uuid not null primary key,
        account uuid not null unique references account (id) on delete restrict,
        rhythm text not null check (rhythm in ('at_once', 'daily', 'weekly', 'never')),
        way text not null check (way in ('email', 'webhook')),
        zone text not null,
        hour integer not null,
        weekday integer not null,
        quiet_from integer not null,
        quiet_to integer not null,
        hook_sealed text,
        hook_secret_sealed text,
        chosen_at timestamptz not null
    )""",
)
