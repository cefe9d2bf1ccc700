"""On which days a person can go on a visit, as far as anybody said so. Why not is never asked and never kept.

Three voices, the later over the earlier: the week as it usually is, days taken from the person's own calendar, and what
was said by hand. In each voice the last word counts. A day nobody spoke of is not known: neither free nor taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.kit.periods import Days
from monitor.kit.problems import BadForm, FieldError
from monitor.kit.words import N_, say
from monitor.people.rules.persons import check_order

WEEK = 7
# As far ahead as anybody plans; a longer period is a slip of the keyboard.
LONGEST_PERIOD = 1100


class Mark(StrEnum):
    """What is known of a person on one day."""

    FREE = "free"
    NOT_AVAILABLE = "not_available"
    UNKNOWN = "unknown"


class Voice(StrEnum):
    """Where a word about days comes from."""

    HAND = "hand"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class WeekWord:
    """What holds on one weekday (Monday is 0) from a day on."""

    weekday: int
    mark: Mark
    from_day: date
    revision: int


@dataclass(frozen=True, slots=True)
class DaysWord:
    """What holds on some days, free or not; `said_by` is empty for words older than this way of keeping them."""

    id: UUID
    days: Days
    mark: Mark
    voice: Voice
    revision: int
    said_by: UUID | None
    said_by_name: str
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class Availability:
    """What was said of a person's days: the week that holds today, the words that are not over, a mark per day asked."""

    week: tuple[Mark, ...]
    words: tuple[DaysWord, ...]
    marks: tuple[Mark, ...]


def marks_over(days: Days, week: Iterable[WeekWord], words: Iterable[DaysWord]) -> tuple[Mark, ...]:
    """Give one mark for each of the days, both ends of which are known."""
    assert days.start is not None
    assert days.end is not None
    first, length = days.start, max((days.end - days.start).days, 0)
    marks = [Mark.UNKNOWN] * length
    for usual in sorted(week, key=lambda word: word.revision):
        begin = max((usual.from_day - first).days, 0)
        begin += (usual.weekday - (first + timedelta(days=begin)).weekday()) % WEEK
        for at in range(begin, length, WEEK):
            marks[at] = usual.mark
    for word in sorted(words, key=lambda word: (word.voice is Voice.HAND, word.revision)):
        assert word.days.start is not None
        assert word.days.end is not None
        for at in range(max((word.days.start - first).days, 0), min((word.days.end - first).days, length)):
            marks[at] = word.mark
    return tuple(marks)


def week_on(day: date, week: Iterable[WeekWord]) -> tuple[Mark, ...]:
    """Give what usually holds from Monday to Sunday, by the words in force on a day."""
    held = [word for word in week if word.from_day <= day]
    monday = day + timedelta(days=-day.weekday() % WEEK)
    return marks_over(Days(monday, monday + timedelta(days=WEEK)), held, ())


def mark_of_all(marks: Iterable[Mark]) -> Mark:
    """Give one mark for several days: free only if every day is, not available if one is not."""
    found = set(marks)
    if Mark.NOT_AVAILABLE in found:
        return Mark.NOT_AVAILABLE
    return Mark.FREE if found == {Mark.FREE} else Mark.UNKNOWN


def without(word: Days, gone: Days) -> tuple[Days, ...]:
    """Give what is left of a period when some days are taken out of it: none, one or two periods."""
    assert word.start is not None
    assert word.end is not None
    assert gone.start is not None
    assert gone.end is not None
    left = (Days(word.start, min(gone.start, word.end)), Days(max(gone.end, word.start), word.end))
    return tuple(days for days in left if days.start is not None and days.end is not None and days.start < days.end)


def check_said(mark: Mark, first: date, last: date) -> None:
    """Check that days are said to be free or not, in order and not by the decade. Raises BadForm."""
    check_order(first, last, "away_to")
    if (last - first).days > LONGEST_PERIOD:
        raise BadForm((FieldError("away_to", say(N_("This is longer than three years. Correct one of the days."))),))
    if mark is Mark.UNKNOWN:
        raise BadForm((FieldError("mark", say(N_("Choose free or not available."))),))


def check_week(week: Sequence[Mark]) -> None:
    """Check that a week has its seven days. Raises BadForm."""
    if len(week) != WEEK:
        raise BadForm((FieldError("week", say(N_("A week has seven days. Open the page again and set each."))),))
