"""What people do about denials: log one, add to it, match its place, note what was done and reached."""

from __future__ import annotations

from monitor.denials.actions.adding import amend_denial, match_place, note_result, note_step
from monitor.denials.actions.defining import define_effective
from monitor.denials.actions.exporting import export_denials
from monitor.denials.actions.logging import Where, log_denial, log_outside_denial
from monitor.denials.actions.releases import release_record

__all__ = [
    "Where",
    "amend_denial",
    "define_effective",
    "export_denials",
    "log_denial",
    "log_outside_denial",
    "match_place",
    "note_result",
    "note_step",
    "release_record",
]
