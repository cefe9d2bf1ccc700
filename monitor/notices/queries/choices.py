"""How a person wants to be told; known to that person and to the one who writes the letter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.facilities.queries.holidays import usual_zone
from monitor.kit.actor import Actor, query
from monitor.notices.rules import Choice, Rhythm, Way
from monitor.outside.database import one
from monitor.outside.keyring import keyring
from monitor.people.rules import Need

HOOK, HOOK_SECRET = "notice_choice.hook", "notice_choice.hook_secret"


@dataclass(frozen=True, slots=True)
class _Chosen:
    id: UUID
    rhythm: Rhythm
    way: Way
    zone: str
    hour: int
    weekday: int
    quiet_from: int
    quiet_to: int
    hook_sealed: str | None


@dataclass(frozen=True, slots=True)
class _Secret:
    id: UUID
    hook_secret_sealed: str | None


@query(Need.ACCOUNT_OWN)
async def choice_of(actor: Actor) -> Choice:
    """Give how the actor wants to be told; until they choose, once a day by e-mail, in the zone of most places."""
    found = await one(
        _Chosen,
        "select id, rhythm, way, zone, hour, weekday, quiet_from, quiet_to, hook_sealed from notice_choice "
        "where account = {}",
        actor.account,
    )
    if found is None:
        return Choice(zone=await usual_zone(actor))
    return Choice(
        rhythm=found.rhythm,
        way=found.way,
        zone=found.zone,
        hour=found.hour,
        weekday=found.weekday,
        quiet_from=found.quiet_from,
        quiet_to=found.quiet_to,
        hook=keyring().open(HOOK, found.id, found.hook_sealed) if found.hook_sealed else "",
    )


@query(Need.ACCOUNT_OWN)
async def hook_secret_of(actor: Actor) -> str:
    """Give the secret that the actor's web requests are signed with, empty before there is one."""
    found = await one(_Secret, "select id, hook_secret_sealed from notice_choice where account = {}", actor.account)
    if found is None or not found.hook_secret_sealed:
        return ""
    return keyring().open(HOOK_SECRET, found.id, found.hook_secret_sealed)
