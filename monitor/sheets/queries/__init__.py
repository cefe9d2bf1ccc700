"""Reading sheets: whose they are, what stands on them, what follows from elsewhere, the team's notes."""

from __future__ import annotations

from monitor.sheets.queries.answers import answers_of_visit, answers_on, denials_linked, faults_in_current_answers
from monitor.sheets.queries.facts import denials_to_link, followed_by
from monitor.sheets.queries.notes import notes_of
from monitor.sheets.queries.sheets import (
    OpenSheet,
    earlier_visits,
    editions_of,
    questionnaire_of,
    questionnaire_offered,
    sheet_open_to,
    sheets_of,
    visit_with_sheets,
)
from monitor.sheets.queries.visibility import reached_visits, visible_notes, visible_sheets

__all__ = [
    "OpenSheet", "answers_of_visit", "answers_on", "denials_linked", "denials_to_link", "earlier_visits", "editions_of",
    "faults_in_current_answers", "followed_by", "notes_of", "questionnaire_of", "questionnaire_offered", "reached_visits",
    "sheet_open_to", "sheets_of", "visible_notes", "visible_sheets", "visit_with_sheets",
]  # fmt: skip
