"""What an entry may say before an action sees it, and whose it may be: one that fails is refused alone, by name."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, say
from monitor.people.queries import account_open_to
from monitor.people.queries.devices import took_along
from monitor.sheets.queries import sheet_open_to
from monitor.visits.queries import visit_open_to
from monitor.web.floor.answers import TooLong
from monitor.web.floor.forms import LONGEST_TEXT
from monitor.web.pages.field import entries as written
from monitor.web.pages.field.entries import Written
from monitor.web.pages.sheets.answers import EARLIEST, LATEST

MOST_COUNTED = 1_000_000
DAY = N_("Write the day as year-month-day, such as 2026-11-22, or pick it.")
NUMBER = N_("Write a whole number, or leave it empty if it is not known.")


class NeverTheirs(Problem):
    """A sealed file speaks for somebody to whom the visit was never assigned (D20)."""

    status = 422
    sentence = N_("Its author was never on the team of this visit. It was not taken in; ask them how it came about.")


def check_entry(entry: Written) -> None:
    """Check that times, days, numbers and lengths are ones that can be kept. Raises BadForm, TooLong."""
    for name, value in msgspec.structs.asdict(entry).items():
        match value:
            case datetime():
                if value.tzinfo is None or not EARLIEST < value.year < LATEST:
                    raise _wrong(name, DAY)
            case date():
                if not EARLIEST < value.year < LATEST:
                    raise _wrong(name, DAY)
            case int():
                if not 0 <= value <= MOST_COUNTED:
                    raise _wrong(name, NUMBER)
            case str():
                if len(value) > LONGEST_TEXT and name != "data":
                    raise TooLong()
            case _:
                pass


async def check_author(actor: Actor, author: UUID, entry: Written) -> None:
    """Check that what somebody brings was its author's to write: a file says itself whose it is, and may lie.

    Raises NeverTheirs; NotHere for what the bringer may not see.
    """
    if actor.account == author:
        return
    if isinstance(entry, written.OnSheet):
        if (await sheet_open_to(actor, entry.sheet)).sheet.observed_by != author:
            raise NeverTheirs()
    elif entry.visit is None:
        await account_open_to(actor, author)
    elif not (await visit_open_to(actor, entry.visit)).has(author) and not await took_along(author, entry.visit):
        raise NeverTheirs()


def _wrong(name: str, said: str) -> BadForm:
    return BadForm((FieldError(name, say(said)),))
