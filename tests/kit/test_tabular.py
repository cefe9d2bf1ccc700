"""Text tables of any make are read alike; what cannot be read is refused by row and reason."""

from __future__ import annotations

import csv
import tracemalloc
from datetime import date, datetime
from io import BufferedReader, BytesIO, RawIOBase, StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.kit.problems import Problem
from monitor.kit.tabular import cells, heads, lines
from monitor.kit.tabular.cells import DayOrder, Precision
from monitor.kit.tabular.lines import Encoding, Layout, Row, Separator
from monitor.kit.words import word

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONG_ROW = b"IVS 1,Khujand,40\n"
REGISTER = "Название;Город;Вместимость\nИВС № 1;Душанбе;40\nСИЗО-2;Худжанд;1 200\n"
PLACES = ("Название", "Вместимость")


def read(content: bytes, *wanted: str) -> heads.Table:
    stream = BytesIO(content)
    return heads.table(lines.text_rows(stream, lines.layout_of(stream, wanted=wanted)), wanted=wanted)


def said(problem: Problem) -> str:
    return word(problem.said, "en")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_read_alike(encoding: str, line_end: str) -> None:
    table = read(REGISTER.replace("\n", line_end).encode(encoding), *PLACES)

    assert table.columns == ("Название", "Город", "Вместимость")
    assert list(table.rows) == [Row(2, ("ИВС № 1", "Душанбе", "40")), Row(3, ("СИЗО-2", "Худжанд", "1 200"))]


def test_western_code_page_is_told_from_cyrillic() -> None:
    stream = BytesIO("Nome;Município\nPrisão Feijó;São João do Avaré\n".encode("cp1252"))

    assert lines.encoding_of(stream) is Encoding.CP1252


@pytest.mark.parametrize("separator", list(Separator))
def test_separator_is_found_with_and_without_known_headings(separator: Separator) -> None:
    content = "\n".join(separator.join(row) for row in (("code", "rate"), ("A", "1.5"), ("B", "2"))).encode()

    assert lines.separator_of(BytesIO(content), Encoding.UTF_8) is separator
    assert lines.separator_of(BytesIO(content), Encoding.UTF_8, wanted=("code",)) is separator


def test_decimal_commas_do_not_pass_for_separators() -> None:
    content = b"name;women, men;rate\nA;1,2;3\nB;4,5;6\nC;7,8;9\n"

    assert lines.separator_of(BytesIO(content), Encoding.UTF_8) is Separator.SEMICOLON


def test_spreadsheet_hint_names_the_separator() -> None:
    assert list(read(b"sep=|\na|b,c\n1|2,3\n", "a").rows) == [Row(3, ("1", "2,3"))]


def test_very_wide_headings_are_read_whole() -> None:
    names = [f"question {i} | {'x' * 90}" for i in range(1300)]

    assert read((";".join(names) + "\n" + ";".join("1" for _ in names)).encode()).columns == tuple(names)


@pytest.mark.parametrize("wanted", [(), ("code", "name")])
def test_rows_above_the_headings_are_passed_over_but_counted(wanted: tuple[str, ...]) -> None:
    table = read(b"Register of places,,\nas of 1 Jan 2026,,\n\ncode,Name ,town\nA,Alpha,\n", *wanted)

    assert (table.heading_row, table.columns) == (4, ("code", "Name", "town"))
    assert list(table.rows) == [Row(5, ("A", "Alpha", ""))]


def test_a_line_break_inside_quotes_is_one_row() -> None:
    assert list(read(b'a,b\r"x\ry",1\r\rz,2\r').rows) == [Row(2, ("x\ny", "1")), Row(4, ("z", "2"))]


def test_formula_text_stays_text_and_an_apostrophe_is_taken_back_once() -> None:
    table = read(b"a,b\n=1+1,'=1+1\n''@x,it's\n'tis,'\n")

    assert [row.cells for row in table.rows] == [("=1+1", "=1+1"), ("'@x", "it's"), ("'tis", "'")]


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_characters="\r\ufffd", exclude_categories=["Cs"])), min_size=2, max_size=4)
)
def test_guarded_text_comes_back_exactly(texts: list[str]) -> None:
    written = StringIO()
    csv.writer(written).writerows([["a"] * len(texts), list(map(cells.guarded, texts))])
    rows = list(lines.text_rows(BytesIO(written.getvalue().encode()), Layout(Encoding.UTF_8, Separator.COMMA)))

    assert [row.cells for row in rows[1:]] == ([tuple(texts)] if any(texts) else [])


