"""Reads one calendar (ICS) in a process of its own: its text on standard input, seconds taken per day on standard output.

Run as a script by `asking.py`. It imports nothing of ours, and nothing of a title, a place or a guest leaves it.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.cal import Component

MEMORY, SECONDS = 1 << 29, 10
# Steps through repetitions in one file: twenty years of one hundred daily entries are fewer.
MOST_STEPS, MOST_ENTRIES = 800_000, 20_000
DAY = timedelta(days=1)
NOT_A_CALENDAR, REPEATS_TOO_OFTEN, TOO_MANY = "not_a_calendar", "repeats_too_often", "too_many"
Span = tuple[datetime, datetime]


class Refused(Exception):
    """Why a file is not read on."""


@dataclass(slots=True)
class Window:
    """The days asked about, and how many steps were taken so far."""

    first: datetime
    after: datetime
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Refused(REPEATS_TOO_OFTEN)


@dataclass(slots=True)
class Found:
    """What was found: stretches of each day, and how many entries could not be read."""

    spans: dict[date, list[Span]] = field(default_factory=dict)
    unread: int = 0

    def take(self, start: datetime, end: datetime, window: Window) -> None:
        """Note a stretch of time, day by day, as far as it lies in the window."""
        at, end = max(start, window.first), min(end, window.after)
        while at < end:
            midnight = datetime.combine(at.date() + DAY, time())
            self.spans.setdefault(at.date(), []).append((at, min(midnight, end)))
            at = midnight


def main() -> None:
    """Read what comes on standard input and say what it holds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    asked: Mapping[str, str] = json.load(sys.stdin.buffer)
    try:
        days, unread = taken(asked["text"], date.fromisoformat(asked["first"]), date.fromisoformat(asked["after"]))
        json.dump({"refused": "", "days": days, "unread": unread}, sys.stdout)
    except Refused as refused:
        json.dump({"refused": str(refused), "days": {}, "unread": 0}, sys.stdout)


def taken(text: str, first: date, after: date) -> tuple[dict[str, int], int]:
    """Give the seconds taken on each day from `first` up to, not including, `after`, and how many entries were unreadable.

    Entries that are cancelled or shown as free take nothing. Raises Refused.
    """
    window, found = Window(datetime.combine(first, time()), datetime.combine(after, time())), Found()
    for calendar in _calendars(text):
        home = _home(calendar)
        events = calendar.walk("VEVENT")
        if len(events) > MOST_ENTRIES:
            raise Refused(TOO_MANY)
        moved = _moved(events, home)
        for event in events:
            try:
                _take(event, moved, home, window, found)
            except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
                found.unread += 1
    return {day.isoformat(): _seconds(spans) for day, spans in sorted(found.spans.items())}, found.unread


def _calendars(text: str) -> Sequence[Component]:
    try:
        parts = Calendar.from_ical(text, multiple=True)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError) as broken:
        raise Refused(NOT_A_CALENDAR) from broken
    if not parts or any(part.name != "VCALENDAR" for part in parts):
        raise Refused(NOT_A_CALENDAR)
    return list(parts)


def _home(calendar: Component) -> tzinfo:
    """Find the zone in which times written in UTC are to be read: the calendar's own, else that of its first zone."""
    named = [str(calendar.get("X-WR-TIMEZONE", ""))]
    named += [str(zone.get("TZID", "")) for zone in calendar.walk("VTIMEZONE")]
    for name in filter(None, named):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
    return UTC


def _held(event: Component, name: str) -> object:
    found: object = event.get(name)
    return found


def _moment(event: Component, name: str) -> date | None:
    """Give a day or an instant that a property holds, None if it holds neither."""
    found = getattr(_held(event, name), "dt", None)
    return found if isinstance(found, date) else None


def _moved(events: Sequence[Component], home: tzinfo) -> Mapping[str, set[datetime]]:
    """Give by entry the repetitions that stand in the file as entries of their own."""
    moved: dict[str, set[datetime]] = {}
    for event in events:
        instead = _moment(event, "RECURRENCE-ID")
        if instead is not None:
            moved.setdefault(str(event.get("UID", "")), set()).add(_local(instead, home))
    return moved


