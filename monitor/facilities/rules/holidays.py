"""Days that a country does not work, and days it works although its week is free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.kit.problems import Problem
from monitor.kit.words import N_

FIRST_YEAR, LAST_YEAR = 1990, 2100


class DayKind(StrEnum):
    """What a day on the list is; `ordinary` is as the week has it, so that a day once listed can be taken out."""

    OFF = "off"
    WORKING = "working"
    ORDINARY = "ordinary"


DAY_WORDS: Mapping[DayKind, str] = {
    DayKind.OFF: N_("day off"),
    DayKind.WORKING: N_("worked, although the week is free"),
    DayKind.ORDINARY: N_("an ordinary day"),
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day of a country's list."""

    day: date
    name: str
    kind: DayKind


class UnknownCountry(Problem):
    status = 422
    sentence = N_("The collection has no holidays of this country. Write its days off below, one by one.")


class UnknownYear(Problem):
    status = 422
    sentence = N_("Choose a year from %(first)s to %(last)s.")


def check_year(year: int) -> None:
    """Raise UnknownYear outside the years that can be kept."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownYear(first=FIRST_YEAR, last=LAST_YEAR)
