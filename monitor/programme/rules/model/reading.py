"""Snapshots and plans as canonical JSON: written the same each time, read back whole, known by their hash."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256
from typing import TypeVar

import msgspec

from monitor.kit.canonical import canonical
from monitor.kit.problems import Problem
from monitor.kit.words import N_, say
from monitor.programme.rules.model.plans import Plan
from monitor.programme.rules.model.snapshot import AWAY, FREE, LONGEST_VISIT, UNKNOWN, Snapshot

T = TypeVar("T")


class BadSnapshot(Problem):
    status = 422
    sentence = N_("The planner cannot read what it was given: %(what)s")


def snapshot_text(snapshot: Snapshot) -> str:
    """Write a snapshot as canonical JSON."""
    return canonical(asdict(snapshot))


def snapshot_hash(snapshot: Snapshot) -> str:
    """Give the SHA-256 of a snapshot, in hex."""
    return sha256(snapshot_text(snapshot).encode()).hexdigest()


def seed_hash(seed: int) -> str:
    """Give the short hash a seed may be shown by; the seed itself has 128 bits and stays secret."""
    return sha256(seed.to_bytes(16, "big")).hexdigest()[:16]


def read_snapshot(text: str) -> Snapshot:
    """Read a snapshot from JSON and check it. Raises BadSnapshot."""
    found = _decoded(text, Snapshot)
    check_snapshot(found)
    return found


def plan_text(plan: Plan) -> str:
    """Write a plan as canonical JSON."""
    return canonical(asdict(plan))


def read_plan(text: str) -> Plan:
    """Read a plan from JSON. Raises BadSnapshot."""
    return _decoded(text, Plan)


def check_snapshot(snapshot: Snapshot) -> None:
    """Check that a snapshot hangs together: known ids, whole calendars, possible sizes. Raises BadSnapshot.

    What people can put right (no doctor, an empty window) is no fault here: `faults` names it.
    """
    monitors = {monitor.id for monitor in snapshot.monitors}
    if snapshot.days < 1:
        raise BadSnapshot(what=say(N_("the period has no day")))
    if any(limit.last < limit.first or limit.person_days < 0 for limit in snapshot.limits):
        raise BadSnapshot(what=say(N_("a limit has no day or is less than nothing")))
    if len(monitors) < len(snapshot.monitors) or len({job.id for job in snapshot.jobs}) < len(snapshot.jobs):
        raise BadSnapshot(what=say(N_("an id stands twice")))
    for monitor in snapshot.monitors:
        if len(monitor.calendar) != snapshot.days or set(monitor.calendar) - {FREE, UNKNOWN, AWAY}:
            raise BadSnapshot(what=say(N_("a calendar does not match the days")))
    for job in snapshot.jobs:
        named = {*(job.pin.members if job.pin else ()), *(job.lock.team if job.lock else ())}
        if not named <= monitors:
            raise BadSnapshot(what=say(N_("a job names somebody who is not among the monitors")))
        if not (
            1 <= job.days <= LONGEST_VISIT
            and 1 <= job.least <= job.most
            and job.score >= 0
            and job.needs.organisations >= 1
        ):
            raise BadSnapshot(what=say(N_("a job has impossible sizes")))
        if job.lock and not (0 <= job.lock.day <= snapshot.days - job.days and job.lock.team):
            raise BadSnapshot(what=say(N_("a visit that stands lies outside the period")))


def _decoded(text: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadSnapshot(what=str(error)) from error
