"""Working days: a week with its free days, days off, and days worked all the same."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked: `weekend` holds weekdays (Monday is 0), `off` and `worked` single days that differ."""

    weekend: Set[int] = SATURDAY_AND_SUNDAY
    off: Set[date] = frozenset()
    worked: Set[date] = frozenset()

    def works(self, day: date) -> bool:
        """Say whether a day is worked; a week without any working day is worked throughout, so that counting ends."""
        if day in self.worked:
            return True
        return day not in self.off and (day.weekday() not in self.weekend or len(self.weekend) > 6)

    def on_or_before(self, day: date) -> date:
        """Give the day, or the last working day before it."""
        while not self.works(day):
            day -= _DAY
        return day

    def on_or_after(self, day: date) -> date:
        """Give the day, or the first working day after it."""
        while not self.works(day):
            day += _DAY
        return day

    def before(self, day: date, number: int) -> date:
        """Go back a number of working days; the day itself does not count."""
        for _ in range(number):
            day = self.on_or_before(day - _DAY)
        return day

    def after(self, day: date, number: int) -> date:
        """Go on a number of working days; the day itself does not count."""
        for _ in range(number):
            day = self.on_or_after(day + _DAY)
        return day
