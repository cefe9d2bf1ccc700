"""Keeping the register by hand: add a place, and add what changes about it with the day from which it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import facility_open_to
from monitor.facilities.rules import CodeTaken, NameKind, OwnPredecessor, Status, Told, script_of
from monitor.facilities.tables import (
    FacilityAuthorityRow,
    FacilityCapacityRow,
    FacilityNameRow,
    FacilityStatusRow,
)
from monitor.kit.actor import Actor
from monitor.kit.canonical import canonical, digest
from monitor.kit.problems import Conflict, NotHere
from monitor.kit.text import fold, tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import one, run, run_many
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Place:
    """What is typed to add a facility, or to correct what does not change over time."""

    name: str
    type: str
    zone: str
    code: str | None = None
    region: UUID | None = None
    address: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    predecessor: UUID | None = None
    unofficial: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a facility when it is added."""

    authority: UUID | None = None
    status: Status = Status.OPEN
    status_from: Told = field(default_factory=Told)
    capacity: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    created_by: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class _Holder:
    id: UUID
    sort_name: str


@action(Need.FACILITY_EDIT)
async def add_facility(
    *, actor: Actor, facility_id: UUID, place: Place, beginning: Beginning | None = None, day: date, now: datetime
) -> UUID:
    """Add a facility as known on a day. Sending the same again is fine; raises Conflict, NotHere, CodeTaken."""
    first = beginning or Beginning()
    mark = digest(canonical(_content(place)), canonical([first.authority, first.status, first.capacity, first.aliases]))
    made = await one(_Made, "select created_by, digest from facility where id = {}", facility_id)
    if made is not None:
        _check_same(made, actor, mark)
        return facility_id
    await _check_code(place.code, facility_id)
    columns = {
        "id": facility_id,
        "sort_name": fold(place.name),
        **_columns(place),
        "created_at": now,
        "created_by": actor.account,
        "digest": mark,
    }
    await run_many("facility", tuple(columns), [tuple(columns.values())])

    await _name(facility_id, NameKind.OFFICIAL, place.name, actor, now)
    for alias in first.aliases:
        await _name(facility_id, NameKind.ALIAS, alias, actor, now)
    await _begin(facility_id, first, actor, day, now)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility_id, at=now, content=_content(place))
    return facility_id


@action(Need.FACILITY_EDIT)
async def correct_place(*, actor: Actor, facility: UUID, place: Place, now: datetime) -> None:
    """Correct what has no dates: code, type, region, zone, address, coordinates, predecessor, unofficial or not.

    The name is left alone: a new one comes with its day by `rename_facility`.
    """
    await facility_open_to(actor, facility)
    if place.predecessor == facility:
        raise OwnPredecessor()
    await _check_code(place.code, facility)
    if place.predecessor is not None:
        await facility_open_to(actor, place.predecessor)
    columns = _columns(place)
    setting = ", ".join(f"{name} = {{}}" for name in columns)
    await run(f"update facility set {setting} where id = {{}}", *columns.values(), facility)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=_content(place))


@action(Need.FACILITY_EDIT)
async def rename_facility(*, actor: Actor, facility: UUID, name: str, from_day: date | None, now: datetime) -> None:
    """Give a facility a new official name from a day on; with the day of the present name, correct that one."""
    await facility_open_to(actor, facility)
    await _name(facility, NameKind.OFFICIAL, name, actor, now, from_day=from_day)
    latest = await facility_open_to(actor, facility)
    await run("update facility set sort_name = {} where id = {}", fold(latest.name), facility)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=[name, from_day])


@action(Need.FACILITY_EDIT)
async def add_alias(
    *,
    actor: Actor,
    facility: UUID,
    name: str,
    language: str | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
    now: datetime,
) -> None:
    """Add another name people use, in whatever language."""
    await facility_open_to(actor, facility)
    await _name(facility, NameKind.ALIAS, name, actor, now, from_day=from_day, to_day=to_day, language=language)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=[name, language, from_day, to_day])


@action(Need.FACILITY_EDIT)
async def withdraw_alias(*, actor: Actor, facility: UUID, name_id: UUID, now: datetime) -> None:
    """Take back an alias entered by mistake; the row stays, unread."""
    open_to = await facility_open_to(actor, facility)
    if name_id not in {name.id for name in open_to.names if name.kind is NameKind.ALIAS}:
        raise NotHere()
    await run("update facility_name set withdrawn = {} where id = {}", True, name_id)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=name_id)


