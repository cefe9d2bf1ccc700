"""Reading on which days people can go on a visit. Others than the keepers learn a mark per day, never who said what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor, Scope, query
from monitor.kit.periods import Days, closed
from monitor.outside.database import Sql, any_of, read, sql
from monitor.people.queries.readiness import check_kept
from monitor.people.rules import Availability, DaysWord, Mark, Need, Voice, WeekWord, marks_over, week_on

_WORD = (
    "x.account, x.id, x.from_day, x.to_day, x.mark, x.voice, x.revision, x.said_by, "
    "coalesce(s.name, '') as said_by_name, x.said_at from day_exception x left join account s on s.id = x.said_by "
    "join account a on a.id = x.account"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Week:
    account: UUID
    weekday: int
    mark: Mark
    from_day: date
    revision: int


@dataclass(frozen=True, slots=True)
class _Word:
    account: UUID
    id: UUID
    from_day: date
    to_day: date
    mark: Mark
    voice: Voice
    revision: int
    said_by: UUID | None
    said_by_name: str
    said_at: datetime | None


def visible_availability(actor: Actor) -> Sql:
    """Restrict accounts, aliased `a`, to oneself and, for coordinators, the own organisation.

    Whoever travels together is known above, in visits; see `free_of` there.
    """
    if Scope.ORGANISATION in actor.scopes(Need.AVAILABILITY_VIEW):
        return sql("(a.organisation = {} or a.id = {})", actor.organisation, actor.account)
    return sql("a.id = {}", actor.account)


@query(Need.AVAILABILITY_VIEW)
async def marks_of(actor: Actor, accounts: Iterable[UUID], days: Days) -> Mapping[UUID, tuple[Mark, ...]]:
    """Give what each person said of each day, visits left aside; who is not the actor's to ask about is left out."""
    return await marks_among(actor, sql("{} and a.id in {}", visible_availability(actor), any_of(accounts)), days)


@query(Need.AVAILABILITY_VIEW)
async def marks_among(actor: Actor, asked: Sql, days: Days) -> Mapping[UUID, tuple[Mark, ...]]:
    """Do the same for accounts `a` that a room above restricts by its own rule of visibility."""
    week = await _week(asked, days)
    words = await _words(asked, days)
    return {
        account: marks_over(days, week.get(account, ()), words.get(account, ())) for account in await _accounts(asked)
    }


@query(Need.AVAILABILITY_VIEW)
async def exceptions_among(actor: Actor, asked: Sql, days: Days) -> Mapping[UUID, tuple[Mark, ...]]:
    """Give a mark for each day that differs from the week, for whom `asked` restricts accounts `a` to."""
    words = await _words(asked, days)
    return {account: marks_over(days, (), said) for account, said in words.items()}


@query(Need.READINESS_KEEP)
async def availability_open_to(actor: Actor, account: UUID, days: Days) -> Availability:
    """Give what was said of one person's days: marks of these days, the week, and words not over. Raises NotHere."""
    await check_kept(actor, account)
    asked = sql("a.id = {} and {}", account, visible_availability(actor))
    said = await _words(asked, Days(min(days.start or actor.today, actor.today), date.max))
    week = (await _week(asked, Days(None, date.max))).get(account, [])
    words = said.get(account, [])
    return Availability(
        week=week_on(actor.today, week),
        words=tuple(word for word in words if word.days.end is not None and word.days.end > actor.today),
        marks=marks_over(days, week, words),
    )


async def _accounts(asked: Sql) -> list[UUID]:
    return [row.id for row in await read(_Asked, "select a.id from account a where {} order by a.id", asked)]


async def _week(asked: Sql, days: Days) -> dict[UUID, list[WeekWord]]:
    rows = await read(
        _Week,
        "select w.account, w.weekday, w.mark, w.from_day, w.revision from week_pattern w "
        "join account a on a.id = w.account where {} and w.from_day < {} order by w.revision, w.id",
        asked,
        days.end,
    )
    found: dict[UUID, list[WeekWord]] = {}
    for row in rows:
        found.setdefault(row.account, []).append(WeekWord(row.weekday, row.mark, row.from_day, row.revision))
    return found


async def _words(asked: Sql, days: Days) -> dict[UUID, list[DaysWord]]:
    rows = await read(
        _Word,
        f"select {_WORD} where {{}} and not x.withdrawn and x.to_day >= {{}} and x.from_day < {{}} "
        "order by x.from_day, x.revision, x.id",
        asked,
        days.start,
        days.end,
    )
    found: dict[UUID, list[DaysWord]] = {}
    for row in rows:
        found.setdefault(row.account, []).append(_word(row))
    return found


def _word(row: _Word) -> DaysWord:
    return DaysWord(
        id=row.id,
        days=closed(row.from_day, row.to_day),
        mark=row.mark,
        voice=row.voice,
        revision=row.revision,
        said_by=row.said_by,
        said_by_name=row.said_by_name,
        said_at=row.said_at,
    )
