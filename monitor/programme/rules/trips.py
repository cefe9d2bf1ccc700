"""Visits of one region and week that share people, as trips: the unit of travel and of secrecy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from monitor.programme.rules.model import Plan, Planned, Snapshot


@dataclass(frozen=True, slots=True)
class Journey:
    """One journey: its region, its week (0 is the first day's), its visits in the order of their days, and who goes."""

    region: str
    week: int
    visits: tuple[Planned, ...]
    people: tuple[str, ...]


def journeys_of(snapshot: Snapshot, plan: Plan) -> tuple[Journey, ...]:
    """Group the visits of a plan into journeys, the earliest first; a visit that shares nobody is one by itself."""
    region = {job.id: job.region for job in snapshot.jobs}
    groups: dict[tuple[int, str], list[list[Planned]]] = defaultdict(list)
    for visit in plan.visits:
        place = groups[snapshot.week_of(visit.day), region[visit.job]]
        joined = [group for group in place if any(set(visit.team) & set(each.team) for each in group)]
        place[:] = [group for group in place if group not in joined]
        place.append([visit for group in joined for visit in group] + [visit])
    found = [
        Journey(
            where,
            week,
            tuple(sorted(group, key=lambda visit: (visit.day, visit.job))),
            tuple(sorted({name for visit in group for name in visit.team})),
        )
        for (week, where), groups_there in groups.items()
        for group in groups_there
    ]
    return tuple(sorted(found, key=lambda each: (each.visits[0].day, each.visits[0].job)))
