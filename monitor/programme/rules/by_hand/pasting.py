"""Rows pasted from a spreadsheet: place, week or day, people, days. Each cell that cannot be read says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.tabular.cells import BadCell, DayOrder
from monitor.kit.tabular.cells import day as read_day
from monitor.kit.text import fold, tidy
from monitor.kit.words import N_, Sentence, say
from monitor.programme.rules.board import Board, Entry, Place, Seated, Week
from monitor.programme.rules.by_hand.days import day_in_week
from monitor.programme.rules.by_hand.initials import Roster, Typed, read_typed, roster_of
from monitor.programme.rules.by_hand.putting import week_on
from monitor.programme.rules.programmes import NewEntry, check_entry
from monitor.visits.rules import VisitType

T = TypeVar("T")
_NOT_YET = UUID(int=0)
MOST_ROWS, COLUMNS = 500, 4
_PLACE, _WHEN, _PEOPLE, _DAYS = range(COLUMNS)
_WEEK = re.compile(r"\D{0,8}(\d{1,3})")


class TooManyPasted(Problem):
    status = 422
    sentence = N_("These are more than %(most)s rows. Paste them in several parts.")


class NothingPasted(Problem):
    status = 422
    sentence = N_("There is no row in this. Copy the rows in the spreadsheet, then paste them here.")


@dataclass(frozen=True, slots=True)
class PastedCell:
    text: str
    fault: Sentence | None = None


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row as it was pasted, and the visit it means if every cell could be read."""

    number: int
    cells: tuple[PastedCell, ...]
    entry: NewEntry | None


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of a board by what may be typed for them, folded once for all rows."""

    codes: Mapping[str, list[Place]]
    names: Mapping[str, list[Place]]

    def meant(self, folded: str) -> list[Place]:
        """Give the places of a code, else of a name, else those with it in their name."""
        within = (place for name, places in self.names.items() if folded in name for place in places)
        return self.codes.get(folded) or self.names.get(folded) or list(within)


def _ready(places: Iterable[Place]) -> _Places:
    codes: dict[str, list[Place]] = {}
    names: dict[str, list[Place]] = {}
    for place in places:
        codes.setdefault(fold(place.code or ""), []).append(place)
        names.setdefault(fold(place.name), []).append(place)
    return _Places(codes, names)


def id_of_row(batch: UUID, number: int) -> UUID:
    """Give the id of a row's visit, the same whenever the same batch is sent again."""
    return UUID(int=batch.int ^ number)


def read_rows(board: Board, text: str, batch: UUID | None = None) -> tuple[PastedRow, ...]:
    """Read pasted rows; a first row of headings is left out. Visits that this batch put already are not in the way.

    Raises NothingPasted, TooManyPasted.
    """
    if batch is not None:
        own = {id_of_row(batch, number) for number in range(MOST_ROWS + 1)}
        board = replace(board, entries=tuple(entry for entry in board.entries if entry.id not in own))
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) > MOST_ROWS:
        raise TooManyPasted(most=MOST_ROWS)
    found: list[PastedRow] = []
    places, roster = _ready(board.places), roster_of(board.people)
    for number, line in enumerate(lines, start=1):
        row = _row(board, (places, roster), number, _cells(line))
        if number == 1 and len(lines) > 1 and all(cell.fault for cell in row.cells[:_PEOPLE]):
            continue
        if row.entry is not None:
            board = replace(board, entries=(*board.entries, _stands(board, row.entry)))
        found.append(row)
    if not found:
        raise NothingPasted()
    return tuple(found)


def _cells(line: str) -> list[str]:
    parts = re.split(r"\t" if "\t" in line else ";", line)
    return [tidy(part.strip().strip('"')) for part in (*parts, *[""] * COLUMNS)][:COLUMNS]


def _row(board: Board, known: tuple[_Places, Roster], number: int, texts: list[str]) -> PastedRow:
    faults: dict[int, Sentence] = {}
    places, roster = known
    place = _tried(faults, _PLACE, lambda: _place(places, texts[_PLACE]))
    typed = _tried(faults, _PEOPLE, lambda: read_typed(texts[_PEOPLE], roster))
    days = _tried(faults, _DAYS, lambda: _days(texts[_DAYS], place, typed))
    week_or_day = _tried(faults, _WHEN, lambda: _when(board, texts[_WHEN]))
    entry = None
    if place and typed and days and week_or_day and not faults:
        entry = _tried(faults, _WHEN, lambda: _entry(board, place, week_or_day, days, typed))
    cells = tuple(PastedCell(text, faults.get(column)) for column, text in enumerate(texts))
    return PastedRow(number, cells, entry)


def _tried(faults: dict[int, Sentence], column: int, read: Callable[[], T]) -> T | None:
    """Read a cell; what is wrong with it is noted in its column."""
    try:
        return read()
    except BadForm as problem:
        faults[column] = problem.errors[0].said
    except Problem as problem:
        faults[column] = problem.said
    return None


def _wrong(said: Sentence) -> BadForm:
    return BadForm((FieldError("", said),))


def _place(places: _Places, text: str) -> Place:
    folded = fold(text)
    if not folded:
        raise _wrong(say(N_("The name or the code of a place is needed.")))
    found = places.meant(folded)
    if len(found) > 1:
        raise _wrong(say(N_("Several places could be meant. Write the whole name or the code.")))
    if not found:
        raise _wrong(say(N_("No place of this name or code is on the board.")))
    return found[0]


def _when(board: Board, text: str) -> Week | date:
    if not text:
        raise _wrong(say(N_("A week or a day is needed.")))
    week = _WEEK.fullmatch(text)
    if week:
        return week_on(board, int(week.group(1)))
    for order in (DayOrder.YMD, DayOrder.DMY):
        try:
            day = None if "/" in text else read_day(text, order)
        except BadCell:
            continue
        if day is not None:
            return day
    raise _wrong(say(N_("Write the number of the week, or the day as 2027-01-31 or 31.01.2027.")))


def _days(text: str, place: Place | None, typed: Typed | None) -> int:
    if text and not text.isdecimal():
        raise _wrong(say(N_("Write a whole number of days, or leave it empty.")))
    usual = place.rule.visit_days if place is not None and place.rule else 1
    return int(text[:3]) if text else (typed.days if typed else None) or usual


def _entry(board: Board, place: Place, when: Week | date, days: int, typed: Typed) -> NewEntry:
    people = [seat.account for seat in typed.team]
    first = when if isinstance(when, date) else day_in_week(board, when, days, people, place.id)
    entry = NewEntry(place.id, first, days, VisitType.IN_DEPTH, typed.team)
    check_entry(entry, board.programme)
    return entry


def _stands(board: Board, entry: NewEntry) -> Entry:
    """Make an entry as if it stood on the board, so that the rows below do not take the same people on its days."""
    held = {person.account: person for person in board.people}
    team = tuple(
        Seated(seat.account, held[seat.account].name, held[seat.account].organisation, seat.lead) for seat in entry.team
    )
    return Entry(_NOT_YET, entry.facility, entry.first_day, entry.days, entry.type, False, None, None, team)
