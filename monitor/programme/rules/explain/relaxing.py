"""The smallest thing that would let a visit into a plan: each tried in a fixed order, none said that was not tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.kit.words import N_, Sentence, say
from monitor.programme.rules.model import FREE, UNKNOWN, Job, Plan, Planned, Snapshot, plan_of
from monitor.programme.rules.planner.placing import Place, allowed_days, find_place
from monitor.programme.rules.planner.state import State
from monitor.programme.rules.planner.tasks import Ground, Task, again

_LONGER = 14
_SWAPS = 60
_DOCTOR = 2
_PLENTY = 10**6


class Relief(StrEnum):
    """What could be given up, in the order it is tried. A conflict of interest is never among it."""

    BUDGET = "budget"
    SWAP = "swap"
    ASK = "ask"
    DOCTOR = "doctor"
    SMALLER_TEAM = "smaller_team"
    INTERPRETER = "interpreter"
    LONGER_WINDOW = "longer_window"
    ONE_ORGANISATION = "one_organisation"


SAID: Mapping[Relief, str] = {
    Relief.BUDGET: N_("It fits with more person-days: %(days)s."),
    Relief.SWAP: N_("It fits in place of a visit with fewer points."),
    Relief.ASK: N_("It fits if somebody is free on days not yet known. Ask them."),
    Relief.DOCTOR: N_("It fits if one doctor can come on one more day."),
    Relief.SMALLER_TEAM: N_("It fits with one person fewer."),
    Relief.INTERPRETER: N_("It fits with an interpreter instead of a monitor who speaks the language."),
    Relief.LONGER_WINDOW: N_("It fits if it may be made up to two weeks earlier or later."),
    Relief.ONE_ORGANISATION: N_("It fits if the team may be of fewer organisations."),
}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Something to give up and the visit it lets in. `days` are person-days, `swapped` a job to leave out, `people`
    whose calendars it needs open."""

    relief: Relief
    visit: Planned
    days: int = 0
    swapped: str | None = None
    people: tuple[str, ...] = ()

    @property
    def said(self) -> Sentence:
        """What would help, in a sentence."""
        if self.relief is Relief.BUDGET:
            return say(SAID[self.relief], days=self.days)
        return say(SAID[self.relief])


def relax(state: State, task: Task) -> Relaxation | None:
    """Find the first thing in order that lets a job in; the state is left as it was."""
    for attempt in (_budget, _swap, _ask, _doctor, _changed_job):
        found = next(attempt(state, task), None)
        if found is not None:
            return found
    return None


def relaxed(snapshot: Snapshot, plan: Plan, relaxation: Relaxation) -> tuple[Snapshot, Plan]:
    """Give the snapshot and plan as they are once something is given up and the visit is let in."""
    visit = relaxation.visit
    kept = [each for each in plan.visits if each.job != relaxation.swapped]
    job = next(job for job in snapshot.jobs if job.id == visit.job)
    days = _asked_for(snapshot, visit.day, job.days)

    def opened(calendar: str) -> str:
        return "".join(FREE if day in days else mark for day, mark in enumerate(calendar))

    return (
        replace(
            snapshot,
            budget=snapshot.budget + relaxation.days,
            limits=tuple(replace(limit, person_days=limit.person_days + relaxation.days) for limit in snapshot.limits),
            jobs=tuple(CHANGES.get(relaxation.relief, _same)(each) if each is job else each for each in snapshot.jobs),
            monitors=tuple(
                replace(each, calendar=opened(each.calendar)) if each.id in relaxation.people else each
                for each in snapshot.monitors
            ),
        ),
        plan_of([*kept, visit]),
    )


def _asked_for(snapshot: Snapshot, day: int, length: int) -> range:
    """Give the days somebody is asked for to make a visit, those of a long way included."""
    way = 0 if snapshot.travel is None else 1
    return range(max(0, day - way), min(snapshot.days, day + length + way))


def _same(job: Job) -> Job:
    return job


def _smaller(job: Job) -> Job:
    return replace(job, least=max(1, job.least - 1))


def _interpreted(job: Job) -> Job:
    return replace(job, needs=replace(job.needs, languages=()))


def _longer(job: Job) -> Job:
    return replace(
        job,
        earliest=None if job.earliest is None else job.earliest - _LONGER,
        latest=None if job.latest is None else job.latest + _LONGER,
    )


def _one(job: Job) -> Job:
    return replace(job, needs=replace(job.needs, organisations=1))


