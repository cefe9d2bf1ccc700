"""Phones of the field: whose they are, what they hold, and the keys that sealed files are made for."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    """create table device (
        id uuid not null primary key,
        account uuid not null references account (id) on delete restrict,
        name text not null,
        kept_at timestamptz not null,
        seen_at timestamptz not null,
        ended_at timestamptz,
        ended_by uuid,
        wiped_at timestamptz
    )""",
    "create index device_account on device (account)",
    """create table device_holding (
        id uuid not null primary key,
        device uuid not null references device (id) on delete restrict,
        subject uuid not null,
        what text not null check (what in ('sheet', 'history')),
        taken_at timestamptz not null,
        dropped_at timestamptz
    )""",
    "create index device_holding_device on device_holding (device)",
    """create table organisation_key (
        id uuid not null primary key,
        organisation uuid not null unique references organisation (id) on delete restrict,
        public text not null,
        private_sealed text not null,
        made_at timestamptz not null
    )""",
    "alter table session add column device uuid references device (id) on delete restrict",
)
