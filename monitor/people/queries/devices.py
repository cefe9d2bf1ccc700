"""Reading devices: one's own, those of one's organisation's people, and what may open a sealed file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from monitor.kit.actor import Actor, Scope, query
from monitor.kit.crypto import DoesNotOpen, open_box
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, any_of, joined, number, one, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.people.rules.devices import Device, Holding, NotOurFile, key_name

PRIVATE = "organisation_key.private"


@dataclass(frozen=True, slots=True)
class DeviceMark:
    """Whose device it is and whether it may go on; for the actions and for the device's own question."""

    account: UUID
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Pair:
    id: UUID
    public: str
    private_sealed: str


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a device seals a file with, and the short name under which the file says so."""

    name: str
    public: str


def visible_devices(actor: Actor) -> Sql:
    """Restrict devices, by their account `a`, to those the actor may end: the one rule for every reader."""
    scopes = actor.scopes(Need.DEVICE_END)
    parts = [sql("a.id = {}", actor.account)] if Scope.SELF in scopes else []
    if Scope.ORGANISATION in scopes:
        parts.append(sql("a.organisation = {}", actor.organisation))
    return sql("({})", joined(parts, " or ")) if parts else sql("false")


@query(Need.DEVICE_END)
async def devices(actor: Actor) -> list[Device]:
    """List the devices the actor may end with what they hold, those in use first."""
    found = await read(
        Device,
        "select d.id, d.account, a.name as person, d.name, d.kept_at, d.seen_at, d.ended_at, d.wiped_at "
        "from device d join account a on a.id = d.account where {} "
        "order by case when d.ended_at is null then 0 else 1 end, d.seen_at desc, d.id",
        visible_devices(actor),
    )
    held = await read(
        Holding,
        "select h.device, h.subject, h.what, h.taken_at from device_holding h "
        "where h.dropped_at is null and h.device in {} order by h.taken_at, h.what, h.id",
        any_of(row.id for row in found),
    )
    return [replace(each, holdings=tuple(h for h in held if h.device == each.id)) for each in found]


@query(Need.DEVICE_END)
async def device_open_to(actor: Actor, device: UUID) -> Device:
    """Give one device. Raises NotHere, for a stranger exactly as for an id that does not exist."""
    found = next((each for each in await devices(actor) if each.id == device), None)
    if found is None:
        raise NotHere()
    return found


async def device_mark(device: UUID) -> DeviceMark | None:
    """Find a device by its secret id; for the actions, and for the device that asks whether it must forget."""
    return await one(DeviceMark, "select account, ended_at from device where id = {}", device)


async def took_along(account: UUID, subject: UUID) -> bool:
    """Say whether a device of somebody's ever held a visit; for those who ask whether a note can be theirs."""
    found = await number(
        "select count(*) from device_holding h join device d on d.id = h.device where d.account = {} and h.subject = {}",
        account,
        subject,
    )
    return found > 0


async def public_key_of(organisation: UUID) -> PublicKey | None:
    """Give the key that files for an organisation are sealed with, None before the first device was set up."""
    found = await _pair_of(organisation)
    return PublicKey(key_name(found.public), found.public) if found else None


@query(Need.DEVICE_OPEN)
async def opened_box(actor: Actor, box: bytes) -> bytes:
    """Open a sealed box made for the actor's organisation. Raises NotOurFile."""
    found = await _pair_of(actor.organisation)
    if found is None:
        raise NotOurFile()
    try:
        return open_box(keyring().open(PRIVATE, found.id, found.private_sealed), box)
    except DoesNotOpen as fault:
        raise NotOurFile() from fault


async def _pair_of(organisation: UUID) -> _Pair | None:
    return await one(
        _Pair, "select id, public, private_sealed from organisation_key where organisation = {}", organisation
    )
