"""The lottery: drawn from low and medium scores, in proportion to them, up to its share of the person-days, and gone to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.programme.rules.model import Snapshot
from monitor.programme.rules.planner.making import draw_lots, make_plan
from tests.programme.instances import CALM, JOB, PLAIN, any_period


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9).map(any_period), st.integers(0, 2**128 - 1))
def test_what_is_drawn_fits_the_reserve_and_is_open_to_lots(period: Snapshot, seed: int) -> None:
    jobs = {job.id: job for job in period.jobs}
    drawn = [jobs[name] for name in draw_lots(period, seed)]
    assert sum(job.days * job.least for job in drawn) <= period.budget * period.weights.lottery // 100
    barred = [job for job in drawn if job.score >= 70 or job.mandatory or job.forbidden or job.pin or job.lock]
    assert barred == []


def test_places_are_drawn_in_proportion_to_their_score() -> None:
    scores = {"ten": 10, "twenty": 20, "thirty": 30, "high": 80}
    jobs = tuple(replace(JOB, id=name, facility=name, score=score) for name, score in scores.items())
    period = replace(CALM, jobs=jobs, weights=replace(PLAIN, lottery=10))
    draws = [draw_lots(period, seed) for seed in range(600)]
    times = [sum(name in drawn for drawn in draws) for name in scores]
    assert times[3] == 0
    assert sum(times) == 600
    assert [round(each / 100) for each in times[:3]] == [1, 2, 3]


def test_what_is_drawn_is_visited_though_more_pressing_places_wait() -> None:
    jobs = tuple(replace(JOB, id=f"j{n}", facility=f"f{n}", score=15 if n < 4 else 69 + n) for n in range(12))
    period = replace(CALM, jobs=jobs, budget=16, weights=replace(PLAIN, lottery=25))
    made = make_plan(snapshot=period, seed=5, iterations=60)
    assert len(made.drawn) == 1
    assert {visit.job for visit in made.plan.visits} >= set(made.drawn)
    assert make_plan(snapshot=replace(period, weights=PLAIN), seed=5, iterations=60).drawn == ()
