"""Half-open periods of days and instants of the world (D2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `start` up to, not including, `end`; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def meets(self, other: Days) -> bool:
        """Say whether the two share a day."""
        starts_before_end = self.start is None or other.end is None or self.start < other.end
        ends_after_start = self.end is None or other.start is None or other.start < self.end
        return starts_before_end and ends_after_start


def closed(first: date, last: date) -> Days:
    """Make a period from a first and a last day, both included, as people say it."""
    return Days(first, last + timedelta(days=1))


def local_day(instant: datetime, zone: str) -> date:
    """Give the civil date an instant falls on in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def instant(day: date, hour: int, minute: int, zone: str) -> datetime:
    """Turn a civil date and time in a zone into a UTC instant."""
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def offset_minutes(at: datetime, zone: str) -> int:
    """Give a zone's offset from UTC at an instant, in minutes."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def each_day(days: Days) -> Iterator[date]:
    """Give the days of a period one by one; both its ends are known."""
    assert days.start is not None
    assert days.end is not None
    for number in range((days.end - days.start).days):
        yield days.start + timedelta(days=number)


def runs_of(days: Iterable[date]) -> tuple[Days, ...]:
    """Put days together into periods with a gap between any two, in order."""
    runs: list[Days] = []
    for day in sorted(set(days)):
        if runs and runs[-1].end == day:
            runs[-1] = closed(runs[-1].start or day, day)
        else:
            runs.append(closed(day, day))
    return tuple(runs)