def _take(event: Component, moved: Mapping[str, set[datetime]], home: tzinfo, window: Window, found: Found) -> None:
    begins = _moment(event, "DTSTART")
    if begins is None:
        found.unread += 1
        return
    if _takes_nothing(event):
        return
    lasting = _lasting(event, begins, home)
    for start in _starts(event, begins, moved, home, window):
        if start < window.after and start + lasting > window.first:
            found.take(start, start + lasting, window)


def _takes_nothing(event: Component) -> bool:
    return (
        str(event.get("STATUS", "")).upper() == "CANCELLED"
        or str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
        or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    )


def _lasting(event: Component, begins: date, home: tzinfo) -> timedelta:
    ends, lasting = _moment(event, "DTEND"), getattr(_held(event, "DURATION"), "dt", None)
    if ends is not None:
        return max(_local(ends, home) - _local(begins, home), timedelta())
    if isinstance(lasting, timedelta):
        return max(lasting, timedelta())
    return timedelta() if isinstance(begins, datetime) else DAY


def _starts(
    event: Component, begins: date, moved: Mapping[str, set[datetime]], home: tzinfo, window: Window
) -> Iterator[datetime]:
    """Give the beginnings of an entry and its repetitions until the window ends, as clocks on the wall show them."""
    first = _local(begins, home)
    if "RECURRENCE-ID" in event:
        yield first
        return
    gone = set(_listed(event, "EXDATE", home)) | moved.get(str(event.get("UID", "")), set())
    for start in (*_repeated(event, first, home, window), *_listed(event, "RDATE", home)):
        if start not in gone:
            yield start


def _repeated(event: Component, first: datetime, home: tzinfo, window: Window) -> Iterator[datetime]:
    rules = _held(event, "RRULE")
    if rules is None:
        yield first
        return
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, Mapping):
            raise TypeError
        parts = {str(name).upper(): value for name, value in rule.items()}
        last = _last(parts.pop("UNTIL", None), home, window)
        # The entry itself is the first of them, also where the rule does not name its day.
        yield first
        for start in rrulestr(_written(parts), dtstart=first):
            window.step()
            if start > last or start >= window.after:
                break
            if start != first:
                yield start


def _last(until: object, home: tzinfo, window: Window) -> datetime:
    """Give the last instant at which a repetition may begin: a day it ends on counts as a whole."""
    at = until[0] if isinstance(until, list) else until
    if not isinstance(at, date):
        return window.after
    return _local(at, home) if isinstance(at, datetime) else _local(at, home) + DAY - timedelta.resolution


def _written(parts: Mapping[str, object]) -> str:
    def values(value: object) -> str:
        return ",".join(str(each) for each in value) if isinstance(value, list) else str(value)

    return ";".join(f"{name}={values(value)}" for name, value in parts.items())


def _listed(event: Component, name: str, home: tzinfo) -> list[datetime]:
    held = _held(event, name)
    groups = held if isinstance(held, list) else [held] if held is not None else []
    days = [entry.dt for group in groups for entry in getattr(group, "dts", ())]
    return [_local(day[0] if isinstance(day, tuple) else day, home) for day in days]


def _local(at: date, home: tzinfo) -> datetime:
    """Give a day's midnight, or an instant as the clock shows it where the entry is; UTC is nobody's wall."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    if at.tzinfo is None:
        return at
    named = getattr(at.tzinfo, "key", "") or at.tzname() or ""
    return (at.astimezone(home) if named in {"UTC", "Etc/UTC", "GMT"} else at).replace(tzinfo=None)


def _seconds(spans: Sequence[Span]) -> int:
    """Add up stretches of one day, counting once what lies over each other."""
    total, reached = timedelta(), min(spans)[0]
    for start, end in sorted(spans):
        if end > reached:
            total += end - max(start, reached)
            reached = end
    return int(total.total_seconds())


if __name__ == "__main__":
    main()
