"""Reading records: the draft before closing, the record as closed, and series of a facility over time."""

from __future__ import annotations

from monitor.records.queries.basis import Basis, basis_of
from monitor.records.queries.drafts import (
    Drafted,
    DraftItem,
    Voice,
    draft_of,
    late_answers,
    matches_of,
    rows_to_match,
    rows_together,
)
from monitor.records.queries.heads import (
    RecordRowAt,
    VoiceThen,
    agreed_of,
    choosers_of,
    editions_recorded,
    record_of,
    revisions_of,
    rows_of_record,
    visible_records,
    voices_of,
)
from monitor.records.queries.recomputing import faults_in_measurements
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
    "AgreedAt", "Basis", "DraftItem", "Drafted", "LastAnswer", "MeasuredAt", "RecordRowAt", "Voice", "VoiceThen",
    "agreed_answers_at", "agreed_of", "basis_of", "choosers_of", "draft_of", "editions_recorded",
    "faults_in_measurements", "last_answers", "late_answers", "matches_of", "measurements_at", "open_noncompliant",
    "record_of", "revisions_of", "rows_of_record", "rows_to_match", "rows_together", "visible_records", "voices_of",
]  # fmt: skip
