"""Reads one workbook in a process of its own, so that a hostile or huge file can harm nothing but this process.

Run as a script by `opening.py`, with the open file's descriptor and the limits as arguments. It answers in frames
(four bytes of length, then msgpack): the sheets or a refusal, and for each sheet named on standard input its rows.
It imports nothing of ours, so that its memory limit is spent on the workbook.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import IO, BinaryIO

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})"')
SMALL = 4 << 20
MEMBERS = 5000
ROWS_IN_FRAME = 100

Plain = str | int | float | bool | tuple[str, str]


class Why(StrEnum):
    """Why a workbook is not read."""

    UNPACKED = "unpacked"
    CELLS = "cells"
    MEMORY = "memory"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    NOT_A_WORKBOOK = "not_a_workbook"


class Limits(msgspec.Struct, frozen=True, array_like=True):
    """What reading a workbook may cost: bytes on disk, bytes unpacked, cells, packing ratio, memory and CPU seconds."""

    file: int = 64 << 20
    unpacked: int = 512 << 20
    cells: int = 30_000_000
    ratio: int = 250
    memory: int = 768 << 20
    seconds: int = 60


class Refused(msgspec.Struct, frozen=True, array_like=True, tag=0):
    """The workbook is not read, and why."""

    why: Why


class Sheets(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """The sheets in the workbook's order, each with whether it is shown."""

    sheets: tuple[tuple[str, bool], ...]


class Rows(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """Some rows of the sheet, each with its number."""

    rows: tuple[tuple[int, tuple[Plain, ...]], ...]


class End(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """The sheet has no more rows."""


Frame = Refused | Sheets | Rows | End


class RefusedError(Exception):
    """Carries the reason up to the one place that answers."""

    def __init__(self, why: Why) -> None:
        self.why = why


def main(descriptor: int, limits: Limits) -> None:
    """Answer one workbook's sheets, then the rows of each sheet asked for, until standard input ends."""
    out = sys.stdout.buffer
    try:
        with os.fdopen(descriptor, "rb") as source:
            check_declared(source, limits)
            source.seek(0)
            book = CalamineWorkbook.from_filelike(source)
            shown = tuple((s.name, s.visible is SheetVisibleEnum.Visible) for s in book.sheets_metadata)
            send(out, Sheets(sheets=shown))
            for line in sys.stdin:
                for rows in in_frames(rows_of(book, int(line), limits)):
                    send(out, Rows(rows=tuple(rows)))
                send(out, End())
    except RefusedError as refused:
        send(out, Refused(why=refused.why))
    except PasswordError:
        send(out, Refused(why=Why.ENCRYPTED))
    except MemoryError:
        send(out, Refused(why=Why.MEMORY))
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError, EOFError):
        send(out, Refused(why=Why.NOT_A_WORKBOOK))


def check_declared(source: BinaryIO, limits: Limits) -> None:
    """Refuse by what the file says of itself, before anything is unpacked."""
    magic = source.read(len(OLE))
    if magic == OLE:
        source.seek(0)
        if ENCRYPTED_STREAM in source.read():
            raise RefusedError(Why.ENCRYPTED)
    elif magic.startswith(ZIP):
        with zipfile.ZipFile(source) as packed:
            check_members(packed.infolist(), limits)
            for name in packed.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    check_dimension(packed.open(name), limits)
    else:
        raise RefusedError(Why.NOT_A_WORKBOOK)


def check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse packed archives, members that share their bytes, and sizes no workbook of people has."""
    if len(members) > MEMBERS or sum(m.file_size for m in members) > limits.unpacked:
        huge = any(m.file_size > limits.ratio * max(m.compress_size, 1) for m in members)
        raise RefusedError(Why.BOMB if huge else Why.UNPACKED)
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        packed_within = member.filename.lower().endswith((".zip", ".gz", ".7z"))
        too_dense = member.file_size > SMALL and member.file_size > limits.ratio * max(member.compress_size, 1)
        if packed_within or too_dense or member.header_offset < end:
            raise RefusedError(Why.BOMB)
        if member.flag_bits & 1:
            raise RefusedError(Why.ENCRYPTED)
        end = member.header_offset + member.compress_size


def check_dimension(sheet: IO[bytes], limits: Limits) -> None:
    """Refuse a sheet that says it has more cells than the limit."""
    with sheet:
        found = DIMENSION.search(sheet.read(1 << 16))
    if found and int(found[2]) * column_number(found[1]) > limits.cells:
        raise RefusedError(Why.CELLS)


def column_number(letters: bytes) -> int:
    """Turn a column's letters into its number: A is 1, AYC is 1329."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def rows_of(book: CalamineWorkbook, index: int, limits: Limits) -> Iterator[tuple[int, tuple[Plain, ...]]]:
    """Give the sheet's rows that hold anything, from column A on, numbered from 1."""
    sheet = book.get_sheet_by_index(index)
    if sheet.start is None:
        return
    if sheet.total_height * sheet.total_width > limits.cells:
        raise RefusedError(Why.CELLS)
    before = ("",) * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in cells):
            yield number, (*before, *[plain(cell) if cell != "" else "" for cell in cells])


def plain(cell: str | int | float | bool | time | date | datetime | timedelta) -> Plain:
    """Turn a cell into what a frame can hold; a whole number is an int however the workbook stores it."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, str | int):
        return cell
    if isinstance(cell, timedelta):
        return ("timedelta", str(cell.total_seconds()))
    return (type(cell).__name__, cell.isoformat())


def in_frames(
    rows: Iterable[tuple[int, tuple[Plain, ...]]],
) -> Iterator[list[tuple[int, tuple[Plain, ...]]]]:
    """Gather rows so that a frame is worth its way."""
    gathered: list[tuple[int, tuple[Plain, ...]]] = []
    for row in rows:
        gathered.append(row)
        if len(gathered) == ROWS_IN_FRAME:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def send(out: BinaryIO, frame: Frame) -> None:
    """Write one frame."""
    body = msgspec.msgpack.encode(frame)
    out.write(len(body).to_bytes(4, "big") + body)
    out.flush()


def confine(limits: Limits) -> None:
    """Take this process's memory, CPU time, files and core dumps away."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    given = msgspec.convert([int(n) for n in sys.argv[2:]], Limits)
    confine(given)
    main(int(sys.argv[1]), given)
