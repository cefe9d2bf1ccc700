"""Rows of a foreign table read as places or figures: what a row says, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from monitor.codes import is_code
from monitor.facilities.rules.mapping import FIELD_WORDS, Field, Kind, Mapping, Take, Way
from monitor.facilities.rules.places import Body, FigureKind, Status
from monitor.kit.periods import Days
from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import (
    BadCell,
    Cell,
    Dated,
    Precision,
    check_one_order,
    dated,
    decimal,
    orders_seen,
    text,
    whole,
)
from monitor.kit.tabular.heads import Table
from monitor.kit.tabular.lines import Row, same_name
from monitor.kit.words import N_, Sentence, say

T = TypeVar("T")
KEY_SEPARATOR = " | "
WIDEST = 180  # degrees of longitude
LATITUDE_LIMIT = 90
_ENCODE = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says about one place; None where it says nothing."""

    name: str
    type: str
    zone: str
    other_names: tuple[str, ...] = ()
    code: str | None = None
    regions: tuple[str, ...] = ()
    authority: str | None = None
    status: Status = Status.OPEN
    since: date | None = None
    precision: Precision = Precision.DAY
    capacity: int | None = None
    address: str | None = None
    latitude: str | None = None
    longitude: str | None = None


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """One figure of a row. `value` 1 or 0 says whether a body inspected."""

    kind: FigureKind
    value: int
    body: str | None = None
    body_kind: Body | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One row as read: its key, and what it says or why it is refused or left out."""

    row: int
    key: str
    name: str
    said: Said | None = None
    figures: tuple[FigureSaid, ...] = ()
    fault: Sentence | None = None
    skipped: Sentence | None = None


class NotInTheMapping(BadCell):
    sentence = N_("“%(found)s” is not among the values of the mapping. Add it under values, or give an otherwise.")


class NotAZone(BadCell):
    sentence = N_("“%(found)s” is not a time zone. Write its full name, such as Asia/Dushanbe.")


class NotAType(BadCell):
    sentence = N_("“%(found)s” is not a type of place. Translate it under values in the mapping.")


class NotAStatus(BadCell):
    sentence = N_("“%(found)s” is not a status. Translate it under values in the mapping.")


class NotACoordinate(BadCell):
    sentence = N_("“%(found)s” is not a coordinate in degrees. Write it such as 40.2833.")


class BelowZero(BadCell):
    sentence = N_("“%(found)s” is below zero.")


class NeitherYesNorNo(BadCell):
    sentence = N_("“%(found)s” is neither among the words for yes nor among those for no in the mapping.")


class _Refused(Exception):
    """Carries a row's fault to the one place that notes it."""

    def __init__(self, said: Sentence) -> None:
        self.said = said


def said_text(said: Said) -> str:
    """Write what a source said as canonical text, to be kept, hashed and compared; cells are in NFC already."""
    return _ENCODE(said).decode()


def said_of(text: str) -> Said:
    """Read back what a source said."""
    return msgspec.json.decode(text, type=Said)


