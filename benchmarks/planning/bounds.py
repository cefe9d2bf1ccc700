"""What it costs to bind a plan more: days kept for long ways, a budget spread over the period, a share of weekends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import process_time

from benchmarks.planning.countries import PLAIN, Size, country
from benchmarks.planning.table import heading, line
from monitor.programme.rules import Figures, Plan, Snapshot, make_plan, violations_of, with_shares
from monitor.programme.rules.question import spread

FAR, FEW, MANY = 400, 0, 40
FREE, WAY, PART, LITTLE, MUCH, EVERY = (
    "none of them",
    f"a day each way over {FAR} km",
    "spread over the period",
    f"weekends drawn for {FEW} %",
    f"weekends drawn for {MANY} %",
    "the first two and the last",
)


def bounds(size: Size, seeds: Sequence[int], iterations: int) -> None:
    """Print each bound by itself and all of them together; every plan passes the checker."""
    print(f"\nbounds, {size.name}; {len(seeds)} seeds, {iterations} iterations; means, noise and lottery off")
    print(heading())
    shares = []
    for name in (FREE, WAY, PART, LITTLE, MUCH, EVERY):
        figures, spent, came = list[Figures](), list[float](), 0.0
        for seed in seeds:
            snapshot = _bound(country(size, seed, PLAIN), name, seed)
            began = process_time()
            made = make_plan(snapshot=snapshot, seed=seed, iterations=iterations)
            spent.append(process_time() - began)
            figures.append(made.figures)
            came += _on_weekends(snapshot, made.plan) / len(seeds)
            if violations_of(snapshot, made.plan, made.figures):
                raise SystemExit("a plan breaks a rule")
        print(line(name, figures, (), spent))
        shares.append(f"{name} {came:.0%}")
    print(f"visits on weekends: {'; '.join(shares)}")


def _bound(snapshot: Snapshot, name: str, seed: int) -> Snapshot:
    if name in {WAY, EVERY}:
        snapshot = replace(snapshot, travel=FAR)
    if name in {PART, EVERY}:
        snapshot = replace(snapshot, limits=spread(snapshot.days, snapshot.budget))
    if name in {LITTLE, MUCH, EVERY}:
        snapshot = with_shares(snapshot, seed=seed, weekends=FEW if name == LITTLE else MANY, nights=0)
    return snapshot


def _on_weekends(snapshot: Snapshot, plan: Plan) -> float:
    days = {job.id: job.days for job in snapshot.jobs}
    came = sum(
        any(snapshot.date_of(day).weekday() >= 5 for day in range(visit.day, visit.day + days[visit.job]))
        for visit in plan.visits
    )
    return came / max(1, len(plan.visits))
