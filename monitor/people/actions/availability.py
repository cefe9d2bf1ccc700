"""Saying on which days one can go on a visit; a coordinator says it for a person who telephones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.periods import Days, closed, runs_of
from monitor.kit.problems import Conflict, NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import number, one, run
from monitor.people.queries.availability import availability_open_to
from monitor.people.queries.readiness import check_kept
from monitor.people.rules import DaysWord, Mark, Need, Voice, check_said, check_week, without
from monitor.people.tables import DayExceptionRow, WeekPatternRow

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Noted:
    account: UUID
    from_day: date
    to_day: date
    mark: Mark


@action(Need.READINESS_KEEP)
async def say_week(*, actor: Actor, account: UUID, week: Sequence[Mark], from_day: date, now: datetime) -> None:
    """Say what usually holds from Monday to Sunday, from a day on. Raises NotHere, BadForm."""
    await check_kept(actor, account)
    check_week(week)
    revision = await _next("week_pattern", account)
    for weekday, mark in enumerate(week):
        await WeekPatternRow(
            id=uuid4(),
            account=account,
            weekday=weekday,
            mark=mark.value,
            from_day=from_day,
            revision=revision,
            said_by=actor.account,
            said_at=now,
        ).save()
    record(Need.READINESS_KEEP, actor=actor, subject=account, at=now)


@action(Need.READINESS_KEEP)
async def say_days(
    *, actor: Actor, said_id: UUID, account: UUID, from_day: date, to_day: date, mark: Mark, now: datetime
) -> None:
    """Say that a person is free or not on some days, both included; what it says anew is taken back.

    Raises NotHere, BadForm, Conflict.
    """
    await check_kept(actor, account)
    check_said(mark, from_day, to_day)
    if await _is_noted(said_id, _Noted(account, from_day, to_day, mark)):
        return
    revision = await _next("day_exception", account)
    await run(
        "update day_exception set withdrawn = true where account = {} and voice = 'hand' and not withdrawn "
        "and from_day >= {} and to_day <= {}",
        account,
        from_day,
        to_day,
    )
    await DayExceptionRow(
        id=said_id,
        account=account,
        from_day=from_day,
        to_day=to_day,
        mark=mark.value,
        voice=Voice.HAND.value,
        revision=revision,
        withdrawn=False,
        said_by=actor.account,
        said_at=now,
    ).save()
    record(Need.READINESS_KEEP, actor=actor, subject=said_id, at=now)


@action(Need.READINESS_KEEP)
async def take_back_days(*, actor: Actor, account: UUID, said: UUID, now: datetime) -> None:
    """Take back one word about days. Raises NotHere."""
    await check_kept(actor, account)
    if await number("select count(*) from day_exception where id = {} and account = {}", said, account) == 0:
        raise NotHere()
    await run("update day_exception set withdrawn = true where id = {} and account = {}", said, account)
    record(Need.READINESS_KEEP, actor=actor, subject=said, at=now)


@action(Need.READINESS_KEEP)
async def leave_to_week(*, actor: Actor, account: UUID, day: date, now: datetime) -> None:
    """Let one day be as the week says: it is cut out of every word that spans it, if there is one. Raises NotHere."""
    asked = closed(day, day)
    words = [word for word in await _open_words(actor, account) if word.days.meets(asked)]
    for word in words:
        await _cut(account, word, asked)
    record(Need.READINESS_KEEP, actor=actor, subject=account, at=now)


@action(Need.READINESS_KEEP)
async def take_calendar(*, actor: Actor, account: UUID, taken: Iterable[date], within: Days, now: datetime) -> None:
    """Keep the days that are taken in a person's own calendar, in place of those it gave before. Raises NotHere."""
    for word in await _open_words(actor, account):
        if word.voice is Voice.CALENDAR and word.days.meets(within):
            await _cut(account, word, within)
    revision = await _next("day_exception", account)
    for days in runs_of(day for day in taken if day in within):
        await _note(account, days, Mark.NOT_AVAILABLE, Voice.CALENDAR, revision, actor.account, now)
    record(Need.READINESS_KEEP, actor=actor, subject=account, at=now)


async def _open_words(actor: Actor, account: UUID) -> tuple[DaysWord, ...]:
    """Give the words of a person that are not over. Raises NotHere."""
    return (await availability_open_to(actor, account, Days(actor.today, actor.today))).words


async def _cut(account: UUID, word: DaysWord, gone: Days) -> None:
    """Take days out of a word; what is left of it stays said by whom and when it was."""
    await run("update day_exception set withdrawn = true where id = {} and account = {}", word.id, account)
    for days in without(word.days, gone):
        await _note(account, days, word.mark, word.voice, word.revision, word.said_by, word.said_at)


async def _note(
    account: UUID, days: Days, mark: Mark, voice: Voice, revision: int, said_by: UUID | None, said_at: datetime | None
) -> None:
    assert days.start is not None
    assert days.end is not None
    await DayExceptionRow(
        id=uuid4(),
        account=account,
        from_day=days.start,
        to_day=days.end - _ONE,
        mark=mark.value,
        voice=voice.value,
        revision=revision,
        withdrawn=False,
        said_by=said_by,
        said_at=said_at,
    ).save()


async def _next(table: str, account: UUID) -> int:
    return 1 + await number(f"select max(revision) from {table} where account = {{}}", account)


async def _is_noted(said: UUID, asked: _Noted) -> bool:
    """Say whether this very word was sent before. Raises NotHere if the id is another person's, else Conflict."""
    found = await one(_Noted, "select account, from_day, to_day, mark from day_exception where id = {}", said)
    if found is not None and found.account != asked.account:
        raise NotHere()
    if found is not None and found != asked:
        raise Conflict()
    return found is not None