def period_of(mapping: Mapping, as_of: date) -> Days:
    """Give the months up to and with the day that a source speaks of."""
    months = as_of.year * 12 + as_of.month - mapping.period_months
    return Days(date(months // 12, months % 12 + 1, 1), date.fromordinal(as_of.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one table under one mapping, and remembers how its dates are written."""

    mapping: Mapping
    kind: Kind
    places: dict[str, int]
    as_of: date
    dates: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, mapping: Mapping, kind: Kind, *, as_of: date) -> Reader:
        """Make a reader for a table; raises what its headings lack."""
        return cls(mapping, kind, {name: table.place(name) for name in mapping.columns(kind)}, as_of)

    def records(self, rows: Iterable[Row]) -> Iterator[Record]:
        """Read rows one by one; whatever a row lacks is told in its record."""
        return (self.record(row) for row in rows)

    def check_dates(self) -> None:
        """Refuse the whole table, once it is read, if a column mixes date orders."""
        for column, found in self.dates.items():
            check_one_order(orders_seen((row, cell) for cell, row in found.items()), column=column)

    def record(self, row: Row) -> Record:
        key, name = self._key(row), self._name(row)
        record = Record(row=row.number, key=same_name(key), name=name)
        if row.fault is not None:
            return Record(row.number, record.key, name, fault=row.fault)
        skipped = self._skipped(row)
        if skipped is not None:
            return Record(row.number, record.key, name, skipped=skipped)
        try:
            if not key.replace(KEY_SEPARATOR.strip(), "").strip():
                raise _Refused(say(N_("All key columns are blank, so the place cannot be told from others.")))
            if self.kind is Kind.REGISTER:
                return Record(row.number, record.key, name, said=self._said(row))
            return Record(row.number, record.key, name, figures=tuple(self._figures(row)))
        except _Refused as refused:
            return Record(row.number, record.key, name, fault=refused.said)

    def _cell(self, row: Row, column: str) -> Cell:
        return row.cells[self.places[column]]

    def _key(self, row: Row) -> str:
        return KEY_SEPARATOR.join(text(self._cell(row, column)) or "" for column in self.mapping.key)

    def _name(self, row: Row) -> str:
        take = self.mapping.fields.get(Field.NAME)
        columns = take.columns if take and self.kind is Kind.REGISTER else self.mapping.key[:1]
        return " ".join(text(self._cell(row, column)) or "" for column in columns)

    def _skipped(self, row: Row) -> Sentence | None:
        for rule in self.mapping.skip:
            found = text(self._cell(row, rule.column)) or ""
            if same_name(found) in map(same_name, rule.values):
                said = N_("Left out by the mapping: “%(column)s” is “%(found)s”.")
                return say(said, column=rule.column, found=found)
        return None

    def _said(self, row: Row) -> Said:
        status, since, precision = self._status(row)
        return Said(
            name=self._needed(row, Field.NAME),
            type=self._checked(row, Field.TYPE, _type) or self._needed(row, Field.TYPE),
            zone=self._checked(row, Field.ZONE, _zone) or self._needed(row, Field.ZONE),
            other_names=self._other_names(row),
            code=self._text(row, Field.CODE),
            regions=tuple(name for name in (self._text(row, Field.REGION), self._text(row, Field.PART)) if name),
            authority=self._text(row, Field.AUTHORITY),
            status=status,
            since=since,
            precision=precision,
            capacity=self._number(row, self.mapping.fields.get(Field.CAPACITY)),
            address=self._text(row, Field.ADDRESS),
            latitude=self._checked(row, Field.LATITUDE, _latitude),
            longitude=self._checked(row, Field.LONGITUDE, _longitude),
        )

    def _status(self, row: Row) -> tuple[Status, date | None, Precision]:
        """Give the status on the day of the file: a closing day that has passed closes, an opening day ahead plans."""
        said = self._checked(row, Field.STATUS, _status)
        status = Status(said) if said else Status.OPEN
        closing, opening = self._dated(row, Field.CLOSED), self._dated(row, Field.OPENED)
        if closing is not None and closing.first <= self.as_of:
            return Status.CLOSED, closing.first, closing.precision
        if opening is not None and opening.first > self.as_of:
            return Status.PLANNED, None, Precision.DAY
        if opening is not None and status is Status.OPEN:
            return status, opening.first, opening.precision
        return status, None, Precision.DAY

    def _dated(self, row: Row, dating: Field) -> Dated | None:
        take = self.mapping.fields.get(dating)
        if take is None:
            return None
        cell = self._cell(row, take.columns[0])
        if isinstance(cell, str):
            self.dates.setdefault(take.columns[0], {}).setdefault(cell, row.number)
        return self._taken(row, take, lambda cell: dated(cell, self.mapping.file.dates))

    def _figures(self, row: Row) -> Iterator[FigureSaid]:
        for kind, take in self.mapping.numbers:
            value = self._number(row, take)
            if value is not None:
                yield FigureSaid(kind, value)
        yes, no = set(map(same_name, self.mapping.yes)), set(map(same_name, self.mapping.no))
        for asked in self.mapping.inspections:
            found = text(self._cell(row, asked.column))
            if found is None:
                continue
            if same_name(found) not in yes | no:
                raise _Refused(_in_column(asked.column, NeitherYesNorNo(found=found).said))
            yield FigureSaid(FigureKind.INSPECTED_BY, int(same_name(found) in yes), asked.body, asked.kind)

    def _other_names(self, row: Row) -> tuple[str, ...]:
        take, found = self.mapping.fields.get(Field.OTHER_NAMES), self._text(row, Field.OTHER_NAMES)
        if take is None or found is None:
            return ()
        names = (" ".join(name.split()) for name in (found.split(take.split) if take.split else [found]))
        return tuple(dict.fromkeys(name for name in names if name))

    def _number(self, row: Row, take: Take | None) -> int | None:
        """Read a number, or add several up: blanks count nothing, and nothing but blanks is no number."""
        if take is None:
            return None
        found = [self._taken(row, Take(Way.COLUMN, (column,)), _count) for column in take.columns]
        known = [value for value in found if value is not None]
        return sum(known) if known else None

    def _needed(self, row: Row, field: Field) -> str:
        found = self._text(row, field)
        if found is None:
            said = N_("%(field)s is blank, and a place cannot be added without it.")
            raise _Refused(say(said, field=say(FIELD_WORDS[field])))
        return found

    def _text(self, row: Row, field: Field) -> str | None:
        return self._checked(row, field, _as_it_is)

    def _checked(self, row: Row, field: Field, check: Callable[[str], str]) -> str | None:
        take = self.mapping.fields.get(field)
        if take is None:
            return None
        if take.way is Way.VALUE:
            return take.value
        if take.way is Way.JOIN:
            parts = (text(self._cell(row, column)) for column in take.columns)
            return take.by.join(" ".join(part.split()) for part in parts if part) or None
        meanings = _meanings(take)

        def translated(cell: Cell) -> str | None:
            found = text(cell)
            if found is None:
                return take.otherwise
            if meanings:
                if same_name(found) in meanings:
                    return meanings[same_name(found)]
                if take.otherwise is None:
                    raise NotInTheMapping(found=found)
                return take.otherwise
            return check(" ".join(found.split()))

        return self._taken(row, take, translated)

    def _taken(self, row: Row, take: Take, read: Callable[[Cell], T | None]) -> T | None:
        """Read a cell, and put the column's heading before whatever is wrong with it."""
        try:
            return read(take.value if take.way is Way.VALUE else self._cell(row, take.columns[0]))
        except Problem as problem:
            column = take.columns[0] if take.columns else ""
            raise _Refused(_in_column(column, problem.said)) from None


@cache
def _meanings(take: Take) -> dict[str, str | None]:
    return {same_name(found): meant for found, meant in take.values}


def _in_column(column: str, said: Sentence) -> Sentence:
    return say(N_("Column “%(column)s”: %(said)s"), column=column, said=said)


def _as_it_is(found: str) -> str:
    return found


def _count(cell: Cell) -> int | None:
    found = whole(cell)
    if found is not None and found < 0:
        raise BelowZero(found=found)
    return found


def _type(found: str) -> str:
    if not is_code("facility_types", found):
        raise NotAType(found=found)
    return found


def _status(found: str) -> str:
    if found not in set(Status):
        raise NotAStatus(found=found)
    return found


@cache
def _zone(found: str) -> str:
    try:
        return ZoneInfo(found).key
    except (ValueError, OSError, LookupError):
        raise NotAZone(found=found) from None


def _latitude(found: str) -> str:
    return _degrees(found, LATITUDE_LIMIT)


def _longitude(found: str) -> str:
    return _degrees(found, WIDEST)


def _degrees(found: str, limit: int) -> str:
    number = decimal(found)
    if number is None or abs(number) > limit:
        raise NotACoordinate(found=found)
    return str(number)
