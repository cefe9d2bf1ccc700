"""Reads about visits; each begins from `visible_visits`, or says no more than free or not available."""

from __future__ import annotations

from monitor.visits.queries.calendar import conflicts_between
from monitor.visits.queries.entries import (
    companions_of,
    entries_of,
    entry_of,
    heads_of,
    promises_at,
    promises_of,
)
from monitor.visits.queries.feeds import feed_behind, feeds_of, own_visits, said_in
from monitor.visits.queries.planning import away_days, busy_days, candidates, free_of, warnings_for
from monitor.visits.queries.visibility import about_to_visit, released_visits, visible_visits
from monitor.visits.queries.visits import (
    Filters,
    Moved,
    VisitLine,
    moves_of,
    places_of,
    visit_open_to,
    visit_reached,
    visits,
    visits_at,
    visits_between,
    visits_on_trip,
    visits_open_to,
)

__all__ = [
    "Filters",
    "Moved",
    "VisitLine",
    "about_to_visit",
    "away_days",
    "busy_days",
    "candidates",
    "companions_of",
    "conflicts_between",
    "entries_of",
    "entry_of",
    "feed_behind",
    "feeds_of",
    "free_of",
    "heads_of",
    "moves_of",
    "own_visits",
    "places_of",
    "promises_at",
    "promises_of",
    "released_visits",
    "said_in",
    "visible_visits",
    "visit_open_to",
    "visit_reached",
    "visits",
    "visits_at",
    "visits_between",
    "visits_on_trip",
    "visits_open_to",
    "warnings_for",
]
