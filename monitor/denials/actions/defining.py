"""Setting what counts as a visit with private talks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.denials.queries.definitions import definition_of
from monitor.denials.rules import Condition, NothingCounts
from monitor.kit.actor import Actor
from monitor.ledger.actions import action, record
from monitor.outside.database import run
from monitor.people.rules import Need


@action(Need.DEFINITION_SET)
async def define_effective(*, actor: Actor, conditions: Iterable[Condition], now: datetime) -> None:
    """Set what an entry must have had to count as one with private talks, for the actor's organisation.

    Dates are computed when they are read, so the new definition holds for the past too. Raises NothingCounts.
    """
    chosen = sorted(set(conditions))
    if not chosen:
        raise NothingCounts()
    await run(
        "insert into installation (name, value) values ({}, {}) on conflict (name) do update set value = excluded.value",
        definition_of(actor.organisation),
        " ".join(chosen),
    )
    record(Need.DEFINITION_SET, actor=actor, subject=actor.organisation, at=now, content=chosen)
