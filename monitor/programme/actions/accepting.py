"""Accepting a version: its visits become planned, secret visits, all of them in one transaction or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from monitor.kit.actor import Actor
from monitor.ledger.actions import action, record
from monitor.outside.database import is_postgres, run
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.actions.drafting import hold_draft
from monitor.programme.queries import entries_on, priorities, regions_of, versions_of
from monitor.programme.rules.accepting import changed_plan, check_acceptable, journeys, plan_of_entry
from monitor.programme.rules.board import Entry
from monitor.programme.rules.programmes import VersionState
from monitor.visits.actions import cancel_visit, change_plan, plan_visit
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import BEFORE_GATE, NewTrip

TAKEN_OUT = "Taken out of the programme."


@action(Need.PROGRAMME_PLAN)
async def accept_version(*, actor: Actor, version_id: UUID, now: datetime) -> tuple[UUID, ...]:
    """Make the plan real and give the ids of the visits planned anew, each secret until its journey is over.

    Where an earlier version was accepted, its visits are moved, given other people, or called off as this version says;
    what has begun stays as it is. The points of all places are kept with the version.
    Raises VersionSettled, NothingPlanned, InThePast, NotHere.
    """
    version, programme = await hold_draft(actor, version_id)
    if is_postgres():
        await run("select id from programme where id = {} for update", programme.id)
    entries = await entries_on(actor, version_id)
    check_acceptable(entries, actor.today)
    await _give_way(actor, programme.id, entries, now)
    for entry in entries:
        if entry.visit is not None:
            await _follow(actor, entry, entry.visit, now)
    planned: list[UUID] = []
    for journey in journeys([entry for entry in entries if entry.visit is None], await regions_of(actor)):
        planned += await _set_out(actor, journey, now)
    scores = msgspec.json.encode(await priorities(actor)).decode()
    await run(
        "update programme_version set state = 'accepted', settled_by = {}, settled_at = {}, "
        "breakdown_sealed = coalesce(breakdown_sealed, {}) where id = {}",
        actor.account,
        now,
        keyring().seal("programme_version.breakdown", version.id, scores),
        version.id,
    )
    record(Need.PROGRAMME_PLAN, actor=actor, subject=version_id, at=now)
    return tuple(planned)


async def _give_way(actor: Actor, programme: UUID, entries: Iterable[Entry], now: datetime) -> None:
    """Set earlier accepted versions aside and call off those of their visits that no longer stand in the plan."""
    kept = {entry.visit for entry in entries}
    for version in await versions_of(actor, programme):
        if version.state is not VersionState.ACCEPTED:
            continue
        for entry in await entries_on(actor, version.id):
            if entry.visit is not None and entry.visit not in kept:
                visit = await visit_open_to(actor, entry.visit)
                if visit.state in BEFORE_GATE:
                    await cancel_visit(actor=actor, visit_id=visit.id, reason=TAKEN_OUT, now=now)
        await run(
            "update programme_version set state = 'set_aside', settled_by = {}, settled_at = {} where id = {}",
            actor.account,
            now,
            version.id,
        )


async def _follow(actor: Actor, entry: Entry, planned: UUID, now: datetime) -> None:
    visit = await visit_open_to(actor, planned)
    plan = changed_plan(entry, visit)
    if plan is not None and visit.state in BEFORE_GATE:
        houses = frozenset(seat.organisation for seat in entry.team) - set(visit.organisations)
        await change_plan(actor=actor, visit_id=visit.id, plan=plan, organisations=houses, now=now)


async def _set_out(actor: Actor, journey: Sequence[Entry], now: datetime) -> list[UUID]:
    houses = frozenset(seat.organisation for entry in journey for seat in entry.team) - {actor.organisation}
    trip, planned = uuid4(), []
    for place, entry in enumerate(journey):
        visit = uuid4()
        await plan_visit(
            actor=actor,
            visit_id=visit,
            plan=plan_of_entry(entry),
            trip=NewTrip(trip, organisations=houses) if place == 0 else trip,
            now=now,
        )
        await run("update planned_entry set visit = {} where id = {}", visit, entry.id)
        planned.append(visit)
    return planned
