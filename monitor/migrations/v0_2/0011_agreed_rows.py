"""Rows in records: matched between monitors, agreed, left unresolved with every voice; what the figures rest on."""

from __future__ import annotations

from monitor.outside.migrations import Both, Statement, append_only, filled_in, kept_by_id, written_anew

_CHOICE = """create table choice_new (
    id uuid not null primary key,
    visit uuid not null references visit (id) on delete restrict,
    row uuid not null,
    key text not null,
    answer uuid references answer (id) on delete restrict,
    dissent_sealed text,
    revision integer not null,
    chosen_by uuid not null,
    chosen_at timestamptz not null
)"""

_AGREED = """create table agreed_answer_new (
    id uuid not null primary key,
    record uuid not null references record (id) on delete restrict,
    row uuid not null,
    key text not null,
    value text,
    absence text check (absence in ('not_assessed', 'not_allowed', 'not_applicable', 'unknown')),
    answer uuid references answer (id) on delete restrict,
    chosen_by uuid,
    dissent_sealed text,
    source text not null check (source in ('one', 'same', 'chosen', 'computed', 'blank', 'unresolved')),
    noncompliant boolean,
    private boolean not null,
    check ((value is null and absence is null) = (source = 'unresolved')),
    check (value is null or absence is null)
) without rowid"""

_OLD_CHOICE = "id, visit, key, answer, revision, chosen_by, chosen_at"
_OLD_AGREED = "id, record, key, value, absence, answer, chosen_by, source, noncompliant, private"

_REBUILT = Both(
    sqlite=(
        *written_anew("choice", _CHOICE, f"{_OLD_CHOICE}, row", f"{_OLD_CHOICE}, visit"),
        "create unique index choice_revision on choice (visit, key, revision)",
        *append_only("choice").sqlite,
        *written_anew("agreed_answer", _AGREED, f"{_OLD_AGREED}, row", f"{_OLD_AGREED}, record"),
        *append_only("agreed_answer").sqlite,
    ),
    postgres=(
        "alter table choice add column row uuid, add column dissent_sealed text, alter column answer drop not null",
        *filled_in("choice", "row = visit"),
        "alter table choice alter column row set not null",
        "alter table agreed_answer add column row uuid, add column dissent_sealed text",
        *filled_in("agreed_answer", "row = record"),
        "alter table agreed_answer alter column row set not null, drop constraint agreed_answer_source_check, "
        "drop constraint agreed_answer_check, "
        "add check (source in ('one', 'same', 'chosen', 'computed', 'blank', 'unresolved')), "
        "add check ((value is null and absence is null) = (source = 'unresolved')), "
        "add check (value is null or absence is null)",
        "drop index agreed_answer_key",
    ),
)


STATEMENTS: tuple[Statement, ...] = (
    _REBUILT,
    "create unique index agreed_answer_key on agreed_answer (record, row, key)",
    kept_by_id("""create table agreed_row (
        id uuid not null primary key,
        record uuid not null references record (id) on delete restrict,
        block text not null,
        private boolean not null
    )"""),
    "create index agreed_row_record on agreed_row (record)",
    append_only("agreed_row"),
    kept_by_id("""create table agreed_voice (
        id uuid not null primary key,
        agreed uuid not null references agreed_answer (id) on delete restrict,
        answer uuid not null references answer (id) on delete restrict
    )"""),
    "create index agreed_voice_agreed on agreed_voice (agreed)",
    append_only("agreed_voice"),
    """create table row_match (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        row uuid not null references sheet_row (id) on delete restrict,
        same_as uuid not null references sheet_row (id) on delete restrict,
        together boolean not null,
        revision integer not null,
        matched_by uuid not null,
        matched_at timestamptz not null,
        check (row < same_as)
    )""",
    "create unique index row_match_revision on row_match (row, same_as, revision)",
    "create index row_match_visit on row_match (visit)",
    append_only("row_match"),
    "alter table measurement add column unresolved integer not null default 0",
    "alter table measurement add column private boolean not null default false",
    "alter table record add column members integer",
    "alter table record add column members_refused integer",
    "alter table record add column indicator_set integer",
)