def test_a_row_with_lost_letters_is_marked_and_the_others_are_read() -> None:
    content = "имя;город\nАзиз;Худжанд\n".encode() + b"\xd0\xff;x\n" + "Олим;Душанбе\n".encode()
    good, bad, last = read(content).rows

    assert (good.fault, last.fault) == (None, None)
    assert word(bad.fault or "", "en").startswith("Some letters of this row could not be read.")


def test_a_row_wider_than_the_headings_is_marked() -> None:
    short, wide, padded = read(b"a,b,c\n1\n1,2,3,4\n1,2,3,,\n").rows

    assert (short, padded) == (Row(2, ("1", "", "")), Row(4, ("1", "2", "3")))
    assert "4 cells under 3 headings" in word(wide.fault or "", "en")


@pytest.mark.parametrize("content", [b'a,b\n1,2\n"open,2\n3,4\n', b'a,b\n1,2\n"x"y,2\n'])
def test_quotes_that_do_not_pair_are_refused_by_row(content: bytes) -> None:
    stream = BytesIO(content)
    with pytest.raises(lines.OpenQuote) as refused:
        list(lines.text_rows(stream, Layout(Encoding.UTF_8, Separator.COMMA)))

    assert said(refused.value).startswith("From row 3 on")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1", b"%PDF-1.7", bytes(range(256)) * 4]
)
def test_other_files_are_not_text(content: bytes) -> None:
    with pytest.raises(lines.NotText):
        lines.layout_of(BytesIO(content))


def test_headings_are_found_by_name_whatever_the_case_and_spaces() -> None:
    table = read(b"Code,Full  name,Town,Town\nA,B,C,D\n")

    assert table.place(" full name") == 1
    with pytest.raises(heads.SameColumnTwice) as twice:
        table.place("town")
    with pytest.raises(heads.NoSuchColumnBut) as near:
        table.place("cod")
    with pytest.raises(heads.NoSuchColumn):
        table.place("capacity")
    assert said(twice.value).startswith("The heading “town” stands 2 times in row 1.")
    assert "there is “Code”" in said(near.value)


def test_empty_files_and_foreign_headings_are_refused() -> None:
    with pytest.raises(heads.NothingInIt):
        read(b"\n\n")
    with pytest.raises(heads.NoHeadings):
        read(b"a,b\n1,2\n", "capacity")


def test_repeated_keys_are_told_with_their_rows() -> None:
    keys = [(2, "A"), (3, "B"), (4, "A"), (5, "C"), (6, "A"), (7, "B")]

    assert heads.repeated(keys) == (heads.Repeated("A", (2, 4, 6)), heads.Repeated("B", (3, 7)))


@pytest.mark.parametrize(
    ("cell", "number"),
    {"40": 40, " 1 200 ": 1200, "1\u00a0234\u202f567": 1234567, "12,0": 12, "-3": -3, "\u22123": -3, "١٢": 12}.items(),
)
def test_whole_numbers(cell: str, number: int) -> None:
    assert cells.whole(cell) == number


def test_whole_numbers_of_a_workbook_and_blanks() -> None:
    assert [cells.whole(cell) for cell in (12.0, 7, "", "  ", "0")] == [12, 7, None, None, 0]


@pytest.mark.parametrize(
    "cell", ["1,200", "1.200", "12.5", 12.5, "1 2", "12 00", "about 40", "1e3", True, "=40", date(2020, 1, 1)]
)
def test_what_is_not_a_whole_number_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(cells.NotAWholeNumber) as refused:
        cells.whole(cell)

    assert f"“{cells.text(cell)}”" in said(refused.value)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1 234,50", "1234.50"),
        ("1.234,5", "1234.5"),
        ("1,234,567.8", "1234567.8"),
        ("-0,1", "-0.1"),
        (1.5, "1.5"),
        (3, "3"),
    ],
)
def test_decimals(cell: cells.Cell, number: str) -> None:
    assert str(cells.decimal(cell)) == number


