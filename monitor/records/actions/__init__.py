"""What people do to settle a record: choose between answers that differ, and close it."""

from __future__ import annotations

from monitor.records.actions.closing import choose_answer, close_record

__all__ = ["choose_answer", "close_record"]
