"""Programmes: frames, rules of coverage, points given by hand, versions with their planned visits, proposals."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table programme (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        title text not null,
        first_day date not null,
        last_day date not null,
        budget integer,
        cars integer,
        unknown_ok boolean not null,
        made_by uuid not null,
        made_at timestamptz not null,
        check (last_day >= first_day)
    )""",
    "create index programme_organisation on programme (organisation)",
    """create table programme_partner (
        id uuid not null primary key,
        programme uuid not null references programme (id) on delete restrict,
        organisation uuid not null references organisation (id) on delete restrict,
        unique (programme, organisation)
    )""",
    """create table programme_mark (
        id uuid not null primary key,
        programme uuid not null references programme (id) on delete restrict,
        kind text not null check (kind in ('pin', 'forbid', 'closed')),
        facility uuid references facility (id) on delete restrict,
        first_day date,
        last_day date,
        said_by uuid not null,
        said_at timestamptz not null,
        ended_at timestamptz,
        ended_by uuid
    )""",
    "create index programme_mark_programme on programme_mark (programme)",
    """create table coverage_rule (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        facility_type text not null,
        in_depth_months integer,
        any_months integer,
        visit_days integer not null,
        team_min integer not null,
        team_max integer not null,
        woman boolean not null,
        doctor boolean not null,
        two_organisations boolean not null,
        mandatory boolean not null,
        base_points integer not null,
        from_day date not null,
        said_by uuid not null,
        said_at timestamptz not null
    )""",
    "create index coverage_rule_organisation on coverage_rule (organisation)",
    append_only("coverage_rule"),
    """create table manual_points (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        facility uuid not null references facility (id) on delete restrict,
        points integer not null check (points between -20 and 20),
        reason_sealed text not null,
        until_day date not null,
        said_by uuid not null,
        said_at timestamptz not null
    )""",
    "create index manual_points_organisation on manual_points (organisation)",
    append_only("manual_points"),
    """create table risk_weight (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        name text not null,
        points integer not null check (points between 0 and 100),
        said_by uuid not null,
        said_at timestamptz not null
    )""",
    "create index risk_weight_organisation on risk_weight (organisation)",
    append_only("risk_weight"),
    """create table programme_version (
        id uuid not null primary key,
        programme uuid not null references programme (id) on delete restrict,
        parent uuid references programme_version (id) on delete restrict,
        number integer not null,
        state text not null check (state in ('draft', 'accepted', 'set_aside')),
        how text not null check (how in ('by_hand', 'proposed')),
        seed_sealed text,
        snapshot_sealed text,
        snapshot_hash text,
        iterations integer,
        breakdown_sealed text,
        made_by uuid not null,
        made_at timestamptz not null,
        settled_by uuid,
        settled_at timestamptz,
        unique (programme, number)
    )""",
    """create table planned_entry (
        id uuid not null primary key,
        version uuid not null references programme_version (id) on delete restrict,
        facility uuid not null references facility (id) on delete restrict,
        first_day date not null,
        days integer not null check (days between 1 and 63),
        type text not null check (type in ('in_depth', 'follow_up', 'ad_hoc', 'thematic', 'other')),
        pinned boolean not null,
        visit uuid references visit (id) on delete restrict,
        put_by uuid not null,
        put_at timestamptz not null
    )""",
    "create index planned_entry_version on planned_entry (version)",
    "create index planned_entry_visit on planned_entry (visit)",
    """create table planned_member (
        id uuid not null primary key,
        entry uuid not null references planned_entry (id) on delete restrict,
        account uuid not null references account (id) on delete restrict,
        lead boolean not null,
        unique (entry, account)
    )""",
    """create table programme_proposal (
        id uuid not null primary key,
        version uuid not null references programme_version (id) on delete restrict,
        state text not null check (state in ('running', 'done', 'stopped', 'failed', 'refused', 'kept')),
        seed_sealed text not null,
        snapshot_sealed text not null,
        snapshot_hash text not null,
        wanted integer not null,
        iteration integer not null,
        curve text not null,
        plan_sealed text,
        violations_sealed text,
        stop_asked boolean not null,
        started_by uuid not null,
        started_at timestamptz not null,
        heard_at timestamptz not null,
        kept_as uuid references programme_version (id) on delete restrict
    )""",
    "create index programme_proposal_version on programme_proposal (version)",
)
