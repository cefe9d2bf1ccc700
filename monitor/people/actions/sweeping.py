"""Forgetting what is over: sessions, waits after wrong passwords, invitations nobody took."""

from __future__ import annotations

from datetime import datetime

from monitor.kit.actor import Actor
from monitor.ledger.actions import action
from monitor.outside.database import run
from monitor.people.rules import ABSOLUTE_LIMIT, Need
from monitor.people.rules.signing import FORGOTTEN_AFTER


@action(Need.INSTALLATION_MANAGE)
async def forget_what_is_over(*, actor: Actor, now: datetime) -> None:
    """Remove sessions that can no longer be used, waits that have passed and invitations that have run out."""
    past = now - FORGOTTEN_AFTER
    await run("delete from session where started_at < {} or ended_at < {}", past - ABSOLUTE_LIMIT, past)
    await run("delete from throttle where until < {}", past)
    await run("delete from invitation where accepted_at is null and expires_at < {}", past)
