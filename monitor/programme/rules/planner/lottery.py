"""The reserve for chance: jobs of low and medium score drawn in proportion to it, so that no place is safe from a visit."""

from __future__ import annotations

from random import Random

from monitor.programme.rules.planner.placing import find_place
from monitor.programme.rules.planner.state import State


def draw_jobs(state: State, rng: Random) -> frozenset[int]:
    """Draw jobs until the reserve of person-days is spoken for; the first that no longer fits ends the draw.

    `state` holds what stands and nothing else: a job that cannot be made at all is passed over.
    """
    weights = state.ground.snapshot.weights
    reserve = state.ground.snapshot.budget * weights.lottery // 100
    pool = [
        task
        for task in state.ground.tasks
        if 0 < task.job.score < weights.lottery_below
        and task.starts
        and task.index not in state.plan
        and not task.job.mandatory
        and task.job.pin is None
    ]
    # A ticket of u^(1/score) each: the order of the tickets is a draw without putting back, in proportion to score.
    tickets = sorted(((rng.random() ** (1 / task.job.score), task.index) for task in pool), reverse=True)
    drawn, spoken = set(), 0
    for _, j in tickets:
        task = state.ground.tasks[j]
        if find_place(state, task) is None:
            continue
        spoken += task.job.days * task.job.least
        if spoken > reserve:
            break
        drawn.add(j)
    return frozenset(drawn)
