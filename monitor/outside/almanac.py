"""Public holidays and weekends of countries, as the `holidays` package knows them: where an office's own list begins."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType

from babel.core import get_global

from monitor.kit.workdays import SATURDAY_AND_SUNDAY


@cache
def _collection() -> ModuleType:
    # Taken in when first asked for: it takes longer to import than every command together.
    return import_module("holidays")


def countries() -> tuple[str, ...]:
    """List the countries whose holidays are known, by ISO 3166 code."""
    # Asked of the registry: the list of the package itself takes in the calendars of all of them.
    return tuple(sorted({code for code in _collection().registry.EntityLoader.get_country_codes() if len(code) == 2}))


def public_holidays(country: str, year: int, language: str) -> list[tuple[date, str]]:
    """List the public holidays of a country and year, named in the language if the package has it, in order."""
    known = _collection().country_holidays(country)
    spoken = next((each for each in known.supported_languages if each.split("_")[0] == language), None)
    return sorted(_collection().country_holidays(country, years=year, language=spoken).items())


@cache
def weekend_of(country: str) -> frozenset[int]:
    """Give the weekdays on which a country does not work (Monday is 0); Saturday and Sunday where it is not known."""
    if country not in countries():
        return SATURDAY_AND_SUNDAY
    return frozenset(_collection().country_holidays(country).weekend)


def country_of(zone: str) -> str:
    """Give the country a time zone lies in, empty where it belongs to none."""
    return str(get_global("zone_territories").get(zone) or "")
