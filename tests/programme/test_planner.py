"""The planner on random periods: no rule broken, sums exact, the same seed the same plan, what stands does not move."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.programme.rules.checker import violations_of, worth
from monitor.programme.rules.model import (
    BadSnapshot,
    Limit,
    Lock,
    Needs,
    Pin,
    Plan,
    Progress,
    Road,
    Snapshot,
    read_snapshot,
    seed_hash,
    snapshot_text,
)
from monitor.programme.rules.planner.baselines import near_team, oldest_first
from monitor.programme.rules.planner.greedy import fill_greedily
from monitor.programme.rules.planner.making import WrongSeed, figures_of, improve_around, make_plan
from monitor.programme.rules.planner.search import Search
from monitor.programme.rules.planner.state import State, load, stand
from monitor.programme.rules.planner.tasks import prepare
from tests.programme.instances import CALM, JOB, PLAIN, any_period

periods = st.integers(0, 10**9).map(any_period)
some = settings(deadline=None, max_examples=50)


def contents(state: State) -> list[object]:
    """Everything a state knows, brought up to date."""
    state.refresh()
    return [repr(getattr(state, name)) for name in State.__slots__ if name != "ground"]


def broken(snapshot: Snapshot, plan: Plan) -> list[object]:
    return [each for each in violations_of(snapshot, plan) if not each.settled]


@settings(deadline=None, max_examples=200)
@given(periods)
def test_plans_break_no_rule_and_their_figures_are_true(period: Snapshot) -> None:
    made = make_plan(snapshot=period, seed=7, iterations=12)
    assert broken(period, made.plan) == []
    assert worth(period, made.plan) == made.figures


@some
@given(periods)
def test_plans_made_as_by_hand_break_no_rule(period: Snapshot) -> None:
    for plan in (oldest_first(period), near_team(period)):
        assert broken(period, plan) == []
        assert worth(period, plan) == figures_of(period, plan)


@some
@given(periods)
def test_what_stands_does_not_move(period: Snapshot) -> None:
    made = make_plan(snapshot=period, seed=3, iterations=12)
    standing = {job.id: (job.lock.day, tuple(sorted(job.lock.team))) for job in period.jobs if job.lock}
    assert {v.job: (v.day, v.team) for v in made.plan.visits if v.job in standing} == standing


@some
@given(periods, st.randoms(use_true_random=False))
def test_taking_visits_out_restores_the_state_bit_by_bit(period: Snapshot, rng: Random) -> None:
    calm = replace(period, jobs=tuple(replace(job, lock=None) for job in period.jobs))
    state = State(prepare(calm))
    empty = contents(state)
    fill_greedily(state)
    placed, full = dict(state.plan), contents(state)
    order = list(placed)
    rng.shuffle(order)
    for j in order:
        state.remove(j)
    assert contents(state) == empty
    for j, (day, team) in placed.items():
        state.add(j, day, team)
    assert contents(state) == full


@some
@given(periods)
def test_search_never_ends_above_its_start_and_counts_exactly(period: Snapshot) -> None:
    plain = replace(period, weights=PLAIN, jobs=tuple(replace(job, pin=None) for job in period.jobs))
    state = State(prepare(plain))
    stand(state)
    fill_greedily(state)
    start = state.cost
    search = Search(state, Random(1), 20)
    for iteration in range(20):
        search.step(iteration)
        assert state.cost == worth(plain, state.as_plan()).cost
    assert search.best_cost <= start


@some
@given(periods)
def test_more_people_days_or_budget_never_break_a_plan(period: Snapshot) -> None:
    plan = make_plan(snapshot=period, seed=1, iterations=5).plan
    more = tuple(replace(person, calendar="+" * period.days) for person in period.monitors)
    extra = replace(more[0], id="new")
    assert broken(replace(period, monitors=(*more, extra), budget=period.budget + 9), plan) == []


def test_the_same_seed_and_iterations_give_the_same_plan() -> None:
    period = any_period(11)
    assert make_plan(snapshot=period, seed=5, iterations=40) == make_plan(snapshot=period, seed=5, iterations=40)


def test_another_order_of_ids_makes_the_same_plan_possible() -> None:
    period = replace(any_period(12), weights=PLAIN)
    turned = replace(period, jobs=period.jobs[::-1], monitors=period.monitors[::-1])
    plan = make_plan(snapshot=period, seed=5, iterations=5).plan
    assert (broken(turned, plan), figures_of(turned, plan)) == (broken(period, plan), figures_of(period, plan))


def test_stopping_gives_the_best_so_far() -> None:
    told: list[Progress] = []
    period = any_period(21)
    made = make_plan(snapshot=period, seed=5, iterations=500, stopped=lambda: bool(told), progress=told.append)
    assert (made.iterations, made.plan) == (0, told[0].plan)


def test_each_plan_told_is_the_best_so_far() -> None:
    told: list[Progress] = []
    period = replace(any_period(4), weights=PLAIN)
    made = make_plan(snapshot=period, seed=5, iterations=60, progress=told.append)
    costs = [each.figures.cost for each in told]
    assert costs == sorted(costs, reverse=True)
    assert told[-1].plan == made.plan
    assert [each.figures for each in told] == [worth(period, each.plan) for each in told]


def test_a_seed_belongs_to_its_snapshot() -> None:
    frozen = replace(CALM, seed_hash=seed_hash(1))
    assert make_plan(snapshot=frozen, seed=1, iterations=1).figures.visits == 1
    with pytest.raises(WrongSeed):
        make_plan(snapshot=frozen, seed=2, iterations=1)


@some
@given(periods)
def test_a_snapshot_is_read_back_whole(period: Snapshot) -> None:
    assert read_snapshot(snapshot_text(period)) == period


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", snapshot_text(CALM).replace('"days":14', '"days":15'), snapshot_text(CALM).replace('"b"', '"a"')],
)
def test_what_hangs_not_together_is_not_read(text: str) -> None:
    with pytest.raises(BadSnapshot):
        read_snapshot(text)


def test_a_job_of_impossible_sizes_is_not_taken() -> None:
    for job in (
        replace(JOB, days=8),
        replace(JOB, least=0),
        replace(JOB, most=1),
        replace(JOB, needs=Needs(organisations=0)),
    ):
        with pytest.raises(BadSnapshot):
            make_plan(snapshot=replace(CALM, jobs=(job,)), seed=1, iterations=1)
    for limit in (Limit(3, 2, 9), Limit(0, 6, -1)):
        with pytest.raises(BadSnapshot):
            make_plan(snapshot=replace(CALM, limits=(limit,)), seed=1, iterations=1)


def test_a_pinned_day_and_member_are_kept() -> None:
    pinned = replace(CALM, jobs=(replace(JOB, score=1, pin=Pin(8, ("d",))),))
    visit = make_plan(snapshot=pinned, seed=1, iterations=5).plan.visits[0]
    assert (visit.day, "d" in visit.team) == (8, True)


def test_nothing_forbidden_or_beyond_the_budget_is_planned() -> None:
    assert make_plan(snapshot=replace(CALM, jobs=(replace(JOB, forbidden=True),)), seed=1, iterations=5).plan == Plan()
    assert make_plan(snapshot=replace(CALM, budget=0), seed=1, iterations=5).plan == Plan()
    assert make_plan(snapshot=replace(CALM, monitors=()), seed=1, iterations=5).plan == Plan()


def test_what_must_be_goes_before_what_is_worth_more() -> None:
    due = replace(JOB, id="due", facility="other", score=10, mandatory=True)
    made = make_plan(snapshot=replace(CALM, jobs=(JOB, due), budget=4), seed=1, iterations=20)
    assert [visit.job for visit in made.plan.visits] == ["due"]
    assert made.figures.mandatory_missed == 0


def test_two_visits_to_a_region_in_one_week_are_one_journey() -> None:
    jobs = tuple(replace(JOB, id=name, facility=name, region="south", days=1) for name in "xyz")
    made = make_plan(snapshot=replace(CALM, jobs=jobs, far=200), seed=1, iterations=30)
    assert (made.figures.visits, made.figures.km) == (3, 2 * 2 * 200)


def test_improving_around_leaves_a_plan_alone_that_is_not_worth_its_change() -> None:
    far = replace(JOB, id="k", facility="k", score=40)
    period = replace(CALM, jobs=(JOB, far))
    plan = replace(make_plan(snapshot=period, seed=1, iterations=20).plan)
    late = Plan(tuple(replace(visit, day=visit.day + 7) for visit in plan.visits))
    assert improve_around(snapshot=period, plan=late, seed=1, iterations=60).plan == late


def test_all_days_of_a_visit_need_a_car() -> None:
    other = replace(JOB, id="k", facility="k", days=3, pin=Pin(1))
    period = replace(CALM, jobs=(replace(JOB, latest=4), other), cars=1)
    made = make_plan(snapshot=period, seed=1, iterations=5)
    assert [(visit.job, visit.day) for visit in made.plan.visits] == [("k", 1)]


def test_a_long_way_takes_a_day_each_way_and_none_between_two_visits_there() -> None:
    jobs = tuple(replace(JOB, id=name, facility=name, region="south", days=1) for name in "xy")
    calm = replace(CALM, jobs=jobs, roads=(Road("north", "south", 400),), travel=300)
    free = tuple(replace(person, calendar="-++++" + 9 * "-") for person in calm.monitors[:2])
    made = make_plan(snapshot=replace(calm, monitors=free), seed=1, iterations=20)
    assert sorted(visit.day for visit in made.plan.visits) == [2, 3]
    short = tuple(replace(person, calendar="-++" + 11 * "-") for person in free)
    assert make_plan(snapshot=replace(calm, monitors=short), seed=1, iterations=20).plan == Plan()


def test_a_part_of_the_budget_is_kept_to_and_the_rest_goes_elsewhere() -> None:
    jobs = tuple(replace(JOB, id=name, facility=name, days=1) for name in "xyz")
    halves = replace(CALM, jobs=jobs, limits=(Limit(0, 6, 3), Limit(7, 13, 4)))
    made = make_plan(snapshot=halves, seed=1, iterations=20)
    assert sorted(visit.day // 7 for visit in made.plan.visits) == [0, 1, 1]


def test_a_question_of_before_is_read_as_it_was() -> None:
    frozen = json.loads(snapshot_text(CALM))
    del frozen["travel"], frozen["limits"]
    assert read_snapshot(json.dumps(frozen)) == CALM


def test_nobody_sent_to_two_regions_by_people_is_sent_further_by_the_planner() -> None:
    standing = [
        replace(JOB, id=name, facility=name, region=name, lock=Lock(day, ("a", "b")))
        for name, day in (("south", 0), ("east", 2))
    ]
    near = replace(JOB, region="east", days=1, latest=6, organisations=("office",))
    period = replace(CALM, jobs=(near, *standing), far=10)
    made = make_plan(snapshot=period, seed=1, iterations=5)
    assert made.plan.of("j") is None
    assert {(each.rule.value, each.settled) for each in violations_of(period, made.plan)} == {("two_regions", True)}


def test_loading_takes_only_what_is_known() -> None:
    locked = replace(CALM, jobs=(replace(JOB, lock=Lock(2, ("a", "b"))),))
    state = State(prepare(locked))
    load(state, make_plan(snapshot=locked, seed=1, iterations=2).plan)
    assert state.plan == {0: (2, (0, 1))}
