"""Reads about programmes; each begins from `visible_programmes`, and what happened at places from their own rules."""

from __future__ import annotations

from monitor.programme.queries.board import board_of, points_of, priorities
from monitor.programme.queries.comparing import compare_versions, visits_changed
from monitor.programme.queries.coverage import coverage_rules, points_by_hand, weights_of
from monitor.programme.queries.explaining import to_put_right, why_not_planned, why_planned
from monitor.programme.queries.mending import options_of, to_mend
from monitor.programme.queries.places import regions_of
from monitor.programme.queries.programmes import (
    entries_on,
    entry_on_board,
    marks_on,
    points_kept,
    programme_open_to,
    programmes,
    version_open_to,
    versions_of,
)
from monitor.programme.queries.proposals import proposal_open_to, proposals_of
from monitor.programme.queries.question import question_of
from monitor.programme.queries.visibility import visible_programmes
from monitor.programme.queries.weighing import weigh

__all__ = [
    "board_of",
    "compare_versions",
    "coverage_rules",
    "entries_on",
    "entry_on_board",
    "marks_on",
    "options_of",
    "points_by_hand",
    "points_kept",
    "points_of",
    "priorities",
    "programme_open_to",
    "programmes",
    "proposal_open_to",
    "proposals_of",
    "question_of",
    "regions_of",
    "to_mend",
    "to_put_right",
    "version_open_to",
    "versions_of",
    "visible_programmes",
    "visits_changed",
    "weigh",
    "weights_of",
    "why_not_planned",
    "why_planned",
]
