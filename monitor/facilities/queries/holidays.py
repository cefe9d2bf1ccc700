"""Reading holidays; that a country does not work on a day is no secret."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.facilities.rules.holidays import DayKind, Holiday
from monitor.kit.actor import Actor, query
from monitor.kit.workdays import Workdays
from monitor.outside.almanac import countries, country_of, weekend_of
from monitor.outside.database import any_of, read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _Zone:
    zone: str


@dataclass(frozen=True, slots=True)
class _Listed:
    country: str
    day: date
    kind: DayKind


@query(Need.FACILITY_VIEW)
async def usual_zone(actor: Actor) -> str:
    """Give the time zone in which most places of the register lie, UTC while there are none."""
    found = await read(_Zone, "select zone from facility group by zone order by count(*) desc, zone limit 1")
    return found[0].zone if found else "UTC"


@query(Need.FACILITY_VIEW)
async def holiday_countries(actor: Actor) -> list[str]:
    """List countries by code, first the one in which most places lie, then the others with places, then the rest."""
    zones = await read(_Zone, "select zone from facility group by zone order by count(*) desc, zone")
    own = [country for row in zones if (country := country_of(row.zone))]
    return list(dict.fromkeys([*own, *countries()]))


@query(Need.FACILITY_VIEW)
async def holidays_of(actor: Actor, country: str, year: int) -> list[Holiday]:
    """List what is kept of a country's year, in order; days taken out are left out."""
    return await read(
        Holiday,
        "select day, name, kind from holiday where country = {} and day >= {} and day <= {} "
        "and kind <> 'ordinary' order by day",
        country,
        date(year, 1, 1),
        date(year, 12, 31),
    )


@query(Need.FACILITY_VIEW)
async def workdays_in(actor: Actor, zones: Iterable[str]) -> dict[str, Workdays]:
    """Give the working days by time zone, as kept for the country each zone lies in."""
    land = {zone: country_of(zone) for zone in set(zones)}
    listed = await read(
        _Listed, "select country, day, kind from holiday where country in {}", any_of(sorted(set(land.values())))
    )
    return {
        zone: Workdays(
            weekend_of(country),
            frozenset(row.day for row in listed if row.country == country and row.kind is DayKind.OFF),
            frozenset(row.day for row in listed if row.country == country and row.kind is DayKind.WORKING),
        )
        for zone, country in land.items()
    }
