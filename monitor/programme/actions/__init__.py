"""What people do with programmes: begin, put and move visits, say what is asked, accept."""

from __future__ import annotations

from monitor.programme.actions.accepting import accept_version
from monitor.programme.actions.drafting import (
    begin_programme,
    begin_version,
    change_programme,
    move_entry,
    pin_entry,
    remove_entry,
    set_team,
    set_version_aside,
    unpin_entry,
)
from monitor.programme.actions.exporting import take_plan
from monitor.programme.actions.mending import drop_visit, mend_visit
from monitor.programme.actions.proposing import (
    follow_proposal,
    keep_proposal,
    launch_proposal,
    start_proposal,
    stop_proposal,
)
from monitor.programme.actions.putting import put_entries, put_entry
from monitor.programme.actions.rules import add_manual_points, end_mark, set_coverage_rule, set_mark, set_weights

__all__ = [
    "accept_version",
    "add_manual_points",
    "begin_programme",
    "begin_version",
    "change_programme",
    "drop_visit",
    "end_mark",
    "follow_proposal",
    "keep_proposal",
    "launch_proposal",
    "mend_visit",
    "move_entry",
    "pin_entry",
    "put_entries",
    "put_entry",
    "remove_entry",
    "set_coverage_rule",
    "set_mark",
    "set_team",
    "set_version_aside",
    "set_weights",
    "start_proposal",
    "stop_proposal",
    "take_plan",
    "unpin_entry",
]
