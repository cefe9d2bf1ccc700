"""Journeys of several visits: each has a letter that its weeks have once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from string import ascii_lowercase
from uuid import UUID

from monitor.programme.rules.accepting import trips_on
from monitor.programme.rules.board import Board, Entry, Week

_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Trip:
    """A journey of several visits, the earliest first."""

    place: int
    visits: tuple[Entry, ...]

    @property
    def letter(self) -> str:
        return ascii_lowercase[self.place] if self.place < len(ascii_lowercase) else str(self.place + 1)


def trips_of(board: Board) -> Mapping[UUID, Trip]:
    """Give the journey of each visit that is not made alone."""
    found: dict[UUID, Trip] = {}
    used: dict[date, set[int]] = {}
    for visits in trips_on(board):
        if len(visits) > 1:
            held = [used.setdefault(monday, set()) for monday in {_monday(entry) for entry in visits}]
            trip = Trip(next(place for place in count() if all(place not in each for each in held)), tuple(visits))
            for each in held:
                each.add(trip.place)
            found |= {entry.id: trip for entry in visits}
    return found


def trips_in(trips: Iterable[Trip], week: Week) -> list[Trip]:
    """List the journeys with a visit in a week, by their letters."""
    monday = week.first_day - timedelta(days=week.first_day.weekday())
    there = {trip.place: trip for trip in trips if any(_monday(entry) == monday for entry in trip.visits)}
    return [there[place] for place in sorted(there)]


def row_of(letters: Sequence[str]) -> str:
    """Write letters as the foot of a week has room for: the first and the last where there are many."""
    return " ".join(letters) if len(letters) <= _LETTERS else f"{letters[0]}–{letters[-1]}"


def _monday(entry: Entry) -> date:
    return entry.first_day - timedelta(days=entry.first_day.weekday())
