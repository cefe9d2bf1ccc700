"""Reading visits: one, a list, those of a facility, of a trip, of a stretch of days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.paging import PAGE_SIZE, Page, offset
from monitor.kit.periods import Days
from monitor.kit.problems import NotHere, NotYours
from monitor.kit.text import search_words
from monitor.outside.database import Sql, among_ids, any_of, joined, number, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.visits.queries.visibility import visible_visits
from monitor.visits.rules import Member, Notice, TeamRole, Visit, VisitState, VisitType, reaches

# The official name on the visit's first day; the first name on record for a visit older than all of them.
PLACE = (
    "coalesce((select n.name from facility_name n where n.facility = v.facility and n.kind = 'official' "
    "and not n.withdrawn and (n.from_day is null or n.from_day <= v.first_day) "
    "order by n.from_day desc nulls last, n.entered_at desc limit 1), "
    "(select m.name from facility_name m where m.facility = v.facility and m.kind = 'official' and not m.withdrawn "
    "order by m.from_day nulls first limit 1), '')"
)
FROM = "from visit v join trip t on t.id = v.trip join facility f on f.id = v.facility"
ALWAYS = Days()
_LEAD = "(select tm.account from team_member tm where tm.visit = v.id and tm.role = 'lead')"
_LINE = (
    f"select v.id, v.trip, t.title as trip_title, t.organisation, o.name as organisation_name, v.facility, "
    f"{PLACE} as facility_name, f.type as facility_type, f.zone, v.first_day, v.last_day, v.type, v.notice, v.state, "
    f"t.secret, v.reference, l.name as lead_name, "
    "exists (select 1 from team_member mine where mine.visit = v.id and mine.account = {}) as mine "
    f"{FROM} join organisation o on o.id = t.organisation left join account l on l.id = {_LEAD}"
)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit as one line of a list; `mine` says that the actor is on its team."""

    id: UUID
    trip: UUID
    trip_title: str
    organisation: UUID
    organisation_name: str
    facility: UUID
    facility_name: str
    facility_type: str
    zone: str
    first_day: date
    last_day: date
    type: VisitType
    notice: Notice
    state: VisitState
    secret: bool
    reference: str | None
    lead_name: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of visits is narrowed to."""

    search: str = ""
    states: frozenset[VisitState] = frozenset()
    type: VisitType | None = None
    facility: UUID | None = None
    organisation: UUID | None = None
    days: Days = ALWAYS
    team: UUID | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One step of a visit's life."""

    state: VisitState
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    trip: UUID
    trip_title: str
    organisation: UUID
    facility: UUID
    facility_name: str
    zone: str
    first_day: date
    last_day: date
    type: VisitType
    notice: Notice
    state: VisitState
    secret: bool
    reference: str | None
    objectives_sealed: str | None
    notice_given_at: datetime | None
    notice_to: str
    notice_how: str
    languages: str
    created_by: UUID


@dataclass(frozen=True, slots=True)
class _Placed:
    id: UUID
    place: str


@dataclass(frozen=True, slots=True)
class _Joint:
    trip: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class _Seat:
    visit: UUID
    id: UUID
    account: UUID
    name: str
    organisation: UUID
    organisation_name: str
    organisation_kind: str
    role: TeamRole


@query(Need.VISIT_VIEW)
async def visit_open_to(actor: Actor, visit: UUID) -> Visit:
    """Give one visit with its team. Raises NotHere, for a stranger exactly as for an id that does not exist.

    The objectives are opened only for those who run the visit; for other readers they are empty.
    """
    return (await visits_open_to(actor, [visit]))[visit]


@query(Need.VISIT_VIEW)
async def visits_open_to(actor: Actor, visits: Collection[UUID]) -> dict[UUID, Visit]:
    """Give many visits by id, each as `visit_open_to` gives one. Raises NotHere if one of them is not open."""
    if not visits:
        return {}
    found = await read(
        _Found,
        f"select v.id, v.trip, t.title as trip_title, t.organisation, v.facility, {PLACE} as facility_name, f.zone, "
        "v.first_day, v.last_day, v.type, v.notice, v.state, t.secret, v.reference, v.objectives_sealed, "
        f"v.notice_given_at, v.notice_to, v.notice_how, v.languages, v.created_by {FROM} where v.id {{}} and {{}}",
        among_ids(visits),
        visible_visits(actor),
    )
    if len(found) < len(set(visits)):
        raise NotHere()
    joint: dict[UUID, list[UUID]] = {}
    for row in await read(
        _Joint,
        "select trip, organisation from trip_organisation where trip {} order by organisation",
        among_ids({each.trip for each in found}),
    ):
        joint.setdefault(row.trip, []).append(row.organisation)
    teams = await _teams([each.id for each in found])
    opened = {
        each.id: _visit(each, teams.get(each.id, ()), (each.organisation, *joint.get(each.trip, ()))) for each in found
    }
    sealed = {each.id: each.objectives_sealed for each in found if each.objectives_sealed is not None}
    return opened | {visit: _with_objectives(actor, opened[visit], text) for visit, text in sealed.items()}


async def visit_reached(actor: Actor, need: Need, visit: UUID) -> Visit:
    """Give a visit over which the actor holds a need beyond seeing it. Raises NotHere, NotYours."""
    opened = await visit_open_to(actor, visit)
    if not reaches(actor, need, opened):
        raise NotYours()
    return opened


