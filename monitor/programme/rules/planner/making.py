"""Making a plan from a snapshot and a secret seed: a first one at once, better ones until told to stop."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.programme.rules.model import Figures, Plan, Planned, Progress, Result, Snapshot, check_snapshot, seed_hash
from monitor.programme.rules.planner.figures import Measure
from monitor.programme.rules.planner.greedy import fill_greedily
from monitor.programme.rules.planner.lottery import draw_jobs
from monitor.programme.rules.planner.prices import Extras
from monitor.programme.rules.planner.search import Search, improve
from monitor.programme.rules.planner.state import State, load, stand
from monitor.programme.rules.planner.tasks import prepare

ITERATIONS = 3000
# A large plan is told less often: wording it takes as long as some iterations.
_TOLD = 50


class WrongSeed(Problem):
    status = 409
    sentence = N_("This seed does not belong to this plan. Start the planner anew.")


class Chance(Random):
    """A stream of chance for one purpose, so that one does not shift another: repeatable by whoever has the seed."""

    def __init__(self, seed: int, purpose: str) -> None:
        super().__init__(f"{seed:032x} {purpose}")


def never() -> bool:
    """Say not to stop."""
    return False


def silent(progress: Progress) -> None:
    """Tell nobody."""


def make_plan(
    *,
    snapshot: Snapshot,
    seed: int,
    iterations: int = ITERATIONS,
    stopped: Callable[[], bool] = never,
    progress: Callable[[Progress], None] = silent,
) -> Result:
    """Plan a period: the same snapshot, seed and iterations give the same plan.

    `progress` is told of the first plan and of better ones (of a large plan not of each); `stopped` is asked before each iteration, and the best
    plan so far is given when it says so. Better is meant with the noise, so the cost told may rise a little. Raises BadSnapshot; WrongSeed if the snapshot was frozen for another seed.
    """
    check_snapshot(snapshot)
    if snapshot.seed_hash and snapshot.seed_hash != seed_hash(seed):
        raise WrongSeed
    drawn = draw_lots(snapshot, seed)
    noise = Chance(seed, "noise") if snapshot.weights.noise else None
    state = State(prepare(snapshot, Extras(noise=noise, drawn=drawn)))
    stand(state)
    fill_greedily(state, frozenset(state.ground.number[name] for name in drawn))
    return _improved(state, seed, iterations, stopped, progress, drawn)


def draw_lots(snapshot: Snapshot, seed: int) -> frozenset[str]:
    """Give the jobs that the lottery reserve goes to."""
    if not snapshot.weights.lottery:
        return frozenset()
    state = State(prepare(snapshot))
    stand(state)
    return frozenset(snapshot.jobs[j].id for j in draw_jobs(state, Chance(seed, "lottery")))


def improve_around(
    *,
    snapshot: Snapshot,
    plan: Plan,
    seed: int,
    iterations: int = ITERATIONS,
    stopped: Callable[[], bool] = never,
    progress: Callable[[Progress], None] = silent,
) -> Result:
    """Better a plan that people know already: each visit moved, changed or dropped has its price, more if it is near.

    The plan has to hold in the snapshot as it is now: `repair` it first.
    """
    check_snapshot(snapshot)
    base = {visit.job: visit for visit in plan.visits}
    state = State(prepare(snapshot, Extras(base=base)))
    stand(state)
    load(state, plan)
    return _improved(state, seed, iterations, stopped, progress, frozenset())


def figures_of(snapshot: Snapshot, plan: Plan) -> Figures:
    """Measure a plan by the snapshot's own weights."""
    state = State(prepare(snapshot))
    load(state, plan)
    return Measure(snapshot).figures(state)


def changed(old: Plan, new: Plan) -> tuple[Planned, ...]:
    """Give the visits of the old plan that are not in the new one just as they were."""
    kept = set(new.visits)
    return tuple(visit for visit in old.visits if visit not in kept)


def _improved(
    state: State,
    seed: int,
    iterations: int,
    stopped: Callable[[], bool],
    progress: Callable[[Progress], None],
    drawn: frozenset[str],
) -> Result:
    measure, search = Measure(state.ground.snapshot), Search(state, Chance(seed, "search"), iterations)
    apart, last = len(state.plan) // _TOLD, 0
    progress(Progress(0, measure.figures(state), state.as_plan()))

    def told(iteration: int) -> None:
        nonlocal last
        if iteration >= last + apart:
            last = iteration
            progress(Progress(iteration, measure.figures(state), state.as_plan()))

    taken = improve(search, iterations, stopped, told)
    state.put_back(search.best)
    return Result(state.as_plan(), measure.figures(state), taken, tuple(sorted(drawn)))
