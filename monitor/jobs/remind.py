"""Every few minutes: note what is newly due for each person, and write the letters that are to be written now."""

from __future__ import annotations

import logging
from datetime import datetime

from monitor.kit.actor import Actor
from monitor.notices.actions import note_due, write_letter
from monitor.notices.queries import choice_of, due_of, noted_of, people_to_tell
from monitor.notices.rules import Choice, Way, changes, told_now
from monitor.people.queries import actor_by_id, system_actor
from monitor.settings import Settings

log = logging.getLogger("monitor")


async def remind(settings: Settings, now: datetime) -> None:
    """Do one round: each person is seen with their own rights, so that nobody is told of what they may not see.

    A fault of ours with one person is told by kind, and the others are told all the same.
    """
    for account in await people_to_tell(system_actor(now.date())):
        try:
            await _remind(await actor_by_id(account, now.date()), settings, now)
        except Exception as fault:
            log.error("what is due could not be noted for somebody: %s", type(fault).__name__)


async def _remind(person: Actor, settings: Settings, now: datetime) -> None:
    """Write only where something is to be written: most rounds find nothing new."""
    noted = await noted_of(person, now)
    if changes(noted, await due_of(person, now)).some:
        await note_due(actor=person, now=now)
        noted = await noted_of(person, now)
    choice = await choice_of(person)
    if _can_send(choice, settings) and told_now(choice, noted, now):
        await write_letter(actor=person, now=now)


def _can_send(choice: Choice, settings: Settings) -> bool:
    """Say whether this installation has the way that a person chose; what is not told waits until it has."""
    return bool(choice.hook and settings.webhooks) if choice.way is Way.WEBHOOK else settings.sends_mail
