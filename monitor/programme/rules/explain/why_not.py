"""Why a place is not in the plan: at which level it fails, what blocks each day, who was taken, what would help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say
from monitor.programme.rules.explain.blocks import SAID, Block, first_blocks
from monitor.programme.rules.explain.relaxing import Relaxation, relax, visit_at
from monitor.programme.rules.model import Plan, Planned, Snapshot
from monitor.programme.rules.planner.placing import Place, find_place
from monitor.programme.rules.planner.state import State, load
from monitor.programme.rules.planner.tasks import Ground, Task, prepare

_NAMED = 5


class Level(StrEnum):
    """How far a visit is from being made."""

    DATA = "data"
    CALENDARS = "calendars"
    TAKEN = "taken"
    NOT_WORTH = "not_worth"
    OPEN = "open"


LEVELS = {
    Level.DATA: N_("What is recorded rules it out; put that right first."),
    Level.CALENDARS: N_("It cannot be made with these calendars."),
    Level.TAKEN: N_("It could be made, but others were more pressing."),
    Level.NOT_WORTH: N_("It could be made, but the journey costs more than it covers."),
    Level.OPEN: N_("It can be added to this plan as it is."),
}


class AlreadyPlanned(Problem):
    status = 409
    sentence = N_("This visit is in the plan. Ask why it is there instead.")


@dataclass(frozen=True, slots=True)
class DayBlocked:
    """What keeps a visit from a day: `never` even without any other visit, else because of the plan."""

    day: int
    block: Block
    never: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A planned visit that has people a job could have had, with its score."""

    job: str
    score: int
    day: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a job is not in a plan. `block` is what stands in the way on most days, `help` the smallest thing to do.

    `place` is where it could be made as things are, and `price` what that would change the cost by.
    """

    job: str
    level: Level
    block: Block | None
    days: tuple[DayBlocked, ...]
    taken: tuple[Taken, ...]
    help: Relaxation | None
    place: Planned | None = None
    price: int = 0

    @property
    def said(self) -> tuple[Sentence, ...]:
        """The level, and what is most in the way, a sentence each."""
        return (say(LEVELS[self.level]), *(() if self.block is None else (say(SAID[self.block]),)))


class Asked:
    """A plan that can be asked about; made once, asked often."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.ground: Ground = prepare(snapshot)
        self.empty = State(self.ground)
        self.state = State(self.ground)
        load(self.state, plan)

    def why_not(self, job: str) -> WhyNot:
        """Explain why a job is not in the plan. Raises AlreadyPlanned."""
        task = self.ground.tasks[self.ground.number[job]]
        if task.index in self.state.plan:
            raise AlreadyPlanned
        never, now = first_blocks(self.empty, task), first_blocks(self.state, task)
        days = tuple(
            DayBlocked(day, first, never[day] is not None)
            for day, block in enumerate(now)
            if (first := never[day] or block) is not None
        )
        place = find_place(self.state, task)
        level, block = self._level(task, never, days, place)
        taken = self._taken(task, days) if level is Level.TAKEN else ()
        helps = None if place is not None else relax(self.state, task)
        visit = None if place is None else visit_at(self.ground, task, place)
        return WhyNot(job, level, block, days, taken, helps, visit, place.delta if place else 0)

    def _level(
        self, task: Task, never: list[Block | None], days: tuple[DayBlocked, ...], place: Place | None
    ) -> tuple[Level, Block | None]:
        fault = data_block(self.ground, task)
        if fault is not None:
            return Level.DATA, fault
        if all(never):
            return Level.CALENDARS, _commonest([each.block for each in days])
        if place is None:
            return Level.TAKEN, _commonest([each.block for each in days if not each.never])
        return (Level.OPEN, None) if place.delta < 0 else (Level.NOT_WORTH, Block.WORTH)

    def _taken(self, task: Task, days: tuple[DayBlocked, ...]) -> tuple[Taken, ...]:
        """Name the visits with the lowest scores that hold what this one lacks on days it could be made."""
        names = [person.id for person in self.ground.snapshot.monitors]
        able = {*task.home, *task.away}
        wanted: set[int] = set()
        for each in days:
            if not each.never:
                wanted.update(range(each.day, each.day + task.job.days))
        found = []
        for j, (day, team) in self.state.plan.items():
            other = self.ground.tasks[j].job
            shared = tuple(sorted(names[m] for m in able.intersection(team)))
            if shared and not wanted.isdisjoint(range(day, day + other.days)):
                found.append(Taken(other.id, other.score, day, shared))
        return tuple(sorted(found, key=lambda each: (each.score, each.job))[:_NAMED])


def data_block(ground: Ground, task: Task) -> Block | None:
    """Say what in the data alone makes a visit impossible, whatever the calendars; None if nothing does."""
    job, people = task.job, (*task.home, *task.away)
    has = 0
    for m in people:
        has |= ground.traits[m]
    missing = task.traits & ~has
    impossible = (
        (Block.FORBIDDEN, job.forbidden),
        (Block.MANDATE, not people),
        (Block.PIN, not task.starts and job.pin is not None and job.pin.day is not None),
        (Block.WINDOW, not task.starts),
        (Block.PEOPLE, len(people) < job.least),
        (Block.WOMAN, missing & 1),
        (Block.DOCTOR, missing & 2),
        (Block.LANGUAGE, missing & ~3),
        (Block.ORGANISATIONS, len({ground.orgs[m] for m in people}) < job.needs.organisations),
        (Block.MEMBER, not set(task.must) <= set(people)),
        (Block.BUDGET, ground.snapshot.budget < job.days * job.least or not _payable(ground, task)),
    )
    return next((block for block, holds in impossible if holds), None)


def _payable(ground: Ground, task: Task) -> bool:
    """Say whether the limits leave any day on which the smallest team could be paid for."""
    days = task.starts
    for limited, most in ground.limits:
        if most < task.job.days * task.job.least:
            days &= ~limited
    return bool(days) or not task.starts


def _commonest(blocks: list[Block]) -> Block:
    """Give the block of most days; what can be moved outranks the bounds of the window."""
    outer = {Block.WINDOW, Block.NOTICE, Block.ONE_WEEK, Block.CLOSED, Block.PIN}
    inner = [block for block in blocks if block not in outer] or blocks
    return max(Block, key=inner.count)
