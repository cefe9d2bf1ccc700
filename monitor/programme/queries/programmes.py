"""Reading programmes and versions: lists, one that is open to the actor, what stands in a version."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

import msgspec

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, any_of, one, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.queries.facts import sources_open
from monitor.programme.queries.visibility import visible_programmes
from monitor.programme.rules.board import Entry, Seated
from monitor.programme.rules.priority import Reason, Score
from monitor.programme.rules.programmes import Mark, Programme, Version
from monitor.visits.rules import VisitState, VisitType

_VERSION = (
    "select n.id, n.programme, n.parent, n.number, n.state, n.how, n.made_at, a.name as made_by_name, n.settled_at "
    "from programme_version n join programme p on p.id = n.programme join account a on a.id = n.made_by"
)


# Points that rest on a record of somebody's; those by hand are the organisation's own.
_RECORDED = frozenset(Reason) - {Reason.BY_HAND}


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    organisation: UUID
    title: str
    first_day: date
    last_day: date
    budget: int | None
    cars: int | None
    unknown_ok: bool
    home: UUID | None
    weekends: int
    nights: int
    evenly: bool
    travel_km: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class _Partner:
    programme: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class _Kept:
    breakdown_sealed: str | None


@dataclass(frozen=True, slots=True)
class _EntryRow:
    id: UUID
    version: UUID
    facility: UUID
    first_day: date
    days: int
    type: VisitType
    pinned: bool
    visit: UUID | None
    night: bool
    state: VisitState | None
    trip: UUID | None


@dataclass(frozen=True, slots=True)
class _SeatRow:
    entry: UUID
    account: UUID
    name: str
    organisation: UUID
    lead: bool


@query(Need.PROGRAMME_VIEW)
async def programmes(actor: Actor) -> list[Programme]:
    """List the programmes of the actor's organisation, the latest period first."""
    return await _programmes(visible_programmes(actor))


@query(Need.PROGRAMME_VIEW)
async def programme_open_to(actor: Actor, programme: UUID) -> Programme:
    """Give one programme. Raises NotHere, for a stranger exactly as for an id that does not exist."""
    found = await _programmes(sql("{} and p.id = {}", visible_programmes(actor), programme))
    if not found:
        raise NotHere()
    return found[0]


async def _programmes(condition: Sql) -> list[Programme]:
    found = await read(
        _Found,
        "select p.id, p.organisation, p.title, p.first_day, p.last_day, p.budget, p.cars, p.unknown_ok, p.home, p.weekends, "
        "p.nights, p.evenly, p.travel_km, p.made_at "
        "from programme p where {} order by p.first_day desc, p.made_at desc, p.id",
        condition,
    )
    partners = await read(
        _Partner,
        "select programme, organisation from programme_partner where programme in {} order by organisation",
        any_of(row.id for row in found),
    )
    return [
        Programme(partners=tuple(each.organisation for each in partners if each.programme == row.id), **asdict(row))
        for row in found
    ]


@query(Need.PROGRAMME_VIEW)
async def versions_of(actor: Actor, programme: UUID) -> list[Version]:
    """List the versions of a programme, the latest first."""
    return await _versions(
        sql("{} and p.id = {} order by n.number desc", visible_programmes(actor), programme),
    )


@query(Need.PROGRAMME_VIEW)
async def version_open_to(actor: Actor, version: UUID) -> Version:
    """Give one version. Raises NotHere."""
    found = await _versions(sql("{} and n.id = {}", visible_programmes(actor), version))
    if not found:
        raise NotHere()
    return found[0]


async def _versions(condition: Sql) -> list[Version]:
    return await read(Version, f"{_VERSION} where {{}}", condition)


@query(Need.PROGRAMME_VIEW)
async def points_kept(actor: Actor, version: UUID) -> tuple[Score, ...]:
    """Give the points of all places as they were kept with a version, the most first; empty before there are any.

    Left out is what rests on a visit, a promise or a denial that the actor may not see any more.
    """
    await version_open_to(actor, version)
    found = await one(_Kept, "select n.breakdown_sealed from programme_version n where n.id = {}", version)
    if found is None or found.breakdown_sealed is None:
        return ()
    opened = keyring().open("programme_version.breakdown", version, found.breakdown_sealed)
    scores = msgspec.json.decode(opened, type=tuple[Score, ...])
    rests = {point.source for score in scores for point in score.reasons if point.source and point.reason in _RECORDED}
    hidden = rests - await sources_open(actor, rests)
    return tuple(
        replace(score, reasons=tuple(point for point in score.reasons if point.source not in hidden))
        for score in scores
    )


@query(Need.PROGRAMME_VIEW)
async def entries_on(actor: Actor, version: UUID) -> list[Entry]:
    """List the visits of a version in the order of days; empty for whoever may not see it."""
    return await _entries(sql("e.version = {} and {}", version, visible_programmes(actor)))


@query(Need.PROGRAMME_VIEW)
async def entry_on_board(actor: Actor, entry: UUID) -> tuple[Version, Entry]:
    """Give one visit with its version. Raises NotHere."""
    condition = sql("e.id = {} and {}", entry, visible_programmes(actor))
    found = await _entries(condition)
    if not found:
        raise NotHere()
    versions = await _versions(sql("n.id = (select e.version from planned_entry e where e.id = {})", entry))
    return versions[0], found[0]


async def _entries(condition: Sql) -> list[Entry]:
    among = "from planned_entry e join programme_version n on n.id = e.version join programme p on p.id = n.programme"
    rows = await read(
        _EntryRow,
        f"select e.id, e.version, e.facility, e.first_day, e.days, e.type, e.pinned, e.visit, e.night, v.state, v.trip {among} "
        "left join visit v on v.id = e.visit where {} order by e.first_day, e.id",
        condition,
    )
    seats = await read(
        _SeatRow,
        "select m.entry, m.account, a.name, a.organisation, m.lead from planned_member m "
        f"join account a on a.id = m.account where m.entry in (select e.id {among} where {{}}) "
        "order by case when m.lead then 0 else 1 end, a.folded, a.id",
        condition,
    )
    teams: dict[UUID, list[Seated]] = {}
    for seat in seats:
        teams.setdefault(seat.entry, []).append(Seated(seat.account, seat.name, seat.organisation, seat.lead))
    return [
        Entry(
            id=row.id,
            facility=row.facility,
            first_day=row.first_day,
            days=row.days,
            type=row.type,
            pinned=row.pinned,
            visit=row.visit,
            state=row.state,
            team=tuple(teams.get(row.id, ())),
            trip=row.trip,
            night=row.night,
        )
        for row in rows
    ]


@query(Need.PROGRAMME_VIEW)
async def marks_on(actor: Actor, programme: UUID) -> list[Mark]:
    """List what is pinned, forbidden or closed in a programme, in the order it was said."""
    return await read(
        Mark,
        "select m.id, m.kind, m.facility, m.first_day, m.last_day, a.name as said_by_name, m.said_at "
        "from programme_mark m join programme p on p.id = m.programme join account a on a.id = m.said_by "
        "where m.programme = {} and m.ended_at is null and {} order by m.said_at, m.id",
        programme,
        visible_programmes(actor),
    )
