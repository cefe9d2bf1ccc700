"""Keeping regions and authorities."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import authorities, authorities_under, regions
from monitor.facilities.rules import GoesRound
from monitor.facilities.tables import AuthorityParentRow, AuthorityRow, RegionRow
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.kit.text import fold, tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import run
from monitor.people.rules import Need


@action(Need.FACILITY_EDIT)
async def add_region(*, actor: Actor, region_id: UUID, name: str, parent: UUID | None = None, now: datetime) -> UUID:
    """Add a region, or a part of one."""
    if parent is not None and parent not in {region.id for region in await regions(actor)}:
        raise NotHere()
    await RegionRow(id=region_id, name=tidy(name), folded=fold(name), parent=parent).save()
    record(Need.FACILITY_EDIT, actor=actor, subject=region_id, at=now, content=[name, parent])
    return region_id


@action(Need.FACILITY_EDIT)
async def rename_region(*, actor: Actor, region: UUID, name: str, now: datetime) -> None:
    """Correct a region's name."""
    if region not in {found.id for found in await regions(actor)}:
        raise NotHere()
    await run("update region set name = {}, folded = {} where id = {}", tidy(name), fold(name), region)
    record(Need.FACILITY_EDIT, actor=actor, subject=region, at=now, content=name)


@action(Need.FACILITY_EDIT)
async def add_authority(
    *,
    actor: Actor,
    authority_id: UUID,
    name: str,
    parent: UUID | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
    now: datetime,
) -> UUID:
    """Add a ministry, service or department, under another one if it is given."""
    await AuthorityRow(id=authority_id, name=tidy(name), folded=fold(name), from_day=from_day, to_day=to_day).save()
    if parent is not None:
        await _put_under(actor, authority_id, parent, from_day, now)
    record(Need.FACILITY_EDIT, actor=actor, subject=authority_id, at=now, content=[name, parent, from_day, to_day])
    return authority_id


@action(Need.FACILITY_EDIT)
async def move_authority(
    *, actor: Actor, authority: UUID, parent: UUID | None, from_day: date | None, now: datetime
) -> None:
    """Put an authority under another one from a day on, with all that is below it."""
    await _put_under(actor, authority, parent, from_day, now)
    record(Need.FACILITY_EDIT, actor=actor, subject=authority, at=now, content=[parent, from_day])


@action(Need.FACILITY_EDIT)
async def end_authority(*, actor: Actor, authority: UUID, to_day: date, now: datetime) -> None:
    """Say that an authority was dissolved: `to_day` is the first day without it."""
    await _names(actor, authority)
    await run("update authority set to_day = {} where id = {}", to_day, authority)
    record(Need.FACILITY_EDIT, actor=actor, subject=authority, at=now, content=to_day)


async def _put_under(actor: Actor, authority: UUID, parent: UUID | None, from_day: date | None, now: datetime) -> None:
    names = await _names(actor, authority, *([parent] if parent else []))
    if parent is not None and parent in await authorities_under(actor, authority):
        raise GoesRound(name=names[authority])
    await AuthorityParentRow(id=uuid4(), authority=authority, parent=parent, from_day=from_day, entered_at=now).save()


async def _names(actor: Actor, *asked: UUID) -> dict[UUID, str]:
    """Give the authorities' names, or raise NotHere if one of those asked for is not there."""
    names = {found.id: found.name for found in await authorities(actor)}
    if not set(asked) <= set(names):
        raise NotHere()
    return names
