"""Mending a plan after something changed: only what no longer holds is touched, in tiers, each with its price."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from enum import IntEnum

from monitor.programme.rules.explain.why_not import Asked, WhyNot
from monitor.programme.rules.model import AWAY, Figures, Lock, Plan, Planned, Snapshot, plan_of
from monitor.programme.rules.planner.figures import Measure
from monitor.programme.rules.planner.placing import (
    affordable,
    allowed_days,
    delta_of,
    find_place,
    look,
    payable_on,
    with_needs,
)
from monitor.programme.rules.planner.prices import Extras
from monitor.programme.rules.planner.state import State, Team
from monitor.programme.rules.planner.tasks import Ground, Task, again, prepare

_SUBSTITUTES = 3
# Whoever was to go still goes if that is possible at all: dearer than anything a team is otherwise chosen by.
_KEPT = 1_000_000


class Tier(IntEnum):
    """How much changes, least first."""

    SAME_DATES = 1
    SAME_WEEK = 2
    SAME_MONTH = 3
    ANOTHER_TIME = 4
    DROP = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to mend a visit. `price` is what it costs more than the visit as it was, in thousandths of a point;
    `visit` is None where it is dropped."""

    job: str
    tier: Tier
    visit: Planned | None
    price: int
    leaving: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """The plan after repair: what was taken for each visit that no longer held, and why some could not be kept.

    `snapshot` is the same but for the locks of visits whose team changed.
    """

    snapshot: Snapshot
    plan: Plan
    figures: Figures
    taken: tuple[Offer, ...]
    dropped: tuple[WhyNot, ...]


def absent(snapshot: Snapshot, monitor: str, first: int, last: int) -> Snapshot:
    """Give the snapshot with somebody not available from one day to another, both included."""

    def without(calendar: str) -> str:
        return "".join(AWAY if first <= day <= last else mark for day, mark in enumerate(calendar))

    people = (replace(one, calendar=without(one.calendar)) if one.id == monitor else one for one in snapshot.monitors)
    return replace(snapshot, monitors=tuple(people))


