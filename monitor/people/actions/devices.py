"""Setting a device up, noting what it took along, ending it from afar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_pair
from monitor.kit.text import tidy
from monitor.ledger.actions import action, one_transaction, record
from monitor.outside.database import number, run
from monitor.outside.keyring import keyring
from monitor.people.queries.devices import PRIVATE, PublicKey, device_mark, device_open_to, public_key_of
from monitor.people.rules import Need
from monitor.people.rules.devices import LONGEST_NAME, AnothersDevice, DeviceEnded, Taken, key_name
from monitor.people.tables import DeviceHoldingRow, DeviceRow, OrganisationKeyRow


@action(Need.DEVICE_KEEP)
async def keep_device(*, actor: Actor, device: UUID, session: UUID, name: str, now: datetime) -> None:
    """Note that the actor's session is on this device, which is made known with the first one.

    Raises DeviceEnded, AnothersDevice.
    """
    mark = await device_mark(device)
    if mark is None:
        kept = tidy(name)[:LONGEST_NAME]
        await DeviceRow(id=device, account=actor.account, name=kept, kept_at=now, seen_at=now).save()
        record(Need.DEVICE_KEEP, actor=actor, subject=device, at=now)
    elif mark.ended_at is not None:
        raise DeviceEnded()
    elif mark.account != actor.account:
        raise AnothersDevice()
    await run("update device set seen_at = {} where id = {}", now, device)
    await run("update session set device = {} where id = {}", device, session)


@action(Need.DEVICE_KEEP)
async def note_taken(*, actor: Actor, device: UUID, subject: UUID, what: Iterable[Taken], now: datetime) -> None:
    """Note what a device took along of a visit; what it holds already is noted once. Raises as `keep_device`."""
    mark = await device_mark(device)
    if mark is None or mark.account != actor.account:
        raise AnothersDevice()
    if mark.ended_at is not None:
        raise DeviceEnded()
    for each in sorted(what):
        if not await number(
            "select count(*) from device_holding where device = {} and subject = {} and what = {} "
            "and dropped_at is null",
            device,
            subject,
            each.value,
        ):
            row = uuid4()
            await DeviceHoldingRow(id=row, device=device, subject=subject, what=each.value, taken_at=now).save()
            record(Need.DEVICE_KEEP, actor=actor, subject=subject, at=now, content=[device, each.value])


@action(Need.DEVICE_KEEP)
async def note_given_back(*, actor: Actor, device: UUID, subject: UUID, now: datetime) -> None:
    """Note that a device of one's own holds nothing more of a visit; nothing is noted where it held nothing."""
    mark = await device_mark(device)
    if mark is None or mark.account != actor.account:
        raise AnothersDevice()
    standing = "device = {} and subject = {} and dropped_at is null"
    if not await number(f"select count(*) from device_holding where {standing}", device, subject):
        return
    await run(f"update device_holding set dropped_at = {{}} where {standing}", now, device, subject)
    record(Need.DEVICE_KEEP, actor=actor, subject=subject, at=now, content=[device])


@action(Need.DEVICE_END)
async def end_device(*, actor: Actor, device: UUID, now: datetime) -> None:
    """End a device's sessions and have it wipe itself when it is next in contact. Raises NotHere."""
    await device_open_to(actor, device)
    await run(
        "update device set ended_at = {}, ended_by = {} where id = {} and ended_at is null", now, actor.account, device
    )
    await run("update session set ended_at = {} where device = {} and ended_at is null", now, device)
    record(Need.DEVICE_END, actor=actor, subject=device, at=now)


async def note_wiped(*, device: UUID, now: datetime) -> None:
    """Keep the word of a device that it holds nothing any more; only the device knows its id."""

    async def write() -> None:
        await run(
            "update device set wiped_at = {}, ended_at = coalesce(ended_at, {}) where id = {} and wiped_at is null",
            now,
            now,
            device,
        )
        await run("update device_holding set dropped_at = {} where device = {} and dropped_at is null", now, device)
        await run("update session set ended_at = {} where device = {} and ended_at is null", now, device)

    await one_transaction(write)


@action(Need.DEVICE_KEEP)
async def key_for(*, actor: Actor, organisation: UUID, now: datetime) -> PublicKey:
    """Give the key that files for an organisation are sealed with, made at the first asking."""
    found = await public_key_of(organisation)
    if found is not None:
        return found
    row, (private, public) = uuid4(), new_pair()
    await OrganisationKeyRow(
        id=row,
        organisation=organisation,
        public=public,
        private_sealed=keyring().seal(PRIVATE, row, private),
        made_at=now,
    ).save()
    record(Need.DEVICE_KEEP, actor=actor, subject=row, at=now, content=public)
    return PublicKey(key_name(public), public)
