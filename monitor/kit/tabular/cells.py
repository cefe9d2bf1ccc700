"""Cells of a foreign table and what they say: text, whole numbers, decimals, days.

A blank reads as None, never as zero or no. A cell that does not say what is asked raises a problem whose sentence names
the cell's content and the remedy; the caller adds the row and the column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say

Cell = str | int | float | bool | datetime | date | time | timedelta

GUARDED = frozenset("=+-@\t\r\n\0＝＋－＠")
SPREADSHEET_EPOCH = date(1899, 12, 30)
FIRST_SURE_SERIAL, LAST_SERIAL = 61, 2_958_465  # before 61 spreadsheets disagree about 29 Feb 1900
SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))")
WHOLE = re.compile(r"-?\d+(?:[.,]0{1,2})?")
DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?")
GROUPED = re.compile(r"-?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+)")
TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")


class BadCell(Problem):
    """A cell does not say what its column is for; subclasses say what was expected."""

    status = 422


class NotAWholeNumber(BadCell):
    sentence = N_("“%(found)s” is not a whole number. Write digits only, such as 1200 or 1 200.")


class NotANumber(BadCell):
    sentence = N_("“%(found)s” is not a number. Write digits with one decimal point or comma, such as 12.5.")


class NotADay(BadCell):
    sentence = N_("“%(found)s” is not a date. Write %(pattern)s, with four digits for the year.")


class OtherDayOrder(BadCell):
    sentence = N_(
        "“%(found)s” cannot be a date written %(order)s, as this file's dates are. Correct the cell, or the date order."
    )


class OnlyADayNumber(BadCell):
    sentence = N_(
        "“%(found)s” looks like a spreadsheet's number for a day. "
        "Save the column as dates, or import the workbook itself."
    )


class NotAFullDay(BadCell):
    sentence = N_("“%(found)s” is a month or a year; a full date is needed here.")


class MixedDayOrders(BadCell):
    sentence = N_(
        "Column “%(column)s” mixes date orders: row %(row)s can only be %(order)s, row %(other_row)s only %(other)s. "
        "Bring the dates to one order and import again; nothing was saved."
    )


class DayOrder(StrEnum):
    """The order in which a file writes day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Precision(StrEnum):
    """How much of a date was said."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


ORDER_WORDS = {DayOrder.DMY: N_("day first"), DayOrder.MDY: N_("month first"), DayOrder.YMD: N_("year first")}
PATTERNS = {DayOrder.DMY: N_("day.month.year"), DayOrder.MDY: N_("month/day/year"), DayOrder.YMD: N_("year-month-day")}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as far as it was said: it lies in [first, until)."""

    first: date
    until: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class OrdersSeen:
    """The orders a column's dates insist on, each with the first row that fits no other, and how many fit several."""

    only: tuple[tuple[DayOrder, int], ...]
    either: int


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip("'")[:1] in GUARDED and text.strip("'") else text


def unguarded(text: str) -> str:
    """Take back, once, the apostrophe that `guarded` or another careful export put there."""
    return text[1:] if text[:1] == "'" and text.strip("'") and text.lstrip("'")[0] in GUARDED else text


def text(cell: Cell) -> str | None:
    """Read a cell as text without outer spaces, in NFC; numbers and dates as one would write them."""
    if isinstance(cell, str):
        said = unicodedata.normalize("NFC", cell.strip())
    elif isinstance(cell, bool):
        said = "1" if cell else "0"
    elif isinstance(cell, datetime):
        said = cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    elif isinstance(cell, date | time):
        said = cell.isoformat()
    elif isinstance(cell, float):
        said = str(int(cell)) if cell.is_integer() else repr(cell)
    else:
        said = str(cell)
    return said or None


def whole(cell: Cell) -> int | None:
    """Read a whole number; spaces may group thousands. A comma or point between thousands is refused as ambiguous."""
    said = text(cell)
    if said is None:
        return None
    plain = _digits(said)
    if isinstance(cell, bool | date | time | timedelta) or not WHOLE.fullmatch(plain):
        raise NotAWholeNumber(found=said)
    return int(re.split("[.,]", plain)[0])


def decimal(cell: Cell) -> Decimal | None:
    """Read a number with a decimal comma or point; thousands may be grouped by spaces, or by the other mark."""
    said = text(cell)
    if said is None:
        return None
    plain = _digits(said)
    if isinstance(cell, bool | date | time | timedelta):
        raise NotANumber(found=said)
    if GROUPED.fullmatch(plain):
        mark = "," if plain.rfind(",") > plain.rfind(".") else "."
        return Decimal("".join(c for c in plain if c.isdecimal() or c in ("-", mark)).replace(",", "."))
    if not DECIMAL.fullmatch(plain):
        raise NotANumber(found=said)
    return Decimal(plain.replace(",", "."))


