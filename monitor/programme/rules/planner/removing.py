"""Which visits to take out and try anew: at random, of a region, of a week, the worst, those akin to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from monitor.programme.rules.planner.state import State

Operator = Callable[[State, Random, Sequence[int], int], list[int]]


def at_random(state: State, rng: Random, movable: Sequence[int], many: int) -> list[int]:
    """Choose any visits."""
    return rng.sample(movable, many)


def of_region(state: State, rng: Random, movable: Sequence[int], many: int) -> list[int]:
    """Choose visits of one visit's region, those nearest in time first."""
    tasks = state.ground.tasks
    seed = rng.choice(movable)
    day, region = state.plan[seed][0], tasks[seed].region
    there = [j for j in movable if tasks[j].region == region]
    there.sort(key=lambda j: abs(state.plan[j][0] - day))
    return there[:many]


def of_week(state: State, rng: Random, movable: Sequence[int], many: int) -> list[int]:
    """Choose visits of one visit's week, then of the weeks around it."""
    week = state.ground.week
    middle = week[state.plan[rng.choice(movable)][0]]
    near = sorted((abs(week[state.plan[j][0]] - middle), rng.random(), j) for j in movable)
    return [j for _, _, j in near[:many]]


def worst(state: State, rng: Random, movable: Sequence[int], many: int) -> list[int]:
    """Choose visits that give least for their people's days, somewhat shaken."""
    ground = state.ground

    def value(j: int) -> float:
        day, team = state.plan[j]
        task = ground.tasks[j]
        toll = ground.toll[task.region]
        gain = task.skip - task.price[day] - sum(toll[m] for m in team)
        return gain / (task.job.days * len(team)) * (0.7 + 0.6 * rng.random())

    return sorted(movable, key=value)[:many]


def akin(state: State, rng: Random, movable: Sequence[int], many: int) -> list[int]:
    """Choose visits that share people, region or days with one visit."""
    tasks, plan = state.ground.tasks, state.plan
    seed = rng.choice(movable)
    day, team = plan[seed]
    people, region = set(team), tasks[seed].region

    def distance(j: int) -> float:
        other_day, other_team = plan[j]
        shared = len(people.intersection(other_team))
        return abs(other_day - day) / 14 - 2 * shared - (tasks[j].region == region) + rng.random()

    return sorted(movable, key=distance)[:many]


def in_the_way(state: State, job: int, day: int, rng: Random, movable: Sequence[int], many: int) -> list[int]:
    """Choose visits that take people a job could have on a day; with them gone the job may be placed there."""
    tasks = state.ground.tasks
    task = tasks[job]
    able, way = {*task.home, *task.away}, int(state.ground.ways)
    found = []
    for j in movable:
        start, team = state.plan[j]
        if start - way < day + task.job.days and day - way < start + tasks[j].job.days and not able.isdisjoint(team):
            found.append(j)
    rng.shuffle(found)
    return found[:many]


OPERATORS: tuple[Operator, ...] = (at_random, of_region, of_week, worst, akin)
