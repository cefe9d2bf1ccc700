"""What people do with visits: plan, warn and be answered, move on, write down what happens on the spot."""

from __future__ import annotations

from monitor.visits.actions.beginning import plan_visit, plan_visits
from monitor.visits.actions.feeds import Read, end_feed, make_feed, read_feed
from monitor.visits.actions.lives import cancel_visit, cancel_visits, lift_secrecy, move_on
from monitor.visits.actions.planning import add_to_team, answer_warning, change_plan, set_apart
from monitor.visits.actions.spot import (
    Seen,
    add_companion,
    admit,
    check_promise_kept,
    count_heads,
    mark_stage,
    note_promise,
    pass_lead,
    strike_stage,
)

__all__ = [
    "Read",
    "Seen",
    "add_companion",
    "add_to_team",
    "admit",
    "answer_warning",
    "cancel_visit",
    "cancel_visits",
    "change_plan",
    "check_promise_kept",
    "count_heads",
    "end_feed",
    "lift_secrecy",
    "make_feed",
    "mark_stage",
    "move_on",
    "note_promise",
    "pass_lead",
    "plan_visit",
    "plan_visits",
    "read_feed",
    "set_apart",
    "strike_stage",
]
