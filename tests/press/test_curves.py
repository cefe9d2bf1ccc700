"""The curve of a search: steps that never touch the edge, a level to compare with, words escaped."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from monitor.press.curves import PLOT, Ends, Height, curve

ENDS = Ends("first <plan>", "300 changes")


def lines(drawn: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in found.split())]
        for found in re.findall(r'points="([^"]+)"', drawn)
    ]


def test_a_plan_stays_until_a_better_one_is_found() -> None:
    points = [(0.0, Height(10, "10")), (0.5, Height(20, "20 & more"))]
    drawn = curve(points, ends=ENDS, title="Points", level=Height(0, "0"))
    plan, level = lines(drawn)
    assert plan == [(0, 55), (500, 55), (500, 6), (1000, 6)]
    assert level == [(0, 104), (1000, 104)]
    assert [text.text for text in ElementTree.fromstring(drawn).iter() if text.tag.endswith("text")] == [
        "10",
        "20 & more",
        "first <plan>",
        "300 changes",
    ]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_no_line_touches_the_edge(values: list[float]) -> None:
    points = [(n / len(values), Height(value, str(value))) for n, value in enumerate(values)]
    (plan,) = lines(curve(points, ends=ENDS, title="Points"))
    assert all(0 < y < PLOT for _, y in plan)
    assert [x for x, _ in plan] == sorted(x for x, _ in plan)
    assert (plan[0][0], plan[-1][0]) == (0, 1000)
