"""Repair after the busiest person is away for eight weeks: what is touched, what it costs, how long it takes."""

from __future__ import annotations

from time import process_time

from benchmarks.planning.countries import PLAIN, Size, country
from monitor.programme.rules import (
    Asked,
    Mended,
    Snapshot,
    absent,
    improve_around,
    kept,
    make_plan,
    plan_of,
    repair,
    worth,
)

AWAY_FROM, AWAY_FOR = 60, 56


def busiest(snapshot: Snapshot, team_days: dict[str, int]) -> str:
    """Give who carries most visits."""
    return max((person.id for person in snapshot.monitors), key=lambda name: (team_days.get(name, 0), name))


def mending(size: Size, seeds: range, iterations: int) -> None:
    """Print a repair per seed."""
    first = min(AWAY_FROM, size.weeks * 7 - AWAY_FOR)
    print(f"\nrepair, {size.name}: the busiest person away for eight weeks")
    mended = [_mended(size, seed, first, iterations) for seed in seeds][-1]
    around = improve_around(snapshot=mended.snapshot, plan=mended.plan, seed=1, iterations=iterations)
    alike = len(kept(mended.plan, around.plan)) / len(mended.plan.visits)
    true = worth(mended.snapshot, around.plan).cost / mended.figures.cost - 1
    print(f"  improving around the last: {alike:.1%} of the visits as they were; cost {true:+.1%}")


def _mended(size: Size, seed: int, first: int, iterations: int) -> Mended:
    snapshot = country(size, seed, PLAIN)
    made = make_plan(snapshot=snapshot, seed=seed, iterations=iterations)
    carried: dict[str, int] = {}
    for visit in made.plan.visits:
        for name in visit.team:
            carried[name] = carried.get(name, 0) + 1
    changed = absent(snapshot, busiest(snapshot, carried), first, first + AWAY_FOR - 1)
    began = process_time()
    mended = repair(changed, made.plan)
    spent = process_time() - began
    hit = {offer.job for offer in mended.taken}
    others = plan_of([visit for visit in made.plan.visits if visit.job not in hit])
    same = len(kept(others, mended.plan)) / max(1, len(others.visits))
    tiers = [sum(offer.tier == tier for offer in mended.taken) for tier in range(1, 6)]
    cost = mended.figures.cost / made.figures.cost - 1
    print(
        f"  seed {seed}: {len(hit)} hit; by tier {tiers} (the last: dropped, {len(mended.dropped)} explained); "
        f"others untouched {same:.1%}; cost {cost:+.1%}; {spent:.2f} CPU s"
    )
    return mended


def asking(size: Size, iterations: int) -> None:
    """Print how long it takes to say of every place left out why."""
    snapshot = country(size, 1, PLAIN)
    made = make_plan(snapshot=snapshot, seed=1, iterations=iterations)
    planned = {visit.job for visit in made.plan.visits}
    left = [job.id for job in snapshot.jobs if job.id not in planned]
    began = process_time()
    asked = Asked(snapshot, made.plan)
    ready = process_time() - began
    found = [asked.why_not(job) for job in left]
    spent = process_time() - began - ready
    levels = {level: sum(each.level == level for each in found) for level in sorted({each.level for each in found})}
    helped = sum(each.help is not None for each in found)
    print(
        f"\nwhy not, {size.name}: {len(left)} places left out, {ready:.2f} s to begin, {1000 * spent / len(left):.0f} ms each; ",
        end="",
    )
    print(f"{dict(levels)}; something would help {helped}")
