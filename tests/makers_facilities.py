"""Makers of places: one line each, so that a test says only what it is about."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.facilities.actions import Beginning, Place, add_authority, add_facility, add_region, set_mandate
from monitor.facilities.rules import Coverage, Status, Told
from monitor.kit.actor import Actor

ZONE = "Asia/Dushanbe"


async def make_facility(
    actor: Actor,
    *,
    name: str = "Temporary detention facility no 1",
    kind: str = "temporary_detention_facility",
    code: str | None = None,
    region: UUID | None = None,
    authority: UUID | None = None,
    capacity: int | None = None,
    status: Status = Status.OPEN,
    since: date | None = None,
    aliases: tuple[str, ...] = (),
    zone: str = ZONE,
    now: datetime,
) -> UUID:
    """Add a facility and give its id; the actor needs to be a coordinator."""
    return await add_facility(
        actor=actor,
        facility_id=uuid4(),
        place=Place(name=name, type=kind, zone=zone, code=code, region=region),
        beginning=Beginning(
            authority=authority, status=status, status_from=Told(since), capacity=capacity, aliases=aliases
        ),
        day=now.date(),
        now=now,
    )


async def make_region(actor: Actor, name: str = "Sughd", *, parent: UUID | None = None, now: datetime) -> UUID:
    """Add a region and give its id."""
    return await add_region(actor=actor, region_id=uuid4(), name=name, parent=parent, now=now)


async def make_authority(
    actor: Actor, name: str = "Ministry of the Interior", *, parent: UUID | None = None, now: datetime
) -> UUID:
    """Add an authority and give its id."""
    return await add_authority(actor=actor, authority_id=uuid4(), name=name, parent=parent, now=now)


async def make_mandate(
    actor: Actor,
    *,
    organisation: UUID | None = None,
    facility: UUID | None = None,
    kind: str | None = None,
    coverage: Coverage = Coverage.COVERED,
    legal_basis: str = "Law on the Ombudsman, article 7",
    notice_days: int | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
    now: datetime,
) -> UUID:
    """Add a mandate, of the actor's own body unless another is given, for every place unless one is named."""
    return await set_mandate(
        actor=actor,
        mandate_id=uuid4(),
        organisation=organisation or actor.organisation,
        facility=facility,
        facility_type=kind,
        coverage=coverage,
        legal_basis=legal_basis,
        notice_days=notice_days,
        from_day=from_day,
        to_day=to_day,
        now=now,
    )
