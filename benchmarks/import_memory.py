"""Reads 200,000 CSV rows, and a workbook if one is named, each in a process of its own; prints seconds and peak memory.

    python benchmarks/import_memory.py [WORKBOOK]

Fails when the rows take 300 MB or more.
"""

from __future__ import annotations

import csv
import resource
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from monitor.kit.tabular.cells import DayOrder, day, text, whole
from monitor.kit.tabular.heads import repeated, table
from monitor.kit.tabular.lines import layout_of, text_rows
from monitor.outside.workbooks import open_workbook

ROWS, COLUMNS, MOST = 200_000, 20, 300


def write(path: Path) -> None:
    """Write a register of places with twenty columns."""
    with path.open("w", encoding="cp1251", newline="") as out:
        lines = csv.writer(out, delimiter=";")
        lines.writerow(["код", "название", "открыт", "вместимость", *(f"вопрос {i}" for i in range(COLUMNS - 4))])
        for n in range(ROWS):
            lines.writerow([n, f"Учреждение № {n}", f"{n % 28 + 1:02}.04.1998", n % 900, *["да"] * (COLUMNS - 4)])


def read_text(path: Path) -> int:
    """Read every row, its typed cells, and the keys that repeat."""
    with path.open("rb") as stream:
        found = table(text_rows(stream, layout_of(stream, wanted=("код",))), wanted=("код",))
        places = [found.place(name) for name in ("код", "открыт", "вместимость")]
        keys = []
        for row in found.rows:
            key, opened, capacity = (row.cells[place] for place in places)
            day(opened, DayOrder.DMY)
            whole(capacity)
            keys.append((row.number, text(key) or ""))
        return len(keys) - len(repeated(keys))


def read_workbook(path: Path) -> int:
    """Read every row of the first sheet."""
    with open_workbook(path) as book:
        return sum(1 for _ in book.rows())


def measure(path: Path) -> float:
    """Read one file, print what it took, and give this process's and its children's peak memory in MB."""
    began = perf_counter()
    rows = read_text(path) if path.suffix == ".csv" else read_workbook(path)
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        f"{path.name}: {rows} rows, {perf_counter() - began:.1f} s, {peaks[0]:.0f} MB, reading process {peaks[1]:.0f} MB"
    )
    return max(peaks)


def main() -> int:
    """Measure in fresh processes, so that writing the file does not count."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / "register.csv"
        write(made)
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            peaks = pool.map(measure, [made, *map(Path, sys.argv[1:])], chunksize=1)
    return int(peaks[0] >= MOST)


if __name__ == "__main__":
    raise SystemExit(main())