class Repair:
    """A plan in a changed world: what still holds is in place, `broken` is what does not."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self._snapshot = snapshot
        self._ground: Ground = prepare(snapshot)
        self._state = State(self._ground)
        self._old: dict[int, Planned] = {}
        self.broken: tuple[str, ...] = tuple(self._place(plan))

    def offers(self, job: str) -> tuple[Offer, ...]:
        """Give the ways to mend one broken visit, the least change first; a visit that stands keeps its dates."""
        j = self._ground.number[job]
        old, task = self._old[j], self._ground.tasks[j]
        found: list[Offer] = []
        for tier, days in self._tiers(task, old):
            without: frozenset[int] = frozenset()
            for _ in range(_SUBSTITUTES if tier is Tier.SAME_DATES else 1):
                offer = self._offer(task, old, tier, days, without)
                if offer is None:
                    break
                found.append(offer)
                without |= {self._ground.person[name] for name in offer.joining}
                if not offer.joining:
                    break
        return (*found, Offer(job, Tier.DROP, None, -self._worth(task, old), leaving=old.team))

    def take(self, offer: Offer) -> None:
        """Take an offer."""
        j = self._ground.number[offer.job]
        if offer.visit is not None:
            team = tuple(sorted(self._ground.person[name] for name in offer.visit.team))
            self._state.add(j, offer.visit.day, team)
        self.broken = tuple(job for job in self.broken if job != offer.job)

    def mended(self, taken: tuple[Offer, ...]) -> Mended:
        """Give the plan as it is now, and why each visit that was dropped could not be kept."""
        plan = self._state.as_plan()
        snapshot = relocked(self._snapshot, plan)
        asked = Asked(snapshot, plan) if any(offer.visit is None for offer in taken) else None
        dropped = tuple(asked.why_not(offer.job) for offer in taken if offer.visit is None) if asked else ()
        return Mended(snapshot, plan, Measure(snapshot).figures(self._state), taken, dropped)

    def _place(self, plan: Plan) -> list[str]:
        """Put in what holds, what stands first; give the others by score, the highest first."""
        ground, broken = self._ground, list[int]()
        known = [visit for visit in plan.visits if visit.job in ground.number]
        known.sort(key=lambda visit: (ground.tasks[ground.number[visit.job]].lock is None, visit.day, visit.job))
        for visit in known:
            j = ground.number[visit.job]
            team = tuple(sorted(ground.person[name] for name in visit.team if name in ground.person))
            self._old[j] = visit
            whole = len(team) == len(visit.team) and ground.inside(j, visit.day)
            if whole and self._holds(ground.tasks[j], visit.day, team):
                self._state.add(j, visit.day, team)
            else:
                broken.append(j)
        broken.sort(key=lambda j: (ground.tasks[j].lock is None, -ground.tasks[j].job.score, j))
        return [ground.tasks[j].job.id for j in broken]

    def _holds(self, task: Task, day: int, team: Team) -> bool:
        """Say whether a visit can be as it was; of one that stands only whether its people can come, of a past one yes."""
        ground, state = self._ground, self._state
        if task.lock is not None:
            span = ((1 << task.job.days) - 1) << day
            return day < ground.snapshot.today or all(ground.free[m] & span == span for m in team)
        bit = 1 << day
        scan = look(state, task, allowed_days(state, task) & bit)
        able = {m for m, free in scan.people if free & bit}
        if not with_needs(state, task, scan) & bit or not set(team) <= able or not set(task.must) <= set(team):
            return False
        has = 0
        for m in team:
            has |= ground.traits[m]
        orgs = len({ground.orgs[m] for m in team})
        fits = task.job.least <= len(team) <= payable_on(state, task, day, affordable(state, task))
        return fits and not task.traits & ~has and orgs >= task.job.needs.organisations

    def _tiers(self, task: Task, old: Planned) -> list[tuple[Tier, int]]:
        ground = self._ground
        if not ground.inside(task.index, old.day):
            return [(Tier.ANOTHER_TIME, -1)]
        day = 1 << old.day
        if task.lock is not None:
            return [(Tier.SAME_DATES, day)]
        week, month = ground.week_days[ground.week[old.day]], ground.month_days[ground.month[old.day]]
        return [
            (Tier.SAME_DATES, day),
            (Tier.SAME_WEEK, week & ~day),
            (Tier.SAME_MONTH, month & ~week),
            (Tier.ANOTHER_TIME, ~(month | week)),
        ]

    def _offer(self, task: Task, old: Planned, tier: Tier, days: int, without: frozenset[int]) -> Offer | None:
        """Find the best place in a tier, those already offered as substitutes left out; as many old members as can be."""
        state, ground = self._state, self._ground
        near = again(ground, task, replace(task.job, lock=None), Extras(base={old.job: old}))
        near.home = tuple(m for m in near.home if m not in without)
        near.away = tuple(m for m in near.away if m not in without)
        near.base_price = _KEPT
        if task.lock is not None:
            # What stands may lie outside its window; only its people are looked for.
            near.starts, near.order = 1 << old.day, array("H", [old.day])
        place = find_place(state, near, days)
        if place is None:
            return None
        names = [person.id for person in ground.snapshot.monitors]
        visit = Planned(old.job, place.day, tuple(sorted(names[m] for m in place.team)))
        price = delta_of(state, task, place.day, place.team) - self._worth(task, old)
        leaving = tuple(name for name in old.team if name not in visit.team)
        joining = tuple(name for name in visit.team if name not in old.team)
        return Offer(old.job, tier, visit, price, leaving, joining)

    def _worth(self, task: Task, old: Planned) -> int:
        """Give what the visit changed the cost by as it was; nothing if it lay outside the period."""
        team = [self._ground.person[name] for name in old.team if name in self._ground.person]
        if not self._ground.inside(task.index, old.day):
            return 0
        return delta_of(self._state, task, old.day, team)


def repair(snapshot: Snapshot, plan: Plan) -> Mended:
    """Mend every visit that no longer holds by the least change that works; nothing else is touched."""
    mending = Repair(snapshot, plan)
    taken = []
    for job in mending.broken:
        offer = mending.offers(job)[0]
        mending.take(offer)
        taken.append(offer)
    return mending.mended(tuple(taken))


def relocked(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """Give the snapshot with the locks as the plan has them: new teams, and none for what was dropped."""
    visits = {visit.job: visit for visit in plan.visits}

    def lock(job: str, old: Lock | None) -> Lock | None:
        visit = visits.get(job)
        return None if old is None or visit is None else Lock(visit.day, visit.team)

    jobs = (replace(job, lock=lock(job.id, job.lock)) if job.lock is not None else job for job in snapshot.jobs)
    return replace(snapshot, jobs=tuple(jobs))


def kept(old: Plan, new: Plan) -> tuple[Planned, ...]:
    """Give the visits of an old plan that a new one has just as they were."""
    return plan_of([visit for visit in old.visits if visit in set(new.visits)]).visits
