"""What a plan is worth, added up anew from its visits."""

from __future__ import annotations

from monitor.programme.rules.model import UNKNOWN, Figures, Job, Plan, Planned, Snapshot, Wanted


def worth(snapshot: Snapshot, plan: Plan) -> Figures:
    """Add up what a plan costs and covers. Its jobs and people must be those of the snapshot."""
    weights = snapshot.weights
    jobs = {job.id: job for job in snapshot.jobs}
    people = {person.id: person for person in snapshot.monitors}
    made = {visit.job for visit in plan.visits}
    cost = sum(_missed(snapshot, job) for job in snapshot.jobs if job.id not in made)
    journeys: set[tuple[str, str, int]] = set()
    for visit in plan.visits:
        job = jobs[visit.job]
        cost += _made(snapshot, job, visit)
        for name in visit.team:
            marks = [people[name].calendar[day] for day in range(visit.day, visit.day + job.days)]
            cost += marks.count(UNKNOWN) * weights.unknown
            if people[name].home != job.region:
                journeys.add((name, job.region, snapshot.week_of(visit.day)))
    km = sum(2 * _distance(snapshot, people[name].home, region) for name, region, _ in journeys)
    points = sum(job.score for job in snapshot.jobs)
    return Figures(
        cost=cost + km * weights.km,
        covered=sum(jobs[name].score for name in made) * 10000 // points if points else 10000,
        visits=len(plan.visits),
        km=km,
        person_days=sum(jobs[visit.job].days * len(visit.team) for visit in plan.visits),
        mandatory_missed=len({job.id for job in snapshot.jobs if job.mandatory} - made),
    )


def _missed(snapshot: Snapshot, job: Job) -> int:
    if job.mandatory:
        return snapshot.weights.unvisited * snapshot.weights.mandatory * max(1, job.score)
    return snapshot.weights.unvisited * job.score


def _made(snapshot: Snapshot, job: Job, visit: Planned) -> int:
    weights, day = snapshot.weights, visit.day
    cost = weights.early * job.score * day // snapshot.days
    if job.due is not None and day > job.due:
        cost += weights.late * job.score
    previous, usual = job.rhythm.previous, job.rhythm.usual
    if previous is not None:
        if snapshot.date_of(day).weekday() == snapshot.date_of(previous).weekday():
            cost += weights.weekday * job.score
        if usual:
            nearest = max(1, round((day - previous) / usual))
            expected = {previous + k * usual for k in (nearest - 1, nearest, nearest + 1) if k >= 1}
            if any(abs(day - each) <= weights.gap_days for each in expected):
                cost += weights.gap * job.score
    weekend = any(snapshot.date_of(each).weekday() >= 5 for each in range(day, day + job.days))
    if job.weekend is (Wanted.NO if weekend else Wanted.YES):
        cost += weights.weekend * job.score
    return cost


def _distance(snapshot: Snapshot, one: str, other: str) -> int:
    for road in snapshot.roads:
        if {road.one, road.other} == {one, other}:
            return road.km
    return snapshot.far
