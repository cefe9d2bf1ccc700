"""Reading records: the draft before closing, the record as closed, and series of a facility over time."""

from __future__ import annotations

from monitor.records.queries.drafts import Drafted, DraftItem, Voice, draft_of, late_answers
from monitor.records.queries.heads import agreed_of, editions_recorded, record_of, revisions_of, visible_records
from monitor.records.queries.series import (
    AgreedAt,
    LastAnswer,
    MeasuredAt,
    agreed_answers_at,
    last_answers,
    measurements_at,
    open_noncompliant,
)

__all__ = [
    "AgreedAt", "DraftItem", "Drafted", "LastAnswer", "MeasuredAt", "Voice", "agreed_answers_at", "agreed_of",
    "draft_of", "editions_recorded", "last_answers", "late_answers", "measurements_at", "open_noncompliant",
    "record_of", "revisions_of", "visible_records",
]  # fmt: skip
