"""The quarter ahead: how often places are to be visited, points given by hand, a draft, and what the planner proposes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from monitor.demo.world import World, clock
from monitor.ledger.actions import one_transaction
from monitor.programme.actions import (
    add_manual_points,
    begin_programme,
    follow_proposal,
    keep_proposal,
    put_entry,
    set_coverage_rule,
    start_proposal,
)
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.programmes import Frame, NewEntry, Seat
from monitor.visits.rules import VisitType

WEEKS, PERSON_DAYS, ITERATIONS = 13, 120, 200
OFTEN = (
    CoverageRule("temporary_detention_facility", in_depth_months=24, any_months=6, two_organisations=True),
    CoverageRule("police_station", any_months=12),
    CoverageRule("remand_prison", in_depth_months=12, any_months=6, visit_days=2, team_max=5, doctor=True, woman=True),
    CoverageRule("colony", in_depth_months=24, any_months=12, visit_days=3, team_min=3, team_max=6, doctor=True),
)
_REASON = "Three families have told us the same since September."


async def plan_ahead(world: World) -> None:
    """Begin the coordinator's programme of the next quarter, put a visit by hand and keep what the planner proposes."""
    proposal = world.new()
    await one_transaction(lambda: _begun(world, proposal))
    now, coordinator = world.now, world.actor("coordinator", world.now)
    await follow_proposal(actor=coordinator, proposal_id=proposal, clock=lambda: now)
    await keep_proposal(actor=coordinator, proposal_id=proposal, version_id=world.new(), now=now)


async def _begun(world: World, proposal: UUID) -> None:
    at, today = clock(world.today, 8), world.today
    coordinator, draft = world.actor("coordinator", at), world.new()
    for rule in OFTEN:
        await set_coverage_rule(actor=coordinator, rule_id=world.new(), rule=rule, now=at)
    place = next(iter(world.places.values()))
    await add_manual_points(
        actor=coordinator, points_id=world.new(), facility=place, points=10, reason=_REASON,
        until_day=today + timedelta(weeks=WEEKS), now=at,
    )  # fmt: skip
    first = today + timedelta(days=14 - today.weekday())
    frame = Frame(
        "Winter quarter", first, first + timedelta(weeks=WEEKS, days=-1), budget=PERSON_DAYS, cars=2,
        partners=frozenset((world.houses["huquq"],)), home=world.regions["mirzol"], evenly=True,
    )  # fmt: skip
    await begin_programme(actor=coordinator, programme_id=world.new(), version_id=draft, frame=frame, now=at)
    entry = NewEntry(place, first + timedelta(days=8), 1, VisitType.FOLLOW_UP, (Seat(world.account("lead"), True),))
    await put_entry(actor=coordinator, entry_id=world.new(), version_id=draft, entry=entry, now=at)
    await start_proposal(
        actor=coordinator, proposal_id=proposal, version_id=draft, iterations=ITERATIONS, now=world.now
    )
