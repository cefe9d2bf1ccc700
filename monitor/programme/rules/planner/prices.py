"""What a visit costs by its day alone, and what it costs not to make it, in thousandths of a point."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from monitor.programme.rules.model import Job, Planned, Snapshot, Wanted


@dataclass(frozen=True, slots=True)
class Extras:
    """What a search adds to the prices and its result is not measured by.

    `noise` shakes the weeks of each job, `drawn` are the jobs that came out of the lottery, `base` the old plan a new
    one should stay near to.
    """

    noise: Random | None = None
    drawn: frozenset[str] = frozenset()
    base: Mapping[str, Planned] = field(default_factory=dict)


def prices(snapshot: Snapshot, job: Job, week: list[int], extras: Extras) -> array[int]:
    """Give what a visit costs for each day it could begin on."""
    weights, score = snapshot.weights, job.score
    found = [weights.early * score * day // snapshot.days for day in range(snapshot.days)]
    if job.due is not None:
        for day in range(max(0, job.due + 1), snapshot.days):
            found[day] += weights.late * score
    _expected(snapshot, job, found)
    if job.weekend is not Wanted.EITHER:
        for day in range(snapshot.days):
            if touches_weekend(snapshot, day, job.days) is (job.weekend is Wanted.NO):
                found[day] += weights.weekend * score
    if extras.noise is not None:
        shaken = [int(weights.noise * score * extras.noise.random()) for _ in range(week[-1] + 1)]
        found = [price + shaken[week[day]] for day, price in enumerate(found)]
    old = extras.base.get(job.id)
    if old is not None:
        moved = weights.change_day * times(snapshot, old.day)
        found = [price + (moved if day != old.day else 0) for day, price in enumerate(found)]
    return array("q", found)


def skip_price(snapshot: Snapshot, job: Job, extras: Extras) -> int:
    """Give what it costs not to make a visit; what is pinned or drawn counts as mandatory in the search."""
    weights = snapshot.weights
    pressing = job.mandatory or (job.pin is not None and not job.forbidden) or job.id in extras.drawn
    price = weights.unvisited * (max(1, job.score) * weights.mandatory if pressing else job.score)
    old = extras.base.get(job.id)
    return price + (weights.change_drop * times(snapshot, old.day) if old else 0)


def times(snapshot: Snapshot, day: int) -> int:
    """Give how often a change counts by how near the old date is."""
    soon = day < snapshot.today + snapshot.weights.soon_days
    return snapshot.weights.soon_times if soon else 1


def touches_weekend(snapshot: Snapshot, day: int, days: int) -> bool:
    """Say whether any day of a visit is a Saturday or Sunday."""
    return any((snapshot.first_day.weekday() + each) % 7 >= 5 for each in range(day, day + days))


def _expected(snapshot: Snapshot, job: Job, found: list[int]) -> None:
    """Add what it costs to come when one is expected: about a usual interval later, on the same weekday."""
    previous, usual, weights = job.rhythm.previous, job.rhythm.usual, snapshot.weights
    if previous is None:
        return
    for day in range(previous % 7, snapshot.days, 7):
        found[day] += weights.weekday * job.score
    if not usual:
        return
    for day in range(snapshot.days):
        since = day - previous
        off = usual - since if since < usual else min(since % usual, usual - since % usual)
        if off <= weights.gap_days:
            found[day] += weights.gap * job.score
