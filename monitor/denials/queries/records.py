"""Naming records that were released: visits and denials by id, as far as the actor may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.denials.queries.lists import DAY, PLACE
from monitor.denials.queries.visibility import visible_denials
from monitor.kit.actor import Actor, query
from monitor.outside.database import any_of, read
from monitor.people.rules import Need
from monitor.visits.queries import visible_visits
from monitor.visits.queries.visits import PLACE as VISITED


@dataclass(frozen=True, slots=True)
class Named:
    """A visit or denial as one line says it; the reference is empty for a visit not yet recorded."""

    subject: UUID
    place: str
    day: date
    reference: str


@query(Need.RELEASE_GIVE)
async def records_named(actor: Actor, subjects: Iterable[UUID]) -> list[Named]:
    """Name visits and denials by their ids in two queries; those the actor may not see are left out."""
    wanted = any_of(subjects)
    denials = await read(
        Named,
        f"select d.id as subject, {PLACE} as place, {DAY} as day, d.reference from denial d where d.id in {{}} and {{}}",
        wanted,
        visible_denials(actor),
    )
    visits = await read(
        Named,
        f"select v.id as subject, {VISITED} as place, v.first_day as day, coalesce(v.reference, '') as reference "
        "from visit v join trip t on t.id = v.trip where v.id in {} and {}",
        wanted,
        visible_visits(actor),
    )
    return denials + visits
