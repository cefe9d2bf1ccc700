"""What else a visit could be: other days with their price or what blocks them, other people with theirs."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.kit.problems import NotHere
from monitor.programme.rules.explain.blocks import Block, first_blocks
from monitor.programme.rules.explain.why_not import Asked
from monitor.programme.rules.planner.placing import affordable, delta_of, look, payable_on
from monitor.programme.rules.planner.tasks import Task
from monitor.programme.rules.planner.teams import choose_team


@dataclass(frozen=True, slots=True)
class DayOption:
    """A day on which a visit could begin with the team that would go, or what blocks it.

    `price` is what the plan's cost changes by, in thousandths of a point: against the visit as planned, or against
    not making it where it is not planned.
    """

    day: int
    block: Block | None
    team: tuple[str, ...] = ()
    price: int = 0


@dataclass(frozen=True, slots=True)
class PersonOption:
    """Somebody who could go in a member's place with every need still covered, and what the cost changes by."""

    person: str
    price: int


def day_options(asked: Asked, job: str) -> tuple[DayOption, ...]:
    """Give every day of the period for a job. Raises NotHere for a job that is not known."""
    task = _task(asked, job)
    state, names = asked.state, [person.id for person in asked.ground.snapshot.monitors]
    old = state.remove(task.index) if task.index in state.plan else None
    before = delta_of(state, task, *old) if old else 0
    most, found = affordable(state, task), []
    for day, block in enumerate(first_blocks(state, task)):
        people = [] if block else [m for m, _ in look(state, task, 1 << day).people]
        team = choose_team(state, task, day, people, payable_on(state, task, day, most)) if people else None
        if team is None:
            found.append(DayOption(day, block))
        else:
            price = delta_of(state, task, day, team) - before
            found.append(DayOption(day, None, tuple(sorted(names[m] for m in team)), price))
    if old is not None:
        state.add(task.index, *old)
    return tuple(found)


def person_options(asked: Asked, job: str, member: str) -> tuple[PersonOption, ...]:
    """Give who could go instead of a member of a planned visit, the least dear first.

    Raises NotHere for a visit that is not planned or somebody not on its team.
    """
    task = _task(asked, job)
    state, ground = asked.state, asked.ground
    leaving = ground.person.get(member, -1)
    if task.index not in state.plan or leaving not in state.plan[task.index][1]:
        raise NotHere
    day, team = state.remove(task.index)
    rest = [m for m in team if m != leaving]
    before, found = delta_of(state, task, day, team), []
    for m, _ in look(state, task, 1 << day).people:
        if m not in team and _covers(asked, task, [*rest, m]):
            price = delta_of(state, task, day, [*rest, m]) - before
            found.append(PersonOption(ground.snapshot.monitors[m].id, price))
    state.add(task.index, day, team)
    return tuple(sorted(found, key=lambda option: (option.price, option.person)))


def _covers(asked: Asked, task: Task, team: list[int]) -> bool:
    has = 0
    for m in team:
        has |= asked.ground.traits[m]
    orgs = {asked.ground.orgs[m] for m in team}
    enough = len(orgs) >= task.job.needs.organisations and set(task.must) <= set(team)
    return enough and not task.traits & ~has


def _task(asked: Asked, job: str) -> Task:
    number = asked.ground.number.get(job)
    if number is None:
        raise NotHere
    return asked.ground.tasks[number]
