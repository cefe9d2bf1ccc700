"""A thousand random periods: no rule broken, figures true."""

from __future__ import annotations

import pytest

from monitor.programme.rules.checker import violations_of
from monitor.programme.rules.planner.making import make_plan
from tests.programme.instances import any_period


@pytest.mark.soak
@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_periods_break_no_rule(hundred: int) -> None:
    wrong = []
    for number in range(hundred * 100, hundred * 100 + 100):
        period = any_period(number)
        made = make_plan(snapshot=period, seed=number, iterations=40)
        found = violations_of(period, made.plan, made.figures)
        wrong += [(number, each) for each in found if not each.settled]
    assert wrong == []
