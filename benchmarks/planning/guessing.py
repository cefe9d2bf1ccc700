"""How well an outsider who knows everything but the seed could guess the week of a visit, and whether lots fall as told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log2
from statistics import mean

from benchmarks.planning.countries import PLAIN, Size, country
from monitor.programme.rules import Snapshot, Weights, draw_lots, make_plan

LEVELS = (0, 100, 300, 600)


@dataclass(frozen=True, slots=True)
class Guess:
    """Over several seeds: the mean true cost, how often the best guess of a place's week hits (by the same plans, and by
    the other plans), the same give or take a week, the mean entropy, and how many places were in every plan."""

    cost: float
    hits: float
    blind: float
    near: float
    bits: float
    always: int


def unpredictability(size: Size, draws: int, iterations: int) -> None:
    """Print what noise costs and how far it hides the weeks; then with the lottery as by default."""
    print(f"\nunpredictability, {size.name}, {draws} seeds, {iterations} iterations each")
    print("noise  lottery     cost        best guess  of other plans  +-1 week  entropy  always in")
    plain = None
    for noise, lottery in (*((level, 0) for level in LEVELS), (Weights().noise, Weights().lottery)):
        found = guess(country(size, 1, replace(PLAIN, noise=noise, lottery=lottery)), range(draws), iterations)
        plain = plain or found.cost
        print(
            f"{noise / 1000:5.1f}  {lottery:6}% {found.cost:8.0f} {found.cost / plain - 1:+6.1%}"
            f" {found.hits:11.0%} {found.blind:15.0%} {found.near:9.0%} {found.bits:8.2f} {found.always:10}"
        )


def guess(snapshot: Snapshot, seeds: Sequence[int], iterations: int) -> Guess:
    """Plan with each seed and see how alike the plans are."""
    made = [make_plan(snapshot=snapshot, seed=seed, iterations=iterations) for seed in seeds]
    weeks: dict[str, Counter[int]] = defaultdict(Counter)
    for each in made:
        for visit in each.plan.visits:
            weeks[visit.job][snapshot.week_of(visit.day)] += 1
    visits = sum(sum(told.values()) for told in weeks.values())
    return Guess(
        cost=mean(each.figures.points for each in made),
        hits=sum(max(told.values()) for told in weeks.values()) / visits,
        blind=sum(_blind(told) for told in weeks.values()) / visits,
        near=sum(max(told[w - 1] + told[w] + told[w + 1] for w in list(told)) for told in weeks.values()) / visits,
        bits=mean(_entropy(told) for told in weeks.values()),
        always=sum(sum(told.values()) == len(seeds) for told in weeks.values()),
    )


def lots(size: Size, draws: int) -> None:
    """Print how often places of each score were drawn, beside their share of all points open to lots."""
    snapshot = country(size, 1, Weights())
    score = {job.id: job.score for job in snapshot.jobs}
    spent = {job.id: job.days * job.least for job in snapshot.jobs}
    drawn = [draw_lots(snapshot, seed) for seed in range(draws)]
    open_to = [job for job in snapshot.jobs if 0 < job.score < snapshot.weights.lottery_below]
    days = mean(sum(spent[name] for name in each) for each in drawn)
    print(f"\nlottery, {size.name}, {draws} draws: {days / snapshot.budget:.1%} of the person-days drawn ", end="")
    print(f"(reserve {snapshot.weights.lottery}%)")
    total, points = sum(map(len, drawn)), sum(job.score for job in open_to)
    for low, high in ((1, 15), (15, 30), (30, 45), (45, snapshot.weights.lottery_below)):
        band = [job.id for job in open_to if low <= job.score < high]
        times = sum(name in each for each in drawn for name in band)
        share = sum(score[name] for name in band) / points
        print(
            f"  {low:3} to {high - 1:3} points: {len(band):4} places, drawn {times / total:5.1%}, of the points {share:5.1%}"
        )
    above = sum(score[name] >= snapshot.weights.lottery_below for each in drawn for name in each)
    print(f"  of high score: drawn {above} times")


def _blind(told: Counter[int]) -> float:
    """Give the hits when the week of each plan is guessed from the other plans, ties shared."""
    hits = 0.0
    for week, n in told.items():
        rest = {other: count - (other == week) for other, count in told.items()}
        top = max(rest.values())
        if top and rest[week] == top:
            hits += n / sum(count == top for count in rest.values())
    return hits


def _entropy(told: Counter[int]) -> float:
    whole = sum(told.values())
    return -sum(n / whole * log2(n / whole) for n in told.values())
