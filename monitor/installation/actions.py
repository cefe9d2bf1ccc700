"""Begin an installation, back it up, bring it back, move it to another database."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

from piccolo.table import Table

from monitor import migrations
from monitor.installation.queries import (
    DEMO,
    KEY_PROBE,
    KIND,
    LAST_BACKUP,
    SHEET_READ_BACK,
    check_key,
    is_demo,
)
from monitor.installation.rules import FolderNotEmpty, Made, NotADemo, OnlyADemo, SamePlace, WrongCode
from monitor.kit.actor import Actor, check_need
from monitor.kit.crypto import DoesNotOpen, Key, key_from_recovery
from monitor.ledger.actions import action, one_transaction, record
from monitor.ledger.queries import verify_ledger
from monitor.outside.database import close_database, described, engine, number, open_database, run, transaction
from monitor.outside.holding import LOCK_FILE
from monitor.outside.keyring import KEY_FILE, Keyring, keyring, load_keyring, use_keyring, write_key
from monitor.outside.migrations import migrate
from monitor.outside.moving.backup import FORMAT, Attachment, Backup, Manifest, Travelling, attachments_in, write_backup
from monitor.outside.moving.transfer import Shape, Snapshot, counts, everything, fill, shapes_of, snapshot
from monitor.people.rules import Need
from monitor.sheets.actions import rebuild_current_answers

_REAL = "real"
_INSTALLATION = UUID(int=1)


async def begin_real(place: str, now: datetime) -> None:
    """Mark a new database as a real installation, once. Raises OnlyADemo, WrongKey."""
    if await is_demo():
        raise OnlyADemo(folder=place)
    await check_key()
    await _begin(_REAL, now)


async def begin_demo(place: str, now: datetime) -> None:
    """Mark a new, empty database as a demo, once. Raises NotADemo, WrongKey."""
    if not await is_demo() and await number("select count(*) from installation"):
        raise NotADemo(folder=place)
    await check_key()
    await _begin(DEMO, now)


async def _begin(kind: str, now: datetime) -> None:
    async def write() -> None:
        if await number("select count(*) from installation where name = {}", KIND):
            return
        await _note(KIND, kind)
        await _note(KEY_PROBE, keyring().seal("installation.value", KEY_PROBE, KEY_PROBE))

    await one_transaction(write)


async def _note(name: str, value: str) -> None:
    await run(
        "insert into installation (name, value) values ({}, {}) on conflict (name) do update set value = excluded.value",
        name,
        value,
    )


@action(Need.INSTALLATION_MANAGE)
async def read_back(*, actor: Actor, code: str, now: datetime) -> None:
    """Note that somebody holds the recovery sheet. Raises WrongCode."""
    try:
        given = key_from_recovery(code)
    except DoesNotOpen as fault:
        raise WrongCode() from fault
    if not hmac.compare_digest(given.secret, key_from_recovery(keyring().recovery_code()).secret):
        raise WrongCode()
    await _note(SHEET_READ_BACK, now.isoformat())
    record(Need.INSTALLATION_MANAGE, actor=actor, subject=_INSTALLATION, at=now)


async def back_up(
    *, actor: Actor, target: Path, address: str, data: Path, tables: Iterable[type[Table]], now: datetime
) -> Made:
    """Write one sealed file that holds everything as it is now; others go on writing meanwhile."""
    check_need(actor, Need.BACKUP_MAKE)
    async with snapshot(address) as source:
        manifest = await _manifest(source, shapes_of(tables), attachments_in(data), now)
        await write_backup(target, manifest=manifest, source=source, data=data, key=keyring().for_purpose("backup"))
    await note_backup(actor=actor, head=manifest.head, now=now)
    return Made(manifest.rows, len(manifest.attachments), manifest.head)


async def _manifest(
    source: Snapshot, shapes: tuple[Shape, ...], attachments: tuple[Attachment, ...], now: datetime
) -> Manifest:
    found = await counts(source, shapes)
    ((migration,),) = await source.values("select max(name) from migration")
    heads = await source.values("select hash from ledger order by seq desc limit 1")
    return Manifest(
        format=FORMAT,
        made_at=now,
        migration=str(migration),
        head=str(heads[0][0]) if heads else "",
        tables=tuple(
            Travelling(s.table, tuple((c.name, c.kind) for c in s.columns), s.parent, found[s.table]) for s in shapes
        ),
        attachments=attachments,
    )


@action(Need.INSTALLATION_MANAGE)
async def mend_current_answers(*, actor: Actor, now: datetime) -> None:
    """Write what is shown as current anew from the answers given (D17)."""
    await rebuild_current_answers()
    record(Need.INSTALLATION_MANAGE, actor=actor, subject=_INSTALLATION, at=now)


@action(Need.BACKUP_MAKE)
async def note_backup(*, actor: Actor, head: str, now: datetime) -> None:
    """Note that a backup was made, so that the next is asked for in a week."""
    await _note(LAST_BACKUP, now.isoformat())
    record(Need.BACKUP_MAKE, actor=actor, subject=_INSTALLATION, at=now, content=head)


async def restore(
    *,
    file: Path,
    data: Path,
    address: str,
    key: Key | None,
    given: str = "",
    tables: Iterable[type[Table]],
    now: datetime,
) -> Made:
    """Bring a backup back into an empty folder. All of it arrives, or nothing.

    `key` is the one from the recovery sheet, and is kept in the folder; without it the folder's own is used, or the one
    `given` by the environment. Leaves the database open. Raises FolderNotEmpty, NotEmpty, NotThisKey, FromLater, ChainBroken.
    """
    left = [found.name for found in data.iterdir() if found.name not in {KEY_FILE, LOCK_FILE}] if data.is_dir() else []
    if left or (key is not None and (data / KEY_FILE).exists()):
        raise FolderNotEmpty(folder=str(data))
    ring = Keyring((key,)) if key is not None else load_keyring(data, given)
    backup = Backup(file, ring.for_purpose("backup"))
    try:
        await open_database(address, tables)
        made = await _bring_back(backup, data, address, now)
    except BaseException:
        await close_database()
        _sweep(data)
        raise
    if key is not None:
        write_key(data, key)
    use_keyring(ring)
    return made


async def _bring_back(backup: Backup, data: Path, address: str, now: datetime) -> Made:
    manifest = backup.manifest
    await migrate(engine(), migrations, now, up_to=manifest.migration)
    async with transaction():
        await fill(backup.batches(), {table.table: table.rows for table in manifest.tables}, described(address))
        backup.save_attachments(data)
        await verify_ledger(manifest.head)
    await migrate(engine(), migrations, now)
    return Made(manifest.rows, len(manifest.attachments), manifest.head)


def _sweep(data: Path) -> None:
    """Take away what a failed restore left in the folder."""
    for found in sorted(data.rglob("*"), reverse=True):
        if found.name not in {KEY_FILE, LOCK_FILE}:
            with suppress(FileNotFoundError):
                found.rmdir() if found.is_dir() else found.unlink()


async def move(*, source: str, target: str, tables: Iterable[type[Table]], now: datetime) -> Made:
    """Copy everything into another, empty database, ids and ledger verbatim; the old one is left as it is.

    Opens the target as the process's database. Raises SamePlace, NotEmpty, NotWhole, ChainBroken.
    """
    if source == target:
        raise SamePlace(place=described(target))
    listed = list(tables)
    shapes = shapes_of(listed)
    async with snapshot(source) as found:
        manifest = await _manifest(found, shapes, (), now)
        await open_database(target, listed)
        await migrate(engine(), migrations, now)
        async with transaction():
            sent = {table.table: table.rows for table in manifest.tables}
            await fill(everything(found, shapes), sent, described(target))
            await verify_ledger(manifest.head)
    return Made(manifest.rows, 0, manifest.head)
