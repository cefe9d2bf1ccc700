"""What expressions compute with: exact numbers, texts, truths, days and times, and absence with its kind (law 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from monitor.checklists.rules.model import Absence, Item, Kind
from monitor.checklists.rules.values import number_text

PLACES = 20
KEPT_PLACES = 6
DAY = 1440
DAY_ONE = date(1970, 1, 1).toordinal()
SPACES = re.compile(r"[ \t\r\n]+")
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?|(\d{2}:\d{2})", re.ASCII)
NUMERAL = re.compile(r"[ \t\r\n]*(-?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40}))[ \t\r\n]*", re.ASCII)
STRONGEST = (Absence.NOT_ALLOWED, Absence.NOT_ASSESSED, Absence.UNKNOWN, Absence.NOT_APPLICABLE)
WHOLE = frozenset({Kind.INTEGER, Kind.DURATION, Kind.SCALE, Kind.TALLY})
SEVERAL = frozenset({Kind.CHOICE_MANY, Kind.PHOTO})


@dataclass(frozen=True, slots=True)
class Absent:
    """No value, and why; without a kind it is a blank."""

    kind: Absence | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, a moment or a time of day, in minutes: from the start of 1970, or of the day."""

    minutes: int
    kind: Kind

    @property
    def days(self) -> Fraction:
        """Count days from 1 January 1970, or parts of a day for a time, exactly."""
        return Fraction(self.minutes, DAY)

    @property
    def text(self) -> str:
        """Write it as an answer is kept: 2026-11-22, 2026-11-22T09:05 or 09:05."""
        days, minutes = divmod(self.minutes, DAY)
        clock = time(minutes // 60, minutes % 60).isoformat("minutes")
        if self.kind is Kind.TIME:
            return clock
        day = date.fromordinal(DAY_ONE + days).isoformat()
        return day if self.kind is Kind.DATE else f"{day}T{clock}"


Value = Decimal | str | bool | Dated | Absent
Column = tuple[Value, ...]
Inner = Fraction | str | bool | Dated | Absent
BLANK = Absent()
DOES_NOT_APPLY = Absent(Absence.NOT_APPLICABLE)


class Said(Protocol):
    """What was answered: a canonical text, or why there is none, or neither."""

    @property
    def value(self) -> str | None:
        """Give the canonical text."""

    @property
    def absence(self) -> Absence | None:
        """Give the reason there is none."""


class Scope(Protocol):
    """What an expression is evaluated in: the answers, the answer judged, the day."""

    def value(self, key: str) -> Value | Column:
        """Give the value of a key, or its whole column; a key nobody was asked is absent."""

    @property
    def own(self) -> Value:
        """Give what `.` stands for."""

    @property
    def today(self) -> date:
        """Give the day of the asking, in the facility's zone."""


def value_of(item: Item, given: Said) -> Value:
    """Give the value of an answer: numbers, ids of options (several with spaces between), texts, days and times."""
    if given.value is None:
        return Absent(given.absence)
    if item.kind is Kind.DECIMAL or item.kind in WHOLE:
        return Decimal(given.value)
    if item.kind in {Kind.DATE, Kind.TIME, Kind.MOMENT}:
        return dated(given.value) or DOES_NOT_APPLY
    return given.value.replace(",", " ") if item.kind in SEVERAL else given.value


def answer_text(item: Item, value: Value) -> str | Absent:
    """Give the canonical text a computed value is kept as, or why there is none.

    Whole kinds are rounded half to even, decimals to 6 places; days come from dates or numbers of days; yes or no from
    truths. What does not fit the kind does not apply.
    """
    inner = taken(value)
    if isinstance(inner, Absent):
        return inner
    if inner == "" and isinstance(inner, str):
        return BLANK
    return _kept(item.kind, inner)


def _kept(kind: Kind, value: Inner) -> str | Absent:
    if kind is Kind.DECIMAL or kind in WHOLE:
        number = as_number(value)
        places = KEPT_PLACES if kind is Kind.DECIMAL else 0
        return number if isinstance(number, Absent) else fraction_text(number, places)
    if kind in {Kind.DATE, Kind.TIME, Kind.MOMENT}:
        when = as_dated(kind, value)
        return when if isinstance(when, Absent) else when.text
    if kind is Kind.YES_NO:
        said = ("yes" if value else "no") if isinstance(value, bool) else value
        return said if isinstance(said, str) and said in {"yes", "no"} else DOES_NOT_APPLY
    text = as_text(value)
    return ",".join(chosen(text)) if kind in SEVERAL else text


def chosen(text: str) -> list[str]:
    """Split the ids of chosen options, which stand with spaces between."""
    return [each for each in SPACES.split(text) if each]


def truth(value: Value) -> bool | None:
    """Say whether a condition holds; None when it is not known."""
    held = as_truth(taken(value))
    return None if isinstance(held, Absent) else held


def dated(text: str) -> Dated | None:
    """Read a canonical date, moment or time of day."""
    found = ISO.fullmatch(text)
    if found is None:
        return None
    try:
        if found[3]:
            clock = time.fromisoformat(found[3])
            return Dated(clock.hour * 60 + clock.minute, Kind.TIME)
        moment = datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}")
    except ValueError:
        return None
    minutes = (moment.toordinal() - DAY_ONE) * DAY + moment.hour * 60 + moment.minute
    return Dated(minutes, Kind.MOMENT if found[2] else Kind.DATE)