def _visit(found: _Found, team: Sequence[Member], organisations: tuple[UUID, ...]) -> Visit:
    return Visit(
        id=found.id,
        trip=found.trip,
        trip_title=found.trip_title,
        organisation=found.organisation,
        organisations=organisations,
        facility=found.facility,
        facility_name=found.facility_name,
        zone=found.zone,
        first_day=found.first_day,
        last_day=found.last_day,
        type=found.type,
        notice=found.notice,
        state=found.state,
        secret=found.secret,
        reference=found.reference,
        objectives="",
        notice_given_at=found.notice_given_at,
        notice_to=found.notice_to,
        notice_how=found.notice_how,
        languages=tuple(found.languages.split()),
        team=tuple(team),
        created_by=found.created_by,
    )


def _with_objectives(actor: Actor, visit: Visit, sealed: str) -> Visit:
    if not reaches(actor, Need.VISIT_RUN, visit):
        return visit
    return replace(visit, objectives=keyring().open("visit.objectives", visit.id, sealed))


async def _teams(visits: Collection[UUID]) -> dict[UUID, list[Member]]:
    teams: dict[UUID, list[Member]] = {}
    for row in await read(
        _Seat,
        "select tm.visit, tm.id, tm.account, a.name, tm.organisation, o.name as organisation_name, "
        "o.kind as organisation_kind, tm.role from team_member tm join account a on a.id = tm.account "
        "join organisation o on o.id = tm.organisation where tm.visit {} "
        "order by case tm.role when 'lead' then 0 when 'deputy' then 1 else 2 end, a.folded, a.id",
        among_ids(visits),
    ):
        seats = teams.setdefault(row.visit, [])
        seats.append(
            Member(
                row.id, row.account, row.name, row.organisation, row.organisation_name, row.organisation_kind, row.role
            )
        )
    return teams


@query(Need.VISIT_VIEW)
async def visits(actor: Actor, filters: Filters = Filters(), page: int = 1, size: int = PAGE_SIZE) -> Page[VisitLine]:
    """List visits, the latest first, a page at a time."""
    condition = sql("{} and {}", visible_visits(actor), _matching(filters))
    total = await number(f"select count(*) {FROM} where {{}}", condition)
    rows = await _lines(
        actor, sql("{} order by v.first_day desc, v.id limit {} offset {}", condition, size, offset(page, size))
    )
    return Page(rows=tuple(rows), number=page, total=total, size=size)


@query(Need.VISIT_VIEW)
async def visits_at(actor: Actor, facility: UUID) -> list[VisitLine]:
    """List every visit to a facility that the actor may see, oldest first."""
    return await _lines(
        actor, sql("{} and v.facility = {} order by v.first_day, v.id", visible_visits(actor), facility)
    )


@query(Need.VISIT_VIEW)
async def visits_on_trip(actor: Actor, trip: UUID) -> list[VisitLine]:
    """List the visits of a trip that the actor may see, in the order of travel."""
    return await _lines(actor, sql("{} and v.trip = {} order by v.first_day, v.id", visible_visits(actor), trip))


@query(Need.VISIT_VIEW)
async def visits_between(actor: Actor, days: Days) -> list[VisitLine]:
    """List the visits that touch a stretch of days, cancelled ones left out, in the order of days."""
    condition = sql("{} and {} and v.state <> 'cancelled'", visible_visits(actor), _touching(days))
    return await _lines(actor, sql("{} order by v.first_day, v.id", condition))


@query(Need.VISIT_VIEW)
async def places_of(actor: Actor, visits: Iterable[UUID]) -> dict[UUID, str]:
    """Give the place of each of these visits that the actor may see, by its name on the visit's first day."""
    found = await read(
        _Placed,
        f"select v.id, {PLACE} as place {FROM} where v.id in {{}} and {{}}",
        any_of(visits),
        visible_visits(actor),
    )
    return {each.id: each.place for each in found}


@query(Need.VISIT_VIEW)
async def moves_of(actor: Actor, visit: UUID) -> list[Moved]:
    """List the steps of a visit's life in order."""
    return await read(
        Moved,
        "select s.state, s.reason, a.name as by, s.at from visit_state s join account a on a.id = s.moved_by "
        "join visit v on v.id = s.visit join trip t on t.id = v.trip where s.visit = {} and {} order by s.seq",
        visit,
        visible_visits(actor),
    )


async def _lines(actor: Actor, condition: Sql) -> list[VisitLine]:
    return await read(VisitLine, f"{_LINE} where {{}}", actor.account, condition)


def _matching(filters: Filters) -> Sql:
    wanted = [sql("true")]
    for word in search_words(filters.search):
        named = sql(
            "exists (select 1 from facility_name n where n.facility = v.facility and not n.withdrawn and n.folded like {})",
            f"%{word}%",
        )
        wanted.append(sql("({} or v.reference = {})", named, filters.search.strip()))
    if filters.states:
        wanted.append(sql("v.state in {}", any_of(sorted(state.value for state in filters.states))))
    if filters.type:
        wanted.append(sql("v.type = {}", filters.type.value))
    if filters.facility:
        wanted.append(sql("v.facility = {}", filters.facility))
    if filters.organisation:
        wanted.append(sql("t.organisation = {}", filters.organisation))
    if filters.team:
        wanted.append(sql("exists (select 1 from team_member w where w.visit = v.id and w.account = {})", filters.team))
    wanted.append(_touching(filters.days))
    return joined(wanted, " and ")


def _touching(days: Days) -> Sql:
    parts = [sql("true")]
    if days.start is not None:
        parts.append(sql("v.last_day >= {}", days.start))
    if days.end is not None:
        parts.append(sql("v.first_day < {}", days.end))
    return joined(parts, " and ")