@pytest.mark.parametrize("cell", ["1,2,3", "1.2.3", "12%", "NaN", "inf", "1.23,4", False])
def test_what_is_not_a_number_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(cells.NotANumber):
        cells.decimal(cell)


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(DayOrder), st.sampled_from("./- "))
def test_a_day_written_in_the_files_order_is_read(day: date, order: DayOrder, mark: str) -> None:
    parts = {"d": f"{day.day:02}", "m": str(day.month), "y": f"{day.year:04}"}

    assert cells.day(mark.join(parts[p] for p in order.value), order) == day


@pytest.mark.parametrize(
    ("cell", "order", "problem"),
    [
        ("12/31/2019", DayOrder.DMY, cells.OtherDayOrder),
        ("31.12.2019", DayOrder.MDY, cells.OtherDayOrder),
        ("2019-12-31", DayOrder.DMY, cells.OtherDayOrder),
        ("31.12.2019", DayOrder.YMD, cells.OtherDayOrder),
        ("30.02.2019", DayOrder.DMY, cells.NotADay),
        ("31.12.19", DayOrder.DMY, cells.NotADay),
        ("yesterday", DayOrder.DMY, cells.NotADay),
        ("43830", DayOrder.DMY, cells.OnlyADayNumber),
        ("12.2019", DayOrder.DMY, cells.NotAFullDay),
        (True, DayOrder.DMY, cells.NotADay),
        (0.5, DayOrder.DMY, cells.NotADay),
    ],
)
def test_a_date_that_contradicts_the_order_is_refused(
    cell: cells.Cell, order: DayOrder, problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        cells.day(cell, order)


def test_dates_of_a_workbook_and_times_after_a_date_are_read() -> None:
    day = date(2019, 12, 31)

    for cell in (day, datetime(2019, 12, 31, 13, 4), 43830, 43830.5, "31.12.2019 13:04"):
        assert cells.day(cell, DayOrder.DMY) == day


def test_a_month_and_a_year_keep_their_width() -> None:
    december = cells.Dated(date(2019, 12, 1), date(2020, 1, 1), Precision.MONTH)

    assert cells.dated("2019-12", DayOrder.YMD) == december == cells.dated("12.2019", DayOrder.DMY)
    assert cells.dated("1952", DayOrder.DMY) == cells.Dated(date(1952, 1, 1), date(1953, 1, 1), Precision.YEAR)
    assert cells.dated("", DayOrder.DMY) is None


def test_mixed_date_orders_are_found_with_a_row_of_each() -> None:
    seen = cells.orders_seen([(2, "03/04/2019"), (3, "13/04/2019"), (4, "04/14/2019"), (5, ""), (6, "n/a")])

    assert seen == cells.OrdersSeen(only=((DayOrder.DMY, 3), (DayOrder.MDY, 4)), either=1)
    with pytest.raises(cells.MixedDayOrders) as refused:
        cells.check_one_order(seen, column="opened")
    assert "row 3 can only be day first, row 4 only month first" in said(refused.value)


class LongFile(RawIOBase):
    """A table of 200,000 rows that exist only while they are read."""

    left = 200_000

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.left = 200_000
        return offset

    def readinto(self, buffer: WriteableBuffer) -> int:
        rows = min(len(memoryview(buffer)) // len(LONG_ROW), self.left)
        memoryview(buffer)[: rows * len(LONG_ROW)] = LONG_ROW * rows
        self.left -= rows
        return rows * len(LONG_ROW)


def test_rows_are_streamed_not_held() -> None:
    stream = BufferedReader(LongFile(), buffer_size=1 << 16)
    layout = lines.layout_of(stream)
    tracemalloc.start()
    found = sum(1 for _ in heads.table(lines.text_rows(stream, layout)).rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found == 199_999
    assert peak < 2_000_000
