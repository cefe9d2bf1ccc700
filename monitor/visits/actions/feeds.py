"""Making an address for one's own calendar, reading from it, ending it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token, token_hash
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import is_postgres, one, run, run_many
from monitor.people.queries import actor_by_id
from monitor.people.rules import Need
from monitor.visits.queries.feeds import feed_behind, feeds_of, own_visits, said_in
from monitor.visits.rules import BACK, MOST_FEEDS, Details, Feed, FeedEntry, FeedLine, FeedMade, TooManyFeeds, lines_of
from monitor.visits.tables import FeedRow


@dataclass(frozen=True, slots=True)
class Read:
    """What stands at an address: the lines, and the language they are to be worded in."""

    lines: tuple[FeedLine, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Made:
    account: UUID


@action(Need.FEED_KEEP)
async def make_feed(*, actor: Actor, feed_id: UUID, details: Details, now: datetime) -> str:
    """Make an address and give its secret part, which is kept nowhere and cannot be shown again.

    Raises TooManyFeeds, FeedMade for an id sent twice, NotHere for another's.
    """
    made = await one(_Made, "select account from feed where id = {}", feed_id)
    if made is not None:
        raise FeedMade() if made.account == actor.account else NotHere()
    if len(await feeds_of(actor)) >= MOST_FEEDS:
        raise TooManyFeeds()
    token = new_token()
    await FeedRow(
        id=feed_id, account=actor.account, token_hash=token_hash(token), details=details.value, made_at=now
    ).save()
    record(Need.FEED_KEEP, actor=actor, subject=feed_id, at=now, content=[details])
    return token


@action(Need.FEED_KEEP)
async def end_feed(*, actor: Actor, feed_id: UUID, now: datetime) -> None:
    """End an address of one's own: from now on it answers like one that never was. Raises NotHere."""
    if feed_id not in {feed.id for feed in await feeds_of(actor)}:
        raise NotHere()
    await run("update feed set revoked_at = {} where id = {}", now, feed_id)
    await run("delete from feed_entry where feed = {}", feed_id)
    record(Need.FEED_KEEP, actor=actor, subject=feed_id, at=now)


async def read_feed(*, token: str, now: datetime) -> Read:
    """Give what an address says now, in the name of its person; what changed since is numbered before it is told.

    Raises NotHere for an address that is unknown, ended, or whose person may no longer keep one.
    """
    feed = await feed_behind(token, now.date())
    if feed is None:
        raise NotHere()
    actor = await actor_by_id(feed.account, now.date())
    if not (actor.may(Need.FEED_KEEP) and actor.may(Need.VISIT_VIEW)):
        raise NotHere()
    kept = await said_in(actor, feed.id)
    lines = await _lines(actor, feed, kept, now)
    if feed.read_on != now.date() or not {line.entry for line in lines}.issubset(kept):
        lines = await number_changes(actor=actor, feed_id=feed.id, now=now)
    return Read(lines, actor.language)


@action(Need.FEED_KEEP)
async def number_changes(*, actor: Actor, feed_id: UUID, now: datetime) -> tuple[FeedLine, ...]:
    """Keep what an address of one's own says from now on and that it was read today. Raises NotHere.

    Two who read at once are told the same.
    """
    if is_postgres():
        await run("select id from feed where id = {} for update", feed_id)
    feed = next((each for each in await feeds_of(actor) if each.id == feed_id), None)
    if feed is None:
        raise NotHere()
    lines = await _lines(actor, feed, await said_in(actor, feed.id), now)
    await run("update feed set read_on = {} where id = {}", now.date(), feed.id)
    columns = ("visit", "uid", "sequence", "first_day", "last_day", "standing", "said", "changed_at")
    values = [asdict(line.entry) for line in lines if line.entry.changed_at == now]
    await run_many(
        "feed_entry",
        ("id", "feed", *columns),
        [(uuid4(), feed.id, *(value[name] for name in columns)) for value in values],
        instead="(feed, visit) do update set "
        + ", ".join(f"{name} = excluded.{name}" for name in columns if name not in {"visit", "uid"}),
    )
    return lines


async def _lines(actor: Actor, feed: Feed, kept: Iterable[FeedEntry], now: datetime) -> tuple[FeedLine, ...]:
    since = now.date() - BACK
    return lines_of(feed.details, await own_visits(actor, since), kept, since=since, now=now)
