"""Which day of a week a visit put by hand begins on: one on which the people are free, as far as anybody has said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date, timedelta
from uuid import UUID

from monitor.kit.periods import closed, each_day
from monitor.programme.rules.board import Board, BoardPerson, Week
from monitor.programme.rules.model import AWAY, FREE, UNKNOWN
from monitor.programme.rules.programmes import MarkKind

_SATURDAY = 5
# What speaks against a day, from what stops a visit to what one would rather avoid.
_CLOSED, _TAKEN, _OUTSIDE, _REST, _UNKNOWN = 1000, 100, 60, 20, 1

_Taken = Mapping[UUID, Set[date]]


def closed_days(board: Board, facility: UUID) -> frozenset[date]:
    """Give the days on which no visit is made to a place, holidays among them."""
    return frozenset(board.workdays.off) | frozenset(
        day
        for mark in board.marks
        if mark.kind is MarkKind.CLOSED and mark.facility in {None, facility} and mark.first_day is not None
        for day in each_day(closed(mark.first_day, mark.last_day or mark.first_day))
    )


def mark_on(board: Board, person: BoardPerson | None, day: date) -> str:
    """Give the mark of a person on a day, visits left aside; unknown where nothing was said, or of a stranger."""
    place = (day - board.programme.first_day).days
    return person.calendar[place] if person is not None and 0 <= place < len(person.calendar) else UNKNOWN


def day_in_week(
    board: Board, week: Week, days: int, team: Iterable[UUID], facility: UUID, besides: UUID | None = None
) -> date:
    """Choose the day of a week a visit begins on: the earliest of those against which the least speaks."""
    people = tuple(team)
    taken, shut = _taken_days(board, people, besides), closed_days(board, facility)

    def against(first: date) -> int:
        held = [first + timedelta(days=place) for place in range(days)]
        outside = held[-1] > board.programme.last_day
        return (
            _CLOSED * (outside or any(day in shut for day in held))
            + _OUTSIDE * (held[-1] > week.last_day)
            + _REST * any(day.weekday() >= _SATURDAY for day in held)
            + sum(_against(board, taken, who, day) for who in people for day in held)
        )

    return min(each_day(closed(week.first_day, week.last_day)), key=lambda day: (against(day), day))


def _taken_days(board: Board, people: Iterable[UUID], besides: UUID | None) -> _Taken:
    """Give the days on which these people are on a visit already, one visit left out."""
    found: dict[UUID, set[date]] = {who: set() for who in people}
    stands = [(entry.team, entry.first_day, entry.last_day) for entry in board.standing if entry.id != besides]
    stands += [(visit.team, visit.first_day, visit.last_day) for visit in board.fixed]
    for team, first, last in stands:
        for seat in team:
            if seat.account in found:
                found[seat.account].update(each_day(closed(first, last)))
    return found


def _against(board: Board, taken: _Taken, who: UUID, day: date) -> int:
    if day in taken.get(who, ()):
        return _TAKEN
    person = next((each for each in board.people if each.account == who), None)
    return {AWAY: _TAKEN, FREE: 0}.get(mark_on(board, person, day), _UNKNOWN)
