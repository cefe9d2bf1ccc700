"""Making a plan better by taking visits out and placing them anew (large neighbourhood search, cooled by iterations)."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from monitor.programme.rules.planner.greedy import pressing
from monitor.programme.rules.planner.placing import find_place
from monitor.programme.rules.planner.removing import OPERATORS
from monitor.programme.rules.planner.state import State, Team
from monitor.programme.rules.planner.tasks import Task

FEWEST, MANY = 3, 25
_WARMTH = 0.0004
_SHAKEN = 0.1
_MEMORY = 0.9


class Search:
    """Improves a state in place; `best` is always the cheapest set of visits seen."""

    def __init__(self, state: State, rng: Random, iterations: int) -> None:
        self.state = state
        self.best = dict(state.plan)
        self.best_cost = state.cost
        self._rng = rng
        self._iterations = max(1, iterations)
        self._warmth = _WARMTH * state.cost
        self._weights = [1.0] * len(OPERATORS)
        tasks = state.ground.tasks
        self._locked = {task.index for task in tasks if task.lock is not None}
        self._waiting = [task.index for task in tasks if task.starts and task.lock is None]

    def step(self, iteration: int) -> bool:
        """Try one change; say whether it gave the best plan so far."""
        state, rng = self.state, self._rng
        before = state.cost
        movable = [j for j in state.plan if j not in self._locked]
        n = rng.choices(range(len(OPERATORS)), self._weights)[0]
        many = min(len(movable), rng.randint(FEWEST, MANY))
        chosen = OPERATORS[n](state, rng, movable, many) if movable else []
        removed = {j: state.remove(j) for j in chosen}
        added = self._insert(removed)
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

    def _insert(self, removed: dict[int, tuple[int, Team]]) -> list[int]:
        """Place again what was taken out, and some of what waits, in a shaken order."""
        state, rng, tasks = self.state, self._rng, self.state.ground.tasks
        waiting = [j for j in self._waiting if j not in state.plan and j not in removed]
        extra = min(len(waiting), len(removed) // 2 + 3)
        todo = [tasks[j] for j in removed] + [tasks[j] for j in rng.sample(waiting, extra)]

        def rank(task: Task) -> tuple[bool, float]:
            return not pressing(task), -task.worth * (1 + _SHAKEN * (2 * rng.random() - 1))

        added = []
        for task in sorted(todo, key=rank):
            place = find_place(state, task)
            if place is not None and place.delta < 0:
                state.add(task.index, place.day, place.team)
                added.append(task.index)
        return added

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
