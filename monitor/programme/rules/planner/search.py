"""Making a plan better by taking visits out and placing them anew (large neighbourhood search, cooled by iterations)."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from monitor.programme.rules.planner.greedy import insert_all, pressing
from monitor.programme.rules.planner.removing import OPERATORS, in_the_way
from monitor.programme.rules.planner.state import State, Team
from monitor.programme.rules.planner.tasks import Task

FEWEST, MANY = 2, 15
_WARMTH = 0.0004
_LEAST_WARMTH = 0.01
_SHAKEN = (0.1, 1.0, 5.0)
_MEMORY = 0.9
_IN_THE_WAY = 4


class Search:
    """Improves a state in place; `best` is always the cheapest set of visits seen."""

    def __init__(self, state: State, rng: Random, iterations: int) -> None:
        self.state = state
        self.best = dict(state.plan)
        self.best_cost = state.cost
        self._rng = rng
        self._iterations = max(1, iterations)
        skips = [task.skip for task in state.ground.tasks]
        self._warmth = max(_WARMTH * state.cost, _LEAST_WARMTH * sum(skips) / max(1, len(skips)))
        self._weights = [1.0] * (len(OPERATORS) + 1)
        tasks = state.ground.tasks
        self._locked = {task.index for task in tasks if task.lock is not None}
        self._placeable = [task.index for task in tasks if task.starts and task.lock is None]

    def step(self, iteration: int) -> bool:
        """Try one change; say whether it gave the best plan so far."""
        state, rng = self.state, self._rng
        before = state.cost
        n = rng.choices(range(len(self._weights)), self._weights)[0]
        first, chosen = self._choose(n)
        removed = {j: state.remove(j) for j in chosen}
        added = self._insert(first, removed)
        gain = before - state.cost
        better = state.cost < self.best_cost
        warmth = self._warmth * (1 - iteration / self._iterations)
        taken = gain >= 0 or (warmth > 0 and rng.random() < math.exp(gain / warmth))
        if better:
            self.best, self.best_cost = dict(state.plan), state.cost
        elif not taken:
            self._undo(removed, added)
        reward = 3.0 if better else 1.0 if gain > 0 else 0.3 if taken else 0.05
        self._weights[n] = max(0.1, _MEMORY * self._weights[n] + (1 - _MEMORY) * reward)
        return better

    def _choose(self, n: int) -> tuple[int | None, list[int]]:
        """Choose what to take out, and with the last way the job to place before all others."""
        state, rng = self.state, self._rng
        movable = [j for j in state.plan if j not in self._locked]
        if n < len(OPERATORS):
            most = max(FEWEST, min(MANY, len(movable) // 2))
            many = min(len(movable), rng.randint(FEWEST, most))
            return None, OPERATORS[n](state, rng, movable, many) if movable else []
        if not self._placeable:
            return None, []
        job = rng.choice(self._placeable)
        order = state.ground.tasks[job].order
        day = order[int(len(order) * rng.random() ** 3)]
        chosen = in_the_way(state, job, day, rng, movable, rng.randint(1, _IN_THE_WAY))
        return job, [*chosen, *([job] if job in state.plan and job not in chosen else [])]

    def _insert(self, first: int | None, removed: dict[int, tuple[int, Team]]) -> list[int]:
        """Place again what was taken out, and some of what waits, in a shaken order."""
        state, rng, tasks = self.state, self._rng, self.state.ground.tasks
        waiting = [j for j in self._placeable if j not in state.plan and j not in removed and j != first]
        extra = min(len(waiting), len(removed) // 2 + 3)
        todo = [tasks[j] for j in {*removed, *rng.sample(waiting, extra), *([] if first is None else [first])}]
        shaken = rng.choice(_SHAKEN)

        def rank(task: Task) -> tuple[bool, bool, float]:
            return task.index != first, not pressing(task), -task.worth * (1 + shaken * (2 * rng.random() - 1))

        return insert_all(state, sorted(todo, key=rank))

    def _undo(self, removed: dict[int, tuple[int, Team]], added: list[int]) -> None:
        for j in added:
            self.state.remove(j)
        for j, (day, team) in removed.items():
            self.state.add(j, day, team)


def improve(search: Search, iterations: int, stopped: Callable[[], bool], told: Callable[[int], None]) -> int:
    """Go on for so many iterations or until stopped; tell of each better plan; give the iterations taken."""
    for iteration in range(iterations):
        if stopped():
            return iteration
        if search.step(iteration):
            told(iteration + 1)
    return iterations
