"""Where the exact answer can be computed, the planner comes within two hundredths of it."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from monitor.programme.rules.model import Job, Monitor, Progress, Snapshot
from monitor.programme.rules.planner.making import make_plan
from tests.programme.flow import least_cost
from tests.programme.instances import PLAIN


def single_visits(number: int) -> Snapshot:
    """Invent 8 to 20 one-day visits for one person each, with far fewer free days than wishes."""
    rng = Random(number)
    days = 21
    names = [f"m{n}" for n in range(rng.randint(2, 4))]
    calendars = ["".join(rng.choices("+-", (rng.choice((2, 3, 5)), 10), k=days)) for _ in names]
    return Snapshot(
        first_day=date(2027, 1, 4),
        days=days,
        jobs=tuple(
            Job(
                id=f"j{n}",
                facility=f"f{n}",
                kind="police",
                region="north",
                score=rng.randint(1, 100),
                least=1,
                most=1,
                due=rng.randint(-5, days),
                conflicts=tuple(name for name in names if rng.random() < 0.2),
            )
            for n in range(rng.randint(8, 20))
        ),
        monitors=tuple(
            Monitor(name, "office", "north", calendar) for name, calendar in zip(names, calendars, strict=True)
        ),
        budget=rng.choice((5, 8, 99)),
        weights=PLAIN,
    )


@pytest.mark.parametrize("number", range(50))
def test_it_comes_within_two_hundredths_of_the_exact_answer(number: int) -> None:
    period, told = single_visits(number), list[Progress]()
    least = least_cost(period)

    def near_enough() -> bool:
        return told[-1].figures.cost <= least * 1.02

    make_plan(snapshot=period, seed=1, iterations=3000, stopped=near_enough, progress=told.append)
    assert near_enough()
    assert told[-1].figures.cost >= least
