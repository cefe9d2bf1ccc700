"""Keeping holidays: begun from a collection, corrected by hand, from any year."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.facilities.queries.holidays import holiday_countries
from monitor.facilities.rules.holidays import DayKind, UnknownCountry, check_year
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, FieldError
from monitor.kit.text import tidy
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.outside.almanac import countries, public_holidays
from monitor.outside.database import number, run, run_many
from monitor.people.rules import Need

_LIST = UUID(int=2)


@action(Need.HOLIDAY_KEEP)
async def fill_holidays(*, actor: Actor, country: str, year: int, now: datetime) -> int:
    """Take a year's public holidays from the collection and give how many were new; days on the list stay as they are.

    Raises UnknownCountry, UnknownYear.
    """
    check_year(year)
    if country not in countries():
        raise UnknownCountry()
    before = await number("select count(*) from holiday")
    found = public_holidays(country, year, actor.language)
    await run_many(
        "holiday",
        ("id", "country", "day", "name", "kind", "kept_by", "kept_at"),
        [(uuid4(), country, day, name, DayKind.OFF.value, actor.account, now) for day, name in found],
        instead="(country, day) do nothing",
    )
    record(Need.HOLIDAY_KEEP, actor=actor, subject=_LIST, at=now, content=[country, year])
    return await number("select count(*) from holiday") - before


@action(Need.HOLIDAY_KEEP)
async def keep_holiday(*, actor: Actor, country: str, day: date, name: str, kind: DayKind, now: datetime) -> None:
    """Say what a day is in a country; said again, the later word holds. Raises UnknownCountry, UnknownYear, BadForm."""
    check_year(day.year)
    if country not in await holiday_countries(actor):
        raise UnknownCountry()
    if kind is DayKind.OFF and not tidy(name):
        raise BadForm((FieldError("name", say(N_("This is needed."))),))
    await run(
        "insert into holiday (id, country, day, name, kind, kept_by, kept_at) values ({}, {}, {}, {}, {}, {}, {}) "
        "on conflict (country, day) do update set name = excluded.name, kind = excluded.kind, "
        "kept_by = excluded.kept_by, kept_at = excluded.kept_at",
        uuid4(),
        country,
        day,
        tidy(name),
        kind.value,
        actor.account,
        now,
    )
    record(Need.HOLIDAY_KEEP, actor=actor, subject=_LIST, at=now, content=[country, day, kind])
