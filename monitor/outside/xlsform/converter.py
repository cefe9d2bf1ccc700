"""Asks pyxform about one form, in a process of its own: sheets as JSON on standard input, the verdict on standard output.

Run as a script by `asking.py`. It imports nothing of ours.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections.abc import Mapping, Sequence

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

MEMORY, SECONDS, LONGEST_FILE = 1 << 30, 50, 64 << 20
Rows = Sequence[tuple[int, Sequence[str]]]


def main() -> None:
    """Convert what comes on standard input and say how that went."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_FILE, LONGEST_FILE))
    logging.disable()
    sheets: Mapping[str, Rows] = json.load(sys.stdin.buffer)
    json.dump(verdict(sheets), sys.stdout)


def verdict(sheets: Mapping[str, Rows]) -> Mapping[str, str | bool]:
    """Say whether pyxform converts a form, or its reason why not."""
    book: dict[str, Sequence[Mapping[str, str | None]]] = {}
    for name, rows in sheets.items():
        headings = [heading.strip() for heading in rows[0][1]]
        book[name] = _rows(headings, rows)
        book[f"{name}_header"] = [dict.fromkeys(heading for heading in headings if heading)]
    try:
        convert(book)
    except PyXFormError as refused:
        return {"accepted": False, "said": str(refused)}
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError, MemoryError) as broken:
        return {"accepted": False, "said": type(broken).__name__}
    return {"accepted": True, "said": ""}


def _rows(headings: Sequence[str], rows: Rows) -> list[Mapping[str, str]]:
    """Give rows by heading at their numbers: those that are empty stay, so that pyxform's numbers are the sheet's."""
    filled = {number: cells for number, cells in rows[1:]}
    return [
        {
            heading: cell.strip()
            for heading, cell in zip(headings, filled.get(number, ()), strict=False)
            if heading and cell.strip()
        }
        for number in range(rows[0][0] + 1, max(filled, default=0) + 1)
    ]


if __name__ == "__main__":
    main()
