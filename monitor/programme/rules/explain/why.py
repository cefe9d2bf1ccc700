"""Why a visit is in the plan: why here, why now, why these people; values for three lines on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.kit.problems import NotHere
from monitor.programme.rules.explain.why_not import Asked
from monitor.programme.rules.model import Wanted
from monitor.programme.rules.planner.placing import look
from monitor.programme.rules.planner.prices import touches_weekend
from monitor.programme.rules.planner.state import State, Team
from monitor.programme.rules.planner.tasks import Ground, Task
from monitor.programme.rules.planner.teams import member_prices


class Role(StrEnum):
    """What a member brings that the visit needs."""

    WOMAN = "woman"
    DOCTOR = "doctor"
    LANGUAGE = "language"
    ORGANISATION = "organisation"
    PINNED = "pinned"
    LIVES_THERE = "lives_there"
    ON_THE_TRIP = "on_the_trip"


@dataclass(frozen=True, slots=True)
class WhyHere:
    """Its points, its place in the order of points among all jobs (1 is first), and what put it in besides."""

    score: int
    place: int
    of: int
    mandatory: bool
    pinned: bool
    stands: bool
    drawn: bool


@dataclass(frozen=True, slots=True)
class WhyNow:
    """The due day and how late it is; the visits on the same journey and the kilometres that saves; a weekend or night
    that was drawn."""

    day: int
    due: int | None
    late: int
    together: tuple[str, ...]
    km_saved: int
    on_weekend: bool
    night: bool
    usual_kept_apart: int | None


@dataclass(frozen=True, slots=True)
class Brings:
    """A member with what they bring, how far they travel for it, and who of those free would have come next at what
    more in thousandths of a point."""

    person: str
    roles: tuple[Role, ...]
    km: int
    next_best: str | None
    next_price: int


@dataclass(frozen=True, slots=True)
class WhyThem:
    """The team; and who was not asked: in conflict (for those who may know), without mandate or not available (numbers)."""

    members: tuple[Brings, ...]
    in_conflict: tuple[str, ...]
    without_mandate: int
    not_available: int


@dataclass(frozen=True, slots=True)
class Why:
    """Three lines about one planned visit."""

    job: str
    here: WhyHere
    now: WhyNow
    them: WhyThem


def why(asked: Asked, job: str, drawn: tuple[str, ...] = ()) -> Why:
    """Explain a planned visit. Raises NotHere for one that is not in the plan."""
    state, ground = asked.state, asked.ground
    j = ground.number.get(job)
    if j is None or j not in state.plan:
        raise NotHere
    task = ground.tasks[j]
    return Why(job, _here(ground, task, job in drawn), _now(state, task), _them(state, task))


def _here(ground: Ground, task: Task, drawn: bool) -> WhyHere:
    job = task.job
    place = 1 + sum(each.score > job.score for each in ground.snapshot.jobs)
    stands, pinned = job.lock is not None, job.pin is not None
    return WhyHere(job.score, place, len(ground.tasks), job.mandatory, pinned, stands, drawn)


def _now(state: State, task: Task) -> WhyNow:
    ground, job = state.ground, task.job
    day, team = state.plan[task.index]
    week = ground.week[day]
    together, shared = [], set()
    for j, (other_day, other_team) in state.plan.items():
        same = set(team).intersection(other_team)
        if j != task.index and ground.week[other_day] == week and ground.tasks[j].region == task.region and same:
            together.append(ground.tasks[j].job.id)
            shared |= same
    saved = sum(2 * ground.km[ground.homes[m]][task.region] for m in shared)
    usual, previous = job.rhythm.usual, job.rhythm.previous
    apart = None
    if usual and previous is not None:
        nearest = max(1, round((day - previous) / usual))
        apart = abs(day - previous - nearest * usual)
    drawn = job.weekend is Wanted.YES and touches_weekend(ground.snapshot, day, job.days)
    late = 0 if job.due is None else max(0, day - job.due)
    return WhyNow(day, job.due, late, tuple(sorted(together)), saved, drawn, job.night, apart)


def _them(state: State, task: Task) -> WhyThem:
    ground, job, people = state.ground, task.job, state.ground.snapshot.monitors
    day, team = state.remove(task.index)
    span = ((1 << job.days) - 1) << day
    free = [m for m, _ in look(state, task, 1 << day).people]
    price = member_prices(state, task, day, sorted({*free, *team}))
    members = tuple(_brings(state, task, day, team, m, free, price) for m in team)
    state.add(task.index, day, team)
    mandated = job.organisations
    return WhyThem(
        members,
        tuple(sorted(person.id for person in people if person.id in job.conflicts)),
        sum(mandated is not None and person.organisation not in mandated for person in people),
        sum(ground.free[m] & span != span for m in (*task.home, *task.away)),
    )


def _brings(state: State, task: Task, day: int, team: Team, m: int, free: list[int], price: dict[int, int]) -> Brings:
    """Say what one member brings, and who could stand in for them with every need still covered."""
    ground, job = state.ground, task.job
    names = [person.id for person in ground.snapshot.monitors]
    without = 0
    for other in team:
        without |= ground.traits[other] if other != m else 0
    alone = task.traits & ground.traits[m] & ~without
    orgs = {ground.orgs[other] for other in team if other != m}
    home = ground.homes[m] == task.region
    roles = (
        (Role.WOMAN, alone & 1),
        (Role.DOCTOR, alone & 2),
        (Role.LANGUAGE, alone & ~3),
        (Role.ORGANISATION, len(orgs) < job.needs.organisations <= len(orgs | {ground.orgs[m]})),
        (Role.PINNED, m in task.must),
        (Role.LIVES_THERE, home),
        (Role.ON_THE_TRIP, not home and (task.region, ground.week[day]) in state.trips[m]),
    )
    others = [
        n
        for n in free
        if n not in team
        and not alone & ~ground.traits[n]
        and len(orgs | {ground.orgs[n]}) >= job.needs.organisations
        and m not in task.must
    ]
    best = min(others, key=lambda n: (price[n], names[n]), default=None)
    return Brings(
        names[m],
        tuple(role for role, holds in roles if holds),
        2 * ground.km[ground.homes[m]][task.region],
        None if best is None else names[best],
        0 if best is None else price[best] - price[m],
    )
