"""The board of one version, put together from what the actor may see; always the same number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.facilities.queries.holidays import usual_zone, workdays_in
from monitor.kit.actor import Actor, query
from monitor.kit.periods import each_day
from monitor.outside.database import among_ids, read
from monitor.people.queries import marks_of, people
from monitor.people.rules import Mark, Need, Person, Sex
from monitor.programme.queries.places import known_places, mandates_for, places_of
from monitor.programme.queries.programmes import entries_on, marks_on, programme_open_to, version_open_to, versions_of
from monitor.programme.rules.board import Board, BoardPerson, Entry, Fixed, Place, Seated, weeks_of
from monitor.programme.rules.coverage import CoverageLine, Wants, covered
from monitor.programme.rules.model import AWAY, FREE, UNKNOWN
from monitor.programme.rules.priority import Score
from monitor.programme.rules.programmes import Programme
from monitor.visits.queries import VisitLine, busy_days, candidates, visible_visits, visits_between
from monitor.visits.rules import BEFORE_GATE
from monitor.visits.rules.warnings import DOCTORS

_SAID = {Mark.FREE: FREE, Mark.NOT_AVAILABLE: AWAY, Mark.UNKNOWN: UNKNOWN}


@dataclass(frozen=True, slots=True)
class _Held:
    visit: UUID


@dataclass(frozen=True, slots=True)
class _SeatOf:
    visit: UUID
    account: UUID
    name: str
    organisation: UUID
    role: str


@query(Need.PROGRAMME_VIEW)
async def board_of(actor: Actor, version: UUID) -> Board:
    """Give everything the board of a version shows. Raises NotHere."""
    opened = await version_open_to(actor, version)
    programme = await programme_open_to(actor, opened.programme)
    marks = await marks_on(actor, programme.id)
    known = await known_places(actor, actor.today)
    places = places_of(known, programme, await mandates_for(actor, programme, known.lines), marks)
    entries = await entries_on(actor, version)
    fixed = await fixed_visits(actor, programme, {entry.visit for entry in entries if entry.visit})
    zone = await usual_zone(actor)
    by_type, by_region = coverage_of(
        places, [entry for entry in entries if not entry.is_off], fixed, programme.last_day
    )
    return Board(
        programme=programme,
        version=opened,
        versions=tuple(await versions_of(actor, programme.id)),
        weeks=weeks_of(programme.first_day, programme.last_day),
        places=places,
        entries=tuple(entries),
        fixed=tuple(fixed),
        people=tuple(await people_for(actor, programme)),
        marks=tuple(marks),
        by_type=by_type,
        by_region=by_region,
        workdays=(await workdays_in(actor, [zone]))[zone],
    )


@query(Need.PROGRAMME_VIEW)
async def priorities(actor: Actor) -> list[Score]:
    """Give the points of every place with their reasons as of the actor's day, the most first."""
    return _ranked((await known_places(actor, actor.today)).scores.values())


def points_of(board: Board) -> list[Score]:
    """Give the points of the places of a board as `priorities` does, without working them out again."""
    return _ranked(place.score for place in board.places)


def _ranked(scores: Iterable[Score]) -> list[Score]:
    return sorted(scores, key=lambda score: (-score.points, score.facility))


@query(Need.PROGRAMME_VIEW)
async def fixed_visits(actor: Actor, programme: Programme, besides: Iterable[UUID]) -> list[Fixed]:
    """List the visits of the period that the actor may see, own or joint, those `besides` left out.

    Visits ahead that an accepted version of the programme holds are left out too: accepting another calls them off.
    """
    left_out = set(besides)
    accepted = await read(
        _Held,
        "select e.visit from planned_entry e join programme_version n on n.id = e.version "
        "where n.programme = {} and n.state = 'accepted' and e.visit is not null",
        programme.id,
    )
    give_way = {held.visit for held in accepted}
    lines = [
        line
        for line in await visits_between(actor, programme.period)
        if line.id not in left_out and not (line.id in give_way and line.state in BEFORE_GATE)
    ]
    seats = await read(
        _SeatOf,
        "select m.visit, m.account, a.name, m.organisation, m.role from team_member m join account a on a.id = m.account "
        "join visit v on v.id = m.visit join trip t on t.id = v.trip where m.visit {} and {} "
        "order by case m.role when 'lead' then 0 when 'deputy' then 1 else 2 end, a.folded, a.id",
        among_ids([line.id for line in lines]),
        visible_visits(actor),
    )
    teams: dict[UUID, list[Seated]] = {}
    for seat in seats:
        teams.setdefault(seat.visit, []).append(Seated(seat.account, seat.name, seat.organisation, seat.role == "lead"))
    return [_fixed(line, teams.get(line.id, ())) for line in lines]


def _fixed(line: VisitLine, team: Sequence[Seated]) -> Fixed:
    return Fixed(line.id, line.facility, line.first_day, line.last_day, line.type, line.state, tuple(team))


@query(Need.PROGRAMME_VIEW)
async def people_for(actor: Actor, programme: Programme) -> list[BoardPerson]:
    """List who can be put on teams, the own people first, with one mark a day.

    Visits that the actor sees are not in the calendars: they stand on the board. A hidden visit and a leave look alike.
    """
    holders = await candidates(actor, programme.organisations, programme.first_day)
    known = {person.id: person for person in await people(actor)}
    accounts = [holder.account for holder in holders]
    said = await marks_of(actor, accounts, programme.period)
    away: dict[UUID, set[date]] = {}
    for busy in await busy_days(actor, accounts, programme.period):
        if busy.visit is None:
            away.setdefault(busy.account, set()).update(each_day(busy.days))
    days = list(each_day(programme.period))
    found = []
    for holder in holders:
        person = known.get(holder.account)
        marks, gone = said.get(holder.account, (Mark.UNKNOWN,) * len(days)), away.get(holder.account, set())
        calendar = "".join(AWAY if day in gone else _SAID[mark] for day, mark in zip(days, marks, strict=True))
        found.append(
            _on_board(holder.account, holder.name, holder.organisation, holder.organisation_name, person, calendar)
        )
    return found


def _on_board(
    account: UUID, name: str, organisation: UUID, organisation_name: str, person: Person | None, calendar: str
) -> BoardPerson:
    return BoardPerson(
        account=account,
        name=name,
        organisation=organisation,
        organisation_name=organisation_name,
        known=person is not None,
        woman=person is not None and person.sex is Sex.WOMAN,
        doctor=person is not None and bool(DOCTORS & set(person.expertise)),
        languages=person.languages if person is not None else (),
        calendar=calendar,
    )


def coverage_of(
    places: Sequence[Place], entries: Iterable[Entry], fixed: Iterable[Fixed], last_day: date
) -> tuple[tuple[CoverageLine, ...], tuple[CoverageLine, ...]]:
    """Count what entries and standing visits cover, by type and by region."""
    visits = Counter([*(entry.facility for entry in entries), *(visit.facility for visit in fixed)])
    wants = [
        Wants(place.id, place.type, place.region_name, place.due.day if place.due else None, place.never)
        for place in places
    ]
    return covered(wants, visits, last_day)
