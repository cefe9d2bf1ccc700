"""How often somebody wants to be written to, and at which hours not: in their own time zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.kit.periods import instant, local_day
from monitor.kit.words import N_
from monitor.notices.rules.dues import Noted


class Rhythm(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Way(StrEnum):
    EMAIL = "email"
    WEBHOOK = "webhook"


RHYTHM_WORDS: Mapping[Rhythm, str] = {
    Rhythm.AT_ONCE: N_("at once"),
    Rhythm.DAILY: N_("once a day"),
    Rhythm.WEEKLY: N_("once a week"),
    Rhythm.NEVER: N_("never"),
}
WAY_WORDS: Mapping[Way, str] = {Way.EMAIL: N_("by e-mail"), Way.WEBHOOK: N_("by a signed web request")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One person's choice; hours are of `zone`, weekdays begin with Monday as 0, equal quiet hours mean none."""

    rhythm: Rhythm = Rhythm.DAILY
    way: Way = Way.EMAIL
    zone: str = "UTC"
    hour: int = 8
    weekday: int = 0
    quiet_from: int = 20
    quiet_to: int = 7
    hook: str = ""


def is_quiet(choice: Choice, now: datetime) -> bool:
    """Say whether nothing may be sent at this hour."""
    hour = now.astimezone(ZoneInfo(choice.zone)).hour
    if choice.quiet_from <= choice.quiet_to:
        return choice.quiet_from <= hour < choice.quiet_to
    return hour >= choice.quiet_from or hour < choice.quiet_to


def wakes_at(choice: Choice, now: datetime) -> datetime:
    """Give the instant itself, or the end of the quiet hours it falls in."""
    if not is_quiet(choice, now):
        return now
    day = local_day(now, choice.zone)
    ends = (instant(day + timedelta(days=more), choice.quiet_to, 0, choice.zone) for more in (0, 1))
    return next(end for end in ends if end > now)


def latest_turn(choice: Choice, now: datetime) -> datetime:
    """Give the last instant at which letters were to be written by this rhythm."""
    if choice.rhythm is Rhythm.AT_ONCE:
        return now
    day = local_day(now, choice.zone)
    if choice.rhythm is Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - choice.weekday) % 7)
    turn = instant(day, choice.hour, 0, choice.zone)
    return turn if turn <= now else instant(day - _step(choice), choice.hour, 0, choice.zone)


def _step(choice: Choice) -> timedelta:
    return timedelta(days=7 if choice.rhythm is Rhythm.WEEKLY else 1)


def told_now(choice: Choice, noted: Iterable[Noted], now: datetime) -> tuple[Noted, ...]:
    """Choose the rows that a letter should tell of now: open, untold, and there when the turn came.

    What came in since waits for the next turn, so that no thing hurries another along.
    """
    if choice.rhythm is Rhythm.NEVER or is_quiet(choice, now):
        return ()
    turn = latest_turn(choice, now)
    return tuple(row for row in noted if row.letter is None and row.settled_at is None and row.made_at <= turn)
