"""Which visits should fall on a weekend or come at night: drawn by lot, so that the share is kept and nobody can tell."""

from __future__ import annotations

from dataclasses import replace

from monitor.programme.rules.model import Job, Snapshot, Wanted
from monitor.programme.rules.planner.making import Chance


def with_shares(snapshot: Snapshot, *, seed: int, weekends: int, nights: int) -> Snapshot:
    """Give the snapshot with so many in a hundred of its visits wanted on weekends and at night.

    What somebody has wished for a job already is left as it is. Draw before freezing: the wishes are part of the plan's
    question.
    """
    chance = Chance(seed, "shares")

    def wished(job: Job) -> Job:
        weekend, night = chance.random() * 100 < weekends, chance.random() * 100 < nights
        if job.weekend is Wanted.EITHER:
            job = replace(job, weekend=Wanted.YES if weekend else Wanted.NO)
        return replace(job, night=job.night or night)

    return replace(snapshot, jobs=tuple(wished(job) for job in snapshot.jobs))
