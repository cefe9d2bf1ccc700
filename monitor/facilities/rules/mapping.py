"""Mapping files: how a foreign table is read as places and figures; text that people write and may send each other.

A mapping is YAML in which every value is text. docs/import.md tells what may stand in it; whatever else stands there is
refused with the place and the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from enum import StrEnum

from monitor.facilities.rules.places import Body, FigureKind
from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import DayOrder
from monitor.kit.tabular.lines import Encoding, Separator
from monitor.kit.words import N_


class Field(StrEnum):
    """What a column of a register can tell about a place."""

    NAME = "name"
    OTHER_NAMES = "other_names"
    CODE = "code"
    TYPE = "type"
    REGION = "region"
    PART = "part"
    AUTHORITY = "authority"
    STATUS = "status"
    OPENED = "opened"
    CLOSED = "closed"
    CAPACITY = "capacity"
    ZONE = "zone"
    ADDRESS = "address"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


FIELD_WORDS = {
    Field.NAME: N_("Name"),
    Field.OTHER_NAMES: N_("Other names"),
    Field.CODE: N_("Code"),
    Field.TYPE: N_("Type of place"),
    Field.REGION: N_("Region"),
    Field.PART: N_("District or town"),
    Field.AUTHORITY: N_("Authority"),
    Field.STATUS: N_("Status"),
    Field.OPENED: N_("Opened on"),
    Field.CLOSED: N_("Closed on"),
    Field.CAPACITY: N_("Capacity"),
    Field.ZONE: N_("Time zone"),
    Field.ADDRESS: N_("Address"),
    Field.LATITUDE: N_("Latitude"),
    Field.LONGITUDE: N_("Longitude"),
}
NEEDED = (Field.NAME, Field.TYPE, Field.ZONE)
SUMMED = frozenset({Field.CAPACITY})
DATED = frozenset({Field.OPENED, Field.CLOSED})


class Way(StrEnum):
    """How a value is taken from a row."""

    COLUMN = "column"
    VALUE = "value"
    SUM = "sum"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Take:
    """How one value is taken: from a column, several added up or joined, or the same for every row.

    `values` translates what stands in the column (None: as if blank); `otherwise` is for what is not listed there.
    """

    way: Way
    columns: tuple[str, ...] = ()
    value: str = ""
    values: tuple[tuple[str, str | None], ...] = ()
    otherwise: str | None = None
    by: str = ", "
    split: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows left out, told beside the refused ones: those whose column holds one of the values, or nothing."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspecting:
    """A column that says whether a body inspected the place."""

    column: str
    body: str
    kind: Body


@dataclass(frozen=True, slots=True)
class FileRule:
    """How the file itself is read; None means: found out."""

    sheet: str | None = None
    separator: Separator | None = None
    encoding: Encoding | None = None
    dates: DayOrder = DayOrder.YMD


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file as read. `id` names the source: keys are remembered under it from import to import."""

    id: str
    title: str
    source: str
    key: tuple[str, ...]
    file: FileRule = FileRule()
    skip: tuple[Skip, ...] = ()
    register: tuple[tuple[Field, Take], ...] = ()
    numbers: tuple[tuple[FigureKind, Take], ...] = ()
    inspections: tuple[Inspecting, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    period_months: int = 12

    @property
    def fields(self) -> Pairs[Field, Take]:
        """Give the register's fields by name."""
        return dict(self.register)

    def columns(self, kind: Kind) -> tuple[str, ...]:
        """List the headings that an import of this kind needs, each once, the key first."""
        named = [*self.key, *(skip.column for skip in self.skip)]
        if kind is Kind.REGISTER:
            named += [column for _, take in self.register for column in take.columns]
        else:
            named += [column for _, take in self.numbers for column in take.columns]
            named += [inspecting.column for inspecting in self.inspections]
        return tuple(dict.fromkeys(named))


class Kind(StrEnum):
    """What is imported: the places themselves, or figures about places that are known."""

    REGISTER = "register"
    FIGURES = "figures"


class BadMapping(Problem):
    """A mapping file that cannot be followed: `where` names the entry."""

    status = 422
    sentence = N_("The mapping cannot be followed at “%(where)s”: %(said)s")


class NothingMapped(Problem):
    status = 422
    sentence = N_("This mapping says nothing about %(kind)s. Add that section, or import the other kind.")
