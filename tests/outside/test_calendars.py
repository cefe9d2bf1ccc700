"""Calendars of other programs: which days they take, told alike by another reader, and what is wrong with a file by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from monitor.kit.periods import Days
from monitor.kit.problems import Problem
from monitor.outside.calendars import CalendarTooLarge, NotACalendar, RepeatsTooOften, TakenDays, read_calendar
from monitor.outside.calendars.reader import taken

FIRST, AFTER = date(2026, 11, 22), date(2027, 11, 22)
YEAR = Days(FIRST, AFTER)
HOUR, NOTHING = 3600, timedelta()
ZONE = "BEGIN:VTIMEZONE\r\nTZID:Asia/Dushanbe\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0500\r\n"
ZONE += "TZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"


def calendar(*events: str, head: str = "X-WR-TIMEZONE:Asia/Dushanbe\r\n") -> str:
    """Write a calendar; each event is its lines without the title that all of them have."""
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{'' if 'UID:' in each else number}\r\nSUMMARY:Clinic\r\n{each}\r\nEND:VEVENT\r\n"
        for number, each in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\n{head}{body}END:VCALENDAR\r\n"


def hours(*events: str, head: str = "X-WR-TIMEZONE:Asia/Dushanbe\r\n") -> Mapping[str, float]:
    found, unread = taken(calendar(*events, head=head), FIRST, AFTER)
    assert unread == 0
    return {day[5:]: seconds / HOUR for day, seconds in found.items()}


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261203", {"12-01": 24, "12-02": 24}),
        ("DTSTART;VALUE=DATE:20261201", {"12-01": 24}),
        ("DTSTART:20261201T200000Z\r\nDTEND:20261201T230000Z", {"12-02": 3}),
        ("DTSTART;TZID=Asia/Dushanbe:20261201T220000\r\nDURATION:PT4H", {"12-01": 2, "12-02": 2}),
        ("DTSTART:20261201T090000\r\nDTEND:20261201T080000", {}),
        ("DTSTART:20261201T090000\r\nDURATION:PT2H\r\nTRANSP:TRANSPARENT", {}),
        ("DTSTART:20261201T090000\r\nDURATION:PT2H\r\nSTATUS:CANCELLED", {}),
        ("DTSTART:20261201T090000\r\nDURATION:PT2H\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", {}),
        ("DTSTART:20251201T090000\r\nDURATION:PT2H", {}),
        ("DTSTART;VALUE=DATE:20261201\r\nRRULE:FREQ=DAILY;UNTIL=20261203", {"12-01": 24, "12-02": 24, "12-03": 24}),
        ("DTSTART;VALUE=DATE:20261201\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEXDATE;VALUE=DATE:20261202", {"12-01": 24, "12-03": 24}),
        ("DTSTART:20261201T090000\r\nDURATION:PT2H\r\nRDATE:20261205T090000", {"12-01": 2, "12-05": 2}),
    ],
)  # fmt: skip
def test_a_day_is_taken_for_as_long_as_its_entries_last(event: str, told: Mapping[str, float]) -> None:
    assert hours(event) == told


def test_what_lies_over_each_other_counts_once() -> None:
    both = ("DTSTART:20261201T090000\r\nDURATION:PT3H", "DTSTART:20261201T100000\r\nDURATION:PT3H")
    assert hours(*both) == {"12-01": 4}


def test_a_repetition_that_was_moved_is_taken_where_it_went() -> None:
    weekly = "UID:a\r\nDTSTART:20261201T090000\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:a\r\nRECURRENCE-ID:20261208T090000\r\nDTSTART:20261209T090000\r\nDURATION:PT2H"
    assert hours(weekly, moved) == {"12-01": 2, "12-09": 2, "12-15": 2}


def test_times_in_utc_are_read_in_the_zone_the_calendar_names() -> None:
    late = "DTSTART:20261201T200000Z\r\nDURATION:PT1H"
    told = [hours(late, head=head) for head in (ZONE, "X-WR-TIMEZONE:Nowhere/Such\r\n", "")]
    assert told == [{"12-02": 1}, {"12-01": 1}, {"12-01": 1}]


moments = st.datetimes(datetime(2020, 1, 1), datetime(2027, 6, 1)).map(lambda at: at.replace(minute=0, second=0, microsecond=0))  # fmt: skip
rules = st.builds(
    lambda freq, interval, by, end: ";".join(filter(None, (f"FREQ={freq}", f"INTERVAL={interval}", by, end))),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
    st.sampled_from(["", "BYDAY=MO,TH", "BYMONTH=1,6,12"]),
    st.sampled_from(["", "COUNT=40", "UNTIL=20270301T000000"]),
)


@settings(max_examples=40, deadline=None)
@given(moments, st.integers(1, 60), rules)
def test_another_reader_finds_the_same_days(start: datetime, lasting: int, rule: str) -> None:
    text = calendar(f"DTSTART:{start:%Y%m%dT%H%M%S}\r\nDURATION:PT{lasting}H\r\nRRULE:{rule}", head="")
    ours, _ = taken(text, FIRST, FIRST + timedelta(days=120))
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(FIRST, FIRST + timedelta(days=120))
    begun = [event["DTSTART"].dt for event in found]
    days = [(at + timedelta(hours=n)).date() for at in begun for n in range(lasting)]
    assert set(ours) == {day.isoformat() for day in days if FIRST <= day < FIRST + timedelta(days=120)}


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", NotACalendar),
        (b"\x00\xff\xfe a picture", NotACalendar),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", NotACalendar),
        (calendar("DTSTART:20261201T090000").encode()[:-30], NotACalendar),
        (b"BEGIN:VCALENDAR\r\n" * 20_000, NotACalendar),
        (b"x" * (5 << 20), CalendarTooLarge),
        (calendar("DTSTART:19700101T000000\r\nDURATION:PT1M\r\nRRULE:FREQ=SECONDLY").encode(), RepeatsTooOften),
        (calendar(*["DTSTART:20200101T000000\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"] * 40).encode(), RepeatsTooOften),
    ],
    ids=["empty", "picture", "no calendar", "cut", "nested", "huge", "every second", "never"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_by_name(content: bytes, refused: type[Problem]) -> None:
    with pytest.raises(refused):
        read_calendar(content, YEAR, seconds=2)


def test_an_entry_without_a_day_is_counted_and_the_rest_is_read() -> None:
    good = "DTSTART;VALUE=DATE:20261205"
    told = read_calendar(calendar("DTSTART:nonsense", "DESCRIPTION:none", good).encode(), YEAR)
    assert told == TakenDays({date(2026, 12, 5): timedelta(days=1)}, 2)


def test_a_day_counts_from_as_much_as_is_asked() -> None:
    told = TakenDays({FIRST: NOTHING, AFTER: timedelta(hours=4)}, 0)
    assert [told.at_least(least) for least in (NOTHING, timedelta(hours=4), timedelta(hours=5))] == [
        {AFTER}, {AFTER}, set(),
    ]  # fmt: skip
