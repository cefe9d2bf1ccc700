"""Other days and other people for a visit: each option can be taken, and costs what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.kit.problems import NotHere
from monitor.programme.rules import (
    Asked,
    Block,
    Plan,
    Planned,
    Snapshot,
    day_options,
    make_plan,
    person_options,
    plan_of,
    violations_of,
    worth,
)
from tests.programme.instances import CALM, JOB, any_period

PLAN = Plan((Planned("j", 0, ("a", "b")),))


def test_each_day_has_a_team_or_what_blocks_it() -> None:
    found = day_options(Asked(CALM, PLAN), "j")
    assert [option.day for option in found if option.block is None] == [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12]
    assert (found[0].price, found[6].block, found[13].block) == (0, Block.ONE_WEEK, Block.WINDOW)
    assert found[7].price == CALM.weights.early * 50 * 7 // 14


def test_a_member_is_replaced_by_whom_costs_least() -> None:
    far = replace(CALM, monitors=tuple(replace(m, home="south" if m.id == "c" else "north") for m in CALM.monitors))
    found = person_options(Asked(far, PLAN), "j", "a")
    assert [(option.person, option.price) for option in found] == [("d", 0), ("c", 2 * 300 * 10)]


def test_only_a_member_of_a_planned_visit_can_be_replaced() -> None:
    for job, member in (("j", "c"), ("j", "x"), ("x", "a")):
        with pytest.raises(NotHere):
            person_options(Asked(CALM, PLAN), job, member)
    with pytest.raises(NotHere):
        person_options(Asked(replace(CALM, jobs=(JOB,)), Plan()), "j", "a")


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9).map(any_period))
def test_every_option_can_be_taken_at_its_price(period: Snapshot) -> None:
    plan = make_plan(snapshot=period, seed=1, iterations=5).plan
    free = [job.id for job in period.jobs if job.lock is None and job.pin is None]
    asked = Asked(period, plan)
    for visit in [each for each in plan.visits if each.job in free][:2]:
        rest = [each for each in plan.visits if each != visit]
        days = [o for o in day_options(asked, visit.job) if o.block is None][:6]
        taken = [(Planned(visit.job, option.day, option.team), option.price) for option in days]
        for other in person_options(asked, visit.job, visit.team[0]):
            taken.append((replace(visit, team=tuple(sorted((*visit.team[1:], other.person)))), other.price))
        for instead, price in taken:
            changed = plan_of([*rest, instead])
            assert [each for each in violations_of(period, changed) if not each.settled] == []
            assert worth(period, changed).cost - worth(period, plan).cost == price
