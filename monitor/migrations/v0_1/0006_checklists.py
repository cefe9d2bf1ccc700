"""Editions of checklists, their texts, and which edition is in use."""

from __future__ import annotations

from monitor.outside.migrations import Statement, append_only

STATEMENTS: tuple[Statement, ...] = (
    """create table edition (
        id uuid not null primary key,
        name text not null,
        role text not null check (role in ('checklist', 'module')),
        hash text not null unique,
        structure text not null,
        loaded_at timestamptz not null
    )""",
    append_only("edition"),
    """create table edition_texts (
        id uuid not null primary key,
        edition uuid not null references edition (id) on delete restrict,
        language text not null,
        hash text not null,
        body text not null,
        status text not null check (status in ('draft', 'confirmed')),
        revision integer not null,
        loaded_at timestamptz not null,
        unique (edition, language, revision)
    )""",
    append_only("edition_texts"),
    """create table edition_use (
        id uuid not null primary key,
        edition uuid not null references edition (id) on delete restrict,
        name text not null,
        body text not null,
        revision integer not null,
        since timestamptz not null,
        unique (name, revision)
    )""",
    append_only("edition_use"),
)
