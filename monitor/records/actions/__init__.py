"""What people do to settle a record: decide between answers that differ, join rows, close it; taking answers out."""

from __future__ import annotations

from monitor.records.actions.closing import close_record
from monitor.records.actions.exporting import export_answers
from monitor.records.actions.settling import Chosen, Matched, choose_answer, match_rows, settle

__all__ = ["Chosen", "Matched", "choose_answer", "close_record", "export_answers", "match_rows", "settle"]
