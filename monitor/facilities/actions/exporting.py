"""Handing the list of places out: what leaves is noted in the log."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from monitor.facilities.queries import facilities
from monitor.facilities.rules import FacilityLine, Filters
from monitor.kit.actor import Actor
from monitor.ledger.actions import action, record
from monitor.people.rules import Need

MOST = 100_000


@action(Need.EXPORT_MAKE)
async def export_facilities(*, actor: Actor, filters: Filters, now: datetime) -> list[FacilityLine]:
    """Give every place the filters let through, by name, and note that the list was handed out."""
    found = await facilities(actor, filters, 1, MOST)
    asked = [filters.search, filters.type, filters.region, filters.authority, filters.status, filters.mandate_of]
    record(Need.EXPORT_MAKE, actor=actor, subject=uuid4(), at=now, content=["facilities", asked, found.total])
    return list(found.rows)
