"""Choosing people for one visit on one day: needs first, the scarcest before the others, then whoever costs least."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.programme.rules.planner.state import State, Team
from monitor.programme.rules.planner.tasks import Task

_COVERS_MORE = 2000
_DOCTOR = 2
_DOCTOR_SPARED = 1500


def choose_team(state: State, task: Task, day: int, people: Sequence[int], most: int) -> Team | None:
    """Give the team for a visit from those who could go that day, None if they cannot make one of at most `most`."""
    if not set(task.must) <= set(people):
        return None
    price = member_prices(state, task, day, people)
    team = list(task.must)
    if not _cover(state, task, price, team, most):
        return None
    _fill(state, task, price, team)
    if not _mix(state, task, price, team, most):
        return None
    return tuple(sorted(team)) if task.job.least <= len(team) <= most else None


def member_prices(state: State, task: Task, day: int, people: Sequence[int]) -> dict[int, int]:
    """Give what each person would add: travel, unknown days, and what is fair and sparing though it costs nothing."""
    ground = state.ground
    weights = ground.snapshot.weights
    week, month, region = ground.week[day], ground.month[day], task.region
    span = ((1 << task.job.days) - 1) << day
    toll, homes, trips, unknown, traits = ground.toll[region], ground.homes, state.trips, ground.unknown, ground.traits
    spare = 0 if task.traits & _DOCTOR else _DOCTOR_SPARED
    price = {}
    for m in people:
        cost = weights.evenness * state.monthly[m][month]
        if homes[m] != region and (region, week) not in trips[m]:
            cost += toll[m]
        if unknown[m] & span:
            cost += weights.unknown * (unknown[m] & span).bit_count()
        if spare and traits[m] & _DOCTOR:
            cost += spare
        if m in task.base:
            cost -= task.base_price
        price[m] = cost
    return price


def _cover(state: State, task: Task, price: dict[int, int], team: list[int], most: int) -> bool:
    """Add people until every trait asked for is on the team."""
    traits = state.ground.traits
    missing = task.traits
    for m in team:
        missing &= ~traits[m]
    while missing:
        left = [m for m in price if m not in team and traits[m] & missing]
        if not left or len(team) >= most:
            return False
        scarcest, able = 0, left
        rest = missing
        while rest:
            trait = rest & -rest
            rest ^= trait
            have = [m for m in left if traits[m] & trait]
            if not scarcest or len(have) < len(able):
                scarcest, able = trait, have
        if not able:
            return False
        pick = min(able, key=lambda m: price[m] - _COVERS_MORE * ((traits[m] & missing).bit_count() - 1))
        team.append(pick)
        missing &= ~traits[pick]
    return True


def _fill(state: State, task: Task, price: dict[int, int], team: list[int]) -> None:
    """Add the cheapest until the team is large enough; the last places go to organisations not there yet."""
    orgs, wanted = state.ground.orgs, task.job.needs.organisations
    left = sorted((m for m in price if m not in team), key=price.__getitem__)
    there = {orgs[m] for m in team}
    for m in left:
        places = task.job.least - len(team)
        if places <= 0:
            return
        if orgs[m] in there and wanted - len(there) >= places:
            continue
        team.append(m)
        there.add(orgs[m])


def _mix(state: State, task: Task, price: dict[int, int], team: list[int], most: int) -> bool:
    """Add people of other organisations where the team lacks them."""
    orgs, wanted = state.ground.orgs, task.job.needs.organisations
    there = {orgs[m] for m in team}
    while len(there) < wanted:
        left = [m for m in price if m not in team and orgs[m] not in there]
        if not left or len(team) >= most:
            return False
        pick = min(left, key=price.__getitem__)
        team.append(pick)
        there.add(orgs[pick])
    return True
