"""Writing down what is due, once for each person, thing and period."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from monitor.kit.actor import Actor
from monitor.ledger.actions import action
from monitor.notices.queries import due_of, noted_of
from monitor.notices.rules import changes
from monitor.outside.database import any_of, run, run_many
from monitor.people.rules import Need


@action(Need.ACCOUNT_OWN)
async def note_due(*, actor: Actor, now: datetime) -> None:
    """Write a row for each thing newly due for the actor, and close rows of what is no longer due.

    Doing it again, or in two processes at once, changes nothing more.
    """
    found = changes(await noted_of(actor, now), await due_of(actor, now))
    await run_many(
        "due",
        ("id", "account", "kind", "subject", "period", "secret", "made_at"),
        [(uuid4(), actor.account, due.kind.value, due.subject, due.period, due.secret, now) for due in found.new],
        instead="(account, kind, subject, period) do update set settled_at = null",
    )
    if found.settled:
        await run("update due set settled_at = {} where id in {}", now, any_of(row.id for row in found.settled))
    if found.again:
        await run("update due set settled_at = null where id in {}", any_of(row.id for row in found.again))
