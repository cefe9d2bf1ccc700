"""Calendars as iCalendar text (RFC 5545): all-day entries that other programs read from an address.

No METHOD is said: with one an ORGANIZER would be obligatory (RFC 5546), and the text names nobody. So DTSTAMP is the
moment of an entry's last change, and the same entries always give the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

CALENDAR = "text/calendar"
LINE_OCTETS = 75
_PRODUCT = "-//monitor//calendar//EN"
_READ_AGAIN = "PT4H"


class Standing(StrEnum):
    """Whether an entry holds; a cancelled one stays in the text so that programs take theirs away."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class AllDay:
    """One entry of whole days, `first` to `last`; `sequence` rises with each change, `changed_at` is the last one's."""

    uid: str
    sequence: int
    changed_at: datetime
    first: date
    last: date
    summary: str
    standing: Standing


def calendar_text(entries: Iterable[AllDay], *, name: str) -> str:
    """Write a calendar; `name` is what programs that ask for none of their own call it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_READ_AGAIN}",
        f"X-PUBLISHED-TTL:{_READ_AGAIN}",
        *(line for entry in entries for line in _entry(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entry(entry: AllDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{entry.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.first)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.last + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    yield f"STATUS:{entry.standing}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'TRANSPARENT' if entry.standing is Standing.CANCELLED else 'OPAQUE'}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Write a text value (RFC 5545 section 3.3.11); what is no letter to see becomes a space."""
    seen = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign for sign in text)
    return seen.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Break a line after 75 octets at most, between letters; the rest of it begins with a space."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
