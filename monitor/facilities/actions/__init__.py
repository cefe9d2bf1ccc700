"""What people do about places: keep the register, the two trees above it and the mandates."""

from __future__ import annotations

from monitor.facilities.actions.carrying import Brought, make_import, ready_mappings, try_import
from monitor.facilities.actions.exporting import export_facilities
from monitor.facilities.actions.importing import OlderThanTheLast, Report
from monitor.facilities.actions.mandates import end_mandate, set_mandate, withdraw_mandate
from monitor.facilities.actions.places import (
    Beginning,
    Place,
    add_alias,
    add_capacity,
    add_facility,
    correct_place,
    move_facility,
    rename_facility,
    set_status,
    withdraw_alias,
)
from monitor.facilities.actions.reading import (
    STAGE_WORDS,
    Cancelled,
    Stage,
    Unwatched,
    Watch,
    headings_of,
    sheets_of,
    values_of,
)
from monitor.facilities.actions.trees import (
    add_authority,
    add_region,
    end_authority,
    move_authority,
    rename_region,
)

__all__ = [
    "STAGE_WORDS",
    "Beginning",
    "Brought",
    "Cancelled",
    "OlderThanTheLast",
    "Place",
    "Report",
    "Stage",
    "Unwatched",
    "Watch",
    "add_alias",
    "add_authority",
    "add_capacity",
    "add_facility",
    "add_region",
    "correct_place",
    "end_authority",
    "end_mandate",
    "export_facilities",
    "headings_of",
    "make_import",
    "move_authority",
    "move_facility",
    "ready_mappings",
    "rename_facility",
    "rename_region",
    "set_mandate",
    "set_status",
    "sheets_of",
    "try_import",
    "values_of",
    "withdraw_alias",
    "withdraw_mandate",
]
