"""Why a place is not in the plan: the level, the first block of each day, and help that does help."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.programme.rules.checker import violations_of
from monitor.programme.rules.explain.blocks import Block, first_blocks
from monitor.programme.rules.explain.relaxing import Relief, relaxed
from monitor.programme.rules.explain.why_not import AlreadyPlanned, Asked, Level
from monitor.programme.rules.model import Job, Limit, Lock, Needs, Pin, Plan, Planned, Road, Snapshot, plan_of
from monitor.programme.rules.planner.making import make_plan
from monitor.programme.rules.planner.placing import find_place
from tests.programme.instances import CALM, JOB, any_period

OTHER = replace(JOB, id="k", facility="other", score=20)


def asked(job: Job, plan: Plan | None = None, **people: str) -> tuple[Level, Block | None, Relief | None]:
    """Ask why a job beside another is not planned; `people` gives calendars by name."""
    named = (replace(each, calendar=people.get(each.id, each.calendar)) for each in CALM.monitors)
    found = Asked(replace(CALM, jobs=(job, OTHER), monitors=tuple(named)), plan or Plan()).why_not(job.id)
    return found.level, found.block, found.help.relief if found.help else None


def standing(asking: Asked) -> list[str]:
    """What a question must leave as it was."""
    state = asking.state
    return [repr(each) for each in (sorted(state.plan.items()), state.free, asking.ground.free, state.cost)]


@pytest.mark.parametrize(
    ("job", "block", "relief"),
    [
        (replace(JOB, forbidden=True), Block.FORBIDDEN, None),
        (replace(JOB, organisations=()), Block.MANDATE, None),
        (replace(JOB, earliest=9, latest=5), Block.WINDOW, Relief.LONGER_WINDOW),
        (replace(JOB, pin=Pin(6)), Block.PIN, None),
        (replace(JOB, organisations=("office",), least=3, most=3), Block.PEOPLE, Relief.SMALLER_TEAM),
        (replace(JOB, needs=Needs(woman=True), conflicts=("a", "c")), Block.WOMAN, None),
        (replace(JOB, needs=Needs(doctor=True), conflicts=("b",)), Block.DOCTOR, None),
        (replace(JOB, needs=Needs(languages=("tg",))), Block.LANGUAGE, Relief.INTERPRETER),
        (replace(JOB, needs=Needs(organisations=3)), Block.ORGANISATIONS, Relief.ONE_ORGANISATION),
        (replace(JOB, pin=Pin(members=("a",)), conflicts=("a",)), Block.MEMBER, None),
        (replace(JOB, days=5, least=4, most=4, score=10), None, None),
    ],
)
def test_what_the_data_make_impossible_is_told_to_be_put_right(
    job: Job, block: Block | None, relief: Relief | None
) -> None:
    assert asked(job) == ((Level.OPEN if block is None else Level.DATA), block, relief)


def test_calendars_alone_may_make_it_impossible() -> None:
    job = replace(JOB, needs=Needs(doctor=True))
    assert asked(job, b="-" * 14) == (Level.CALENDARS, Block.DOCTOR, Relief.DOCTOR)
    assert asked(JOB, a="-" * 14, b="?" * 14, c="-" * 14) == (Level.CALENDARS, Block.PEOPLE, Relief.ASK)


def test_others_may_have_taken_the_people_and_are_named() -> None:
    job = replace(JOB, organisations=("office",), latest=1)
    plan = Plan((Planned("k", 0, ("a", "c")),))
    found = Asked(replace(CALM, jobs=(job, OTHER)), plan).why_not("j")
    assert (found.level, found.block) == (Level.TAKEN, Block.PEOPLE)
    assert [(each.job, each.score, each.people) for each in found.taken] == [("k", 20, ("a",))]
    assert found.help is not None
    assert (found.help.relief, found.help.swapped) == (Relief.SWAP, "k")
    assert {each.day: (each.block, each.never) for each in found.days}[0] == (Block.PEOPLE, False)


def test_the_budget_may_be_used_up_and_so_much_more_would_do() -> None:
    period = replace(CALM, jobs=(JOB, OTHER), budget=5)
    found = Asked(period, Plan((Planned("k", 0, ("a", "b")),))).why_not("j")
    assert (found.level, found.block) == (Level.TAKEN, Block.BUDGET)
    assert found.help is not None
    assert (found.help.relief, found.help.days) == (Relief.BUDGET, 3)


def test_a_part_of_the_budget_may_be_used_up_and_so_much_more_would_do() -> None:
    period = replace(CALM, jobs=(replace(JOB, latest=5), OTHER), limits=(Limit(0, 6, 5), Limit(7, 13, 20)))
    found = Asked(period, Plan((Planned("k", 0, ("a", "b")),))).why_not("j")
    assert (found.level, found.block) == (Level.TAKEN, Block.BUDGET)
    assert found.help is not None
    assert (found.help.relief, found.help.days) == (Relief.BUDGET, 3)


def test_the_way_may_take_a_day_that_nobody_has() -> None:
    far = replace(JOB, region="south", earliest=2, latest=3)
    period = replace(CALM, jobs=(far, OTHER), roads=(Road("north", "south", 400),), travel=300)
    named = tuple(replace(each, calendar="+?++" + 10 * "+") if each.id in "abc" else each for each in period.monitors)
    found = Asked(replace(period, monitors=named), Plan()).why_not("j")
    assert (found.level, found.block) == (Level.CALENDARS, Block.WAY)
    assert found.help is not None
    assert (found.help.relief, found.help.people) == (Relief.ASK, ("a", "c"))


def test_a_journey_may_not_be_worth_it() -> None:
    period = replace(CALM, jobs=(replace(JOB, region="far", score=1),))
    found = Asked(period, Plan()).why_not("j")
    assert (found.level, found.block, found.help) == (Level.NOT_WORTH, Block.WORTH, None)


def test_what_is_planned_has_no_why_not() -> None:
    with pytest.raises(AlreadyPlanned):
        Asked(CALM, Plan((Planned("j", 0, ("a", "b")),))).why_not("j")


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9).map(any_period))
def test_help_helps_and_blocked_days_are_blocked(period: Snapshot) -> None:
    plan = make_plan(snapshot=period, seed=1, iterations=5).plan
    asking = Asked(period, plan)
    before = standing(asking)
    for job in period.jobs:
        if plan.of(job.id) is not None:
            continue
        found = asking.why_not(job.id)
        if found.help is not None:
            snapshot, helped = relaxed(period, plan, found.help)
            assert [each for each in violations_of(snapshot, helped) if not each.settled] == []
        blocked = {each.day for each in found.days}
        open_days = set(range(period.days)) - blocked
        assert (found.level in {Level.OPEN, Level.NOT_WORTH}) == bool(open_days)
    assert standing(asking) == before


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9).map(any_period), st.integers(0, 10**6))
def test_a_day_is_blocked_just_where_the_planner_finds_no_place(period: Snapshot, number: int) -> None:
    plan = make_plan(snapshot=period, seed=1, iterations=3).plan
    asking = Asked(period, plan)
    for task in asking.ground.tasks:
        if task.index in asking.state.plan:
            continue
        blocks = first_blocks(asking.state, task)
        for day in random.Random(number).sample(range(period.days), 8):
            found = find_place(asking.state, task, 1 << day)
            assert (blocks[day] is None) == (found is not None)


def test_each_day_names_the_first_rule_the_checker_would_name() -> None:
    job = replace(JOB, earliest=1, latest=12, closed=(8,), notice=3, needs=Needs(doctor=True))
    period = replace(CALM, jobs=(job, OTHER), budget=9)
    named = tuple(replace(each, calendar="+" * 9 + "-" * 5) if each.id == "b" else each for each in period.monitors)
    period = replace(period, monitors=named)
    found = Asked(period, plan_of([Planned("k", 4, ("b", "c"))])).why_not("j")
    blocks = [{each.day: each.block for each in found.days}.get(day) for day in range(14)]
    window, notice, doctor = Block.WINDOW, Block.NOTICE, Block.DOCTOR
    assert blocks[:6] == [window, notice, notice, doctor, doctor, doctor]
    assert blocks[6:9] == [Block.ONE_WEEK, Block.CLOSED, Block.CLOSED]
    assert blocks[9:] == [doctor, doctor, doctor, window, window]


def test_a_car_missing_on_the_second_day_is_named() -> None:
    period = replace(CALM, jobs=(JOB, OTHER), cars=1)
    found = Asked(period, Plan((Planned("k", 2, ("a", "b")),))).why_not("j")
    blocks = {each.day: each.block for each in found.days}
    assert [blocks.get(day) for day in range(5)] == [None, Block.CARS, Block.CARS, Block.CARS, None]


def test_nobody_is_to_be_asked_for_a_day_on_which_they_have_a_visit_that_stands() -> None:
    standing = replace(OTHER, lock=Lock(2, ("a", "c")))
    job = replace(JOB, organisations=("office",), earliest=2, latest=3)
    people = tuple(replace(each, calendar="?" * 14) if each.id == "a" else each for each in CALM.monitors)
    period = replace(CALM, jobs=(job, standing), monitors=people)
    found = Asked(period, Plan((Planned("k", 2, ("a", "c")),))).why_not("j")
    assert found.help is not None
    assert found.help.relief is Relief.SMALLER_TEAM
    assert Asked(period, Plan()).why_not("j").help == replace(
        found.help, relief=Relief.ASK, people=("a",), visit=Planned("j", 2, ("a", "b"))
    )
