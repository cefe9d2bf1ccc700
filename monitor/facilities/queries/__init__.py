"""Reads about places; each begins from an actor who may see the register."""

from __future__ import annotations

from monitor.facilities.queries.mandates import mandate_at, mandates, mandates_on
from monitor.facilities.queries.places import facilities, facility_open_to, find_facilities, names_of
from monitor.facilities.queries.trees import authorities, authorities_under, regions, under

__all__ = [
    "authorities",
    "authorities_under",
    "facilities",
    "facility_open_to",
    "find_facilities",
    "mandate_at",
    "mandates",
    "mandates_on",
    "names_of",
    "regions",
    "under",
]
