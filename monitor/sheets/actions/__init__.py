"""What people do with sheets: open one, answer, mark what could not be seen, point to a denial, write a note."""

from __future__ import annotations

from monitor.sheets.actions.answering import give_answers, mark_absent, mark_refused_area
from monitor.sheets.actions.current import rebuild_current_answers
from monitor.sheets.actions.notes import write_note
from monitor.sheets.actions.opening import choose_questionnaire, finish_sheet, open_sheet

__all__ = [
    "choose_questionnaire", "finish_sheet", "give_answers", "mark_absent", "mark_refused_area",
    "open_sheet", "rebuild_current_answers", "write_note",
]  # fmt: skip
