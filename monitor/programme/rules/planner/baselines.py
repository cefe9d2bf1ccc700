"""How people plan by hand, to compare with: the longest unseen first, whoever is free, or whoever is near."""

from __future__ import annotations

from monitor.programme.rules.model import Plan, Snapshot
from monitor.programme.rules.planner.placing import affordable, allowed_days, find_place, look, payable_on, with_needs
from monitor.programme.rules.planner.state import State, stand
from monitor.programme.rules.planner.tasks import Ground, Task, prepare
from monitor.programme.rules.planner.teams import choose_team


def oldest_first(snapshot: Snapshot) -> Plan:
    """Plan the longest unseen first, on the first day on which people are free, with the first who are."""
    state = _begun(snapshot)
    # Whoever plans so does not look at the road: the first on the list go, as far as needs allow.
    state.ground.toll = [[0] * len(state.ground.free) for _ in state.ground.toll]
    for task in longest_unseen(state.ground):
        most = affordable(state, task)
        if task.index in state.plan or most < task.job.least:
            continue
        scan = look(state, task, allowed_days(state, task))
        days = with_needs(state, task, scan)
        while days:
            bit = days & -days
            days ^= bit
            day = bit.bit_length() - 1
            people = sorted(m for m, free in scan.people if free & bit)
            team = choose_team(state, task, day, people, payable_on(state, task, day, most))
            if team is not None:
                state.add(task.index, day, team)
                break
    return state.as_plan()


def near_team(snapshot: Snapshot) -> Plan:
    """Plan the longest unseen first, on the days and with the people that cost least, travel counted."""
    state = _begun(snapshot)
    for task in longest_unseen(state.ground):
        place = find_place(state, task) if task.index not in state.plan else None
        if place is not None:
            state.add(task.index, place.day, place.team)
    return state.as_plan()


def longest_unseen(ground: Ground) -> list[Task]:
    """Give the jobs in the order of their last visit, those never visited first."""

    def unseen(task: Task) -> tuple[bool, int, int]:
        previous = task.job.rhythm.previous
        return previous is not None, previous or 0, task.index

    return sorted(ground.tasks, key=unseen)


def _begun(snapshot: Snapshot) -> State:
    state = State(prepare(snapshot))
    stand(state)
    return state