CHANGES: Mapping[Relief, Callable[[Job], Job]] = {
    Relief.SMALLER_TEAM: _smaller,
    Relief.INTERPRETER: _interpreted,
    Relief.LONGER_WINDOW: _longer,
    Relief.ONE_ORGANISATION: _one,
}


def visit_at(ground: Ground, task: Task, place: Place) -> Planned:
    """Give a place found for a job as a visit in ids."""
    names = [person.id for person in ground.snapshot.monitors]
    return Planned(task.job.id, place.day, tuple(sorted(names[m] for m in place.team)))


def _budget(state: State, task: Task) -> Iterator[Relaxation]:
    ground, held, spent = state.ground, state.person_days, state.spent
    state.person_days, state.spent = -_PLENTY, [-_PLENTY] * len(spent)
    place = find_place(state, task)
    state.person_days, state.spent = held, spent
    if place is not None:
        takes = task.job.days * len(place.team)
        parts = zip(ground.limits, spent, strict=True)
        over = [used + takes - most for (days, most), used in parts if days >> place.day & 1]
        lacking = max(held + takes - ground.snapshot.budget, *over, 0)
        if lacking:
            yield Relaxation(Relief.BUDGET, visit_at(ground, task, place), days=lacking)


def _swap(state: State, task: Task) -> Iterator[Relaxation]:
    """Try to leave out a visit with fewer points, the fewest first; none that stands, is pinned or must be."""
    tasks = state.ground.tasks
    others = [tasks[j].job for j in state.plan]
    fewer = [job for job in others if job.score < task.job.score and not (job.lock or job.pin or job.mandatory)]
    for job in sorted(fewer, key=lambda job: (job.score, job.id))[:_SWAPS]:
        j = state.ground.number[job.id]
        day, team = state.remove(j)
        place = find_place(state, task)
        state.add(j, day, team)
        if place is not None:
            yield Relaxation(Relief.SWAP, visit_at(state.ground, task, place), swapped=job.id)


def _ask(state: State, task: Task) -> Iterator[Relaxation]:
    """Try with every unknown day as a free one."""
    if state.ground.snapshot.unknown_ok:
        return
    ground, held, free = state.ground, list(state.free), list(state.ground.free)
    for m, unknown in enumerate(ground.unknown):
        if unknown:
            ground.free[m] |= unknown
            state.free[m] |= unknown & ~_booked(state, m)
    place = _open(state, task)
    ground.free[:], state.free[:] = free, held
    _open(state, None)
    if place is not None:
        span = _asked_for(ground.snapshot, place.day, task.job.days)
        people = [ground.snapshot.monitors[m] for m in place.team]
        asked = tuple(sorted(each.id for each in people if UNKNOWN in each.calendar[span.start : span.stop]))
        yield Relaxation(Relief.ASK, visit_at(state.ground, task, place), people=asked)


def _doctor(state: State, task: Task) -> Iterator[Relaxation]:
    """Try with one doctor at a time free on all days they have no visit."""
    ground = state.ground
    if not task.traits & _DOCTOR:
        return
    for m in (*task.home, *task.away):
        if not ground.traits[m] & _DOCTOR:
            continue
        held = state.free[m]
        state.free[m] = ((1 << ground.snapshot.days) - 1) & ~_booked(state, m)
        place = _open(state, task)
        state.free[m] = held
        _open(state, None)
        if place is not None and m in place.team:
            yield Relaxation(
                Relief.DOCTOR, visit_at(state.ground, task, place), people=(ground.snapshot.monitors[m].id,)
            )


def _changed_job(state: State, task: Task) -> Iterator[Relaxation]:
    """Try what the job itself asks for, one thing at a time."""
    for relief, change in CHANGES.items():
        job = change(task.job)
        if job != task.job:
            changed = again(state.ground, task, job)
            place = find_place(state, changed) if allowed_days(state, changed) else None
            if place is not None:
                yield Relaxation(relief, visit_at(state.ground, task, place))


def _booked(state: State, m: int) -> int:
    """Give the days somebody has a visit on, as bits."""
    booked = 0
    for j, (day, team) in state.plan.items():
        if m in team:
            booked |= ((1 << state.ground.tasks[j].job.days) - 1) << day
    return booked


def _open(state: State, task: Task | None) -> Place | None:
    """Take note that calendars were changed by hand; then look for a place."""
    state.recall()
    return find_place(state, task) if task is not None else None
