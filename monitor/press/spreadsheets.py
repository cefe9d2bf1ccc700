"""Tables for spreadsheet programs: XLSX whose text can never become a formula, CSV whose text is guarded against that.

Values come worded and filtered; what absence looks like is the caller's choice of text. None is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import guarded
from monitor.kit.words import N_

Value = str | int | float | Decimal | bool | date | datetime | None

BOM = "\ufeff"
NEXT_LINE = "\r\n"
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_575
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
EXACT = 15
LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class TextTooLong(Problem):
    status = 422
    sentence = N_(
        "A text in row %(row)s of “%(sheet)s” is longer than a spreadsheet cell can hold (%(most)s characters). "
        "Export as CSV instead; it has no such limit."
    )


class TooManyRows(Problem):
    status = 422
    sentence = N_(
        "“%(sheet)s” has more rows than a spreadsheet can hold (%(most)s). Narrow the filters, or export as CSV."
    )


class Separator(StrEnum):
    """What stands between the cells of a CSV: semicolons where the comma is the decimal mark."""

    COMMA = ","
    SEMICOLON = ";"


class Direction(StrEnum):
    """Which way a sheet is laid out."""

    LTR = "ltr"
    RTL = "rtl"


_TO_QUOTE = {separator: re.compile(f'["\r\n{separator.value}]') for separator in Separator}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and its width in characters."""

    heading: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its rows are as long as its columns and are read once, as they are written."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]


def about(*, name: str, rows: tuple[tuple[str, Value], ...]) -> Sheet:
    """Make the sheet that says what an export holds: pairs of what and which, without headings."""
    return Sheet(name=name, columns=(Column("", 28), Column("", 90)), rows=rows)


def xlsx(
    sheets: Sequence[Sheet], *, made: datetime, direction: Direction = Direction.LTR, scratch: Path | None = None
) -> bytes:
    """Write a workbook. Rows pass through a file in a folder of its own under `scratch`, which is gone afterwards."""
    out = BytesIO()
    with TemporaryDirectory(dir=scratch) as folder, xlsxwriter.Workbook(out, {**OPTIONS, "tmpdir": folder}) as book:
        book.set_properties({"created": made.replace(tzinfo=None)})
        press = _Press(
            heading=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            text=book.add_format({"text_wrap": True, "valign": "top"}),
            day=book.add_format({"num_format": "d mmm yyyy", "valign": "top"}),
            moment=book.add_format({"num_format": "d mmm yyyy hh:mm", "valign": "top"}),
        )
        for sheet, name in zip(sheets, _names(sheets), strict=True):
            page = book.add_worksheet(name)
            if direction is Direction.RTL:
                page.right_to_left()
            press.fill(page, sheet)
    return out.getvalue()


def csv(sheet: Sheet, separator: Separator = Separator.COMMA) -> bytes:
    """Write one table as UTF-8 with the mark that spreadsheet programs need; dates as 2026-11-22, text guarded."""
    headed = any(column.heading for column in sheet.columns)
    headings = [tuple(column.heading for column in sheet.columns)] if headed else []
    return csv_of(csv_cells(row, separator) for rows in (headings, sheet.rows) for row in rows)


def csv_cells(values: Sequence[Value], separator: Separator = Separator.COMMA) -> str:
    """Write a line, or the cells of a stretch of one: stretches joined by the separator make the line."""
    to_quote = _TO_QUOTE[separator]
    cells = [_in_csv(value, separator) for value in values]
    if cells == [""]:
        return '""'
    return separator.value.join(
        '"{}"'.format(cell.replace('"', '""')) if to_quote.search(cell) else cell for cell in cells
    )


def csv_of(lines: Iterable[str]) -> bytes:
    """Make a file of lines written by `csv_cells`, the headings first: UTF-8 with the mark spreadsheet programs need."""
    return (BOM + "".join(f"{line}{NEXT_LINE}" for line in lines)).encode()


@dataclass(frozen=True, slots=True)
class _Press:
    """The formats of one workbook."""

    heading: xlsxwriter.Format
    text: xlsxwriter.Format
    day: xlsxwriter.Format
    moment: xlsxwriter.Format

    def fill(self, page: xlsxwriter.Worksheet, sheet: Sheet) -> None:
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
        first = 0
        if any(column.heading for column in sheet.columns):
            first = 1
            page.freeze_panes(1, 0)
            for place, column in enumerate(sheet.columns):
                page.write_string(0, place, column.heading, self.heading)
        for number, row in enumerate(sheet.rows, start=first):
            if number > MOST_ROWS:
                raise TooManyRows(sheet=sheet.name, most=MOST_ROWS)
            for place, (value, _) in enumerate(zip(row, sheet.columns, strict=True)):
                self.put(page, number, place, value, sheet.name)

    def put(self, page: xlsxwriter.Worksheet, row: int, place: int, value: Value, sheet: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            page.write_boolean(row, place, value)
        elif isinstance(value, datetime):
            page.write_datetime(row, place, value.replace(tzinfo=None), self.moment)
        elif isinstance(value, date):
            page.write_datetime(row, place, value, self.day)
        elif isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise TextTooLong(row=row + 1, sheet=sheet, most=LONGEST_TEXT)
            page.write_string(row, place, value, self.text)
        elif _fits_a_number(value):
            page.write_number(row, place, float(value))
        else:
            page.write_string(row, place, str(value), self.text)


def _fits_a_number(value: float | Decimal) -> bool:
    """Say whether a spreadsheet, which keeps 15 digits, shows this number as it is."""
    number = Decimal(str(value))
    return number.is_finite() and len(number.as_tuple().digits) <= EXACT


def _in_csv(value: Value, separator: Separator) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, float | Decimal):
        said = format(Decimal(str(value)), "f")
        return said.replace(".", ",") if separator is Separator.SEMICOLON else said
    return str(value)


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Bring sheet names to what the format allows, each once whatever the case."""
    given: dict[str, str] = {}
    for sheet in sheets:
        plain = FORBIDDEN_IN_NAMES.sub(" ", sheet.name).strip(" '") or "1"
        name, n = plain[:LONGEST_NAME], 1
        while name.casefold() in given:
            n += 1
            name = f"{plain[: LONGEST_NAME - 4]} {n}"
        given[name.casefold()] = name
    return list(given.values())
