"""Choosing how to be told."""

from __future__ import annotations

import base64
from datetime import datetime
from uuid import uuid4
from zoneinfo import available_timezones

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_key
from monitor.kit.problems import BadForm, FieldError
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.notices.queries.choices import HOOK, HOOK_SECRET, choice_of, hook_secret_of
from monitor.notices.rules import Choice, Way
from monitor.outside.database import run
from monitor.outside.keyring import keyring
from monitor.outside.network.webhooks import HookForbidden, check_hook
from monitor.people.rules import Need


@action(Need.ACCOUNT_OWN)
async def choose_notices(*, actor: Actor, choice: Choice, allowed: str, now: datetime) -> None:
    """Set how the actor is told; `allowed` names the hosts web requests may go to. Raises BadForm.

    A new web address gets a new secret for its signatures.
    """
    _check(choice, allowed)
    before = await choice_of(actor)
    secret = await hook_secret_of(actor) if before.hook == choice.hook else ""
    await run("delete from notice_choice where account = {}", actor.account)
    row = uuid4()
    await run(
        "insert into notice_choice (id, account, rhythm, way, zone, hour, weekday, quiet_from, quiet_to, hook_sealed, "
        "hook_secret_sealed, chosen_at) values ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
        row,
        actor.account,
        choice.rhythm.value,
        choice.way.value,
        choice.zone,
        choice.hour,
        choice.weekday,
        choice.quiet_from,
        choice.quiet_to,
        keyring().seal(HOOK, row, choice.hook) if choice.hook else None,
        keyring().seal(HOOK_SECRET, row, secret or _new_secret()) if choice.hook else None,
        now,
    )
    record(Need.ACCOUNT_OWN, actor=actor, subject=actor.account, at=now)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(new_key().secret).decode()


def _check(choice: Choice, allowed: str) -> None:
    if choice.zone not in available_timezones():
        raise BadForm((FieldError("zone", say(N_("Choose a time zone from the list."))),))
    for name, hour in (("hour", choice.hour), ("quiet_from", choice.quiet_from), ("quiet_to", choice.quiet_to)):
        if not 0 <= hour <= 23:
            raise BadForm((FieldError(name, say(N_("Choose an hour from 0 to 23."))),))
    if choice.way is Way.WEBHOOK or choice.hook:
        try:
            check_hook(choice.hook, allowed)
        except HookForbidden as fault:
            raise BadForm((FieldError("hook", fault.said),)) from fault
