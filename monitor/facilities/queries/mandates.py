"""Reading mandates; that a body may enter somewhere is public law, so everybody signed in may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.facilities.rules import Coverage, Mandate, mandate_that_counts
from monitor.kit.actor import Actor, query
from monitor.kit.periods import Days
from monitor.outside.database import Sql, read, sql
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _MandateRow:
    id: UUID
    organisation: UUID
    organisation_name: str
    facility: UUID | None
    facility_type: str | None
    coverage: Coverage
    legal_basis: str
    notice_required: bool
    notice_days: int | None
    notice_working: bool
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class _TypeOf:
    type: str


@query(Need.FACILITY_VIEW)
async def mandate_at(actor: Actor, organisation: UUID, facility: UUID, day: date) -> Mandate | None:
    """Give the mandate under which a body may enter a facility on a day: of those that speak of it, the narrowest."""
    mandates, kind = await _speaking_of(facility, sql("m.organisation = {}", organisation))
    return mandate_that_counts(mandates, facility=facility, kind=kind, day=day)


@query(Need.FACILITY_VIEW)
async def mandates_on(actor: Actor, facility: UUID, day: date) -> list[Mandate]:
    """List, for each body that has one, the mandate that counts for a facility on a day, by the body's name."""
    mandates, kind = await _speaking_of(facility, sql("true"))
    bodies: dict[UUID, list[Mandate]] = {}
    for mandate in mandates:
        bodies.setdefault(mandate.organisation, []).append(mandate)
    counting = (mandate_that_counts(held, facility=facility, kind=kind, day=day) for held in bodies.values())
    return sorted((m for m in counting if m is not None), key=lambda m: m.organisation_name)


@query(Need.FACILITY_VIEW)
async def mandates(actor: Actor, organisation: UUID | None = None) -> list[Mandate]:
    """List the mandates of one body or of all, past ones too, by body and breadth."""
    chosen = sql("true") if organisation is None else sql("m.organisation = {}", organisation)
    found = await _mandates(chosen)
    return sorted(
        found, key=lambda m: (m.organisation_name, -m.breadth, m.facility_type or "", m.days.start or date.min)
    )


async def _speaking_of(facility: UUID, bodies: Sql) -> tuple[Sequence[Mandate], str]:
    kinds = await read(_TypeOf, "select type from facility where id = {}", facility)
    if not kinds:
        return (), ""
    speaking = sql(
        "{} and (m.facility = {} or m.facility_type = {} or (m.facility is null and m.facility_type is null))",
        bodies,
        facility,
        kinds[0].type,
    )
    return await _mandates(speaking), kinds[0].type


async def _mandates(condition: Sql) -> list[Mandate]:
    rows = await read(
        _MandateRow,
        "select m.id, m.organisation, o.name as organisation_name, m.facility, m.facility_type, m.coverage, "
        "m.legal_basis, m.notice_required, m.notice_days, m.notice_working, m.from_day, m.to_day "
        "from mandate m join organisation o on o.id = m.organisation where not m.withdrawn and {} order by m.entered_at, m.id",
        condition,
    )
    return [
        Mandate(
            id=row.id,
            organisation=row.organisation,
            organisation_name=row.organisation_name,
            facility=row.facility,
            facility_type=row.facility_type,
            coverage=row.coverage,
            legal_basis=row.legal_basis,
            notice_required=row.notice_required,
            notice_days=row.notice_days,
            notice_working=row.notice_working,
            days=Days(row.from_day, row.to_day),
        )
        for row in rows
    ]
