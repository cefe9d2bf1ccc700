"""What keeps a visit from being made, day by day, in a fixed order: the same tests by which the planner places it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from monitor.kit.words import N_
from monitor.programme.rules.model import Job, Snapshot
from monitor.programme.rules.planner.placing import (
    Scan,
    affordable,
    allowed_days,
    free_people,
    layers,
    look,
    payable_on,
)
from monitor.programme.rules.planner.state import State
from monitor.programme.rules.planner.tasks import Task
from monitor.programme.rules.planner.teams import choose_team


class Block(StrEnum):
    """The first thing that keeps a visit from a day; in the order in which they are looked at."""

    FORBIDDEN = "forbidden"
    MANDATE = "mandate"
    WINDOW = "window"
    NOTICE = "notice"
    ONE_WEEK = "one_week"
    CLOSED = "closed"
    PIN = "pin"
    GAP = "gap"
    CARS = "cars"
    PEOPLE = "people"
    WAY = "way"
    WOMAN = "woman"
    DOCTOR = "doctor"
    LANGUAGE = "language"
    ORGANISATIONS = "organisations"
    MEMBER = "member"
    TEAM = "team"
    BUDGET = "budget"
    WORTH = "worth"


SAID: Mapping[Block, str] = {
    Block.FORBIDDEN: N_("Somebody has ruled this visit out for the period."),
    Block.MANDATE: N_("No monitor's organisation has a mandate for this place."),
    Block.WINDOW: N_("The day is outside those the visit may be made on."),
    Block.NOTICE: N_("The mandate asks for notice that can no longer be given."),
    Block.ONE_WEEK: N_("The visit would run over the end of a week."),
    Block.CLOSED: N_("It is a holiday, or the place is closed."),
    Block.PIN: N_("The visit is pinned to another day."),
    Block.GAP: N_("It would be too soon before or after another visit there."),
    Block.CARS: N_("All cars are out."),
    Block.PEOPLE: N_("Too few people are free who may go there."),
    Block.WAY: N_("Too few of those who are free have a day for the way before and after."),
    Block.WOMAN: N_("No woman is free who may go there."),
    Block.DOCTOR: N_("No doctor is free who may go there."),
    Block.LANGUAGE: N_("Nobody is free who speaks the language needed."),
    Block.ORGANISATIONS: N_("Too few organisations have somebody free."),
    Block.MEMBER: N_("Somebody who is to be on the team is not free."),
    Block.TEAM: N_("Those who are free do not make up the team that is needed."),
    Block.BUDGET: N_("No person-days are left for it."),
    Block.WORTH: N_("The journey would cost more than the visit covers."),
}

_TRAITS = ((1, Block.WOMAN), (2, Block.DOCTOR))


def passes(state: State, task: Task) -> list[tuple[Block, int]]:
    """Give of each block, in order, the days (bits) it does not stand in the way of."""
    snapshot, job = state.ground.snapshot, task.job
    every = (1 << snapshot.days) - 1
    found = [(Block.FORBIDDEN, 0 if job.forbidden else every), (Block.MANDATE, every if task.home or task.away else 0)]
    found += _of_the_job(snapshot, job)
    calm = allowed_days(state, _free_to_begin(task, every))
    shut = state.full
    driven = every
    for shift in range(job.days):
        driven &= ~(shut >> shift)
    found += [(Block.GAP, (calm | ~driven) & every), (Block.CARS, driven)]
    free, _ = free_people(state, task, every)
    found.append((Block.PEOPLE, layers([days for _, days in free], job.least)[-1]))
    scan = look(state, task, every)
    found += _of_people(state, task, scan)
    return [*found, *_of_teams(state, task, scan, found)]


def first_blocks(state: State, task: Task) -> list[Block | None]:
    """Give of each day the first block, None where the visit can be made."""
    days: list[Block | None] = [None] * state.ground.snapshot.days
    for block, ok in reversed(passes(state, task)):
        for day in range(len(days)):
            if not ok >> day & 1:
                days[day] = block
    return days


def _free_to_begin(task: Task, days: int) -> Task:
    return replace(task, starts=days)


def _of_the_job(snapshot: Snapshot, job: Job) -> list[tuple[Block, int]]:
    """Look at the days alone, whoever goes."""
    window = notice = week = closed = pin = gap = 0
    shut = {*snapshot.closed, *job.closed}
    last = min(snapshot.days - 1, snapshot.days - 1 if job.latest is None else job.latest)
    for day in range(snapshot.days):
        bit, end = 1 << day, day + job.days - 1
        window |= bit * (day >= (job.earliest or 0) and end <= last)
        notice |= bit * (day >= snapshot.today + job.notice)
        week |= bit * (snapshot.week_of(day) == snapshot.week_of(end))
        closed |= bit * shut.isdisjoint(range(day, end + 1))
        pin |= bit * (job.pin is None or job.pin.day in (None, day))
        previous = job.rhythm.previous
        gap |= bit * (previous is None or day - previous >= max(1, job.rhythm.least))
    return [
        (Block.WINDOW, window),
        (Block.NOTICE, notice),
        (Block.ONE_WEEK, week),
        (Block.CLOSED, closed),
        (Block.PIN, pin),
        (Block.GAP, gap),
    ]


def _of_people(state: State, task: Task, scan: Scan) -> list[tuple[Block, int]]:
    traits, orgs = state.ground.traits, state.ground.orgs
    found = [(Block.WAY, scan.levels[-1])]
    missing = task.traits
    while missing:
        trait = missing & -missing
        missing ^= trait
        able = 0
        for m, free in scan.people:
            able |= free if traits[m] & trait else 0
        found.append((dict(_TRAITS).get(trait, Block.LANGUAGE), able))
    of: dict[int, int] = {}
    for m, free in scan.people:
        of[orgs[m]] = of.get(orgs[m], 0) | free
    found.append((Block.ORGANISATIONS, layers(list(of.values()), task.job.needs.organisations)[-1]))
    member = -1
    for must in task.must:
        member &= next((free for m, free in scan.people if m == must), 0)
    found.append((Block.MEMBER, member))
    return found


def _of_teams(state: State, task: Task, scan: Scan, before: list[tuple[Block, int]]) -> list[tuple[Block, int]]:
    """See on which of the days left a team comes about, and one the budget pays for."""
    left = (1 << state.ground.snapshot.days) - 1
    for _, ok in before:
        left &= ok
    payable, made, paid = affordable(state, task), 0, 0
    for day in range(state.ground.snapshot.days):
        bit = 1 << day
        if left & bit:
            people = [m for m, free in scan.people if free & bit]
            made |= bit * (choose_team(state, task, day, people, task.job.most) is not None)
            most = payable_on(state, task, day, payable)
            enough = most >= task.job.least and choose_team(state, task, day, people, most) is not None
            paid |= bit * enough
    return [(Block.TEAM, made), (Block.BUDGET, paid)]
