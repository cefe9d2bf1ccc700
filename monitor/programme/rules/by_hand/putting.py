"""What is typed into a cell becomes a visit: whose place, which week, who goes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from monitor.kit.problems import BadForm, FieldError, NotHere
from monitor.kit.words import N_, say
from monitor.programme.rules.board import Board, Entry, Place, Week
from monitor.programme.rules.by_hand.days import day_in_week
from monitor.programme.rules.by_hand.initials import read_typed, roster_of
from monitor.programme.rules.programmes import NewEntry
from monitor.visits.rules import VisitType


def place_on(board: Board, facility: UUID) -> Place:
    """Find a place of the board. Raises NotHere."""
    found = next((place for place in board.places if place.id == facility), None)
    if found is None:
        raise NotHere()
    return found


def week_on(board: Board, number: int | None) -> Week:
    """Find a week of the period by its number. Raises BadForm."""
    found = next((week for week in board.weeks if week.number == number), None)
    if found is None:
        raise BadForm((FieldError("week", say(N_("This week lies outside the programme."))),))
    return found


def entry_typed(
    board: Board,
    entry: UUID,
    facility: UUID,
    week: int | None,
    text: str,
    *,
    first_day: date | None = None,
    type: VisitType = VisitType.IN_DEPTH,
) -> NewEntry:
    """Make the visit that is meant by what was typed into the cell of a place and a week. Raises BadForm, NotHere.

    Without a number of days it takes as long as such a place asks for; without a day, the one that suits the people best.
    """
    place, typed = place_on(board, facility), read_typed(text, roster_of(board.people))
    days = typed.days or (place.rule.visit_days if place.rule else 1)
    day = first_day or day_in_week(
        board, week_on(board, week), days, [seat.account for seat in typed.team], facility, besides=entry
    )
    return NewEntry(facility, day, days, type, typed.team)


def day_moved(board: Board, entry: Entry, week: int | None) -> date:
    """Choose the day a visit begins on when it is moved into a week: the one that suits its people best. Raises BadForm."""
    people = [seat.account for seat in entry.team]
    return day_in_week(board, week_on(board, week), entry.days, people, entry.facility, besides=entry.id)
