"""Asking which days are taken in somebody's own calendar; nothing else of it is read out or kept."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import msgspec

from monitor.kit.periods import Days
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.outside.calendars.reader import NOT_A_CALENDAR, REPEATS_TOO_OFTEN, TOO_MANY
from monitor.outside.scripts import start_script

READER = Path(__file__).with_name("reader.py")
LARGEST_CALENDAR = 4 << 20
SECONDS = 20


class NotACalendar(Problem):
    status = 422
    sentence = N_(
        "This file is not a calendar, or it is damaged. Export the calendar anew as an ICS file and try again. "
        "Nothing was changed."
    )


class CalendarTooLarge(Problem):
    status = 413
    sentence = N_(
        "This calendar is too large to be read safely. Export the coming year only, and try again. Nothing was changed."
    )


class RepeatsTooOften(Problem):
    status = 422
    sentence = N_(
        "Something in this calendar repeats without end every few minutes, or in a way that no day ever meets. "
        "Take that entry out, export anew, and try again. Nothing was changed."
    )


_REFUSALS: Mapping[str, type[Problem]] = {
    NOT_A_CALENDAR: NotACalendar,
    REPEATS_TOO_OFTEN: RepeatsTooOften,
    TOO_MANY: CalendarTooLarge,
}


class _Told(msgspec.Struct, frozen=True):
    refused: str
    days: dict[date, int]
    unread: int


@dataclass(frozen=True, slots=True)
class TakenDays:
    """How long each day is taken, and how many entries could not be read and were left out."""

    days: Mapping[date, timedelta]
    unread: int

    def at_least(self, lasting: timedelta) -> frozenset[date]:
        """Give the days taken for so long or longer; a moment without length takes nothing."""
        return frozenset(day for day, taken in self.days.items() if taken >= lasting and taken)


def read_calendar(content: bytes, days: Days, seconds: float = SECONDS) -> TakenDays:
    """Read an ICS file in a process of its own, for at most so many seconds.

    Raises NotACalendar, CalendarTooLarge, RepeatsTooOften.
    """
    assert days.start is not None
    assert days.end is not None
    if len(content) > LARGEST_CALENDAR:
        raise CalendarTooLarge()
    text = content.decode("utf-8-sig", "replace")
    asked = {"text": text, "first": days.start.isoformat(), "after": days.end.isoformat()}
    with start_script(READER) as process:
        try:
            answer, _ = process.communicate(msgspec.json.encode(asked), timeout=seconds)
            told = msgspec.json.decode(answer, type=_Told)
        except (subprocess.TimeoutExpired, msgspec.DecodeError):
            raise RepeatsTooOften() from None
        finally:
            process.kill()
    if told.refused:
        raise _REFUSALS[told.refused]()
    return TakenDays({day: timedelta(seconds=taken) for day, taken in told.days.items()}, told.unread)