@action(Need.FACILITY_EDIT)
async def move_facility(
    *, actor: Actor, facility: UUID, authority: UUID | None, from_day: date | None, now: datetime
) -> None:
    """Put a facility under another authority from a day on; its history stays one."""
    await facility_open_to(actor, facility)
    await FacilityAuthorityRow(
        id=uuid4(), facility=facility, authority=authority, from_day=from_day, entered_at=now, entered_by=actor.account
    ).save()
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=[authority, from_day])


@action(Need.FACILITY_EDIT)
async def set_status(
    *, actor: Actor, facility: UUID, status: Status, since: Told, note: str = "", now: datetime
) -> None:
    """Say that a facility is open, closed for a time, closed or planned, from a day on."""
    await facility_open_to(actor, facility)
    await _status(facility, status, since, note, actor, now)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=[status, since.day, note])


@action(Need.FACILITY_EDIT)
async def add_capacity(*, actor: Actor, facility: UUID, places: int, day: date, source: str, now: datetime) -> None:
    """Add how many people a facility is meant for, as known on a day, with who says so."""
    await facility_open_to(actor, facility)
    await _capacity(facility, places, day, source, actor, now)
    record(Need.FACILITY_EDIT, actor=actor, subject=facility, at=now, content=[places, day, source])


def _check_same(made: _Made, actor: Actor, mark: str) -> None:
    """Answer an id that came before: fine if it is the same, else who asks decides what is told (D1)."""
    if made.created_by != actor.account:
        raise NotHere()
    if made.digest != mark:
        raise Conflict()


async def _check_code(code: str | None, facility: UUID) -> None:
    if not code:
        return
    holder = await one(_Holder, "select id, sort_name from facility where code = {} and id <> {}", code, facility)
    if holder is not None:
        raise CodeTaken(code=code, name=holder.sort_name)


async def _begin(facility: UUID, first: Beginning, actor: Actor, day: date, now: datetime) -> None:
    await _status(facility, first.status, first.status_from, "", actor, now)
    if first.authority is not None:
        await FacilityAuthorityRow(
            id=uuid4(), facility=facility, authority=first.authority, entered_at=now, entered_by=actor.account
        ).save()
    if first.capacity is not None:
        await _capacity(facility, first.capacity, day, "", actor, now)


async def _name(
    facility: UUID,
    kind: NameKind,
    name: str,
    actor: Actor,
    now: datetime,
    *,
    from_day: date | None = None,
    to_day: date | None = None,
    language: str | None = None,
) -> None:
    await FacilityNameRow(
        id=uuid4(),
        facility=facility,
        kind=kind.value,
        name=tidy(name),
        folded=fold(name),
        language=language,
        script=script_of(name),
        from_day=from_day,
        to_day=to_day,
        entered_at=now,
        entered_by=actor.account,
    ).save()


async def _status(facility: UUID, status: Status, since: Told, note: str, actor: Actor, now: datetime) -> None:
    await FacilityStatusRow(
        id=uuid4(),
        facility=facility,
        status=status.value,
        from_day=since.day,
        precision=since.precision.value,
        note=tidy(note),
        entered_at=now,
        entered_by=actor.account,
    ).save()


async def _capacity(facility: UUID, places: int, day: date, source: str, actor: Actor, now: datetime) -> None:
    await FacilityCapacityRow(
        id=uuid4(),
        facility=facility,
        places=places,
        day=day,
        source=tidy(source),
        entered_at=now,
        entered_by=actor.account,
    ).save()


def _columns(place: Place) -> dict[str, object]:
    return {
        "code": place.code or None,
        "code_folded": fold(place.code) if place.code else None,
        "type": place.type,
        "region": place.region,
        "zone": place.zone,
        "address": place.address or None,
        "latitude": place.latitude or None,
        "longitude": place.longitude or None,
        "predecessor": place.predecessor,
        "unofficial": place.unofficial,
    }


def _content(place: Place) -> dict[str, object]:
    return {"name": tidy(place.name), **_columns(place)}
