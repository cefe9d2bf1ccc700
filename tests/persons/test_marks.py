"""What is known of a day: the week, the calendar, the hand; in each the last word counts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from monitor.kit.periods import Days, closed, each_day, runs_of
from monitor.people.rules import DaysWord, Mark, Voice, WeekWord, marks_over, week_on, without

MONDAY = date(2026, 11, 23)
DAYS = Days(MONDAY, MONDAY + timedelta(days=28))
SAID = (Mark.FREE, Mark.NOT_AVAILABLE)

near = st.integers(-40, 40).map(lambda n: MONDAY + timedelta(days=n))
spans = st.builds(lambda first, length: closed(first, first + timedelta(days=length)), near, st.integers(0, 20))
usual = st.builds(WeekWord, st.integers(0, 6), st.sampled_from(Mark), near, st.integers(0, 3))


def word(days: Days, mark: Mark, voice: Voice = Voice.HAND, revision: int = 1) -> DaysWord:
    return DaysWord(UUID(int=1), days, mark, voice, revision, None, "", None)


words = st.builds(word, spans, st.sampled_from(SAID), st.sampled_from(Voice), st.integers(0, 3))


def plainly(day: date, week: list[WeekWord], said: list[DaysWord]) -> Mark:
    """The same, said of one day at a time."""
    for voice in (Voice.HAND, Voice.CALENDAR):
        about = [(w.revision, at, w.mark) for at, w in enumerate(said) if w.voice is voice and day in w.days]
        if about:
            return max(about)[2]
    held = [(w.revision, at, w.mark) for at, w in enumerate(week) if w.weekday == day.weekday() and w.from_day <= day]
    return max(held)[2] if held else Mark.UNKNOWN


@given(st.lists(usual, max_size=8), st.lists(words, max_size=8))
def test_marks_are_what_is_said_of_each_day(week: list[WeekWord], said: list[DaysWord]) -> None:
    assert marks_over(DAYS, week, said) == tuple(plainly(day, week, said) for day in each_day(DAYS))


def test_a_day_nobody_spoke_of_is_not_known() -> None:
    assert set(marks_over(DAYS, (), ())) == {Mark.UNKNOWN}


def test_the_hand_goes_before_the_calendar_and_the_calendar_before_the_week() -> None:
    week = [WeekWord(0, Mark.FREE, MONDAY, 9)]
    taken = word(closed(MONDAY, MONDAY), Mark.NOT_AVAILABLE, Voice.CALENDAR, 9)
    free = word(closed(MONDAY, MONDAY), Mark.FREE, Voice.HAND, 1)
    one = Days(MONDAY, MONDAY + timedelta(days=1))
    told = [marks_over(one, week, said) for said in ((), (taken,), (taken, free))]
    assert told == [(Mark.FREE,), (Mark.NOT_AVAILABLE,), (Mark.FREE,)]


def test_a_week_said_from_a_later_day_does_not_hold_yet() -> None:
    week = [WeekWord(0, Mark.FREE, MONDAY, 1), WeekWord(0, Mark.NOT_AVAILABLE, MONDAY + timedelta(days=14), 2)]
    assert week_on(MONDAY, week)[0] is Mark.FREE
    assert [marks_over(DAYS, week, ())[at] for at in (0, 7, 14, 21)] == [*[Mark.FREE] * 2, *[Mark.NOT_AVAILABLE] * 2]


@given(spans, spans)
def test_what_is_left_of_a_period_is_it_without_the_days_gone(period: Days, gone: Days) -> None:
    left = [day for part in without(period, gone) for day in each_day(part)]
    assert left == [day for day in each_day(period) if day not in gone]


@given(st.lists(near))
def test_runs_hold_the_days_and_do_not_touch(days: list[date]) -> None:
    runs = runs_of(days)
    assert [day for run in runs for day in each_day(run)] == sorted(set(days))
    assert all(one.end < two.start for one, two in pairwise(runs) if one.end and two.start)
