"""What people do with sheets: open one, answer, mark what could not be seen, add and take out rows, write a note."""

from __future__ import annotations

from monitor.sheets.actions.answering import give_answers
from monitor.sheets.actions.current import rebuild_current_answers
from monitor.sheets.actions.marking import mark_absent, mark_refused_area
from monitor.sheets.actions.notes import write_note
from monitor.sheets.actions.opening import choose_questionnaire, finish_sheet, open_sheet
from monitor.sheets.actions.photos import keep_photo
from monitor.sheets.actions.rows import drop_row, restore_row

__all__ = [
    "choose_questionnaire", "drop_row", "finish_sheet", "give_answers", "keep_photo", "mark_absent", "mark_refused_area",
    "open_sheet", "rebuild_current_answers", "restore_row", "write_note",
]  # fmt: skip
