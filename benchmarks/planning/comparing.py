"""Four ways to plan the same countries: the longest unseen first, the near team, greedy alone, and the whole planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from resource import RUSAGE_SELF, getrusage
from statistics import mean
from time import process_time

from benchmarks.planning.countries import PLAIN, Size, country
from benchmarks.planning.table import heading, line
from monitor.programme.rules import (
    Figures,
    Plan,
    Progress,
    Snapshot,
    Weights,
    make_plan,
    near_team,
    oldest_first,
    violations_of,
    worth,
)

OLDEST, NEAR, GREEDY, OURS = "oldest first", "oldest first, near team", "greedy, the first plan", "planner"
DEFAULTS = "planner, noise and lottery"


@dataclass(slots=True)
class Kept:
    """What one way gave over the seeds."""

    figures: list[Figures] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)


def compare(size: Size, seeds: Sequence[int], iterations: int) -> dict[str, Kept]:
    """Plan the countries of one size in every way and print the means; every plan passes the checker."""
    kept: dict[str, Kept] = defaultdict(Kept)
    for seed in seeds:
        plain = country(size, seed, PLAIN)
        _by_hand(kept[OLDEST], plain, oldest_first)
        _by_hand(kept[NEAR], plain, near_team)
        _planned(kept[OURS], plain, seed, iterations, kept[GREEDY])
        _planned(kept[DEFAULTS], country(size, seed, Weights()), seed, iterations)
    print(
        f"\n{size.name}: {size.places} places, {size.monitors} monitors, {size.weeks} weeks; {len(seeds)} seeds, ",
        end="",
    )
    print(f"{iterations} iterations; means")
    print(heading())
    for name in (OLDEST, NEAR, GREEDY, OURS, DEFAULTS):
        print(line(name, kept[name].figures, kept[name].first, kept[name].spent))
    print(f"memory at most {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, everything of this run included")
    _said(kept)
    return kept


def _by_hand(kept: Kept, snapshot: Snapshot, way: Callable[[Snapshot], Plan]) -> None:
    began = process_time()
    plan = way(snapshot)
    kept.spent.append(process_time() - began)
    kept.figures.append(_checked(snapshot, plan))


def _planned(kept: Kept, snapshot: Snapshot, seed: int, iterations: int, first: Kept | None = None) -> None:
    told: list[tuple[float, Progress]] = []
    began = process_time()

    def tell(progress: Progress) -> None:
        told.append((process_time() - began, progress))

    made = make_plan(snapshot=snapshot, seed=seed, iterations=iterations, progress=tell)
    kept.spent.append(process_time() - began)
    kept.first.append(told[0][0])
    kept.figures.append(_checked(snapshot, made.plan))
    if first is not None:
        first.spent.append(told[0][0])
        first.figures.append(_checked(snapshot, told[0][1].plan))


def _checked(snapshot: Snapshot, plan: Plan) -> Figures:
    wrong = violations_of(snapshot, plan)
    if wrong:
        raise SystemExit(f"a plan breaks a rule: {wrong[0]}")
    return worth(snapshot, plan)


def _said(kept: dict[str, Kept]) -> None:
    def middle(name: str, what: Callable[[Figures], float]) -> float:
        return mean(what(each) for each in kept[name].figures)

    points = middle(OURS, lambda each: each.covered_pct) - middle(OLDEST, lambda each: each.covered_pct)
    print(
        f"planner: covered risk {points:+.1f} points against oldest first; "
        f"km {middle(OURS, lambda each: each.km) / middle(NEAR, lambda each: each.km) - 1:+.0%} against near team; "
        f"cost {middle(OURS, lambda each: each.cost) / middle(GREEDY, lambda each: each.cost) - 1:+.1%} against greedy; "
        f"noise and lottery cost {middle(DEFAULTS, lambda each: each.cost) / middle(OURS, lambda each: each.cost) - 1:+.1%}"
    )
