"""Reading releases: what the own organisation lets others see, and what others let it see."""

from __future__ import annotations

from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, read, sql
from monitor.people.rules import Need, Release

_LINE = (
    "select r.id, r.kind, r.subject, g.name as giver_name, x.name as receiver_name, r.released_at, "
    "a.name as released_by_name, r.until_day, r.revoked_at from release r join organisation g on g.id = r.giver "
    "join organisation x on x.id = r.receiver join account a on a.id = r.released_by"
)


@query(Need.RELEASE_GIVE)
async def releases_given(actor: Actor) -> list[Release]:
    """List everything the own organisation ever let others see, the latest first."""
    return await _releases(sql("r.giver = {}", actor.organisation))


@query(Need.RELEASE_GIVE)
async def releases_received(actor: Actor) -> list[Release]:
    """List what others let the own organisation see now, the latest first."""
    return await _releases(
        sql(
            "r.receiver = {} and r.revoked_at is null and (r.until_day is null or r.until_day >= {})",
            actor.organisation,
            actor.today,
        )
    )


@query(Need.RELEASE_GIVE)
async def release_given(actor: Actor, release: UUID) -> Release:
    """Give one release of the own organisation. Raises NotHere."""
    found = await _releases(sql("r.id = {} and r.giver = {}", release, actor.organisation))
    if not found:
        raise NotHere()
    return found[0]


async def _releases(condition: Sql) -> list[Release]:
    return await read(Release, f"{_LINE} where {{}} order by r.released_at desc, r.id", condition)