def strongest(absences: Iterable[Absent]) -> Absent:
    """Choose the absence that says most: not allowed, not assessed, unknown, not applicable, blank."""
    kinds = {absent.kind for absent in absences}
    return Absent(next((kind for kind in STRONGEST if kind in kinds), None))


def taken(value: Value) -> Inner:
    """Take a value in: numbers become exact fractions."""
    return Fraction(value) if isinstance(value, Decimal) else value


def given_out(value: Inner) -> Value:
    """Give a value out: fractions become decimals of at most 20 places, rounded half to even."""
    return Decimal(fraction_text(value, PLACES)) if isinstance(value, Fraction) else value


def fraction_text(number: Fraction, places: int) -> str:
    """Write a number in its canonical spelling with at most so many places, rounded half to even."""
    return number_text(Decimal(f"{round(number * 10**places)}E-{places}"))


def as_number(value: Inner) -> Fraction | Absent:
    """Read a value as a number: texts that spell none do not apply, an empty text is blank."""
    match value:
        case bool():
            return Fraction(int(value))
        case str():
            found = NUMERAL.fullmatch(value)
            if found is None:
                return DOES_NOT_APPLY if value else BLANK
            return Fraction(found[1])
        case Dated():
            return value.days
    return value


def as_text(value: Inner) -> str:
    """Write a value that is not absent as text."""
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return fraction_text(value, PLACES)
        case Dated():
            return value.text
        case Absent():
            return ""
    return value


def as_truth(value: Inner) -> bool | Absent:
    """Read a value as a condition: numbers but zero and texts but the empty one hold."""
    match value:
        case Absent() | bool():
            return value
        case Dated():
            return True
        case Fraction():
            return value != 0
    return value != ""


def as_dated(kind: Kind, value: Inner) -> Dated | Absent:
    """Read a value as a date, a moment or a time: from its like, its text, or a number of days."""
    if isinstance(value, str):
        read = dated(value)
        if read is None:
            return DOES_NOT_APPLY if value else BLANK
        value = read
    if isinstance(value, Dated):
        if (value.kind is Kind.TIME) is not (kind is Kind.TIME) and value.kind is not Kind.MOMENT:
            return DOES_NOT_APPLY
        minutes = value.minutes
    elif isinstance(value, Fraction):
        minutes = (
            round(value * DAY)
            if kind is Kind.MOMENT
            else round(value % 1 * DAY)
            if kind is Kind.TIME
            else value // 1 * DAY
        )
    else:
        return value if isinstance(value, Absent) else DOES_NOT_APPLY
    return _in_reach(kind, minutes)


def _in_reach(kind: Kind, minutes: int) -> Dated | Absent:
    if kind is Kind.TIME:
        return Dated(minutes % DAY, kind)
    if not 0 < minutes // DAY + DAY_ONE <= date.max.toordinal():
        return DOES_NOT_APPLY
    return Dated(minutes // DAY * DAY if kind is Kind.DATE else minutes, kind)
