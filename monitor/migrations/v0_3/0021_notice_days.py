"""Mandates: whether the days of notice are working days, as some laws have it."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = ("alter table mandate add column notice_working boolean not null default false",)
