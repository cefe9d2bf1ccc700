"""What chance hides and what it keeps: weeks differ by seed, shares of weekends and nights are drawn as asked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from monitor.programme.rules import (
    Plan,
    Planned,
    Snapshot,
    Wanted,
    Weights,
    make_plan,
    plan_text,
    with_shares,
    worth,
)
from tests.programme.instances import CALM, JOB, PLAIN, any_period

YEAR = replace(
    CALM,
    days=140,
    jobs=tuple(replace(JOB, id=f"j{n}", facility=f"f{n}") for n in range(8)),
    monitors=tuple(replace(person, calendar="+" * 140) for person in CALM.monitors),
)

ROOT = Path(__file__).parents[2]
OTHER = """
from monitor.programme.rules import make_plan, plan_text
from tests.programme.instances import any_period
print(plan_text(make_plan(snapshot=any_period(9), seed=4, iterations=30).plan))
"""


def weeks(snapshot: Snapshot, seed: int) -> list[int]:
    made = make_plan(snapshot=snapshot, seed=seed, iterations=20)
    return [snapshot.week_of(visit.day) for visit in sorted(made.plan.visits, key=lambda visit: visit.job)]


def test_another_seed_comes_in_other_weeks_and_without_noise_it_comes_early() -> None:
    shaken = replace(YEAR, weights=Weights(lottery=0))
    assert weeks(shaken, 1) != weeks(shaken, 2)
    assert max(weeks(replace(YEAR, weights=PLAIN), 1)) <= 1


def test_shares_of_weekends_and_nights_are_drawn_and_wishes_left_alone() -> None:
    many = replace(CALM, jobs=tuple(replace(JOB, id=f"j{n}") for n in range(1000)))
    drawn = with_shares(many, seed=3, weekends=20, nights=10)
    assert 160 < sum(job.weekend is Wanted.YES for job in drawn.jobs) < 240
    assert 70 < sum(job.night for job in drawn.jobs) < 130
    wished = replace(CALM, jobs=(replace(JOB, weekend=Wanted.YES, night=True),))
    assert with_shares(wished, seed=3, weekends=0, nights=0) == wished


def test_as_many_come_on_weekends_as_were_drawn() -> None:
    jobs = tuple(replace(JOB, id=f"j{n}", facility=f"f{n}", days=1) for n in range(50))
    year = replace(YEAR, jobs=jobs, budget=999, weights=Weights(lottery=0))
    for asked in (0, 30, 60):
        drawn = with_shares(year, seed=3, weekends=asked, nights=0)
        plan = make_plan(snapshot=drawn, seed=1, iterations=0).plan
        came = sum(drawn.date_of(visit.day).weekday() >= 5 for visit in plan.visits)
        assert abs(came - sum(job.weekend is Wanted.YES for job in drawn.jobs)) <= 1


def test_a_weekend_asked_for_is_taken_and_its_price_counted() -> None:
    wished = replace(CALM, jobs=(replace(JOB, weekend=Wanted.YES),), weights=replace(PLAIN, weekend=200))
    assert make_plan(snapshot=wished, seed=1, iterations=5).plan.visits[0].day == 4
    weekday = worth(wished, Plan((Planned("j", 0, ("a", "b")),)))
    assert weekday.cost == 200 * 50


def test_another_process_makes_the_same_plan() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", OTHER],
            env={"PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {f"{plan_text(make_plan(snapshot=any_period(9), seed=4, iterations=30).plan)}\n"}
