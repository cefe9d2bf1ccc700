"""Opening a form and asking pyxform about it, each in a process of its own with little memory and no trust."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import Cell
from monitor.kit.words import N_
from monitor.outside.scripts import start_script
from monitor.outside.workbooks import open_workbook
from monitor.outside.workbooks.reader import Limits

CONVERTER = Path(__file__).with_name("converter.py")
SECONDS = 60
LIMITS = Limits(file=8 << 20, unpacked=64 << 20, cells=2_000_000, seconds=20)
MOST_ROWS, LONGEST_CELL = 5000, 20_000
SHEETS = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
Rows = Sequence[tuple[int, tuple[str, ...]]]


class FormTooLong(Problem):
    status = 413
    sentence = N_(
        "This form has more than %(most)s rows on a sheet, or a cell as long as a book. Split it, and try again."
    )


class _Verdict(msgspec.Struct, frozen=True):
    accepted: bool
    said: str


def form_sheets(path: Path) -> Mapping[str, Rows]:
    """Read a form's sheets (XLSX, XLS) as numbered rows of text; raise what `open_workbook` refuses, or FormTooLong."""
    with open_workbook(path, limits=LIMITS) as book:
        sheets: dict[str, Rows] = {}
        for sheet in book.sheets:
            rows: list[tuple[int, tuple[str, ...]]] = []
            for row in book.rows(sheet.name):
                rows.append((row.number, tuple(_text(cell) for cell in row.cells)))
                if len(rows) > MOST_ROWS or any(len(cell) > LONGEST_CELL for cell in rows[-1][1]):
                    raise FormTooLong(most=MOST_ROWS)
            sheets[sheet.name] = rows
        return sheets


def _text(cell: Cell) -> str:
    """Write a cell as pyxform reads it."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def refusal_of(sheets: Mapping[str, Rows]) -> str | None:
    """Ask pyxform about a form: None when it converts it, else why not in its words, empty when it gave up."""
    known = {name.strip().casefold(): rows for name, rows in sheets.items()}
    asked = {name: rows for name, rows in known.items() if name in SHEETS and rows}
    with TemporaryDirectory() as folder, start_script(CONVERTER, env={"TMPDIR": folder}) as process:
        try:
            told, _ = process.communicate(msgspec.json.encode(asked), timeout=SECONDS)
            verdict = msgspec.json.decode(told, type=_Verdict)
        except (subprocess.TimeoutExpired, msgspec.DecodeError):
            return ""
        finally:
            process.kill()
    return None if verdict.accepted else verdict.said
