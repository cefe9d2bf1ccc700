"""Charts as SVG without style of their own: classes only, so that the page's style sheet dresses them, also in the dark.

Places along the time axis are percentages and everything else pixels, so that a chart takes the width it is given while
its words keep their size. A chart never stands alone: the page shows the same as a table beneath it. Words come worded.
Classes: chart, time-axis, series; lane, lane-name, axis, year; mark with circle, hollow, barred, tick or hairline;
line, gap, point, value, denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from html import escape

from markupsafe import Markup

LANE_NAME, ROW, AXIS, SERIES_PLOT, DENOMINATOR_ROW = 20, 24, 28, 72, 18
CLOSE, CLOSE_TEXT = 3.0, 13.0  # per cent of the width under which marks, or texts, go to another row
MARGIN = 2.0  # per cent kept free at both ends so that no mark is cut
MOST_ROWS = 4
MOST_YEARS_NAMED = 8


class Shape(StrEnum):
    """How a mark looks; each means something else even without colour."""

    CIRCLE = "circle"
    HOLLOW = "hollow"
    BARRED = "barred"
    TICK = "tick"
    HAIRLINE = "hairline"


@dataclass(frozen=True, slots=True)
class Span:
    """The time a chart shows: from the first day to before `until`."""

    first: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.first:
            raise ValueError("a chart's span ends after it begins")

    def holds(self, day: date) -> bool:
        """Say whether a day lies in the span."""
        return self.first <= day < self.until

    def place(self, day: date) -> float:
        """Give a day's place in per cent of the width."""
        share = (day - self.first).days / (self.until - self.first).days
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened: its day, its shape, the sentence that says it, and where a click leads."""

    day: date
    shape: Shape
    sentence: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks of one kind on a line of their own."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, worded; a value of None is a gap, and its sentence says which kind.

    No line comes to one that stands `apart` from the point before.
    """

    day: date
    value: Decimal | None
    worded: str
    denominator: str
    sentence: str
    href: str | None = None
    apart: bool = False


