"""What a plan in the making is worth by the product's measure: without the noise, lots and old plan of its search."""

from __future__ import annotations

from monitor.programme.rules.model import Figures, Snapshot
from monitor.programme.rules.planner.prices import Extras, prices
from monitor.programme.rules.planner.state import State


class Measure:
    """Knows the true prices of a snapshot's jobs and measures states of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._week = [snapshot.week_of(day) for day in range(snapshot.days)]
        self._snapshot = snapshot
        none = Extras()
        self._skip = [true_skip(snapshot, n) for n in range(len(snapshot.jobs))]
        self._prices = [prices(snapshot, job, self._week, none) for job in snapshot.jobs]
        self._points = sum(job.score for job in snapshot.jobs)

    def figures(self, state: State) -> Figures:
        """Measure a state."""
        jobs, weights = self._snapshot.jobs, self._snapshot.weights
        cost = sum(self._skip)
        for j, (day, _) in state.plan.items():
            cost += self._prices[j][day] - self._skip[j]
        covered = sum(jobs[j].score for j in state.plan)
        return Figures(
            cost=cost + state.km * weights.km + state.unknown_days * weights.unknown,
            covered=covered * 10000 // self._points if self._points else 10000,
            visits=len(state.plan),
            km=state.km,
            person_days=state.person_days,
            mandatory_missed=sum(job.mandatory and n not in state.plan for n, job in enumerate(jobs)),
        )


def true_skip(snapshot: Snapshot, n: int) -> int:
    """Give what it costs not to make a visit, without what the search adds."""
    job = snapshot.jobs[n]
    weights = snapshot.weights
    return weights.unvisited * (max(1, job.score) * weights.mandatory if job.mandatory else job.score)
