"""Cut small excerpts out of the two real registers, as published, for the tests: `make_excerpts.py FOLDER_OF_THE_FILES`.

infopen-excerpt.xlsx: 30 establishments of the wave of December 2019, without the columns that no mapping names.
uk-prison-excerpt.tsv: 30 rows, among them the codes that stand twice and dates of every precision.
"""

from __future__ import annotations

import sys
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

HERE = Path(__file__).parent
KEPT = (*range(13), *range(32, 41), *range(54, 57), *range(391, 398), 433, *range(1320, 1329))
OTHER_NAMES, OUVIDORIA, ROWS = 3, 1324, 30


def infopen(source: Path) -> None:
    """Keep every 58th row, three with other names and two inspected by the Ouvidoria."""
    heading, *rows = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
    named = [row for row in rows if row[OTHER_NAMES]][:3]
    seen = [row for row in rows if row[OUVIDORIA] == "Sim"][:2]
    kept = [*named, *seen]
    kept += [row for row in rows[::58] if row not in kept][: ROWS - len(kept)]
    with xlsxwriter.Workbook(HERE / "infopen-excerpt.xlsx", {"strings_to_formulas": False}) as book:
        page = book.add_worksheet("Sheet0")
        for number, row in enumerate((heading, *kept)):
            for place, column in enumerate(KEPT):
                if row[column] != "":
                    page.write(number, place, row[column])


def prisons(source: Path) -> None:
    """Keep the heading, the codes that stand twice, the closed ones first, then others."""
    heading, *rows = source.read_text("utf-8").splitlines()
    twice = [row for row in rows if row[:3] in ("MH\t", "VE\t")]
    closed = [row for row in rows if not row.endswith("\t")][:16]
    others = [row for row in rows if row not in twice + closed][: ROWS - len(twice) - len(closed)]
    (HERE / "uk-prison-excerpt.tsv").write_text("\n".join((heading, *closed, *twice, *others)) + "\n", "utf-8")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    infopen(folder / "infopen" / "infopen-2019-12.xlsx")
    prisons(folder / "uk-prison-register.tsv")
