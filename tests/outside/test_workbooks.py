"""Workbooks are read cell by cell, or refused by name before they can harm."""

from __future__ import annotations

import struct
import threading
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from monitor.kit.problems import Problem
from monitor.kit.tabular.lines import Row
from monitor.outside import workbooks
from monitor.outside.workbooks import Sheet, open_workbook
from monitor.outside.workbooks.reader import Limits

MOMENT = datetime(2020, 1, 2, 13, 4)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Give a workbook with a title row, a gap, every kind of cell from column B on, a hidden and an empty sheet."""
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as made:
        days, times = made.add_format({"num_format": "yyyy-mm-dd"}), made.add_format({"num_format": "hh:mm"})
        made.add_worksheet("notes").hide()
        sheet = made.add_worksheet("Реестр")
        made.add_worksheet("empty")
        sheet.activate()
        sheet.write_row(1, 1, ["=1+1", "'=1+1", "ИВС", 0, 12.0, 1.5, False])
        sheet.write_datetime(3, 1, MOMENT.replace(hour=0, minute=0), days)
        sheet.write_datetime(3, 2, MOMENT, made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_number(3, 3, 0.5, times)
        sheet.write_number(3, 4, 1.5, made.add_format({"num_format": "[h]:mm:ss"}))
    return path


def test_sheets_are_listed_and_cells_come_as_they_are(book: Path) -> None:
    with open_workbook(book) as opened:
        assert opened.sheets == (
            Sheet("notes", hidden=True),
            Sheet("Реестр", hidden=False),
            Sheet("empty", hidden=False),
        )
        first, second = opened.rows()

    assert first == Row(2, ("", "=1+1", "=1+1", "ИВС", 0, 12, 1.5, False))
    assert list(map(type, first.cells[4:])) == [int, int, float, bool]
    assert second == Row(4, ("", date(2020, 1, 2), MOMENT, time(12), timedelta(hours=36), "", "", ""))


def test_sheets_can_be_read_one_after_another(book: Path) -> None:
    with open_workbook(book) as opened:
        assert [len(list(opened.rows(name))) for name in ("empty", "Реестр", "notes", "Реестр")] == [0, 2, 0, 2]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(book: Path) -> None:
    with open_workbook(book) as opened, pytest.raises(workbooks.NoSuchSheet) as refused:
        opened.rows("Register")

    assert dict(refused.value.said.values) == {"name": "Register", "sheets": "notes, Реестр, empty"}


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def old_sheet(name: str, value: float) -> bytes:
    """Give the stream of an Excel 97 workbook with one sheet: the name in A1, a number in B2."""
    label = struct.pack("<HHHHB", 0, 0, 0, len(name), 1) + name.encode("utf-16-le")
    cells = record(0x0204, label) + record(0x0203, struct.pack("<HHHd", 1, 1, 0, value))
    first = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    place = len(first) + 4 + 8 + 2 * len(name) + 4
    bound = record(0x0085, struct.pack("<IHBB", place, 0, len(name), 1) + name.encode("utf-16-le"))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + cells + record(0x000A, b"")
    return first + bound + record(0x000A, b"") + sheet


def in_compound_file(stream: bytes) -> bytes:
    """Wrap one stream the way Excel 97 stores it: header, table of sectors, directory, content."""
    sectors = max(-(-len(stream) // 512), 8)
    header = struct.pack("<8s16sHHHHH6xIIII", OLE, b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0)
    header += struct.pack("<IIIII", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    entries = [("Root Entry", 5, 1, 0xFFFFFFFE, 0), ("Workbook", 2, 0xFFFFFFFF, 2, sectors * 512)]
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII16s4x16xIQ", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, b"", start, size)
        for name, kind, child, start, size in entries
    )
    return header + table + directory.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")


def test_an_old_workbook_is_read_even_under_a_new_name(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(in_compound_file(old_sheet("ИВС", 40)))

    with open_workbook(path) as opened:
        assert list(opened.rows("ИВС")) == [Row(1, ("ИВС", "")), Row(2, ("", 40))]


def pack(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return path


def a_bomb(path: Path) -> Path:
    return pack(path, ("[Content_Types].xml", b"<Types/>"), ("xl/worksheets/sheet1.xml", b" " * (20 << 20)))


def a_bomb_of_strings(path: Path) -> Path:
    return pack(path, ("xl/sharedStrings.xml", b"<si><t>a</t></si>" * (1 << 20)))


def a_nested_archive(path: Path) -> Path:
    return pack(path, ("xl/workbook.xml", b"<workbook/>"), ("xl/media/more.zip", b"PK"))


def overlapping_members(path: Path) -> Path:
    pack(path, ("xl/a.xml", b"a" * 40), ("xl/b.xml", b"b" * 40))
    content = bytearray(path.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def a_claimed_dimension(path: Path) -> Path:
    return pack(path, ("xl/worksheets/sheet1.xml", b'<worksheet><dimension ref="A1:XFD1048576"/></worksheet>'))


def a_locked_workbook(path: Path) -> Path:
    path.write_bytes(OLE + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    return path


def a_page_named_as_a_workbook(path: Path) -> Path:
    path.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    return path


def an_empty_file(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def a_document(path: Path) -> Path:
    return pack(path, ("word/document.xml", b"<document/>"))


def a_torn_workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet().write_column(0, 0, range(5000))
    path.write_bytes(path.read_bytes()[:-2000])
    return path


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (a_bomb, workbooks.ZipBomb),
        (a_bomb_of_strings, workbooks.ZipBomb),
        (a_nested_archive, workbooks.ZipBomb),
        (overlapping_members, workbooks.ZipBomb),
        (a_claimed_dimension, workbooks.TooManyCells),
        (a_locked_workbook, workbooks.Encrypted),
        (a_page_named_as_a_workbook, workbooks.NotAWorkbook),
        (an_empty_file, workbooks.NotAWorkbook),
        (a_document, workbooks.NotAWorkbook),
        (a_torn_workbook, workbooks.NotAWorkbook),
    ],
)
def test_hostile_and_foreign_files_are_refused_by_name(
    tmp_path: Path, made: Callable[[Path], Path], problem: type[Problem]
) -> None:
    with pytest.raises(Problem) as refused, open_workbook(made(tmp_path / "file.xlsx")):
        pass

    assert type(refused.value) is problem


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(file=1000), workbooks.TooLarge),
        (Limits(unpacked=1000), workbooks.TooLarge),
        (Limits(cells=10), workbooks.TooManyCells),
    ],
)
def test_a_workbook_beyond_the_limits_is_refused(book: Path, limits: Limits, problem: type[Problem]) -> None:
    with pytest.raises(problem), open_workbook(book, limits=limits) as opened:
        list(opened.rows())


def test_cells_far_apart_do_not_take_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx", {"constant_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(400_000, 60, 1)

    limits = Limits(cells=10**9, memory=300 << 20)
    with pytest.raises(workbooks.TooLarge), open_workbook(tmp_path / "far.xlsx", limits=limits) as opened:
        list(opened.rows())


def test_reading_can_be_stopped_from_elsewhere(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "long.xlsx", {"constant_memory": True}) as made:
        sheet = made.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, range(10))

    with open_workbook(tmp_path / "long.xlsx") as opened:
        rows = opened.rows()
        next(rows)
        stopper = threading.Thread(target=opened.cancel)
        stopper.start()
        stopper.join()
        with pytest.raises(workbooks.Stopped):
            list(rows)
    assert opened.process.returncode is not None


def test_leaving_early_ends_the_reading_process(book: Path) -> None:
    with open_workbook(book) as opened:
        next(opened.rows())

    assert opened.process.returncode is not None
