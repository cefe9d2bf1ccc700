"""Other people's calendars (ICS), read without trust."""

from __future__ import annotations

from monitor.outside.calendars.asking import (
    LARGEST_CALENDAR,
    CalendarTooLarge,
    NotACalendar,
    RepeatsTooOften,
    TakenDays,
    read_calendar,
)

__all__ = ["LARGEST_CALENDAR", "CalendarTooLarge", "NotACalendar", "RepeatsTooOften", "TakenDays", "read_calendar"]
