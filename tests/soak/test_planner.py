"""A thousand random periods: no rule broken, figures true, nor by any help, repair or later improvement."""

from __future__ import annotations

import pytest

from monitor.programme.rules import Asked, absent, improve_around, make_plan, relaxed, repair, violations_of
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


@pytest.mark.soak
@pytest.mark.parametrize("hundred", range(5))
def test_five_hundred_plans_are_explained_and_mended_without_a_broken_rule(hundred: int) -> None:
    wrong = []
    for number in range(hundred * 100, hundred * 100 + 100):
        period = any_period(number)
        made = make_plan(snapshot=period, seed=number, iterations=10)
        asked = Asked(period, made.plan)
        missing = [job.id for job in period.jobs if made.plan.of(job.id) is None]
        helped = [relaxed(period, made.plan, found.help) for job in missing if (found := asked.why_not(job)).help]
        mended = repair(absent(period, period.monitors[0].id, 5, 40), made.plan)
        around = improve_around(snapshot=mended.snapshot, plan=mended.plan, seed=number, iterations=10)
        for snapshot, plan in (*helped, (mended.snapshot, mended.plan), (mended.snapshot, around.plan)):
            wrong += [(number, each) for each in violations_of(snapshot, plan) if not each.settled]
    assert wrong == []
