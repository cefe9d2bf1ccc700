"""Reading sheets: whose they are, what stands on them, what follows from elsewhere, the team's notes."""

from __future__ import annotations

from monitor.sheets.queries.answers import (
    all_answers_on,
    answers_marked_late,
    answers_of_visit,
    answers_on,
    denials_linked,
    faults_in_current_answers,
)
from monitor.sheets.queries.asked import (
    editions_of,
    modules_offered,
    questionnaire_of,
    questionnaire_offered,
)
from monitor.sheets.queries.facts import denials_to_link, followed_by
from monitor.sheets.queries.notes import notes_of
from monitor.sheets.queries.rows import photo_open_to, photos_on, rows_of_visit, rows_on, state_on
from monitor.sheets.queries.sheets import (
    Assigned,
    OpenSheet,
    sheet_assigned_to,
    sheet_open_to,
    sheets_of,
    visit_with_sheets,
)
from monitor.sheets.queries.visibility import reached_visits, visible_notes, visible_sheets

__all__ = [
    "Assigned", "OpenSheet", "all_answers_on", "answers_marked_late", "answers_of_visit", "answers_on", "denials_linked",
    "denials_to_link", "editions_of", "faults_in_current_answers", "followed_by", "modules_offered",
    "notes_of", "photo_open_to", "photos_on", "questionnaire_of", "questionnaire_offered",
    "reached_visits", "rows_of_visit", "rows_on", "sheet_assigned_to", "sheet_open_to", "sheets_of", "state_on",
    "visible_notes", "visible_sheets", "visit_with_sheets",
]  # fmt: skip
