"""Finding the best day and team for one job in a plan as it stands, over all days at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from monitor.programme.rules.planner.state import State, Team
from monitor.programme.rules.planner.tasks import Task
from monitor.programme.rules.planner.teams import choose_team

TRIES = 4
_EACH = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A day and a team for a job, and what the plan's cost changes by."""

    day: int
    team: Team
    delta: int


@dataclass(slots=True)
class Scan:
    """Who could begin the visit on which days. `people` are pairs of person and days, `levels[k]` the days on which at
    least k + 1 of them are free, `near[k]` those on which at least k + 1 need no journey."""

    people: list[tuple[int, int]]
    levels: list[int]
    near: list[int] = field(default_factory=list)


def find_place(state: State, task: Task, days: int = -1) -> Place | None:
    """Find where a visit would cost least, within `days` (bits); None where it cannot be made."""
    ground = state.ground
    most = affordable(state, task)
    if most < task.job.least:
        return None
    allowed = allowed_days(state, task) & payable_days(state, task) & days
    if not allowed:
        return None
    scan = look(state, task, allowed)
    open_days = with_needs(state, task, scan)
    best: Place | None = None
    for day in _worth_trying(task, scan, open_days):
        bit = ground.bit[day]
        people = [m for m, free in scan.people if free & bit]
        team = choose_team(state, task, day, people, payable_on(state, task, day, most))
        if team is None:
            continue
        delta = delta_of(state, task, day, team)
        if best is None or delta < best.delta:
            best = Place(day, team, delta)
    return best


def affordable(state: State, task: Task) -> int:
    """Give how many people the budget still pays for, at most as many as the job takes."""
    return min(task.job.most, (state.ground.snapshot.budget - state.person_days) // task.job.days)


def payable_days(state: State, task: Task) -> int:
    """Give the days on which the limits still pay for the smallest team, as bits."""
    least, found = task.job.days * task.job.least, -1
    for (days, most), spent in zip(state.ground.limits, state.spent, strict=True):
        if most - spent < least:
            found &= ~days
    return found


def payable_on(state: State, task: Task, day: int, most: int) -> int:
    """Give how many people the limits of a day still pay for, at most `most`."""
    for (days, limit), spent in zip(state.ground.limits, state.spent, strict=True):
        if days >> day & 1:
            most = min(most, (limit - spent) // task.job.days)
    return most


def allowed_days(state: State, task: Task) -> int:
    """Give the days a visit may begin on by everything but people and budget, as bits."""
    length, allowed = task.job.days, task.starts
    if state.full:
        for shift in range(length):
            allowed &= ~(state.full >> shift)
    for j, gap in task.siblings:
        placed = state.plan.get(j)
        if placed is not None:
            first = max(0, placed[0] - gap - length + 2)
            end = placed[0] + state.ground.tasks[j].job.days - 1 + gap
            if end > first:
                allowed &= ~(((1 << (end - first)) - 1) << first)
    return allowed


def look(state: State, task: Task, allowed: int) -> Scan:
    """See on which of the days who could begin the visit, the way there and back included."""
    people, near = free_people(state, task, allowed)
    if state.ground.ways:
        people, near = _with_time_for_the_way(state, task, people)
    return Scan(people, layers([days for _, days in people], task.job.least), layers(near, task.job.least))


def free_people(state: State, task: Task, allowed: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Give who is free on which of the days, and the days on which each needs no journey; the way takes no day here."""
    open_, settled = state.refresh()
    length, region, here, crowded = task.job.days, task.region, state.here, state.crowded
    people, near = [], []
    for m in task.home:
        days = open_[m][length] & allowed
        if days:
            people.append((m, days))
            near.append(days)
    for m in task.away:
        there = here[m].get(region, 0) & ~crowded[m]
        if not there:
            days = settled[m][length] & allowed
        else:
            days = (settled[m][length] | (open_[m][length] & there)) & allowed
            if days & there:
                near.append(days & there)
        if days:
            people.append((m, days))
    return people, near


def _with_time_for_the_way(
    state: State, task: Task, people: Iterable[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[int]]:
    left, near, homes = [], [], state.ground.homes
    for m, free in people:
        days = free & _way_days(state, task, m)
        if days:
            left.append((m, days))
            there = -1 if homes[m] == task.region else state.here[m].get(task.region, 0) & ~state.crowded[m]
            if days & there:
                near.append(days & there)
    return left, near


def _way_days(state: State, task: Task, m: int) -> int:
    """Give the days on which a visit may begin as far as long ways go: on no day of another one's, its own days free."""
    length, found, there = task.job.days, -1, 0
    for region, days, way in state.legs[m].values():
        if region == task.region:
            there |= days
            continue
        for shift in range(length):
            found &= ~(way >> shift)
    if m in state.ground.distant[task.region]:
        # What lies outside the period is nobody's day.
        rest = state.free[m] | there | (-1 << state.ground.snapshot.days)
        found &= ((rest << 1) | 1) & (rest >> length)
    return found


def layers(masks: Sequence[int], most: int) -> list[int]:
    """Give, for k from 1 to `most`, the days held by at least k of the masks."""
    if most == 2:
        one = two = 0
        for mask in masks:
            two |= one & mask
            one |= mask
        return [one, two]
    if most == 3:
        one = two = three = 0
        for mask in masks:
            three |= two & mask
            two |= one & mask
            one |= mask
        return [one, two, three]
    found = [0] * most
    for mask in masks:
        for k in range(most - 1, 0, -1):
            found[k] |= found[k - 1] & mask
        found[0] |= mask
    return found


def with_needs(state: State, task: Task, scan: Scan) -> int:
    """Give the days on which enough people are free and every need has somebody; a team may still not come about."""
    days, traits, orgs = scan.levels[-1], state.ground.traits, state.ground.orgs
    if not days:
        return 0
    missing = task.traits
    while missing:
        trait = missing & -missing
        missing ^= trait
        able = 0
        for m, free in scan.people:
            if traits[m] & trait:
                able |= free
        days &= able
    if task.job.needs.organisations > 1:
        of: dict[int, int] = {}
        for m, free in scan.people:
            of[orgs[m]] = of.get(orgs[m], 0) | free
        days &= layers(list(of.values()), task.job.needs.organisations)[-1]
    for must in task.must:
        days &= next((free for m, free in scan.people if m == must), 0)
    return days


def delta_of(state: State, task: Task, day: int, team: Iterable[int]) -> int:
    """Give what the plan's cost would change by, exactly as adding the visit would."""
    ground = state.ground
    region, week = task.region, ground.week[day]
    span = ((1 << task.job.days) - 1) << day
    delta = task.price[day] - task.skip + state.change_cost(task, team)
    for m in team:
        if ground.homes[m] != region and (region, week) not in state.trips[m]:
            delta += ground.toll[region][m]
        if ground.unknown[m] & span:
            delta += (ground.unknown[m] & span).bit_count() * ground.snapshot.weights.unknown
    return delta


def _worth_trying(task: Task, scan: Scan, open_days: int) -> list[int]:
    """Give the most promising days: of each number of journeys needed the cheapest, the whole in order of price."""
    found: list[tuple[int, int]] = []
    seen = 0
    for journeys, near in enumerate([*reversed(scan.near), -1]):
        days = open_days & near & ~seen
        seen |= days
        if not days:
            continue
        left = _EACH
        for day in task.order:
            if days >> day & 1:
                found.append((task.price[day] + journeys * task.toll, day))
                left -= 1
                if not left:
                    break
    found.sort()
    return [day for _, day in found[:TRIES]]
