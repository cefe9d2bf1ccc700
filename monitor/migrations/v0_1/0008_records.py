"""Agreed records, choices between sheets, measurements."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table choice (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        key text not null,
        answer uuid not null references answer (id) on delete restrict,
        revision integer not null,
        chosen_by uuid not null,
        chosen_at timestamptz not null
    )""",
    "create unique index choice_revision on choice (visit, key, revision)",
    append_only("choice"),
    """create table record (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        revision integer not null,
        state text not null check (state in ('closed')),
        closed_at timestamptz not null,
        closed_by uuid not null,
        reason text,
        gap_reason text,
        digest text not null,
        salt text not null
    )""",
    "create unique index record_revision on record (visit, revision)",
    append_only("record"),
    """create table agreed_answer (
        id uuid not null primary key,
        record uuid not null references record (id) on delete restrict,
        key text not null,
        value text,
        absence text check (absence in ('not_assessed', 'not_allowed', 'not_applicable', 'unknown')),
        answer uuid references answer (id) on delete restrict,
        chosen_by uuid,
        source text not null check (source in ('one', 'same', 'chosen', 'computed', 'blank')),
        noncompliant boolean,
        private boolean not null,
        check ((value is null) <> (absence is null))
    )""",
    "create unique index agreed_answer_key on agreed_answer (record, key)",
    append_only("agreed_answer"),
    """create table measurement (
        id uuid not null primary key,
        record uuid not null references record (id) on delete restrict,
        facility uuid not null references facility (id) on delete restrict,
        key text not null,
        day date not null,
        edition text not null,
        value text,
        absence text check (absence in ('not_assessed', 'not_allowed', 'not_applicable', 'unknown')),
        numerator integer,
        denominator integer,
        unjudged integer not null,
        not_assessed integer not null,
        not_allowed integer not null,
        not_applicable integer not null,
        unknown integer not null
    )""",
    "create index measurement_series on measurement (facility, key, day)",
    "create unique index measurement_key on measurement (record, key)",
    append_only("measurement"),
)
