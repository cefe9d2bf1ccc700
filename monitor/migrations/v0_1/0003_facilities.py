"""Regions, authorities, facilities and what changes about them, imports, figures, mandates."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table region (
        id uuid not null primary key,
        name text not null,
        folded text not null,
        parent uuid references region (id) on delete restrict
    )""",
    "create index region_parent on region (parent)",
    """create table authority (
        id uuid not null primary key,
        name text not null,
        folded text not null,
        from_day date,
        to_day date
    )""",
    """create table authority_parent (
        id uuid not null primary key,
        authority uuid not null references authority (id) on delete restrict,
        parent uuid references authority (id) on delete restrict,
        from_day date,
        entered_at timestamptz not null
    )""",
    append_only("authority_parent"),
    "create index authority_parent_authority on authority_parent (authority)",
    """create table facility (
        id uuid not null primary key,
        code text unique,
        code_folded text,
        sort_name text not null,
        type text not null,
        region uuid references region (id) on delete restrict,
        zone text not null,
        address text,
        latitude text,
        longitude text,
        predecessor uuid references facility (id) on delete restrict,
        unofficial boolean not null,
        created_at timestamptz not null,
        created_by uuid not null,
        digest text not null
    )""",
    "create index facility_sort_name on facility (sort_name, id)",
    "create index facility_region on facility (region)",
    """create table facility_name (
        id uuid not null primary key,
        facility uuid not null references facility (id) on delete restrict,
        kind text not null check (kind in ('official', 'alias')),
        name text not null,
        folded text not null,
        language text,
        script text not null,
        from_day date,
        to_day date,
        withdrawn boolean not null,
        entered_at timestamptz not null,
        entered_by uuid not null
    )""",
    "create index facility_name_facility on facility_name (facility)",
    """create table facility_authority (
        id uuid not null primary key,
        facility uuid not null references facility (id) on delete restrict,
        authority uuid references authority (id) on delete restrict,
        from_day date,
        entered_at timestamptz not null,
        entered_by uuid not null
    )""",
    append_only("facility_authority"),
    "create index facility_authority_facility on facility_authority (facility)",
    """create table facility_status (
        id uuid not null primary key,
        facility uuid not null references facility (id) on delete restrict,
        status text not null check (status in ('open', 'temporarily_closed', 'closed', 'planned')),
        from_day date,
        precision text not null check (precision in ('day', 'month', 'year')),
        note text not null,
        entered_at timestamptz not null,
        entered_by uuid not null
    )""",
    append_only("facility_status"),
    "create index facility_status_facility on facility_status (facility)",
    """create table facility_capacity (
        id uuid not null primary key,
        facility uuid not null references facility (id) on delete restrict,
        places integer not null check (places >= 0),
        day date not null,
        source text not null,
        entered_at timestamptz not null,
        entered_by uuid not null
    )""",
    append_only("facility_capacity"),
    "create index facility_capacity_facility on facility_capacity (facility)",
    """create table import_run (
        id uuid not null primary key,
        kind text not null check (kind in ('register', 'figures')),
        origin text not null,
        file_name text not null,
        file_hash text not null,
        mapping text not null,
        as_of date not null,
        rows integer not null,
        created integer not null,
        changed integer not null,
        same integer not null,
        refused integer not null,
        skipped integer not null,
        at timestamptz not null,
        by uuid not null
    )""",
    append_only("import_run"),
    """create table import_key (
        id uuid not null primary key,
        origin text not null,
        key text not null,
        facility uuid not null references facility (id) on delete restrict,
        said text not null,
        import_run uuid not null references import_run (id) on delete restrict,
        unique (origin, key)
    )""",
    "create index import_key_facility on import_key (facility)",
    """create table facility_figure (
        id uuid not null primary key,
        facility uuid not null references facility (id) on delete restrict,
        kind text not null check (kind in ('population', 'capacity', 'inspected_by')),
        day date,
        period_start date,
        period_end date,
        value integer,
        body text,
        body_kind text,
        source text not null,
        import_run uuid references import_run (id) on delete restrict,
        entered_at timestamptz not null,
        entered_by uuid not null
    )""",
    append_only("facility_figure"),
    "create index facility_figure_facility on facility_figure (facility, kind)",
    """create table mandate (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        facility uuid references facility (id) on delete restrict,
        facility_type text,
        coverage text not null
            check (coverage in ('covered', 'covered_partly', 'contested', 'not_covered', 'unknown')),
        legal_basis text not null,
        notice_required boolean not null,
        notice_days integer,
        from_day date,
        to_day date,
        withdrawn boolean not null,
        entered_at timestamptz not null,
        entered_by uuid not null,
        check (facility is null or facility_type is null)
    )""",
    "create index mandate_organisation on mandate (organisation)",
)
