"""What is known of a facility, each fact with the day from which it holds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from monitor.kit.periods import Days
from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import Precision
from monitor.kit.words import N_

UNKNOWN_ZONE = "UTC"


class Status(StrEnum):
    """Whether people can be held there now."""

    OPEN = "open"
    TEMPORARILY_CLOSED = "temporarily_closed"
    CLOSED = "closed"
    PLANNED = "planned"


class NameKind(StrEnum):
    """Official names follow each other in time; aliases are what people say."""

    OFFICIAL = "official"
    ALIAS = "alias"


class FigureKind(StrEnum):
    """Figures that others publish about a facility."""

    POPULATION = "population"
    CAPACITY = "capacity"
    INSPECTED_BY = "inspected_by"


class Body(StrEnum):
    """Who else inspects: a small set, so that sources of several countries compare."""

    OMBUDSMAN = "ombudsman"
    NPM = "npm"
    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    PUBLIC_DEFENDER = "public_defender"
    COUNCIL = "council"
    NGO = "ngo"
    OTHER = "other"


STATUS_WORDS = {
    Status.OPEN: N_("Open"),
    Status.TEMPORARILY_CLOSED: N_("Temporarily closed"),
    Status.CLOSED: N_("Closed"),
    Status.PLANNED: N_("Planned, not yet open"),
}
BODY_WORDS = {
    Body.OMBUDSMAN: N_("Ombudsman"),
    Body.NPM: N_("National preventive mechanism"),
    Body.JUDGE: N_("Judge or court"),
    Body.PROSECUTOR: N_("Prosecutor"),
    Body.PUBLIC_DEFENDER: N_("Public defender"),
    Body.COUNCIL: N_("Council or commission"),
    Body.NGO: N_("NGO"),
    Body.OTHER: N_("Other body"),
}


def script_of(name: str) -> str:
    """Tell a name's script by its first letter: Latn, Cyrl, Arab, or Zyyy where none of these is seen."""
    first = next((unicodedata.name(letter, "") for letter in name if letter.isalpha()), "")
    return {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"}.get(first.partition(" ")[0], "Zyyy")


@dataclass(frozen=True, slots=True)
class Name:
    """A name a facility has or had; `days` is open where nothing is known."""

    id: UUID
    kind: NameKind
    name: str
    language: str | None
    days: Days


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility as it was known on one day."""

    id: UUID
    code: str | None
    name: str
    names: tuple[Name, ...]
    type: str
    region: UUID | None
    region_name: str | None
    authority: UUID | None
    authority_name: str | None
    capacity: int | None
    capacity_day: date | None
    zone: str
    status: Status
    status_from: date | None
    unofficial: bool
    address: str | None
    latitude: str | None
    longitude: str | None
    predecessor: UUID | None

    @property
    def other_names(self) -> tuple[Name, ...]:
        """Give former names and aliases, those of today first."""
        return tuple(name for name in self.names if name.name != self.name)


@dataclass(frozen=True, slots=True)
class FacilityLine:
    """A facility as one line of a list."""

    id: UUID
    code: str | None
    name: str
    type: str
    region_name: str | None
    authority_name: str | None
    capacity: int | None
    status: Status
    unofficial: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of facilities is narrowed to; `day` is the day the list speaks of, None the latest known."""

    search: str = ""
    type: str | None = None
    region: UUID | None = None
    authority: UUID | None = None
    status: Status | None = None
    mandate_of: UUID | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A region, or a part of one."""

    id: UUID
    name: str
    parent: UUID | None


@dataclass(frozen=True, slots=True)
class Authority:
    """A body that runs facilities, under the parent it had on the day asked for."""

    id: UUID
    name: str
    parent: UUID | None
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure published by somebody else, with its day or period and its source."""

    kind: FigureKind
    day: date | None
    period: Days
    value: int | None
    body: str | None
    body_kind: Body | None
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the day it began, as far as the day is known."""

    day: date | None = None
    precision: Precision = Precision.DAY


class CodeTaken(Problem):
    status = 409
    sentence = N_("Another place has the code %(code)s: %(name)s. Open that place, or correct the code.")


class OwnPredecessor(Problem):
    status = 422
    sentence = N_("A place cannot follow itself. Choose the place that was there before, or none.")


class GoesRound(Problem):
    status = 422
    sentence = N_("This would put %(name)s above itself. Choose another one above it.")
