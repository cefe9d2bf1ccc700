"""Many visits put at once, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.ledger.actions import action
from monitor.people.rules import Need
from monitor.programme.actions.drafting import put_entry
from monitor.programme.rules.programmes import NewEntry


@action(Need.PROGRAMME_PLAN)
async def put_entries(
    *, actor: Actor, version_id: UUID, entries: Sequence[tuple[UUID, NewEntry]], now: datetime
) -> None:
    """Put visits on a draft, each under its id, in one transaction. Raises BadForm, NotOnBoard, VersionSettled, NotHere."""
    for entry_id, entry in entries:
        await put_entry(actor=actor, entry_id=entry_id, version_id=version_id, entry=entry, now=now)
