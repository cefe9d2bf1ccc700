"""Working days: what is counted, and that going there and back comes out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.kit.workdays import Workdays

NEAR = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CALENDARS = st.builds(
    Workdays,
    weekend=st.frozensets(st.integers(0, 6)),
    off=st.frozensets(NEAR, max_size=8),
    worked=st.frozensets(NEAR, max_size=8),
)


def test_a_holiday_and_a_weekend_are_stepped_over() -> None:
    days = Workdays(off=frozenset({date(2026, 11, 23)}), worked=frozenset({date(2026, 11, 28)}))
    assert days.on_or_before(date(2026, 11, 23)) == date(2026, 11, 20)
    assert days.on_or_after(date(2026, 11, 21)) == date(2026, 11, 24)
    assert days.before(date(2026, 11, 25), 2) == date(2026, 11, 20)
    assert days.after(date(2026, 11, 27), 1) == date(2026, 11, 28)


def test_a_week_may_be_free_on_other_days() -> None:
    friday = Workdays(weekend=frozenset({4}))
    assert friday.on_or_before(date(2026, 11, 27)) == date(2026, 11, 26)
    assert friday.works(date(2026, 11, 22))


@given(CALENDARS, NEAR)
def test_rolling_ends_on_the_nearest_working_day(days: Workdays, day: date) -> None:
    for found, step in ((days.on_or_before(day), -1), (days.on_or_after(day), 1)):
        assert days.works(found)
        between = [day + timedelta(days=step * n) for n in range(abs((found - day).days))]
        assert not any(days.works(each) for each in between)


@given(CALENDARS, NEAR, st.integers(0, 20))
def test_going_on_and_back_comes_to_the_same_working_day(days: Workdays, day: date, number: int) -> None:
    start = days.on_or_after(day)
    assert days.before(days.after(start, number), number) == start
