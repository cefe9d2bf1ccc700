"""A snapshot made ready for search: jobs and people by number, days as bits of one integer."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from monitor.programme.rules.model import AWAY, UNKNOWN, Job, Snapshot
from monitor.programme.rules.planner.prices import Extras, prices, skip_price, times


@dataclass(slots=True)
class Task:
    """A job by numbers. `starts` has a bit for each day it may begin on; `order` is those days, cheapest first.

    `home` are the people who live in its region and may go, `away` the others who may; `traits` what the team must
    have among it; `siblings` the other jobs at the same place with the days to keep between; `worth` ranks it.
    """

    index: int
    job: Job
    region: int
    home: tuple[int, ...]
    away: tuple[int, ...]
    must: tuple[int, ...]
    traits: int
    starts: int
    order: array[int]
    price: array[int]
    skip: int
    toll: int
    worth: float
    siblings: tuple[tuple[int, int], ...] = ()
    base: frozenset[int] = frozenset()
    base_price: int = 0
    lock: tuple[int, tuple[int, ...]] | None = None


@dataclass(slots=True)
class Ground:
    """What does not change while a plan is sought. `toll[region][monitor]` is what a trip there costs one person;
    `distant[region]` are those who keep a day each way for it, if `ways` says there are any; `limits` are days (bits)
    with their person-days."""

    snapshot: Snapshot
    tasks: list[Task]
    number: Mapping[str, int]
    person: Mapping[str, int]
    free: list[int]
    unknown: list[int]
    homes: list[int]
    traits: list[int]
    orgs: list[int]
    caps: list[int]
    km: list[list[int]]
    toll: list[list[int]]
    distant: list[frozenset[int]]
    ways: bool
    limits: list[tuple[int, int]]
    week: list[int]
    month: list[int]
    week_days: list[int]
    month_days: list[int]
    longest: int
    bit: list[int]
    trait: Mapping[str, int]

    def inside(self, j: int, day: int) -> bool:
        """Say whether a job begun on a day lies within the period."""
        return 0 <= day <= self.snapshot.days - self.tasks[j].job.days


def prepare(snapshot: Snapshot, extras: Extras | None = None) -> Ground:
    """Make a snapshot ready; `extras` are what only this search adds to the prices (noise, lots, an old plan)."""
    extras = extras or Extras()
    regions = _regions(snapshot)
    people = snapshot.monitors
    languages = sorted({spoken for person in people for spoken in person.languages})
    trait = {"woman": 1, "doctor": 2} | {f"language {spoken}": 4 << n for n, spoken in enumerate(languages)}
    orgs = {name: n for n, name in enumerate(sorted({person.organisation for person in people}))}
    week, month = [[of(day) for day in range(snapshot.days)] for of in (snapshot.week_of, snapshot.month_of)]
    km, distant = _roads(snapshot, regions), _distant(snapshot, regions)
    ground = Ground(
        snapshot=snapshot,
        tasks=[],
        number={job.id: n for n, job in enumerate(snapshot.jobs)},
        person={person.id: n for n, person in enumerate(people)},
        free=[_free(person.calendar, snapshot.unknown_ok) for person in people],
        unknown=[_marked(person.calendar, UNKNOWN) for person in people],
        homes=[regions[person.home] for person in people],
        traits=[
            person.woman * 1 + person.doctor * 2 + sum(trait[f"language {spoken}"] for spoken in set(person.languages))
            for person in people
        ],
        orgs=[orgs[person.organisation] for person in people],
        caps=[person.month_cap for person in people],
        km=km,
        toll=[],
        distant=distant,
        ways=any(distant),
        limits=[(_span(limit.first, limit.last, snapshot.days), limit.person_days) for limit in snapshot.limits],
        week=week,
        month=month,
        week_days=_groups(week),
        month_days=_groups(month),
        longest=max((job.days for job in snapshot.jobs), default=1),
        bit=[1 << day for day in range(snapshot.days)],
        trait=trait,
    )
    ground.toll = [[2 * km[home][r] * snapshot.weights.km for home in ground.homes] for r in range(len(regions))]
    families = defaultdict(list)
    for job in snapshot.jobs:
        families[job.facility].append(job)
    ground.tasks = [task_of(ground, job, regions[job.region], extras, families[job.facility]) for job in snapshot.jobs]
    return ground


def again(ground: Ground, task: Task, job: Job, extras: Extras | None = None) -> Task:
    """Make a job ready that was changed by itself, in the place of its task."""
    family = [other for other in ground.snapshot.jobs if other.facility == job.facility]
    return task_of(ground, job, task.region, extras or Extras(), family)


def task_of(ground: Ground, job: Job, region: int, extras: Extras, family: list[Job]) -> Task:
    """Make one job ready. A language nobody speaks gets a bit nobody has."""
    snapshot = ground.snapshot
    wanted = [*(["woman"] * job.needs.woman), *(["doctor"] * job.needs.doctor)]
    wanted += [f"language {spoken}" for spoken in job.needs.languages]
    may = [
        n
        for n, person in enumerate(snapshot.monitors)
        if person.id not in job.conflicts and (job.organisations is None or person.organisation in job.organisations)
    ]
    home = tuple(n for n in may if ground.homes[n] == region)
    away = tuple(n for n in may if ground.homes[n] != region)
    starts = starts_of(snapshot, job)
    index = ground.number[job.id]
    price = prices(snapshot, job, ground.week, extras)
    old = extras.base.get(job.id)
    skip = skip_price(snapshot, job, extras)
    lock = job.lock
    return Task(
        index=index,
        job=job,
        region=region,
        home=home,
        away=away,
        must=tuple(ground.person[name] for name in dict.fromkeys(job.pin.members if job.pin else ())),
        traits=sum(ground.trait.get(name, 1 << 62) for name in set(wanted)),
        starts=starts,
        order=array("H", sorted((day for day in range(snapshot.days) if starts >> day & 1), key=price.__getitem__)),
        price=price,
        skip=skip,
        toll=min((ground.toll[region][n] for n in away), default=0),
        worth=skip / (job.days * job.least) ** 0.5,
        siblings=tuple(
            (ground.number[other.id], max(1, job.rhythm.least, other.rhythm.least))
            for other in family
            if other.id != job.id
        ),
        base=frozenset(ground.person[name] for name in old.team if name in ground.person) if old else frozenset(),
        base_price=snapshot.weights.change_member * times(snapshot, old.day) if old else 0,
        lock=(lock.day, tuple(sorted({ground.person[name] for name in lock.team}))) if lock else None,
    )


def starts_of(snapshot: Snapshot, job: Job) -> int:
    """Give the days a job may begin on by itself, whoever goes, as bits."""
    if job.forbidden:
        return 0
    first = max(0, job.earliest or 0, snapshot.today + job.notice)
    if job.rhythm.previous is not None:
        first = max(first, job.rhythm.previous + max(1, job.rhythm.least))
    last = snapshot.days - 1 if job.latest is None else min(job.latest, snapshot.days - 1)
    end = last - job.days + 2
    if end <= first:
        return 0
    found = ((1 << end) - 1) & ~((1 << first) - 1) & _in_one_week(snapshot.first_day.weekday(), snapshot.days, job.days)
    shut = 0
    for day in (*snapshot.closed, *job.closed):
        shut |= 1 << day if day >= 0 else 0
    for shift in range(job.days):
        found &= ~(shut >> shift)
    pinned = job.pin.day if job.pin else None
    return found if pinned is None else found & (1 << pinned if pinned >= 0 else 0)


@cache
def _in_one_week(weekday: int, days: int, length: int) -> int:
    """Give the days on which a visit may begin without running over the end of a week."""
    return sum(1 << day for day in range(days) if (weekday + day) % 7 + length <= 7)


def _regions(snapshot: Snapshot) -> dict[str, int]:
    names = {person.home for person in snapshot.monitors} | {job.region for job in snapshot.jobs}
    return {name: n for n, name in enumerate(sorted(names))}


def _roads(snapshot: Snapshot, regions: Mapping[str, int]) -> list[list[int]]:
    km = [[0 if one == other else snapshot.far for other in regions] for one in regions]
    for road in snapshot.roads:
        one, other = regions.get(road.one), regions.get(road.other)
        if one is not None and other is not None and one != other:
            km[one][other] = km[other][one] = road.km
    return km


def _distant(snapshot: Snapshot, regions: Mapping[str, int]) -> list[frozenset[int]]:
    """Give for each region who has so long a road to it that a day each way is kept; a road not told is no long one."""
    found: list[set[int]] = [set() for _ in regions]
    if snapshot.travel is not None:
        km = {frozenset((road.one, road.other)): road.km for road in snapshot.roads if road.one != road.other}
        long = {pair for pair, length in km.items() if length > snapshot.travel}
        for name, region in regions.items():
            found[region] = {n for n, one in enumerate(snapshot.monitors) if frozenset((one.home, name)) in long}
    return [frozenset(each) for each in found]


def _span(first: int, last: int, days: int) -> int:
    """Give the days from one to another as bits, those outside the period left out."""
    start, end = max(0, first), min(last, days - 1) + 1
    return ((1 << end) - 1) & ~((1 << start) - 1) if end > start else 0


def _marked(calendar: str, mark: str) -> int:
    return int("".join("01"[each == mark] for each in reversed(calendar)), 2)


def _free(calendar: str, unknown_ok: bool) -> int:
    free = ~(_marked(calendar, AWAY)) & ((1 << len(calendar)) - 1)
    return free if unknown_ok else free & ~_marked(calendar, UNKNOWN)


def _groups(of: list[int]) -> list[int]:
    """Give the days of each week or month as bits."""
    edges = [0, *(day for day in range(1, len(of)) if of[day] != of[day - 1]), len(of)]
    return [((1 << end) - 1) ^ ((1 << start) - 1) for start, end in pairwise(edges)]
