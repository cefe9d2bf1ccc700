"""Reading addresses of calendars: whose one is, one's own, and what each said and would say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.crypto import token_hash
from monitor.outside.database import one, read
from monitor.people.rules import Need
from monitor.visits.queries.visibility import visible_visits
from monitor.visits.queries.visits import FROM, PLACE
from monitor.visits.rules import Feed, FeedEntry, OwnVisit

_FEED = "select f.id, f.account, f.details, f.made_at, f.read_on from feed f"


async def feed_behind(token: str, today: date) -> Feed | None:
    """Find what an address stands for; None once it is ended, or its person or their organisation has left."""
    return await one(
        Feed,
        f"{_FEED} join account a on a.id = f.account join organisation o on o.id = a.organisation "
        "where f.token_hash = {} and f.revoked_at is null and (a.left_on is null or a.left_on > {}) "
        "and (o.to_day is null or o.to_day > {})",
        token_hash(token),
        today,
        today,
    )


@query(Need.FEED_KEEP)
async def feeds_of(actor: Actor) -> list[Feed]:
    """List the actor's own addresses that hold, the oldest first."""
    return await read(
        Feed, f"{_FEED} where f.account = {{}} and f.revoked_at is null order by f.made_at, f.id", actor.account
    )


@query(Need.FEED_KEEP)
async def said_in(actor: Actor, feed: UUID) -> list[FeedEntry]:
    """List what one of the actor's own addresses said last."""
    return await read(
        FeedEntry,
        "select e.visit, e.uid, e.sequence, e.first_day, e.last_day, e.standing, e.said, e.changed_at "
        "from feed_entry e join feed f on f.id = e.feed where f.id = {} and f.account = {}",
        feed,
        actor.account,
    )


@query(Need.VISIT_VIEW)
async def own_visits(actor: Actor, since: date) -> Sequence[OwnVisit]:
    """List the visits on whose team the actor is, cancelled ones too, that were not over before a day."""
    return await read(
        OwnVisit,
        f"select v.id as visit, v.first_day, v.last_day, v.state, t.secret, {PLACE} as place, v.type {FROM} "
        "join team_member own on own.visit = v.id and own.account = {} where v.last_day >= {} and {}",
        actor.account,
        since,
        visible_visits(actor),
    )
