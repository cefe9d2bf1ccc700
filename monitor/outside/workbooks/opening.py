"""Workbooks (XLSX, XLS) as numbered rows, read by a process of its own with little memory and no trust.

A workbook is refused by name before it is opened if it is too large, a bomb, encrypted or no workbook at all. The rows
come as a stream; leaving the `with` block, or `cancel()` from another thread, ends the reading process.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec

from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import Cell, unguarded
from monitor.kit.tabular.lines import Row
from monitor.kit.words import N_
from monitor.outside.scripts import start_script
from monitor.outside.workbooks.reader import End, Frame, Limits, Plain, Refused, Rows, Sheets, Why

READER = Path(__file__).with_name("reader.py")
LONGEST_FRAME = 1 << 28
OUT_OF_MEMORY = (signal.SIGABRT, signal.SIGKILL, signal.SIGSEGV)


class TooLarge(Problem):
    status = 413
    sentence = N_(
        "This workbook is too large to be read safely. "
        "Save the sheet you need as CSV (UTF-8), or delete the sheets and columns you do not need."
    )


class TooManyCells(TooLarge):
    sentence = N_(
        "A sheet of this workbook spans too many cells, most of them surely empty. "
        "Delete the empty rows and columns after the last filled ones, save, and try again."
    )


class ZipBomb(Problem):
    status = 422
    sentence = N_(
        "This file is packed in a way that only harmful files are, and was not opened. "
        "If you trust its source, open it in a spreadsheet program and save the sheet as CSV (UTF-8)."
    )


class NotAWorkbook(Problem):
    status = 422
    sentence = N_(
        "This file is not an Excel workbook, or it is damaged. "
        "Open it in a spreadsheet program, save it as XLSX or CSV, and try again."
    )


class Encrypted(Problem):
    status = 422
    sentence = N_("This workbook is protected by a password. Save it without one and try again.")


class NoSuchSheet(Problem):
    status = 422
    sentence = N_("There is no sheet “%(name)s” in this workbook. It has: %(sheets)s.")


class Stopped(Problem):
    status = 409
    sentence = N_("Reading was stopped before the end.")


REFUSALS: dict[Why, type[Problem]] = {
    Why.UNPACKED: TooLarge,
    Why.CELLS: TooManyCells,
    Why.MEMORY: TooLarge,
    Why.BOMB: ZipBomb,
    Why.ENCRYPTED: Encrypted,
    Why.NOT_A_WORKBOOK: NotAWorkbook,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name; some are hidden from whoever opens the workbook."""

    name: str
    hidden: bool


@dataclass(slots=True)
class Workbook:
    """An open workbook: its sheets, and the rows of one at a time."""

    process: subprocess.Popen[bytes]
    sheets: tuple[Sheet, ...] = ()
    stopped: bool = field(default=False)

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        """Stream a sheet's filled rows; without a name, those of the first sheet that is not hidden."""
        names = [s.name for s in self.sheets]
        name = next((s.name for s in self.sheets if not s.hidden), "") if sheet is None else sheet
        if name not in names:
            raise NoSuchSheet(name=name, sheets=", ".join(names))
        return self._rows(names.index(name))

    def cancel(self) -> None:
        """End the reading; whoever is reading gets `Stopped`."""
        self.stopped = True
        self.process.kill()

    def _rows(self, index: int) -> Iterator[Row]:
        if self.stopped or self.process.stdin is None:
            raise Stopped
        try:
            os.write(self.process.stdin.fileno(), f"{index}\n".encode())
            while not isinstance(frame := self.next_frame(), End):
                if isinstance(frame, Rows):
                    for number, cells in frame.rows:
                        yield Row(number=number, cells=tuple(["" if cell == "" else _cell(cell) for cell in cells]))
        except GeneratorExit:
            self.cancel()
            raise
        except BrokenPipeError:
            raise self._ended() from None

    def next_frame(self) -> Frame:
        """Wait for the reading process's next answer; raise what it refuses, or what ended it."""
        if self.process.stdout is None:
            raise Stopped
        size = int.from_bytes(self.process.stdout.read(4), "big")
        body = self.process.stdout.read(size) if 0 < size <= LONGEST_FRAME else b""
        if not size or len(body) < size:
            raise self._ended()
        frame: Frame = FRAMES.decode(body)
        if isinstance(frame, Refused):
            raise REFUSALS[frame.why]
        return frame

    def _ended(self) -> Problem:
        self.process.kill()
        code = -self.process.wait()
        if self.stopped:
            return Stopped()
        return TooLarge() if code in (*OUT_OF_MEMORY, signal.SIGXCPU) else NotAWorkbook()


FRAMES: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)


@contextmanager
def open_workbook(path: Path, *, limits: Limits | None = None) -> Iterator[Workbook]:
    """Open a workbook in a process of its own; refuse it by name. The process ends with the block."""
    cost = limits or Limits()
    with path.open("rb") as source:
        if os.fstat(source.fileno()).st_size > cost.file:
            raise TooLarge
        arguments = [source.fileno(), *msgspec.to_builtins(cost)]
        process = start_script(READER, arguments=[*map(str, arguments)], descriptors=[source.fileno()])
    with process:
        try:
            book = Workbook(process=process)
            opened = book.next_frame()
            if not isinstance(opened, Sheets):
                raise NotAWorkbook
            book.sheets = tuple(Sheet(name=name, hidden=not shown) for name, shown in opened.sheets)
            yield book
        finally:
            process.kill()


def _cell(cell: Plain) -> Cell:
    if isinstance(cell, str):
        return unguarded(cell) if cell[0] == "'" else cell
    if not isinstance(cell, tuple):
        return cell
    kind, said = cell
    if kind == "timedelta":
        return timedelta(seconds=float(said))
    if kind == "time":
        return time.fromisoformat(said)
    return datetime.fromisoformat(said) if kind == "datetime" else date.fromisoformat(said)
