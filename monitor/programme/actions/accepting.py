"""Accepting a version: its visits become planned, secret visits, all of them in one transaction or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from monitor.kit.actor import Actor
from monitor.kit.words import N_, word
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run, set_many
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.actions.drafting import hold_draft, hold_programme
from monitor.programme.queries import entries_on, priorities, regions_of, versions_of
from monitor.programme.rules.accepting import (
    changed_plan,
    check_acceptable,
    journeys,
    leaves_journey,
    partings,
    plan_of_entry,
)
from monitor.programme.rules.board import Entry
from monitor.programme.rules.programmes import NotOnBoard, VersionState
from monitor.visits.actions import cancel_visits, change_plan, plan_visits, set_apart
from monitor.visits.queries import visits_on_trip, visits_open_to
from monitor.visits.rules import BEFORE_GATE, NewTrip, NewVisit, Visit

TAKEN_OUT = N_("Taken out of the programme.")


@action(Need.PROGRAMME_PLAN)
async def accept_version(*, actor: Actor, version_id: UUID, now: datetime) -> tuple[UUID, ...]:
    """Make the plan real and give the ids of the visits planned anew, each secret until its journey is over.

    Where an earlier version was accepted, its visits are moved, given other people, or called off as this version says;
    what has begun stays as it is. The points of all places are kept with the version.
    Raises VersionSettled, NothingPlanned, InThePast, NotOnBoard, NotHere.
    """
    _, programme = await hold_draft(actor, version_id)
    houses = frozenset(programme.organisations)
    await hold_programme(programme.id)
    entries = await entries_on(actor, version_id)
    check_acceptable(entries, actor.today, houses)
    await _give_way(actor, programme.id, entries, now)
    await _follow(actor, entries, houses, now)
    planned = await _set_out(actor, [entry for entry in entries if entry.visit is None], now)
    await _keep_points(actor, version_id)
    await run(
        "update programme_version set state = 'accepted', settled_by = {}, settled_at = {} where id = {}",
        actor.account,
        now,
        version_id,
    )
    record(Need.PROGRAMME_PLAN, actor=actor, subject=version_id, at=now)
    return planned


async def _keep_points(actor: Actor, version: UUID) -> None:
    """Keep the points of all places with a version; one that was proposed has those it was proposed by."""
    if await number(
        "select count(*) from programme_version n where n.id = {} and n.breakdown_sealed is not null", version
    ):
        return
    scores = msgspec.json.encode(await priorities(actor)).decode()
    await run(
        "update programme_version set breakdown_sealed = {} where id = {}",
        keyring().seal("programme_version.breakdown", version, scores),
        version,
    )


async def _give_way(actor: Actor, programme: UUID, entries: Iterable[Entry], now: datetime) -> None:
    """Set earlier accepted versions aside and call off those of their visits that no longer stand in the plan."""
    kept = {entry.visit for entry in entries}
    for version in await versions_of(actor, programme):
        if version.state is not VersionState.ACCEPTED:
            continue
        held = [entry.visit for entry in await entries_on(actor, version.id) if entry.visit is not None]
        gone = [visit for visit in held if visit not in kept]
        opened = await visits_open_to(actor, gone)
        off = [visit for visit in gone if opened[visit].state in BEFORE_GATE]
        await cancel_visits(actor=actor, visits=off, reason=word(TAKEN_OUT, actor.language), now=now)
        await run(
            "update programme_version set state = 'set_aside', settled_by = {}, settled_at = {} where id = {}",
            actor.account,
            now,
            version.id,
        )


async def _follow(actor: Actor, entries: Iterable[Entry], houses: Set[UUID], now: datetime) -> None:
    """Change the plans of visits that stand and whose entries say something else; others than `houses` join none."""
    standing = {entry.visit: entry for entry in entries if entry.visit is not None}
    opened = await visits_open_to(actor, standing)
    await _part(actor, standing, opened, now)
    for planned, entry in standing.items():
        visit = opened[planned]
        plan = changed_plan(entry, visit)
        if plan is not None and visit.state in BEFORE_GATE:
            joining = frozenset(seat.organisation for seat in entry.team) - set(visit.organisations)
            if not joining <= houses:
                raise NotOnBoard()
            await change_plan(actor=actor, visit_id=visit.id, plan=plan, organisations=joining, now=now)


async def _part(actor: Actor, standing: Mapping[UUID, Entry], opened: Mapping[UUID, Visit], now: datetime) -> None:
    """Set apart visits that left their journey: a house that joins one of them is told nothing of the others (law 4)."""
    leaving = {
        visit.id
        for visit in opened.values()
        if visit.state in BEFORE_GATE and leaves_journey(standing[visit.id], visit)
    }
    regions = await regions_of(actor) if leaving else {}
    for trip in {opened[visit].trip for visit in leaving}:
        together = [entry for planned, entry in standing.items() if opened[planned].trip == trip]
        visits = len(await visits_on_trip(actor, trip))
        for journey in partings(together, leaving, visits, regions):
            apart = [entry.visit for entry in journey if entry.visit is not None]
            await set_apart(actor=actor, visits=apart, now=now)


async def _set_out(actor: Actor, entries: Sequence[Entry], now: datetime) -> tuple[UUID, ...]:
    """Plan a visit for each entry, those of one journey on one trip."""
    visits: list[NewVisit] = []
    made: dict[UUID, UUID] = {}
    for journey in journeys(entries, await regions_of(actor)):
        houses = frozenset(seat.organisation for entry in journey for seat in entry.team) - {actor.organisation}
        trip = NewTrip(uuid4(), organisations=houses)
        for place, entry in enumerate(journey):
            made[entry.id] = uuid4()
            visits.append(
                NewVisit(made[entry.id], plan_of_entry(entry, actor.language), trip if place == 0 else trip.id)
            )
    await plan_visits(actor=actor, visits=visits, now=now)
    await set_many("planned_entry", "visit", made)
    return tuple(made.values())
