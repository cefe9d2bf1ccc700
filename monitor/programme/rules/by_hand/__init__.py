"""Planning by hand: initials, a day within a week, what to look at twice, rows of a spreadsheet; pure functions."""

from __future__ import annotations

from monitor.programme.rules.by_hand.days import day_in_week, mark_on
from monitor.programme.rules.by_hand.initials import Typed, initials_of, read_typed, roster_of
from monitor.programme.rules.by_hand.notes import GRAVE, Note, NoteKind, notes_of
from monitor.programme.rules.by_hand.pasting import PastedCell, PastedRow, id_of_row, read_rows
from monitor.programme.rules.by_hand.putting import day_moved, entry_typed, place_on, week_on

__all__ = [
    "GRAVE",
    "Note",
    "NoteKind",
    "PastedCell",
    "PastedRow",
    "Typed",
    "day_in_week",
    "day_moved",
    "entry_typed",
    "id_of_row",
    "initials_of",
    "mark_on",
    "notes_of",
    "place_on",
    "read_rows",
    "read_typed",
    "roster_of",
    "week_on",
]
