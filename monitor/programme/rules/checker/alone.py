"""What can be wrong with one visit looked at by itself."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.programme.rules.checker.violations import Rule, Violation
from monitor.programme.rules.model import FREE, UNKNOWN, Job, Monitor, Planned, Snapshot


def alone(snapshot: Snapshot, job: Job, visit: Planned, people: dict[str, Monitor]) -> Iterator[Violation]:
    """Find what is wrong with a visit and its team."""
    days = tuple(range(visit.day, visit.day + job.days))
    for rule in _days(snapshot, job, visit, days):
        yield Violation(rule, job.id, days=days)
    strangers = tuple(sorted({name for name in visit.team if name not in people}))
    if strangers:
        yield Violation(Rule.NO_SUCH_PERSON, job.id, people=strangers, days=days)
    team = [people[name] for name in sorted(set(visit.team)) if name in people]
    for rule, names in (*_team(job, visit, team), *_persons(snapshot, job, team, days)):
        yield Violation(rule, job.id, people=names, days=days)


def _days(snapshot: Snapshot, job: Job, visit: Planned, days: tuple[int, ...]) -> Iterator[Rule]:
    if job.forbidden:
        yield Rule.FORBIDDEN
    if days[0] < 0 or days[-1] >= snapshot.days:
        yield Rule.HORIZON
    if (job.earliest is not None and days[0] < job.earliest) or (job.latest is not None and days[-1] > job.latest):
        yield Rule.WINDOW
    if days[0] < snapshot.today + job.notice:
        yield Rule.NOTICE
    if len({snapshot.date_of(day).isocalendar()[:2] for day in days}) > 1:
        yield Rule.ONE_WEEK
    if set(days) & ({*snapshot.closed} | {*job.closed}):
        yield Rule.CLOSED
    previous = job.rhythm.previous
    if previous is not None and days[0] - previous < max(1, job.rhythm.least):
        yield Rule.GAP
    if job.pin is not None and (job.pin.day not in (None, visit.day) or set(job.pin.members) - set(visit.team)):
        yield Rule.PIN


def _team(job: Job, visit: Planned, team: list[Monitor]) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    names = tuple(sorted(set(visit.team)))
    if len(names) < len(visit.team):
        yield Rule.SAME_PERSON, tuple(name for name in names if visit.team.count(name) > 1)
    if not job.least <= len(names) <= job.most:
        yield Rule.SIZE, names
    if job.needs.woman and not any(person.woman for person in team):
        yield Rule.WOMAN, names
    if job.needs.doctor and not any(person.doctor for person in team):
        yield Rule.DOCTOR, names
    if set(job.needs.languages) - {spoken for person in team for spoken in person.languages}:
        yield Rule.LANGUAGE, names
    if len({person.organisation for person in team}) < job.needs.organisations:
        yield Rule.ORGANISATIONS, names


def _persons(
    snapshot: Snapshot, job: Job, team: list[Monitor], days: tuple[int, ...]
) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    in_conflict = tuple(person.id for person in team if person.id in job.conflicts)
    if in_conflict:
        yield Rule.CONFLICT, in_conflict
    mandated = job.organisations
    outside = tuple(person.id for person in team if mandated is not None and person.organisation not in mandated)
    if outside:
        yield Rule.MANDATE, outside
    good = {FREE, UNKNOWN} if snapshot.unknown_ok else {FREE}
    inside = [day for day in days if 0 <= day < snapshot.days]
    missing = tuple(person.id for person in team if {person.calendar[day] for day in inside} - good)
    if missing:
        yield Rule.AVAILABLE, missing
