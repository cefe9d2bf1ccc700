"""Leases: which of several server processes keeps the timetable."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    """create table lease (
        name text not null primary key,
        holder uuid not null,
        until timestamptz not null
    )""",
)
