"""Turning a file people have into records: its make is found out, its rows read one by one and kept in a file of ours."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Protocol

from monitor.facilities.rules.mapping import FileRule, Kind, Mapping
from monitor.facilities.rules.mapping_text import check_speaks_of
from monitor.facilities.rules.records import Reader, Record
from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import text
from monitor.kit.tabular.heads import table
from monitor.kit.tabular.lines import Row, layout_of, text_rows
from monitor.kit.words import N_
from monitor.outside.frames import append_frames
from monitor.outside.workbooks import open_workbook

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
NOTED_EVERY = 100


class Stage(StrEnum):
    """Where an import is: reading the file, comparing its rows, writing."""

    READING = "reading"
    COMPARING = "comparing"
    WRITING = "writing"


STAGE_WORDS = {
    Stage.READING: N_("Reading the file"),
    Stage.COMPARING: N_("Comparing with the register"),
    Stage.WRITING: N_("Writing"),
}


class Cancelled(Problem):
    status = 409
    sentence = N_("The import was stopped. Nothing was saved.")


class Watch(Protocol):
    """Is told how far an import is; stops it by raising Cancelled. Total is 0 while it is not known."""

    def note(self, stage: Stage, done: int, total: int) -> None: ...


class Unwatched:
    """Lets an import run without anybody looking."""

    def note(self, stage: Stage, done: int, total: int) -> None:
        """Do nothing."""


def is_workbook(file: Path) -> bool:
    """Say whether a file is a workbook, by its first bytes."""
    with file.open("rb") as source:
        return source.read(4) in WORKBOOKS


def sheets_of(file: Path) -> tuple[str, ...]:
    """Name the sheets of a workbook that people see; a text table has none."""
    if not is_workbook(file):
        return ()
    with open_workbook(file) as book:
        return tuple(sheet.name for sheet in book.sheets if not sheet.hidden)


def headings_of(file: Path, rule: FileRule) -> tuple[str, ...]:
    """Give the headings of a table, in its order."""
    with _opened(file, rule, ()) as rows:
        return tuple(heading for heading in table(rows).columns if heading)


def values_of(file: Path, rule: FileRule, column: str, most: int) -> tuple[str, ...]:
    """Give the different texts of a column in the order they appear, at most one more than asked for."""
    with _opened(file, rule, (column,)) as rows:
        found = table(rows, wanted=(column,))
        place = found.place(column)
        texts = (" ".join((text(row.cells[place]) or "").split()) for row in found.rows)
        return tuple(islice(dict.fromkeys(said for said in texts if said), most + 1))


def read_file(file: Path, mapping: Mapping, kind: Kind, *, as_of: date, spool: Path, watch: Watch) -> int:
    """Read a table's records into a spool file and count them; raises what is wrong with the file as a whole."""
    check_speaks_of(mapping, kind)
    wanted = mapping.columns(kind)
    with _opened(file, mapping.file, wanted) as rows:
        found = table(rows, wanted=wanted)
        reader = Reader.of(found, mapping, kind, as_of=as_of)
        count = append_frames(spool, _watched(reader.records(found.rows), watch))
    reader.check_dates()
    return count


@contextmanager
def _opened(file: Path, rule: FileRule, wanted: tuple[str, ...]) -> Iterator[Iterator[Row]]:
    if is_workbook(file):
        with open_workbook(file) as book:
            yield book.rows(rule.sheet)
        return
    with file.open("rb") as source:
        layout = layout_of(source, wanted=wanted)
        layout = replace(
            layout, encoding=rule.encoding or layout.encoding, separator=rule.separator or layout.separator
        )
        rows = text_rows(source, layout)
        try:
            yield rows
        finally:
            if isinstance(rows, Generator):
                rows.close()  # while the file is still open: it gives the file back


def _watched(records: Iterator[Record], watch: Watch) -> Iterator[Record]:
    for number, record in enumerate(records):
        if number % NOTED_EVERY == 0:
            watch.note(Stage.READING, number, 0)
        yield record
