"""Calendars as text: two readers that know nothing of each other, and of us, read the same entries back."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta

import icalendar
import recurring_ical_events
import vobject
from hypothesis import given
from hypothesis import strategies as st

from monitor.press.calendars import LINE_OCTETS, AllDay, Standing, calendar_text

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)
READABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120)


def an_entry(summary: str = "Busy", *, last: date = DAY, standing: Standing = Standing.CONFIRMED) -> AllDay:
    return AllDay("one", 3, AT, DAY, last, summary, standing)


def test_the_text_is_this_to_the_letter() -> None:
    assert calendar_text([an_entry()], name="Days; mine").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//monitor//calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Days\\; mine",
        "X-WR-CALNAME:Days\\; mine",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "BEGIN:VEVENT",
        "UID:one",
        "DTSTAMP:20261122T090000Z",
        "SEQUENCE:3",
        "DTSTART;VALUE=DATE:20261201",
        "DTEND;VALUE=DATE:20261202",
        "SUMMARY:Busy",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(READABLE)
def test_any_words_come_back_from_both_readers(summary: str) -> None:
    text = calendar_text([an_entry(summary)], name="Days")
    first = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    second = vobject.readOne(text).vevent
    assert (str(first["SUMMARY"]), second.summary.value) == (summary, summary)


@given(st.text(max_size=300))
def test_no_line_is_too_long_and_none_is_smuggled_in(summary: str) -> None:
    lines = calendar_text([an_entry(summary)], name="Days").removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= LINE_OCTETS for line in lines)
    assert [line for line in lines if not line.isspace() and any(unicodedata.category(c) == "Cc" for c in line)] == []
    assert sum(not line.startswith(" ") for line in lines) == 20


@given(st.integers(0, 61))
def test_an_entry_covers_its_days_and_no_others(more: int) -> None:
    text = calendar_text([an_entry(last=DAY + timedelta(days=more))], name="Days")
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
    covered = [DAY + timedelta(days=n) for n in range(-3, 70) if read.at(DAY + timedelta(days=n))]
    assert covered == [DAY + timedelta(days=n) for n in range(more + 1)]


def test_a_cancelled_entry_takes_no_time() -> None:
    event = vobject.readOne(calendar_text([an_entry(standing=Standing.CANCELLED)], name="Days")).vevent
    assert (event.status.value, event.transp.value) == ("CANCELLED", "TRANSPARENT")
