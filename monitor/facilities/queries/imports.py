"""Reading what an import compares with: keys, codes and names known, figures there already; and the imports made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.facilities.rules.judging import Known
from monitor.facilities.rules.mapping import Kind
from monitor.facilities.rules.places import FigureKind
from monitor.facilities.rules.records import said_of
from monitor.kit.actor import Actor, query
from monitor.outside.database import any_of, one, read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Run:
    """An import that was made."""

    id: UUID
    kind: Kind
    origin: str
    file_name: str
    file_hash: str
    as_of: date
    rows: int
    created: int
    changed: int
    same: int
    refused: int
    skipped: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    facility: UUID
    said: str


@dataclass(frozen=True, slots=True)
class _Code:
    code: str
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class _Name:
    region: str | None
    folded: str
    name: str


@dataclass(frozen=True, slots=True)
class FigureHeld:
    """A figure already here, to be compared with what a row says."""

    facility: UUID
    kind: FigureKind
    body: str | None
    value: int | None


@dataclass(frozen=True, slots=True)
class _Last:
    as_of: date


@query(Need.FACILITY_IMPORT)
async def import_runs(actor: Actor, limit: int = 20) -> list[Run]:
    """List the imports made, the latest first."""
    return await read(
        Run,
        "select id, kind, origin, file_name, file_hash, as_of, rows, created, changed, same, refused, skipped, at "
        "from import_run order by at desc, id limit {}",
        limit,
    )


@query(Need.FACILITY_IMPORT)
async def keys_known(actor: Actor, origin: str, keys: Iterable[str]) -> dict[str, Known]:
    """Give the facilities that a source named by these keys before, with what it said of them."""
    rows = await read(
        _Key, "select key, facility, said from import_key where origin = {} and key in {}", origin, any_of(keys)
    )
    return {row.key: Known(row.facility, said_of(row.said)) for row in rows}


@query(Need.FACILITY_IMPORT)
async def codes_held(actor: Actor, codes: Iterable[str]) -> dict[str, tuple[UUID, str]]:
    """Give the facilities that have these codes: id and a name."""
    rows = await read(_Code, "select code, id, sort_name as name from facility where code in {}", any_of(codes))
    return {row.code: (row.id, row.name) for row in rows}


@query(Need.FACILITY_IMPORT)
async def names_by_region(actor: Actor) -> dict[str, dict[str, str]]:
    """Give every name there is, by its folded region and its folded form, to find those that look alike."""
    rows = await read(
        _Name,
        "select r.folded as region, n.folded, n.name from facility_name n join facility f on f.id = n.facility "
        "left join region r on r.id = f.region where not n.withdrawn",
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.region or "", {})[row.folded] = row.name
    return found


@query(Need.FACILITY_IMPORT)
async def figures_held(
    actor: Actor, source: str, facilities: Iterable[UUID], *, day: date, until: date
) -> dict[tuple[UUID, FigureKind, str | None], int | None]:
    """Give what a source said of these facilities for a day, or the period ending before `until`; the latest counts."""
    rows = await read(
        FigureHeld,
        "select facility, kind, body, value from facility_figure where source = {} and facility in {} "
        "and (day = {} or period_end = {}) order by entered_at",
        source,
        any_of(facilities),
        day,
        until,
    )
    return {(row.facility, row.kind, row.body): row.value for row in rows}


@query(Need.FACILITY_IMPORT)
async def last_as_of(actor: Actor, origin: str) -> date | None:
    """Give the day that the latest register of a source speaks of."""
    last = await one(
        _Last,
        "select as_of from import_run where origin = {} and kind = 'register' order by as_of desc limit 1",
        origin,
    )
    return last.as_of if last else None
