"""Makers of visits: rows as a planner's work would have left them, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.visits.rules import AdmissionStatus, Notice, StageKind, TeamRole, VisitState, VisitType
from monitor.visits.tables import (
    AdmissionRow,
    HeadcountRow,
    StageRow,
    TeamMemberRow,
    TripOrganisationRow,
    TripRow,
    VisitRow,
    VisitStateRow,
)

OFFSET = 300


async def make_trip(
    actor: Actor, *, secret: bool = False, joint: Sequence[UUID] = (), title: str = "", now: datetime
) -> UUID:
    """Add a trip of the actor's organisation, joint with others if given."""
    trip = uuid4()

    async def write() -> None:
        await TripRow(
            id=trip,
            organisation=actor.organisation,
            title=title,
            secret=secret,
            created_by=actor.account,
            created_at=now,
        ).save()
        for organisation in joint:
            await TripOrganisationRow(id=uuid4(), trip=trip, organisation=organisation).save()

    await one_transaction(write)
    return trip


async def make_visit(
    actor: Actor,
    *,
    facility: UUID,
    lead: Actor | None = None,
    deputy: Actor | None = None,
    team: Sequence[Actor] = (),
    trip: UUID | None = None,
    secret: bool = False,
    joint: Sequence[UUID] = (),
    first_day: date | None = None,
    last_day: date | None = None,
    type: VisitType = VisitType.IN_DEPTH,
    state: VisitState = VisitState.PLANNED,
    reference: str | None = None,
    now: datetime,
) -> UUID:
    """Add a visit planned by the actor's organisation and give its id; a trip of its own unless one is given."""
    visit, day = uuid4(), first_day or now.date()
    on_trip = trip or await make_trip(actor, secret=secret, joint=joint, now=now)

    async def write() -> None:
        await VisitRow(
            id=visit,
            trip=on_trip,
            facility=facility,
            first_day=day,
            last_day=last_day or day,
            type=type.value,
            notice=(Notice.UNANNOUNCED if secret else Notice.ANNOUNCED).value,
            languages="",
            notice_to="",
            notice_how="",
            state=state.value,
            reference=reference,
            settled_at=now,
            salt="salt",
            digest="",
            created_by=actor.account,
            created_at=now,
        ).save()
        await VisitStateRow(
            id=uuid4(), visit=visit, state=state.value, reason="", seq=1, moved_by=actor.account, at=now
        ).save()
        await _seat(visit, lead, deputy, team)

    await one_transaction(write)
    return visit


async def _seat(visit: UUID, lead: Actor | None, deputy: Actor | None, team: Sequence[Actor]) -> None:
    seats = [(lead, TeamRole.LEAD), (deputy, TeamRole.DEPUTY), *((mate, TeamRole.MEMBER) for mate in team)]
    for mate, role in seats:
        if mate is not None:
            await TeamMemberRow(
                id=uuid4(), visit=visit, account=mate.account, organisation=mate.organisation, role=role.value
            ).save()


async def at_gate(visit: UUID, said: Mapping[UUID, AdmissionStatus], *, by: Actor, now: datetime) -> None:
    """Write how it went for each account at the gate."""

    async def write() -> None:
        for account, status in said.items():
            await AdmissionRow(
                id=uuid4(),
                visit=visit,
                account=account,
                status=status.value,
                decided_by="",
                at=now,
                offset_minutes=OFFSET,
                seq=1,
                entered_by=by.account,
                entered_at=now,
            ).save()

    await one_transaction(write)


async def at_stages(visit: UUID, *kinds: StageKind, by: Actor, now: datetime) -> None:
    """Mark stages of a visit, all at the same time."""

    async def write() -> None:
        for kind in kinds:
            await StageRow(
                id=uuid4(),
                visit=visit,
                kind=kind.value,
                at=now,
                offset_minutes=OFFSET,
                struck=False,
                seq=1,
                entered_by=by.account,
                entered_at=now,
            ).save()

    await one_transaction(write)


async def make_heads(
    visit: UUID, held_today: int | None, alone: int | None, in_groups: int | None, *, by: Actor, now: datetime
) -> None:
    """Write the three numbers of a visit; None is unknown."""

    async def write() -> None:
        await HeadcountRow(
            id=uuid4(),
            visit=visit,
            held_today=held_today,
            alone=alone,
            in_groups=in_groups,
            seq=1,
            entered_by=by.account,
            entered_at=now,
        ).save()

    await one_transaction(write)
