"""A plan to begin tests with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.visits.actions import plan_visit
from monitor.visits.rules import NewTrip, Notice, Plan, Teammate, TeamRole, VisitState, VisitType

DAY = date(2026, 11, 22)


def a_plan(facility: UUID, *team: Actor, notice: Notice = Notice.UNANNOUNCED, first_day: date = DAY) -> Plan:
    """Make a plan; the first of the team leads, the second is deputy."""
    roles = [TeamRole.LEAD, TeamRole.DEPUTY]
    mates = tuple(
        Teammate(mate.account, roles[n] if n < len(roles) else TeamRole.MEMBER) for n, mate in enumerate(team)
    )
    return Plan(
        facility=facility,
        first_day=first_day,
        last_day=first_day,
        type=VisitType.IN_DEPTH,
        notice=notice,
        team=mates,
        objectives="See the punishment cells",
    )


async def planned(
    actor: Actor,
    plan: Plan,
    *,
    joint: frozenset[UUID] = frozenset(),
    trip: UUID | None = None,
    state: VisitState = VisitState.PLANNED,
    now: datetime,
) -> UUID:
    """Plan a visit through the action and give its id."""
    on = trip or NewTrip(uuid4(), "Northern round", joint)
    return await plan_visit(actor=actor, visit_id=uuid4(), plan=plan, trip=on, state=state, now=now)
