"""Rows of figures for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from monitor.programme.rules import Figures

HEADINGS = ("", "cost", "covered %", "visits", "km", "person-days", "first plan s", "CPU s")
_WIDTHS = (34, 9, 10, 8, 9, 12, 13, 8)


def heading() -> str:
    """Give the line above the figures."""
    return row(HEADINGS)


def row(cells: Sequence[str]) -> str:
    """Give one line: the name to the left, figures to the right."""
    name, *rest = zip(cells, _WIDTHS, strict=True)
    return name[0].ljust(name[1]) + "".join(text.rjust(width) for text, width in rest)


def line(name: str, found: Sequence[Figures], first: Sequence[float], spent: Sequence[float]) -> str:
    """Give the means of several plans on one line."""
    return row(
        (
            name,
            f"{mean(each.points for each in found):.0f}",
            f"{mean(each.covered_pct for each in found):.1f}",
            f"{mean(each.visits for each in found):.1f}",
            f"{mean(each.km for each in found):.0f}",
            f"{mean(each.person_days for each in found):.0f}",
            f"{mean(first):.2f}" if first else "",
            f"{mean(spent):.2f}",
        )
    )
