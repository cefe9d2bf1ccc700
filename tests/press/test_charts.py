"""Charts are well-formed, carry no style of their own, say each mark in words and never bridge a gap."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.press.charts import Lane, Mark, Point, Shape, Span, series, time_axis

SPAN = Span(date(2016, 1, 1), date(2026, 1, 1))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("&")</script>\''


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def classes(svg: str, name: str) -> list[str]:
    return [str(e.get("class")) for e in drawn(svg).iter() if name in str(e.get("class", "")).split()]


def point(year: int, value: int | None) -> Point:
    worded = "" if value is None else f"{value} %"
    return Point(date(year, 3, 1), None if value is None else Decimal(value), worded, f"of {year}", f"in {year}", "/v")


def test_each_shape_has_its_class_and_its_sentence() -> None:
    marks = tuple(Mark(date(2017, 1, n + 1), shape, f"mark {n}", f"/v/{n}") for n, shape in enumerate(Shape))
    svg = time_axis([Lane("Visits", marks)], span=SPAN, title="Visits")

    assert sorted(classes(svg, "mark")) == sorted(f"mark {shape}" for shape in Shape)
    assert sorted(str(e.text) for e in drawn(svg).iter(f"{SVG}title")) == [f"mark {n}" for n in range(5)]
    assert sorted(str(e.get("href")) for e in drawn(svg).iter(f"{SVG}a")) == [f"/v/{n}" for n in range(5)]


def test_a_mark_without_a_page_is_a_picture_with_words() -> None:
    svg = time_axis([Lane("Visits", (Mark(date(2017, 1, 1), Shape.TICK, "imported"),))], span=SPAN, title="Visits")
    mark = next(e for e in drawn(svg).iter() if e.get("class") == "mark tick")

    assert (mark.tag, mark.get("role"), mark.get("aria-label")) == (f"{SVG}g", "img", "imported")


def test_everything_written_is_escaped_and_nothing_is_styled_inline() -> None:
    mark = Mark(date(2017, 1, 1), Shape.CIRCLE, HOSTILE, f"/v?q={HOSTILE}")
    axis = time_axis([Lane(HOSTILE, (mark,))], span=SPAN, title=HOSTILE, description=HOSTILE)
    small = series([Point(date(2017, 1, 1), Decimal(1), HOSTILE, HOSTILE, HOSTILE)], span=SPAN, title=HOSTILE)

    assert [e.text for e in drawn(axis).iter(f"{SVG}desc")] == [HOSTILE]
    for svg in (axis, small):
        assert ("<script" in svg, "style=" in svg, svg.__html__() == svg) == (False, False, True)
        assert drawn(svg).get("aria-label") == HOSTILE


def test_marks_outside_the_span_are_not_drawn() -> None:
    days = (SPAN.first - timedelta(1), SPAN.first, SPAN.until - timedelta(1), SPAN.until)
    marks = tuple(Mark(day, Shape.BARRED, day.isoformat()) for day in days)
    svg = time_axis([Lane("Denials", marks)], span=SPAN, title="Denials")

    assert [e.text for e in drawn(svg).iter(f"{SVG}title")] == ["2016-01-01", "2025-12-31"]


def test_marks_of_the_same_days_stand_one_above_the_other() -> None:
    marks = tuple(Mark(date(2017, 1, n), Shape.CIRCLE, str(n)) for n in (1, 2, 3))
    svg = time_axis([Lane("Visits", marks)], span=SPAN, title="Visits")

    assert len({e.get("y") for e in drawn(svg).iter(f"{SVG}svg") if e.get("overflow")}) == 3


def test_a_gap_stays_a_gap() -> None:
    svg = series([point(2016, 40), point(2017, None), point(2018, 60), point(2019, 50)], span=SPAN, title="Hygiene")

    assert (len(classes(svg, "line")), len(classes(svg, "gap")), len(classes(svg, "point"))) == (1, 1, 3)


def test_extremes_and_denominators_are_written() -> None:
    svg = series([point(2016, 40), point(2017, 80), point(2018, None), point(2019, 40)], span=SPAN, title="Hygiene")
    written = {kind: [e.text for e in drawn(svg).iter() if e.get("class") == kind] for kind in ("value", "denominator")}

    assert written == {"value": ["40 %", "80 %"], "denominator": ["of 2016", "of 2017", "of 2018", "of 2019"]}


def test_equal_values_are_labelled_once_and_zero_is_a_value() -> None:
    svg = series([point(2016, 0), point(2017, 0)], span=SPAN, title="Hygiene")

    assert (len(classes(svg, "value")), len(classes(svg, "gap"))) == (1, 0)


@pytest.mark.parametrize("draw", [time_axis, series])
def test_a_chart_without_anything_still_draws_its_axis(draw: type) -> None:
    assert len(classes(draw([], span=SPAN, title="Nothing"), "year")) == 5


def test_a_span_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Span(SPAN.first, SPAN.first)


@settings(deadline=None)
@given(st.lists(st.dates(SPAN.first, SPAN.until - timedelta(1)), max_size=40))
def test_every_mark_is_drawn_within_the_width_in_the_order_of_time(days: list[date]) -> None:
    svg = time_axis([Lane("x", tuple(Mark(d, Shape.CIRCLE, "") for d in days))], span=SPAN, title="x")
    places = [float(str(e.get("x")).rstrip("%")) for e in drawn(svg).iter(f"{SVG}svg") if e.get("overflow")]

    assert len(places) == len(days)
    assert places == sorted(places)
    assert all(0 < place < 100 for place in places)
