"""Handing denials out as a table: codes and counts, no words of anybody."""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime
from uuid import uuid4

from monitor.denials.queries.lists import denials_to_export
from monitor.denials.rules import DenialLine, Filters
from monitor.kit.actor import Actor
from monitor.ledger.actions import action, record
from monitor.people.rules import Need


@action(Need.EXPORT_MAKE)
async def export_denials(*, actor: Actor, filters: Filters, now: datetime) -> list[DenialLine]:
    """Give every denial that the filters let through and the actor may hand out, and note that it was done."""
    found = await denials_to_export(actor, filters)
    record(Need.EXPORT_MAKE, actor=actor, subject=uuid4(), at=now, content=["denials", astuple(filters), len(found)])
    return found
