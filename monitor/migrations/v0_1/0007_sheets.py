"""Sheets, answers, notes."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table visit_questionnaire (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        edition uuid not null references edition (id) on delete restrict,
        position integer not null,
        chosen_by uuid not null,
        chosen_at timestamptz not null
    )""",
    "create unique index visit_questionnaire_place on visit_questionnaire (visit, position)",
    """create table sheet (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        observed_by uuid not null references account (id) on delete restrict,
        opened_by uuid not null,
        opened_at timestamptz not null,
        answered_at timestamptz not null,
        finished_at timestamptz,
        language text not null,
        texts text not null
    )""",
    "create unique index sheet_observer on sheet (visit, observed_by)",
    """create table answer (
        id uuid not null primary key,
        sheet uuid not null references sheet (id) on delete restrict,
        key text not null,
        revision integer not null,
        value text,
        absence text check (absence in ('not_assessed', 'not_allowed', 'not_applicable', 'unknown')),
        sources text not null,
        remark_sealed text,
        area text not null,
        observed_by uuid not null,
        entered_by uuid not null,
        observed_at timestamptz,
        entered_at timestamptz not null,
        digest text not null,
        salt text not null,
        check (value is null or absence is null)
    )""",
    "create unique index answer_revision on answer (sheet, key, observed_by, revision)",
    append_only("answer"),
    """create table current_answer (
        answer uuid not null primary key references answer (id) on delete restrict,
        sheet uuid not null,
        key text not null,
        author uuid not null,
        revision integer not null
    )""",
    "create unique index current_answer_place on current_answer (sheet, key, author)",
    """create table answer_denial (
        id uuid not null primary key,
        answer uuid not null references answer (id) on delete restrict,
        denial uuid not null references denial (id) on delete restrict,
        linked_by uuid not null,
        linked_at timestamptz not null
    )""",
    "create index answer_denial_answer on answer_denial (answer)",
    append_only("answer_denial"),
    """create table note (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        author uuid not null,
        body_sealed text not null,
        written_at timestamptz not null
    )""",
    "create index note_visit on note (visit)",
    append_only("note"),
)
