"""Makers of places: one line each, so that a test says only what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from monitor.facilities.actions import (
    Beginning,
    Brought,
    Place,
    Unwatched,
    Watch,
    add_authority,
    add_facility,
    add_region,
    make_import,
    ready_mappings,
    set_mandate,
    try_import,
)
from monitor.facilities.rules import Counts, Coverage, Kind, Outcome, Status, Told, Verdict
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
    latitude: str | None = None,
    longitude: str | None = None,
    now: datetime,
) -> UUID:
    """Add a facility and give its id; the actor needs to be a coordinator."""
    return await add_facility(
        actor=actor,
        facility_id=uuid4(),
        place=Place(name, kind, zone, code=code, region=region, latitude=latitude, longitude=longitude),
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
    notice_working: bool = False,
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
        notice_working=notice_working,
        from_day=from_day,
        to_day=to_day,
        now=now,
    )


@dataclass(slots=True)
class Done:
    """What an import or its trial did: the counts and every verdict."""

    counts: Counts
    verdicts: list[Verdict]

    def of(self, outcome: Outcome) -> list[Verdict]:
        """Give the verdicts with an outcome."""
        return [verdict for verdict in self.verdicts if verdict.outcome is outcome]


def brought(file: Path, mapping: str, *, kind: Kind = Kind.REGISTER, as_of: date, folder: Path) -> Brought:
    """Bring a file; `mapping` is the id of one that comes with the product, or a mapping's text."""
    ready = ready_mappings()
    text = ready[mapping][1] if mapping in ready else mapping
    return Brought(kind, file, file.name, text, as_of, folder)


async def do_import(actor: Actor, what: Brought, *, now: datetime, watch: Watch | None = None) -> Done:
    """Import a file and keep every verdict."""
    verdicts: list[Verdict] = []
    counts = await make_import(
        actor=actor, run_id=uuid4(), brought=what, watch=watch or Unwatched(), report=verdicts.extend, now=now
    )
    return Done(counts, verdicts)


async def do_trial(actor: Actor, what: Brought) -> Done:
    """Try an import and keep every verdict."""
    verdicts: list[Verdict] = []
    counts = await try_import(actor=actor, brought=what, watch=Unwatched(), report=verdicts.extend)
    return Done(counts, verdicts)
