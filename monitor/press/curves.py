"""A curve that goes by steps: what has been found so far, kept until something better is. Classes only, as all charts.

The line lies in a frame of its own that is stretched to the width it is given; words stay outside it and keep their
size. The page shows the same numbers as a table. Classes: chart, curve; line, line other, axis, value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from monitor.press.charts import framed

TOP, PLOT, FOOT = 20, 110, 26
_WIDE = 1000


@dataclass(frozen=True, slots=True)
class Height:
    """One number of a curve and how it is written."""

    value: float
    worded: str


@dataclass(frozen=True, slots=True)
class Ends:
    """What stands under the beginning and the end of the axis."""

    first: str
    last: str


def curve(points: Sequence[tuple[float, Height]], *, ends: Ends, title: str, level: Height | None = None) -> Markup:
    """Draw points (how far along from 0 to 1, and the number) as steps; `level` is a number to compare with, dashed."""
    values = [height.value for _, height in points] + ([level.value] if level else [])
    low, high = min(values), max(values)
    steps = _steps([(along, _down(height.value, low, high)) for along, height in points])
    lines = f'<polyline class="line" points="{steps}" vector-effect="non-scaling-stroke"/>'
    if level is not None:
        y = _down(level.value, low, high)
        lines += f'<polyline class="line other" points="0,{y:g} {_WIDE},{y:g}" vector-effect="non-scaling-stroke"/>'
    inner = f'<svg y="{TOP}" width="100%" height="{PLOT}" viewBox="0 0 {_WIDE} {PLOT}" preserveAspectRatio="none">'
    bottom = TOP + PLOT
    axis = f'<line class="axis" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"/>'
    worded = [(0, "start", _label(points[0][1], low, high)), (100, "end", _label(points[-1][1], low, high))]
    texts = "".join(
        f'<text class="value" x="{x}%" y="{y:g}" text-anchor="{at}">{said}</text>' for x, at, (y, said) in worded
    )
    foot = "".join(
        f'<text x="{x}%" y="{bottom + 20}" text-anchor="{at}">{escape(said)}</text>'
        for x, at, said in ((0, "start", ends.first), (100, "end", ends.last))
    )
    return framed("curve", bottom + FOOT, title, "", f"{axis}{inner}{lines}</svg>{texts}{foot}")


def _down(value: float, low: float, high: float) -> float:
    """Give how far down a number lies; equal ones lie in the middle, and none touches the edge."""
    share = 0.5 if high == low else (value - low) / (high - low)
    return round(PLOT - 6 - share * (PLOT - 12), 1)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """Go along to each point at the height before, then up or down, and on to the end."""
    found: list[str] = []
    for along, y in points:
        x = round(along * _WIDE, 1)
        if found:
            found.append(f"{x:g},{found[-1].partition(',')[2]}")
        found.append(f"{x:g},{y:g}")
    return " ".join([*found, f"{_WIDE},{found[-1].partition(',')[2]}"])


def _label(height: Height, low: float, high: float) -> tuple[float, str]:
    """Place a label above the line where there is room, else beneath it."""
    y = TOP + _down(height.value, low, high)
    return (y - 5 if y - 5 > 12 else y + 16), escape(height.worded)
