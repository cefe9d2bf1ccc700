"""What to look at twice in a visit on the board. Nothing here stops anybody: a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from monitor.kit.periods import closed, each_day
from monitor.kit.words import N_, Sentence, count, say
from monitor.programme.rules.board import Board, BoardPerson, Entry, Place
from monitor.programme.rules.by_hand.days import closed_days, mark_on
from monitor.programme.rules.model import AWAY, UNKNOWN


class NoteKind(StrEnum):
    CALLED_OFF = "called_off"
    TWICE = "twice"
    NOT_AVAILABLE = "not_available"
    CLOSED = "closed"
    OUTSIDE = "outside"
    NO_MANDATE = "no_mandate"
    FORBIDDEN = "forbidden"
    NOTICE = "notice"
    NO_LEAD = "no_lead"
    TEAM = "team"
    UNKNOWN = "unknown"
    SAME_PAIR = "same_pair"
    NIGHT = "night"


GRAVE = frozenset(
    {
        NoteKind.CALLED_OFF,
        NoteKind.TWICE,
        NoteKind.NOT_AVAILABLE,
        NoteKind.CLOSED,
        NoteKind.OUTSIDE,
        NoteKind.NO_MANDATE,
        NoteKind.FORBIDDEN,
        NoteKind.NOTICE,
    }
)


@dataclass(frozen=True, slots=True)
class Note:
    kind: NoteKind
    said: Sentence


@dataclass(frozen=True, slots=True)
class _View:
    board: Board
    today: date
    times: Mapping[tuple[UUID, date], int]
    people: Mapping[UUID, BoardPerson]


def notes_of(board: Board, today: date) -> Mapping[UUID, tuple[Note, ...]]:
    """Say of each visit of the version what to look at twice, the gravest first."""
    view = _View(board, today, _times_of(board), {person.account: person for person in board.people})
    places = {place.id: place for place in board.places}
    return {entry.id: tuple(_notes(view, entry, places.get(entry.facility))) for entry in board.entries}


def _times_of(board: Board) -> Counter[tuple[UUID, date]]:
    """Count on how many visits each person is each day."""
    stands = [*((entry.team, entry.first_day, entry.last_day) for entry in board.standing)]
    stands += [(visit.team, visit.first_day, visit.last_day) for visit in board.fixed]
    return Counter(
        (seat.account, day) for team, first, last in stands for day in each_day(closed(first, last)) for seat in team
    )


def _notes(view: _View, entry: Entry, place: Place | None) -> Iterator[Note]:
    board, days = view.board, tuple(each_day(closed(entry.first_day, entry.last_day)))
    if entry.is_off:
        yield Note(NoteKind.CALLED_OFF, say(N_("This visit was called off.")))
        return
    for seat in entry.team:
        if any(view.times[seat.account, day] > 1 for day in days):
            yield Note(NoteKind.TWICE, say(N_("%(name)s is on another visit on these days."), name=seat.name))
        elif any(mark_on(view.board, view.people.get(seat.account), day) == AWAY for day in days):
            yield Note(NoteKind.NOT_AVAILABLE, say(N_("%(name)s is not available."), name=seat.name))
    if closed_days(board, entry.facility) & set(days):
        yield Note(NoteKind.CLOSED, say(N_("No visit is made on these days.")))
    if entry.first_day not in board.programme.period or entry.last_day not in board.programme.period:
        yield Note(NoteKind.OUTSIDE, say(N_("These days lie outside the programme.")))
    if place is not None:
        yield from _of_place(view, entry, place)
        yield from _of_team(view, entry, place)
    yield from _asides(view, entry, days)


def _asides(view: _View, entry: Entry, days: Sequence[date]) -> Iterator[Note]:
    for seat in entry.team:
        if any(mark_on(view.board, view.people.get(seat.account), day) == UNKNOWN for day in days):
            yield Note(NoteKind.UNKNOWN, say(N_("Nobody has said whether %(name)s is free."), name=seat.name))
    if entry.night:
        yield Note(NoteKind.NIGHT, say(N_("The lot fell for the evening or the night.")))


def _of_place(view: _View, entry: Entry, place: Place) -> Iterator[Note]:
    workdays = view.board.workdays
    if not place.covered:
        yield Note(NoteKind.NO_MANDATE, say(N_("No mandate covers this place.")))
    elif place.sendable is not None:
        for seat in entry.team:
            if seat.organisation not in place.sendable:
                said = say(N_("%(name)s's organisation has no mandate here."), name=seat.name)
                yield Note(NoteKind.NO_MANDATE, said)
    if place.forbidden:
        yield Note(NoteKind.FORBIDDEN, say(N_("This place is to be left out of the programme.")))
    for term in place.notices:
        if entry.first_day < term.soonest(view.today, workdays):
            yield Note(NoteKind.NOTICE, say(N_("The mandate asks for notice %(term)s."), term=term.said))


def _of_team(view: _View, entry: Entry, place: Place) -> Iterator[Note]:
    rule, team = place.rule, [view.people[seat.account] for seat in entry.team if seat.account in view.people]
    if not entry.team or entry.lead is None:
        yield Note(NoteKind.NO_LEAD, say(N_("Nobody leads this visit yet.")))
    if rule is not None and entry.team:
        if len(entry.team) < rule.team_min:
            said = count(
                "At least %(n)s person goes to such a place.",
                "At least %(n)s people go to such a place.",
                rule.team_min,
            )
            yield Note(NoteKind.TEAM, said)
        if rule.woman and not any(person.woman for person in team):
            yield Note(NoteKind.TEAM, say(N_("No woman is known to be on the team.")))
        if rule.doctor and not any(person.doctor for person in team):
            yield Note(NoteKind.TEAM, say(N_("No doctor is known to be on the team.")))
        if rule.two_organisations and len({seat.organisation for seat in entry.team}) < 2:
            yield Note(NoteKind.TEAM, say(N_("The team is of one organisation; two are asked for.")))
    again = {seat.account for seat in entry.team} & place.last_team
    if len(again) > 1:
        yield Note(NoteKind.SAME_PAIR, say(N_("The same pair was here last time.")))
