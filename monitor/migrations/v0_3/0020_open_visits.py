"""Visits by their state: what is due is asked for every few minutes, of the few that are not over among many that are."""

from __future__ import annotations

from monitor.outside.migrations import Statement

STATEMENTS: tuple[Statement, ...] = ("create index visit_by_state on visit (state, first_day)",)
