"""Reading what changed about a facility over time, and what others published about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.facilities.rules import Body, Figure, FigureKind, Status
from monitor.kit.actor import Actor, query
from monitor.kit.periods import Days
from monitor.kit.tabular.cells import Precision
from monitor.outside.database import read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Placed:
    """An authority a facility was put under, from a day on (None: since nobody knows when)."""

    authority_name: str | None
    from_day: date | None
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A status from a day on, as far as the day is known."""

    status: Status
    from_day: date | None
    precision: Precision
    note: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Places:
    """How many people a facility was meant for on a day, and who says so."""

    places: int
    day: date
    source: str
    entered_at: datetime


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
class _NameAt:
    id: UUID
    name: str


@query(Need.FACILITY_VIEW)
async def placements_of(actor: Actor, facility: UUID) -> list[Placed]:
    """List under whom a facility stood, the latest first."""
    return await read(
        Placed,
        "select a.name as authority_name, x.from_day, x.entered_at from facility_authority x "
        "left join authority a on a.id = x.authority where x.facility = {} "
        "order by x.from_day desc nulls last, x.entered_at desc",
        facility,
    )


@query(Need.FACILITY_VIEW)
async def statuses_of(actor: Actor, facility: UUID) -> list[Standing]:
    """List whether a facility was open, the latest first."""
    return await read(
        Standing,
        "select status, from_day, precision, note, entered_at from facility_status where facility = {} "
        "order by from_day desc nulls last, entered_at desc",
        facility,
    )


@query(Need.FACILITY_VIEW)
async def capacities_of(actor: Actor, facility: UUID) -> list[Places]:
    """List how many people a facility was meant for, the latest first."""
    return await read(
        Places,
        "select places, day, source, entered_at from facility_capacity where facility = {} "
        "order by day desc, entered_at desc",
        facility,
    )


@query(Need.FACILITY_VIEW)
async def figures_of(actor: Actor, facility: UUID) -> list[Figure]:
    """List what others published about a facility, in the order of entry: of two that say the same, the later counts."""
    rows = await read(
        _FigureRow,
        "select kind, day, period_start, period_end, value, body, body_kind, source from facility_figure "
        "where facility = {} order by entered_at, id",
        facility,
    )
    return [
        Figure(
            row.kind, row.day, Days(row.period_start, row.period_end), row.value, row.body, row.body_kind, row.source
        )
        for row in rows
    ]


@query(Need.FACILITY_VIEW)
async def names_at(actor: Actor, day: date) -> dict[UUID, str]:
    """Give the official name that each facility had on a day; one that had none yet has its first."""
    rows = await read(
        _NameAt,
        "select facility as id, name from facility_name where kind = 'official' and not withdrawn "
        "order by case when from_day is null or from_day <= {} then 1 else 0 end, "
        "case when from_day <= {} then from_day end nulls first, from_day desc, entered_at",
        day,
        day,
    )
    return {row.id: row.name for row in rows}
