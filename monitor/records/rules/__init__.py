"""How sheets become one record, what stands in the way of closing it, and what is measured in it."""

from __future__ import annotations

from monitor.records.rules.closing import (
    AgreedAnswer,
    BlankCount,
    Draft,
    NoRecordYet,
    NotOverYet,
    NoWayToTell,
    RecordClosed,
    RecordHead,
    StillDiffer,
    Unconfirmed,
    WithoutDenial,
    agree,
    check_ready,
    record_text,
)
from monitor.records.rules.measuring import (
    OCCUPANCY,
    SPOKEN_TO_ALONE,
    THEME,
    Measurement,
    Tally,
    judge,
    measure,
    measured_labels,
    theme_of,
)
from monitor.records.rules.merging import Candidate, Merged, Origin, merge

__all__ = [
    "OCCUPANCY", "SPOKEN_TO_ALONE", "THEME", "AgreedAnswer", "BlankCount", "Candidate", "Draft", "Measurement",
    "Merged", "NoRecordYet", "NoWayToTell", "NotOverYet", "Origin", "RecordClosed", "RecordHead", "StillDiffer", "Tally",
    "Unconfirmed", "WithoutDenial", "agree", "check_ready", "judge", "measure", "measured_labels", "merge",
    "record_text", "theme_of",
]  # fmt: skip
