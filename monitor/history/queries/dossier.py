"""What is on record about a place itself: public to whoever is signed in, like the register it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from monitor.facilities.queries import facility_open_to, mandates_on
from monitor.facilities.rules import Body, Figure, FigureKind, Status
from monitor.history.rules import Dossier, Places, Related, StatusFrom, Under, last_said
from monitor.kit.actor import Actor, query
from monitor.kit.periods import Days
from monitor.outside.database import read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _UnderRow:
    authority: UUID | None
    name: str | None
    from_day: date | None


@dataclass(frozen=True, slots=True)
class _StatusRow:
    status: Status
    from_day: date | None
    note: str


@dataclass(frozen=True, slots=True)
class _FigureRow:
    kind: FigureKind
    day: date | None
    period_start: date | None
    period_end: date | None
    value: int | None
    body: str | None
    body_kind: Body | None
    source: str


@dataclass(frozen=True, slots=True)
class _RelatedRow:
    id: UUID
    name: str
    is_before: bool


@query(Need.FACILITY_VIEW)
async def dossier_of(actor: Actor, facility: UUID) -> Dossier:
    """Give what is on record about a facility, with its past. Raises NotHere."""
    found = await facility_open_to(actor, facility)
    related = await _related(facility, found.predecessor)
    return Dossier(
        facility=found,
        authorities=await _authorities(facility),
        capacities=await _capacities(facility),
        statuses=await _statuses(facility),
        mandates=tuple(await mandates_on(actor, facility, actor.today)),
        figures=await _figures(facility),
        before=next((Related(row.id, row.name) for row in related if row.is_before), None),
        after=tuple(Related(row.id, row.name) for row in related if not row.is_before),
    )


async def _authorities(facility: UUID) -> tuple[Under, ...]:
    rows = await read(
        _UnderRow,
        "select x.authority, a.name, x.from_day from facility_authority x left join authority a on a.id = x.authority "
        "where x.facility = {} order by x.from_day nulls first, x.entered_at",
        facility,
    )
    # Of two entries for one day the later one corrects the earlier.
    kept = [row for row, after in pairwise([*rows, None]) if row and not (after and after.from_day == row.from_day)]
    ends = [*(row.from_day for row in kept[1:]), None]
    return tuple(Under(row.authority, row.name, row.from_day, end) for row, end in zip(kept, ends, strict=True))


async def _capacities(facility: UUID) -> tuple[Places, ...]:
    rows = await read(
        Places,
        "select c.day, c.places, c.source from facility_capacity c where c.facility = {} order by c.day, c.entered_at",
        facility,
    )
    return tuple(rows)


async def _statuses(facility: UUID) -> tuple[StatusFrom, ...]:
    rows = await read(
        _StatusRow,
        "select s.status, s.from_day, s.note from facility_status s where s.facility = {} "
        "order by s.from_day nulls first, s.entered_at",
        facility,
    )
    return tuple(StatusFrom(row.status, row.from_day, row.note) for row in rows)


async def _figures(facility: UUID) -> tuple[Figure, ...]:
    rows = await read(
        _FigureRow,
        "select g.kind, g.day, g.period_start, g.period_end, g.value, g.body, g.body_kind, g.source "
        "from facility_figure g where g.facility = {} order by g.entered_at, g.id",
        facility,
    )
    return last_said(
        Figure(
            row.kind, row.day, Days(row.period_start, row.period_end), row.value, row.body, row.body_kind, row.source
        )
        for row in rows
    )


async def _related(facility: UUID, predecessor: UUID | None) -> list[_RelatedRow]:
    return await read(
        _RelatedRow,
        "select f.id, coalesce((select n.name from facility_name n where n.facility = f.id and n.kind = 'official' "
        "and not n.withdrawn order by n.from_day desc nulls last, n.entered_at desc limit 1), '') as name, "
        "case when f.predecessor = {} then false else true end as is_before "
        "from facility f where f.id = {} or f.predecessor = {} order by f.sort_name, f.id",
        facility,
        predecessor,
        facility,
    )
