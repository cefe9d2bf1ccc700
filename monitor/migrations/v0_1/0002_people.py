"""Organisations, accounts, sessions, credentials, conflicts, absences, releases."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    "create table installation (name text not null primary key, value text not null)",
    """create table organisation (
        id uuid not null primary key,
        kind text not null check (kind in ('ombudsman', 'npm', 'ngo', 'expert')),
        name text not null,
        folded text not null,
        from_day date,
        to_day date
    )""",
    """create table account (
        id uuid not null primary key,
        organisation uuid not null references organisation (id) on delete restrict,
        name text not null,
        folded text not null,
        email text unique,
        password_hash text,
        language text not null,
        sex text not null check (sex in ('woman', 'man', 'not_stated')),
        languages text not null,
        expertise text not null,
        left_on date
    )""",
    """create table account_role (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        role text not null check (role in ('monitor', 'coordinator', 'partner', 'analyst', 'administrator')),
        granted_at timestamptz not null,
        ended_at timestamptz
    )""",
    "create index account_role_account on account_role (account)",
    """create table session (
        id uuid not null primary key,
        token_hash text not null unique,
        account uuid not null references account (id) on delete restrict,
        started_at timestamptz not null,
        seen_at timestamptz not null,
        ended_at timestamptz
    )""",
    "create index session_account on session (account)",
    """create table throttle (
        key text not null primary key,
        failures integer not null,
        until timestamptz not null
    )""",
    """create table invitation (
        id uuid not null primary key,
        token_hash text not null unique,
        account uuid not null references account (id) on delete restrict,
        invited_by uuid not null,
        expires_at timestamptz not null,
        accepted_at timestamptz
    )""",
    """create table credential (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        number text not null,
        from_day date not null,
        to_day date,
        withdrawn boolean not null
    )""",
    "create index credential_account on credential (account)",
    """create table conflict (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        facility uuid not null,
        reason_sealed text not null,
        declared_at timestamptz not null,
        ended_at timestamptz
    )""",
    "create index conflict_account on conflict (account)",
    """create table absence (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        from_day date not null,
        to_day date not null,
        withdrawn boolean not null,
        check (from_day <= to_day)
    )""",
    "create index absence_account on absence (account)",
    """create table release (
        id uuid not null primary key,
        kind text not null check (kind in ('visit', 'denial')),
        subject uuid not null,
        giver uuid not null references organisation (id) on delete restrict,
        receiver uuid not null references organisation (id) on delete restrict,
        released_at timestamptz not null,
        released_by uuid not null,
        until_day date,
        revoked_at timestamptz
    )""",
    "create index release_subject on release (subject, receiver)",
)
