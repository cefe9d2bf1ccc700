"""Rows of blocks, sealed values, photos, late answers; tables of answers lie in the order of their random ids (law 6)."""

from __future__ import annotations

from monitor.outside.migrations import Both, Statement, append_only, filled_in, kept_by_id, written_anew

_OLD = (
    "id, sheet, key, revision, value, absence, sources, remark_sealed, area, observed_by, entered_by, observed_at, "
    "entered_at, digest, salt"
)

# SQLite numbers the rows of a table as they come, and that order would tell in which order people were spoken to: these
# tables lie in the order of their random ids instead.
_ANSWER = """create table answer_new (
    id uuid not null primary key,
    sheet uuid not null references sheet (id) on delete restrict,
    row uuid not null,
    key text not null,
    revision integer not null,
    value text,
    value_sealed text,
    absence text check (absence in ('not_assessed', 'not_allowed', 'not_applicable', 'unknown')),
    sources text not null,
    remark_sealed text,
    area text not null,
    observed_by uuid not null,
    entered_by uuid not null,
    observed_at timestamptz,
    entered_at timestamptz not null,
    late text check (late in ('record_closed', 'old_edition', 'right_withdrawn')),
    digest text not null,
    salt text not null,
    check (value is null or absence is null),
    check (value_sealed is null or (value is null and absence is null))
) without rowid"""

# Points at answers without a foreign key: no answer ever goes, `recompute --check` holds the two together, and a
# hundred looks at rows just written cost a batch a sixth of its time.
_CURRENT = """create table current_answer_new (
    answer uuid not null primary key,
    sheet uuid not null,
    row uuid not null,
    key text not null,
    author uuid not null,
    revision integer not null
) without rowid"""

_LINK = """create table answer_denial_new (
    id uuid not null primary key,
    answer uuid not null references answer (id) on delete restrict,
    denial uuid not null references denial (id) on delete restrict,
    linked_by uuid not null,
    linked_at timestamptz not null
) without rowid"""


_REBUILT = Both(
    sqlite=(
        *written_anew("answer", _ANSWER, f"{_OLD}, row", f"{_OLD}, sheet"),
        *written_anew(
            "current_answer",
            _CURRENT,
            "answer, sheet, key, author, revision, row",
            "answer, sheet, key, author, revision, sheet",
        ),
        *written_anew(
            "answer_denial",
            _LINK,
            "id, answer, denial, linked_by, linked_at",
            "id, answer, denial, linked_by, linked_at",
        ),
        *append_only("answer").sqlite,
        *append_only("answer_denial").sqlite,
    ),
    postgres=(
        "alter table answer add column row uuid, add column value_sealed text, add column late text "
        "check (late in ('record_closed', 'old_edition', 'right_withdrawn'))",
        *filled_in("answer", "row = sheet"),
        "alter table answer alter column row set not null, "
        "add check (value_sealed is null or (value is null and absence is null))",
        "alter table current_answer add column row uuid",
        "update current_answer set row = sheet",
        "alter table current_answer alter column row set not null, drop constraint current_answer_answer_fkey",
        "drop index answer_revision",
        "drop index current_answer_place",
        "drop index answer_denial_answer",
    ),
)


STATEMENTS: tuple[Statement, ...] = (
    _REBUILT,
    "create unique index answer_revision on answer (sheet, key, observed_by, row, revision)",
    "create unique index current_answer_place on current_answer (sheet, row, key, author)",
    "create index answer_denial_answer on answer_denial (answer)",
    kept_by_id("""create table sheet_row (
        id uuid not null primary key,
        sheet uuid not null references sheet (id) on delete restrict,
        block text not null,
        day date not null,
        entered_by uuid not null,
        entered_at timestamptz
    )"""),
    "create index sheet_row_sheet on sheet_row (sheet)",
    append_only("sheet_row"),
    kept_by_id("""create table sheet_row_dropped (
        id uuid not null primary key,
        row uuid not null references sheet_row (id) on delete restrict,
        revision integer not null,
        dropped boolean not null,
        dropped_by uuid not null,
        day date not null,
        reason text not null
    )"""),
    "create unique index sheet_row_dropped_revision on sheet_row_dropped (row, revision)",
    append_only("sheet_row_dropped"),
    kept_by_id("""create table attachment (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        sheet uuid not null references sheet (id) on delete restrict,
        row uuid not null,
        key text not null,
        media text not null,
        bytes integer not null,
        hash text not null,
        file text not null,
        day date not null,
        entered_by uuid not null,
        digest text not null
    )"""),
    "create index attachment_sheet on attachment (sheet)",
    append_only("attachment"),
    """create table asked_before (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        editions text not null,
        replaced_at timestamptz not null
    )""",
    "create index asked_before_visit on asked_before (visit)",
    append_only("asked_before"),
)
