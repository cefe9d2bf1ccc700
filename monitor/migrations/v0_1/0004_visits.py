"""Trips, visits, teams, secrecy, stages, admission, heads, promises, answers to warnings."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

_STATES = "('proposed', 'planned', 'ready', 'under_way', 'ended', 'recorded', 'closed', 'cancelled')"

STATEMENTS: tuple[Statement, ...] = (
    """create table trip (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        title text not null,
        secret boolean not null,
        secret_lifted_at timestamptz,
        created_by uuid not null,
        created_at timestamptz not null
    )""",
    """create table trip_organisation (
        id uuid not null primary key,
        trip uuid not null references trip (id) on delete restrict,
        organisation uuid not null references organisation (id) on delete restrict,
        unique (trip, organisation)
    )""",
    "create index trip_organisation_organisation on trip_organisation (organisation)",
    f"""create table visit (
        id uuid not null primary key,
        trip uuid not null references trip (id) on delete restrict,
        facility uuid not null references facility (id) on delete restrict,
        first_day date not null,
        last_day date not null,
        type text not null check (type in ('in_depth', 'follow_up', 'ad_hoc', 'thematic', 'other')),
        notice text not null check (notice in ('unannounced', 'announced', 'announced_by_obligation')),
        languages text not null,
        objectives_sealed text,
        notice_given_at timestamptz,
        notice_to text not null,
        notice_how text not null,
        state text not null check (state in {_STATES}),
        reference text,
        settled_at timestamptz not null,
        salt text not null,
        digest text not null,
        created_by uuid not null,
        created_at timestamptz not null,
        check (first_day <= last_day)
    )""",
    "create index visit_trip on visit (trip)",
    "create index visit_facility on visit (facility, first_day)",
    "create index visit_day on visit (first_day)",
    f"""create table visit_state (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        state text not null check (state in {_STATES}),
        reason text not null,
        seq integer not null,
        moved_by uuid not null,
        at timestamptz not null,
        unique (visit, seq)
    )""",
    append_only("visit_state"),
    """create table visit_number (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        year integer not null,
        last integer not null,
        unique (organisation, year)
    )""",
    """create table team_member (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        account uuid not null references account (id) on delete restrict,
        organisation uuid not null references organisation (id) on delete restrict,
        role text not null check (role in ('lead', 'deputy', 'member')),
        unique (visit, account)
    )""",
    "create index team_member_account on team_member (account)",
    """create table lead_change (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        account uuid not null references account (id) on delete restrict,
        passed_by uuid not null,
        at timestamptz not null
    )""",
    append_only("lead_change"),
    """create table companion (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        kind text not null check (kind in ('interpreter', 'driver', 'official', 'journalist', 'other')),
        name_sealed text,
        organisation text not null,
        entered_by uuid not null,
        entered_at timestamptz not null
    )""",
    "create index companion_visit on companion (visit)",
    """create table stage (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        kind text not null check (kind in ('gate', 'admitted', 'opening_talk', 'tour', 'documents',
            'private_interviews', 'closing_talk', 'left')),
        at timestamptz not null,
        offset_minutes integer not null,
        struck boolean not null,
        seq integer not null,
        entered_by uuid not null,
        entered_at timestamptz not null,
        unique (visit, kind, seq)
    )""",
    append_only("stage"),
    """create table admission (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        account uuid not null references account (id) on delete restrict,
        status text not null check (status in ('admitted', 'refused', 'waiting', 'late', 'partly', 'withdrew_own',
            'withdrew_protest')),
        ground text,
        words_sealed text,
        decided_by text not null,
        at timestamptz not null,
        offset_minutes integer not null,
        seq integer not null,
        entered_by uuid not null,
        entered_at timestamptz not null,
        unique (visit, account, seq)
    )""",
    append_only("admission"),
    """create table headcount (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        held_today integer check (held_today >= 0),
        alone integer check (alone >= 0),
        in_groups integer check (in_groups >= 0),
        seq integer not null,
        entered_by uuid not null,
        entered_at timestamptz not null,
        unique (visit, seq)
    )""",
    append_only("headcount"),
    """create table promise (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        what text not null,
        due_day date,
        entered_by uuid not null,
        at timestamptz not null
    )""",
    "create index promise_visit on promise (visit)",
    append_only("promise"),
    """create table promise_check (
        id uuid not null primary key,
        promise uuid not null references promise (id) on delete restrict,
        state text not null check (state in ('kept', 'not_kept')),
        checked_on date not null,
        seq integer not null,
        entered_by uuid not null,
        entered_at timestamptz not null,
        unique (promise, seq)
    )""",
    append_only("promise_check"),
    """create table warning_answer (
        id uuid not null primary key,
        visit uuid not null references visit (id) on delete restrict,
        warning text not null,
        about uuid not null,
        reason_sealed text,
        answered_by uuid not null,
        at timestamptz not null
    )""",
    "create index warning_answer_visit on warning_answer (visit)",
    append_only("warning_answer"),
)
