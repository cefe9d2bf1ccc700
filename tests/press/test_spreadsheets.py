"""What a spreadsheet program opens is what was written: no formula, no lost digit, no lost text."""

from __future__ import annotations

import csv as reader
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from monitor.kit.tabular.cells import guarded, unguarded
from monitor.press.spreadsheets import (
    LONGEST_TEXT,
    Column,
    Direction,
    Separator,
    Sheet,
    TextTooLong,
    Value,
    about,
    csv,
    xlsx,
)

MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


def sheet(*rows: tuple[Value, ...], name: str = "Places") -> Sheet:
    return Sheet(name=name, columns=tuple(Column(f"c{i}") for i in range(len(rows[0]))), rows=rows)


def read_back(made: bytes, index: int = 0) -> list[list[object]]:
    rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(index).to_python(skip_empty_area=False)
    return [list(row) for row in rows]


def test_a_workbook_reads_back_as_written() -> None:
    row = ("=1+1", "https://example.org", 40, Decimal("1.5"), True, DAY, MADE, None, "Ҷӯ \x01", 0)
    headings, values = read_back(xlsx([sheet(row)], made=MADE))

    assert headings == [f"c{i}" for i in range(10)]
    assert values == ["=1+1", "https://example.org", 40, 1.5, True, DAY, MADE.replace(tzinfo=None), "", "Ҷӯ \x01", 0]


def test_numbers_beyond_fifteen_digits_stay_exact_as_text() -> None:
    assert read_back(xlsx([sheet((12345678901234567, Decimal("0.1234567890123456")))], made=MADE))[1] == [
        "12345678901234567",
        "0.1234567890123456",
    ]


def test_sheets_keep_their_order_with_what_they_are_about_first() -> None:
    told = about(name="About", rows=(("Filters", "police stations"), ("Made", DAY)))
    made = xlsx([told, sheet((1,))], made=MADE)

    assert CalamineWorkbook.from_filelike(BytesIO(made)).sheet_names == ["About", "Places"]
    assert read_back(made) == [["Filters", "police stations"], ["Made", DAY]]


def test_sheet_names_are_brought_to_what_the_format_allows() -> None:
    names = ("Visits: [2019/20]?", "x" * 40, "X" * 40, "''", "visits   2019 20")
    made = xlsx([sheet((1,), name=name) for name in names], made=MADE)

    found = CalamineWorkbook.from_filelike(BytesIO(made)).sheet_names
    assert found == ["Visits   2019 20", "x" * 31, f"{'X' * 27} 2", "1", "visits   2019 20 2"]


def test_workbooks_are_the_same_bytes_each_time_and_leave_no_file(tmp_path: Path) -> None:
    made = [xlsx([sheet(("a", 1))], made=MADE, direction=Direction.RTL, scratch=tmp_path) for _ in range(2)]

    assert made[0] == made[1]
    assert list(tmp_path.iterdir()) == []


def test_a_text_no_cell_can_hold_is_refused_not_cut() -> None:
    assert len(str(read_back(xlsx([sheet(("x" * LONGEST_TEXT,))], made=MADE))[1][0])) == LONGEST_TEXT
    with pytest.raises(TextTooLong) as refused:
        xlsx([sheet(("a",), ("x" * (LONGEST_TEXT + 1),))], made=MADE)

    assert dict(refused.value.said.values) == {"row": 3, "sheet": "Places", "most": LONGEST_TEXT}


def test_a_row_of_another_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="zip"):
        xlsx([Sheet(name="a", columns=(Column("x"), Column("y")), rows=[(1,)])], made=MADE)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_text_that_could_be_a_formula_is_guarded(first: str) -> None:
    made = csv(sheet((f"{first}1+1", f"a{first}")))

    assert list(reader.reader(StringIO(made.decode("utf-8-sig"), newline="")))[1] == [f"'{first}1+1", f"a{first}"]


@pytest.mark.parametrize(
    ("value", "comma", "semicolon"),
    [
        (-5, "-5", "-5"),
        (Decimal("-1.50"), "-1.50", "-1,50"),
        (Decimal("1E+3"), "1000", "1000"),
        (1.5, "1.5", "1,5"),
        (None, "", ""),
        (True, "1", "1"),
        (False, "0", "0"),
        (0, "0", "0"),
        (DAY, "2026-11-22", "2026-11-22"),
        (MADE, "2026-11-22 09:00+00:00", "2026-11-22 09:00+00:00"),
        ("-5", "'-5", "'-5"),
        ("'=x", "''=x", "''=x"),
    ],
)
def test_values_of_a_csv(value: Value, comma: str, semicolon: str) -> None:
    made = [csv(sheet((value, "x")), separator).decode("utf-8-sig") for separator in Separator]

    assert made == [f"c0,c1\r\n{comma},x\r\n", f"c0;c1\r\n{semicolon};x\r\n"]


def test_a_csv_begins_with_the_mark_and_quotes_what_it_must() -> None:
    assert csv(sheet(('a,"b"\nc',))) == b'\xef\xbb\xbfc0\r\n"a,""b""\nc"\r\n'


def test_a_guard_is_put_and_taken_back_once() -> None:
    assert [unguarded(guarded(text)) for text in ("=1", "'=1", "''=1", "'", "'a", "")] == [
        "=1",
        "'=1",
        "''=1",
        "'",
        "'a",
        "",
    ]


def test_rows_are_read_as_they_are_written() -> None:
    def rows() -> Iterator[tuple[Value, ...]]:
        yield from ((n,) for n in range(3))

    assert csv(Sheet(name="a", columns=(Column("n"),), rows=rows())).count(b"\r\n") == 4