def day(cell: Cell, order: DayOrder) -> date | None:
    """Read a full date written in this order; a workbook's own dates and day numbers need no order."""
    found = dated(cell, order)
    if found is None:
        return None
    if found.precision is not Precision.DAY:
        raise NotAFullDay(found=text(cell) or "")
    return found.first


def dated(cell: Cell, order: DayOrder) -> Dated | None:
    """Read a date as far as it is said: a day, a month (`2009-04`) or a year (`1952`)."""
    if isinstance(cell, datetime):
        return _one_day(cell.date())
    if isinstance(cell, date):
        return _one_day(cell)
    said = text(cell)
    if said is None:
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _numbered(cell, said, order)
    found = _written(said, order)
    if found is not None:
        return found
    if _orders_fitting(said):
        raise OtherDayOrder(found=said, order=say(ORDER_WORDS[order]))
    if said.isdecimal() and FIRST_SURE_SERIAL <= int(said) <= LAST_SERIAL:
        raise OnlyADayNumber(found=said)
    raise NotADay(found=said, pattern=say(PATTERNS[order]))


def orders_seen(cells: Iterable[tuple[int, Cell]]) -> OrdersSeen:
    """Look through a column, given as (row, cell), for dates that can be read in one order only."""
    only: dict[DayOrder, int] = {}
    either = 0
    for row, cell in cells:
        fitting = _orders_fitting(cell.strip()) if isinstance(cell, str) else ()
        if len(fitting) == 1:
            only.setdefault(fitting[0], row)
        elif fitting:
            either += 1
    return OrdersSeen(only=tuple(only.items()), either=either)


def check_one_order(seen: OrdersSeen, *, column: str) -> None:
    """Refuse a column whose dates insist on more than one order: those that fit several could not be trusted."""
    if len(seen.only) > 1:
        (order, row), (other, other_row) = seen.only[:2]
        words = {"order": _order_word(order), "other": _order_word(other)}
        raise MixedDayOrders(column=column, row=row, other_row=other_row, **words)


def _order_word(order: DayOrder) -> Sentence:
    return say(ORDER_WORDS[order])


def _digits(said: str) -> str:
    """Bring any script's digits to ASCII, drop grouping spaces, and use one minus sign."""
    if said.isdecimal() and said.isascii():
        return said
    ascii_digits = (
        said if said.isascii() else "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in said)
    )
    return SPACES.sub("", ascii_digits).replace("\u2212", "-").replace("\u066b", ".")


def _one_day(found: date) -> Dated:
    return Dated(first=found, until=found + timedelta(days=1), precision=Precision.DAY)


def _numbered(cell: float, said: str, order: DayOrder) -> Dated:
    if isinstance(cell, int) and 1000 <= cell <= 2200:  # a year was typed; as a day number it would be 1902 to 1906
        return _year(cell)
    if FIRST_SURE_SERIAL <= cell <= LAST_SERIAL:
        return _one_day(SPREADSHEET_EPOCH + timedelta(days=int(cell)))
    raise NotADay(found=said, pattern=say(PATTERNS[order]))


def _written(said: str, order: DayOrder) -> Dated | None:
    parts = re.split(r"[./\-]| +", _digits(TIME_OF_DAY.sub("", said)))
    if len(parts) > 3 or not all(p.isdecimal() and len(p) in (1, 2, 4) for p in parts):
        return None
    places = order.value[-len(parts) :] if order is not DayOrder.YMD else order.value[: len(parts)]
    if len(parts) == 2:
        places = "ym" if order is DayOrder.YMD else "my"
    found = dict(zip(places, parts, strict=True))
    if len(found["y"]) != 4 or any(len(found[p]) > 2 for p in "md" if p in found):
        return None
    try:
        first = date(int(found["y"]), int(found.get("m", 1)), int(found.get("d", 1)))
    except ValueError:
        return None
    return _one_day(first) if "d" in found else _month(first) if "m" in found else _year(first.year)


def _month(first: date) -> Dated:
    until = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Dated(first=first, until=until, precision=Precision.MONTH)


def _year(year: int) -> Dated:
    return Dated(first=date(year, 1, 1), until=date(year + 1, 1, 1), precision=Precision.YEAR)


def _orders_fitting(said: str) -> tuple[DayOrder, ...]:
    found = ((order, _written(said, order)) for order in DayOrder)
    return tuple(order for order, dated_ in found if dated_ is not None and dated_.precision is Precision.DAY)
