"""Reading what was written on the spot: entries of one visit or many in the same few queries, companions, promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, any_of, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.visits.queries.visibility import visible_visits
from monitor.visits.queries.visits import visit_open_to
from monitor.visits.rules import (
    Admission,
    AdmissionStatus,
    Companion,
    CompanionKind,
    Entry,
    Headcount,
    Promise,
    Stage,
    StageKind,
    reaches,
)

_LAST_CHECK = "(select max(k.seq) from promise_check k where k.promise = p.id)"
_PROMISE = (
    "select p.id, p.visit, p.what, p.due_day, c.state, c.checked_on from promise p "
    "join visit v on v.id = p.visit join trip t on t.id = v.trip "
    f"left join promise_check c on c.promise = p.id and c.seq = {_LAST_CHECK}"
)


@dataclass(frozen=True, slots=True)
class _AdmissionRow:
    visit: UUID
    account: UUID
    name: str
    organisation: UUID
    organisation_kind: str
    status: AdmissionStatus
    ground: str | None
    decided_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _StageRow:
    visit: UUID
    kind: StageKind
    at: datetime
    struck: bool
    entered_by: UUID


@dataclass(frozen=True, slots=True)
class _HeadsRow:
    visit: UUID
    held_today: int | None
    alone: int | None
    in_groups: int | None
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class _CompanionRow:
    id: UUID
    kind: CompanionKind
    name_sealed: str | None
    organisation: str


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@query(Need.VISIT_VIEW)
async def entries_of(actor: Actor, visits: Iterable[UUID]) -> list[Entry]:
    """Give what was written on the spot of each of these visits that the actor may see; always four queries."""
    seen = _seen(actor, visits)
    known = await read(_Id, "select s.id from {} s order by s.id", seen)
    admissions: dict[UUID, list[Admission]] = {}
    for admission in await _admissions(seen):
        admissions.setdefault(admission.visit, []).append(_admission(admission))
    stages: dict[UUID, list[Stage]] = {}
    for stage in await _stages(seen):
        if not stage.struck:
            stages.setdefault(stage.visit, []).append(Stage(stage.kind, stage.at, stage.entered_by))
    heads = {row.visit: _headcount(row) for row in await _heads(seen)}
    return [
        Entry(row.id, tuple(admissions.get(row.id, ())), tuple(stages.get(row.id, ())), heads.get(row.id))
        for row in known
    ]


@query(Need.VISIT_VIEW)
async def entry_of(actor: Actor, visit: UUID) -> Entry:
    """Give what was written on the spot of one visit. Raises NotHere."""
    found = await entries_of(actor, [visit])
    if not found:
        raise NotHere()
    return found[0]


@query(Need.VISIT_VIEW)
async def heads_of(actor: Actor, visit: UUID) -> Headcount | None:
    """Give the last numbers of people counted at a visit that the actor may see, None before there are any."""
    return next((_headcount(row) for row in await _heads(_seen(actor, [visit]))), None)


def _seen(actor: Actor, visits: Iterable[UUID]) -> Sql:
    return sql(
        "(select v.id from visit v join trip t on t.id = v.trip where v.id in {} and {})",
        any_of(visits),
        visible_visits(actor),
    )


async def _admissions(seen: Sql) -> list[_AdmissionRow]:
    return await read(
        _AdmissionRow,
        "select x.visit, x.account, a.name, tm.organisation, o.kind as organisation_kind, x.status, x.ground, "
        "x.decided_by, x.at from admission x join account a on a.id = x.account "
        "join team_member tm on tm.visit = x.visit and tm.account = x.account "
        "join organisation o on o.id = tm.organisation where x.visit in {} and x.seq = (select max(y.seq) "
        "from admission y where y.visit = x.visit and y.account = x.account) order by a.folded, a.id",
        seen,
    )


async def _stages(seen: Sql) -> list[_StageRow]:
    found = await read(
        _StageRow,
        "select x.visit, x.kind, x.at, x.struck, x.entered_by from stage x where x.visit in {} and x.seq = "
        "(select max(y.seq) from stage y where y.visit = x.visit and y.kind = x.kind) order by x.at, x.id",
        seen,
    )
    steps = tuple(StageKind)
    return sorted(found, key=lambda row: (row.at, steps.index(row.kind)))


async def _heads(seen: Sql) -> list[_HeadsRow]:
    return await read(
        _HeadsRow,
        "select x.visit, x.held_today, x.alone, x.in_groups, x.entered_at from headcount x where x.visit in {} "
        "and x.seq = (select max(y.seq) from headcount y where y.visit = x.visit)",
        seen,
    )


def _admission(row: _AdmissionRow) -> Admission:
    return Admission(
        account=row.account,
        name=row.name,
        organisation=row.organisation,
        organisation_kind=row.organisation_kind,
        status=row.status,
        ground=row.ground,
        decided_by=row.decided_by,
        at=row.at,
    )


def _headcount(row: _HeadsRow) -> Headcount:
    return Headcount(row.held_today, row.alone, row.in_groups, row.entered_at)


@query(Need.VISIT_VIEW)
async def companions_of(actor: Actor, visit: UUID) -> list[Companion]:
    """List the accompanying persons of a visit; names only for those who run it. Raises NotHere."""
    opened = await visit_open_to(actor, visit)
    named = reaches(actor, Need.VISIT_RUN, opened)
    rows = await read(
        _CompanionRow,
        "select id, kind, name_sealed, organisation from companion where visit = {} order by entered_at, id",
        visit,
    )
    return [
        Companion(
            row.id,
            row.kind,
            keyring().open("companion.name", row.id, row.name_sealed) if named and row.name_sealed else "",
            row.organisation,
        )
        for row in rows
    ]


@query(Need.VISIT_VIEW)
async def promises_of(actor: Actor, visit: UUID) -> list[Promise]:
    """List what was promised at a visit."""
    return await _promises(sql("p.visit = {} and {}", visit, visible_visits(actor)))


@query(Need.VISIT_VIEW)
async def promises_at(actor: Actor, facility: UUID) -> list[Promise]:
    """List what was promised at every visit to a facility that the actor may see."""
    return await _promises(sql("v.facility = {} and {}", facility, visible_visits(actor)))


async def _promises(condition: Sql) -> list[Promise]:
    return await read(Promise, f"{_PROMISE} where {{}} order by p.due_day nulls last, p.at, p.id", condition)
