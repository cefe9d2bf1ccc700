"""Reads a feed as other programs do: two independent readers that must agree on every entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import httpx
import icalendar
import recurring_ical_events
import vobject

from monitor.visits.rules import Details

ADDRESS = re.compile(r"http://monitor\.test(/feed/[\w-]{43}\.ics)")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a calendar as a reader sees it; `until` is the day after the last."""

    uid: str
    sequence: int
    first: date
    until: date
    summary: str
    status: str


async def new_address(client: httpx.AsyncClient, details: Details = Details.NEUTRAL) -> str:
    """Make an address on the page and give its path."""
    answer = await client.post("/account/feeds", data={"id": str(uuid4()), "details": details.value})
    found = ADDRESS.search(answer.text)
    assert answer.status_code == 200
    assert found is not None
    return found[1]


async def told_by(client: httpx.AsyncClient, path: str) -> list[Told]:
    """Give what both readers understand of an address, in the order of days."""
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    first, second = in_order(by_icalendar(answer.text)), in_order(by_vobject(answer.text))
    assert first == second
    return first


def by_icalendar(text: str) -> Iterable[Told]:
    for event in icalendar.Calendar.from_ical(text).events:
        yield Told(str(event.uid), event.sequence, event.start, event.end, str(event.summary), str(event.get("STATUS")))


def by_vobject(text: str) -> Iterable[Told]:
    for event in vobject.readOne(text).contents.get("vevent", []):
        days = event.dtstart.value, event.dtend.value
        yield Told(event.uid.value, int(event.sequence.value), *days, event.summary.value, event.status.value)


def in_order(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda each: (each.first, each.uid))


def on_day(text: str, day: date) -> list[str]:
    """Give what a calendar shows on a day."""
    return [str(event["SUMMARY"]) for event in recurring_ical_events.of(icalendar.Calendar.from_ical(text)).at(day)]