def time_axis(lanes: Sequence[Lane], *, span: Span, title: str, description: str = "") -> Markup:
    """Draw lanes of marks over one axis of years; marks too close to each other stand one above the other."""
    height, parts, hairlines = 0, [], []
    for lane in lanes:
        shown = sorted((m for m in lane.marks if span.holds(m.day)), key=lambda m: m.day)
        standing = [m for m in shown if m.shape is not Shape.HAIRLINE]
        hairlines += [m for m in shown if m.shape is Shape.HAIRLINE]
        rows = _rows([span.place(m.day) for m in standing], CLOSE)
        deep = max(rows, default=0) + 1
        top = height + LANE_NAME
        marks = "".join(
            _mark(m, x=span.place(m.day), y=top + (deep - 1 - row) * ROW + ROW // 2)
            for m, row in zip(standing, rows, strict=True)
        )
        name = f'<text class="lane-name" x="{MARGIN}%" y="{height + 14}">{escape(lane.name)}</text>'
        height = top + deep * ROW
        line = f'<line class="lane" x1="0" x2="100%" y1="{height}" y2="{height}"/>'
        parts.append(f"<g>{name}{line}{marks}</g>")
    behind = "".join(_hairline(m, x=span.place(m.day), height=height) for m in hairlines)
    return framed("time-axis", height + AXIS, title, description, behind + "".join(parts) + _years(span, height))


def series(points: Sequence[Point], *, span: Span, title: str, description: str = "") -> Markup:
    """Draw one small series: a line that breaks at gaps, each point's denominator beneath, the extremes labelled."""
    shown = sorted((p for p in points if span.holds(p.day)), key=lambda p: p.day)
    values = [p.value for p in shown if p.value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    places = [span.place(p.day) for p in shown]
    rows = _rows(places, CLOSE_TEXT)
    bottom = LANE_NAME + SERIES_PLOT
    heights = [_height(p.value, low, high, bottom) for p in shown]
    lines = "".join(_lines(shown, places, heights))
    marks = "".join(
        _point(p, x=x, y=y, beneath=bottom + 20 + row * DENOMINATOR_ROW)
        for p, x, y, row in zip(shown, places, heights, rows, strict=True)
    )
    labels = "".join(_extremes(shown, places, heights, low=low, high=high))
    height = bottom + 8 + (max(rows, default=0) + 1) * DENOMINATOR_ROW
    axis = f'<line class="axis" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"/>'
    return framed("series", height + AXIS, title, description, axis + lines + marks + labels + _years(span, height))


def framed(kind: str, height: int, title: str, description: str, body: str) -> Markup:
    """Put what was drawn into a chart with its name; every word in it must be escaped already."""
    about = f"<desc>{escape(description)}</desc>" if description else ""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {kind}" role="group" width="100%" height="{height}"'
    )
    return Markup(f'{opening} aria-label="{escape(title)}">{about}{body}</svg>')  # noqa: S704 - every word is escaped


def _rows(places: Iterable[float], close: float) -> list[int]:
    """Give each place the lowest row where it is not too close to the one before it there; the last row takes the rest."""
    ends: list[float] = []
    rows = []
    for place in places:
        row = next((i for i, end in enumerate(ends) if place - end >= close), len(ends))
        row = min(row, MOST_ROWS - 1)
        if row == len(ends):
            ends.append(place)
        ends[row] = place
        rows.append(row)
    return rows


def _mark(mark: Mark, *, x: float, y: float) -> str:
    drawn = {
        Shape.CIRCLE: '<circle r="7"/>',
        Shape.HOLLOW: '<circle r="6"/>',
        Shape.BARRED: '<rect x="-7" y="-7" width="14" height="14"/><line class="bar" x1="-4" x2="4" y1="0" y2="0"/>',
        Shape.TICK: '<line x1="0" x2="0" y1="-7" y2="7"/>',
        Shape.HAIRLINE: "",
    }[mark.shape]
    return _told(f"mark {mark.shape}", mark.sentence, mark.href, _at(x, y, drawn))


def _hairline(mark: Mark, *, x: float, height: int) -> str:
    drawn = f'<line x1="0" x2="0" y1="0" y2="{height}"/>'
    return _told("mark hairline", mark.sentence, mark.href, _at(x, 0, drawn))


def _at(x: float, y: float, drawn: str) -> str:
    return f'<svg x="{x}%" y="{y:g}" overflow="visible">{drawn}</svg>'


def _told(kind: str, sentence: str, href: str | None, drawn: str) -> str:
    """Wrap a mark so that hover, focus and a screen reader say its sentence."""
    said = f'aria-label="{escape(sentence)}"'
    inside = f"<title>{escape(sentence)}</title>{drawn}"
    if href is None:
        return f'<g class="{kind}" role="img" {said}>{inside}</g>'
    return f'<a class="{kind}" href="{escape(href)}" {said}>{inside}</a>'


def _years(span: Span, top: float) -> str:
    """Draw the axis: a line per year, and names for as many as have room."""
    years = [y for y in range(span.first.year, span.until.year + 1) if span.holds(date(y, 1, 1))]
    step = -(-len(years) // MOST_YEARS_NAMED) or 1
    lines = [f'<line class="axis" x1="0" x2="100%" y1="{top}" y2="{top}"/>']
    for year in years:
        x = span.place(date(year, 1, 1))
        lines.append(f'<line class="axis" x1="{x}%" x2="{x}%" y1="{top}" y2="{top + 5}"/>')
        if year % step == 0:
            lines.append(f'<text class="year" x="{x}%" dx="2" y="{top + 20}">{year}</text>')
    return f'<g aria-hidden="true">{"".join(lines)}</g>'


def _height(value: Decimal | None, low: Decimal, high: Decimal, bottom: int) -> float:
    """Give a value's place in pixels from the top; a gap stands on the axis, equal values in the middle."""
    if value is None:
        return bottom
    share = Decimal("0.5") if high == low else (value - low) / (high - low)
    return round(bottom - 24 - float(share) * (SERIES_PLOT - 30), 1)


def _lines(points: Sequence[Point], places: Sequence[float], heights: Sequence[float]) -> Iterator[str]:
    """Join neighbours that both have a value: a gap is never bridged, nor a change that does not compare."""
    for i in range(1, len(points)):
        if points[i - 1].value is not None and points[i].value is not None and not points[i].apart:
            ends = f'x1="{places[i - 1]}%" y1="{heights[i - 1]:g}" x2="{places[i]}%" y2="{heights[i]:g}"'
            yield f'<line class="line" {ends}/>'


def _point(point: Point, *, x: float, y: float, beneath: int) -> str:
    drawn = '<circle r="5"/>' if point.value is not None else f'<line x1="0" x2="0" y1="0" y2="-{SERIES_PLOT}"/>'
    kind = "point" if point.value is not None else "gap"
    under = f'<text class="denominator" x="{x}%" y="{beneath}" text-anchor="middle">{escape(point.denominator)}</text>'
    return _told(kind, point.sentence, point.href, _at(x, y, drawn)) + under


def _extremes(
    points: Sequence[Point], places: Sequence[float], heights: Sequence[float], *, low: Decimal, high: Decimal
) -> Iterator[str]:
    """Label the first point of the highest value above it, and that of a lower lowest one beneath."""
    left = {high: -9, low: 18} if low < high else {high: -9}
    for point, x, y in zip(points, places, heights, strict=True):
        away = left.pop(point.value, None) if point.value is not None else None
        if away is not None:
            anchor = "start" if x < 10 else "end" if x > 90 else "middle"
            worded = escape(point.worded)
            yield f'<text class="value" x="{x}%" y="{y + away:g}" text-anchor="{anchor}">{worded}</text>'
