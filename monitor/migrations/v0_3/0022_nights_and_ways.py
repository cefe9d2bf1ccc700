"""Programmes: a budget spread over the quarters, days kept for long ways; visits that are to come at night."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = (
    "alter table programme add column evenly boolean not null default false",
    "alter table programme add column travel_km integer",
    "alter table planned_entry add column night boolean not null default false",
)
