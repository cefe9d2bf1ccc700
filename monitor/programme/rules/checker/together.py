"""What can be wrong with visits taken together: people, places, cars, budget, and what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from monitor.programme.rules.checker.violations import Rule, Violation
from monitor.programme.rules.model import AWAY, FREE, Job, Monitor, Planned, Snapshot

Visits = list[tuple[Job, Planned]]


def together(snapshot: Snapshot, visits: Visits, people: dict[str, Monitor]) -> Iterator[Violation]:
    """Find what is wrong between visits."""
    yield from _places(visits)
    for person in snapshot.monitors:
        own = [(job, visit) for job, visit in visits if person.id in visit.team]
        yield from _double(person, own)
        yield from _months(snapshot, person, own)
        yield from _regions(snapshot, person, own)
        yield from _ways(snapshot, person, own)
    yield from _cars(snapshot, visits)
    yield from _budget(snapshot, visits)
    yield from _limits(snapshot, visits)
    yield from _standing(snapshot, visits)


def stands(job: Job, visit: Planned) -> bool:
    """Say whether a visit is one that stands, just as it stands."""
    return job.lock is not None and job.lock.day == visit.day and set(job.lock.team) == set(visit.team)


def days_of(job: Job, visit: Planned) -> set[int]:
    """Give the days of a visit."""
    return set(range(visit.day, visit.day + job.days))


def _found(
    rule: Rule, visits: Iterable[tuple[Job, Planned]], days: Iterable[int], people: tuple[str, ...] = ()
) -> Violation:
    concerned = sorted(visits, key=lambda each: (stands(*each), each[0].id))
    names = tuple(job.id for job, _ in concerned)
    settled = all(stands(job, visit) for job, visit in concerned)
    return Violation(rule, names[0] if names else "", names[1:], people, tuple(sorted(days)), settled)


def _places(visits: Visits) -> Iterator[Violation]:
    at: dict[str, Visits] = defaultdict(list)
    for job, visit in visits:
        at[job.facility].append((job, visit))
    for there in at.values():
        for one, other in combinations(there, 2):
            least = max(1, one[0].rhythm.least, other[0].rhythm.least)
            days, others = days_of(*one), days_of(*other)
            if min(others) - max(days) < least and min(days) - max(others) < least:
                yield _found(Rule.GAP, (one, other), days | others)


def _double(person: Monitor, own: Visits) -> Iterator[Violation]:
    for one, other in combinations(own, 2):
        shared = days_of(*one) & days_of(*other)
        if shared:
            yield _found(Rule.DOUBLE_BOOKING, (one, other), shared, (person.id,))


def _months(snapshot: Snapshot, person: Monitor, own: Visits) -> Iterator[Violation]:
    months: dict[tuple[int, int], Visits] = defaultdict(list)
    for job, visit in own:
        when = snapshot.date_of(visit.day)
        months[when.year, when.month].append((job, visit))
    for held in months.values():
        if len(held) > person.month_cap:
            yield _found(Rule.MONTH, held, {visit.day for _, visit in held}, (person.id,))


def _regions(snapshot: Snapshot, person: Monitor, own: Visits) -> Iterator[Violation]:
    weeks: dict[tuple[int, int], Visits] = defaultdict(list)
    for job, visit in own:
        if job.region != person.home:
            year, week, _ = snapshot.date_of(visit.day).isocalendar()
            weeks[year, week].append((job, visit))
    for held in weeks.values():
        if len({job.region for job, _ in held}) > 1:
            yield _found(Rule.TWO_REGIONS, held, {visit.day for _, visit in held}, (person.id,))


def _ways(snapshot: Snapshot, person: Monitor, own: Visits) -> Iterator[Violation]:
    """Find long ways without a day: the day before or after is one of a visit elsewhere, or not the person's to give."""
    roads = {frozenset((road.one, road.other)): road.km for road in snapshot.roads}
    for job, visit in own:
        far = roads.get(frozenset((person.home, job.region)), 0)
        if snapshot.travel is None or person.home == job.region or far <= snapshot.travel:
            continue
        for day in (visit.day - 1, visit.day + job.days):
            on = [(other, there) for other, there in own if day in days_of(other, there)]
            if not 0 <= day < snapshot.days or any(other.region == job.region for other, _ in on):
                continue
            mark = person.calendar[day]
            if on or mark == AWAY or (mark != FREE and not snapshot.unknown_ok):
                yield _found(Rule.WAY, ((job, visit), *on), {day}, (person.id,))


def _cars(snapshot: Snapshot, visits: Visits) -> Iterator[Violation]:
    if snapshot.cars is None:
        return
    on: dict[int, Visits] = defaultdict(list)
    for job, visit in visits:
        for day in days_of(job, visit):
            on[day].append((job, visit))
    for day, held in sorted(on.items()):
        if len(held) > snapshot.cars:
            yield _found(Rule.CARS, held, {day})


def _budget(snapshot: Snapshot, visits: Visits) -> Iterator[Violation]:
    if visits and sum(job.days * len(visit.team) for job, visit in visits) > snapshot.budget:
        yield _found(Rule.BUDGET, visits, ())


def _limits(snapshot: Snapshot, visits: Visits) -> Iterator[Violation]:
    for limit in snapshot.limits:
        within = [(job, visit) for job, visit in visits if limit.first <= visit.day <= limit.last]
        if within and sum(job.days * len(visit.team) for job, visit in within) > limit.person_days:
            yield _found(Rule.LIMIT, within, ())


def _standing(snapshot: Snapshot, visits: Visits) -> Iterator[Violation]:
    as_they_stand = {job.id for job, visit in visits if stands(job, visit)}
    for job in snapshot.jobs:
        if job.lock is not None and job.id not in as_they_stand:
            days = tuple(range(job.lock.day, job.lock.day + job.days))
            yield Violation(Rule.LOCKED, job.id, people=tuple(sorted(job.lock.team)), days=days)
