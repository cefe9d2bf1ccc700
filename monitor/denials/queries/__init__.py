"""Reads about denials; each begins from `visible_denials`, or from `counted_denials` where no words are shown."""

from __future__ import annotations

from monitor.denials.queries.definitions import effective_conditions
from monitor.denials.queries.lists import all_denials, denials, denials_at, denials_on, turns_of
from monitor.denials.queries.records import Named, records_named
from monitor.denials.queries.stories import denial_kept, denial_open_to, denial_told_by, is_told_by, not_told_of
from monitor.denials.queries.visibility import counted_denials, told_denials, visible_denials

__all__ = [
    "Named",
    "all_denials",
    "counted_denials",
    "denial_kept",
    "denial_open_to",
    "denial_told_by",
    "denials",
    "denials_at",
    "denials_on",
    "effective_conditions",
    "is_told_by",
    "not_told_of",
    "records_named",
    "told_denials",
    "turns_of",
    "visible_denials",
]
