"""Reads about places; each begins from an actor who may see the register."""

from __future__ import annotations

from monitor.facilities.queries.dated import (
    Placed,
    Places,
    Standing,
    capacities_of,
    figures_of,
    names_at,
    placements_of,
    statuses_of,
)
from monitor.facilities.queries.imports import Run, import_runs
from monitor.facilities.queries.mandates import mandate_at, mandates, mandates_on
from monitor.facilities.queries.places import check_places, facilities, facility_open_to, find_facilities, names_of
from monitor.facilities.queries.trees import authorities, authorities_under, regions, under

__all__ = [
    "Placed",
    "Places",
    "Run",
    "Standing",
    "authorities",
    "authorities_under",
    "capacities_of",
    "check_places",
    "facilities",
    "facility_open_to",
    "figures_of",
    "find_facilities",
    "import_runs",
    "mandate_at",
    "mandates",
    "mandates_on",
    "names_at",
    "names_of",
    "placements_of",
    "regions",
    "statuses_of",
    "under",
]
