"""Keeping photos: painted anew without what came along, sealed on disk before the row that names them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from anyio import CapacityLimiter, to_thread

from monitor.checklists.rules import Kind
from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import Conflict, NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run
from monitor.outside.files import KeptFile, keep_file
from monitor.outside.keyring import keyring
from monitor.outside.pictures import MEDIA, clean_picture
from monitor.people.rules import Need
from monitor.sheets.queries import Assigned, sheet_assigned_to
from monitor.sheets.queries.asked import asked_of_author, photos_taken
from monitor.sheets.queries.keeping import photo_kept, rows_kept
from monitor.sheets.rules import MOST_ON_A_SHEET, NotAsked, PhotosForbidden, TooManyPhotos
from monitor.sheets.tables import AttachmentRow

# An opened picture takes up to 150 MB: two at a time, however many are sent.
_painters = CapacityLimiter(2)


async def keep_photo(
    *, actor: Actor, photo: UUID, sheet: UUID, key: str, row: UUID | None = None, data: bytes, now: datetime
) -> None:
    """Keep a photo at a question of a sheet; the answer that names it is given after. Sent twice it is kept once.

    Raises NotAPicture, PictureTooLarge, PhotosForbidden, TooManyPhotos; Conflict when the id came before with another
    picture; NotHere for a sheet, row or question that is not there.
    """
    place = await sheet_assigned_to(actor, sheet)
    digest = keyring().fingerprint(hashlib.sha256(data).hexdigest())
    if await _is_kept(actor, place, photo, digest):
        return
    await _check_place(actor, place, key, row)
    day = local_day(now, place.zone)
    kept = await to_thread.run_sync(_painted, photo, data, day, limiter=_painters)
    await _add(
        actor=actor,
        place=place,
        photo=AttachmentRow(
            id=photo,
            visit=place.sheet.visit,
            sheet=sheet,
            row=row or sheet,
            key=key,
            media=MEDIA,
            bytes=kept.bytes,
            hash=kept.hash,
            file=kept.name,
            day=day,
            entered_by=actor.account,
            digest=digest,
        ),
        now=now,
    )


def _painted(photo: UUID, data: bytes, day: date) -> KeptFile:
    return keep_file(photo, clean_picture(data), day)


async def _is_kept(actor: Actor, place: Assigned, photo: UUID, digest: str) -> bool:
    mark = await photo_kept(photo)
    if mark is None:
        return False
    if mark.entered_by != actor.account:
        raise NotHere()
    if (mark.sheet, mark.digest) != (place.sheet.id, digest):
        raise Conflict()
    return True


async def _check_place(actor: Actor, place: Assigned, key: str, row: UUID | None) -> None:
    visit = place.sheet.visit
    if not await photos_taken(actor, visit):
        raise PhotosForbidden()
    asked, _ = await asked_of_author(actor, visit)
    question, block = asked.questions.get(key), asked.block_of.get(key)
    if question is None or question.item.kind is not Kind.PHOTO or (row is None) is not (block is None):
        raise NotAsked()
    if row is not None:
        mark = (await rows_kept(place.sheet.id, [row])).get(row)
        if mark is None or block is None or (mark.sheet, mark.block) != (place.sheet.id, block.name):
            raise NotAsked()
    if await number("select count(*) from attachment where sheet = {}", place.sheet.id) >= MOST_ON_A_SHEET:
        raise TooManyPhotos(most=MOST_ON_A_SHEET)


@action(Need.SHEET_FILL)
async def _add(*, actor: Actor, place: Assigned, photo: AttachmentRow, now: datetime) -> None:
    # The same photo sent over two connections at once: the second waits here and finds it kept.
    await run("update sheet set answered_at = {} where id = {}", now, place.sheet.id)
    if await _is_kept(actor, place, photo.id, photo.digest):
        return
    await photo.save()
    salt = keyring().fingerprint(f"sheet.fill|{place.sheet.id}")
    record(Need.SHEET_FILL, actor=actor, subject=place.sheet.id, at=now, content=[photo.id, photo.hash], salt=salt)
