"""The first plan: what stands, then what must be, then what covers most for its people's days."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.programme.rules.planner.placing import find_place
from monitor.programme.rules.planner.state import State
from monitor.programme.rules.planner.tasks import Task


def pressing(task: Task) -> bool:
    """Say whether a job goes before the others: pinned or mandatory."""
    return task.job.pin is not None or task.job.mandatory


def fill_greedily(state: State, drawn: frozenset[int] = frozenset()) -> None:
    """Place every job that is worth its cost, the pressing and the drawn ones first."""
    tasks = [task for task in state.ground.tasks if task.index not in state.plan and task.starts]
    tasks.sort(key=lambda task: (not (pressing(task) or task.index in drawn), -task.worth, task.index))
    insert_all(state, tasks)


def insert_all(state: State, tasks: Iterable[Task]) -> list[int]:
    """Place each job where it costs least, if that lowers the cost; give those placed."""
    placed = []
    for task in tasks:
        place = find_place(state, task)
        if place is not None and place.delta < 0:
            state.add(task.index, place.day, place.team)
            placed.append(task.index)
    return placed
