"""What is kept already and where the next answer goes; for the actions that add to it, inside their transaction.

They ask for the sheet first, through `visible_sheets` or as its author; nothing found here is told to anybody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Absence
from monitor.outside.database import among_ids, among_texts, number, one, read
from monitor.sheets.rules import Late, Place


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """An answer already kept, as far as sending it again needs it."""

    id: UUID
    sheet: UUID
    entered_by: UUID
    late: Late | None
    digest: str
    salt: str


@dataclass(frozen=True, slots=True)
class RowMark:
    """A row already kept, whether taken out or not."""

    id: UUID
    sheet: UUID
    block: str
    entered_by: UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the next answer to a question goes: after this revision, in place of what stands there."""

    revision: int
    absence: Absence | None
    denial: UUID | None


@dataclass(frozen=True, slots=True)
class _Given:
    id: UUID
    row: UUID
    key: str
    revision: int
    absence: Absence | None
    entered_by: UUID
    late: Late | None
    digest: str
    salt: str
    stands: bool
    denial: UUID | None


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


async def answers_kept(ids: Collection[UUID]) -> dict[UUID, AnswerMark]:
    """Find which of these answers are kept already, on whichever sheet."""
    found = await read(
        AnswerMark, "select id, sheet, entered_by, late, digest, salt from answer where id {}", among_ids(ids)
    )
    return {mark.id: mark for mark in found}


async def rows_kept(sheet: UUID, ids: Collection[UUID]) -> dict[UUID, RowMark]:
    """Find the rows of a sheet, and those of others among these ids."""
    found = await read(
        RowMark, "select id, sheet, block, entered_by from sheet_row where sheet = {} or id {}", sheet, among_ids(ids)
    )
    return {mark.id: mark for mark in found}


async def row_kept(row: UUID) -> RowMark | None:
    """Find a row on whichever sheet it is."""
    return await one(RowMark, "select id, sheet, block, entered_by from sheet_row where id = {}", row)


async def rows_dropped(sheet: UUID) -> frozenset[UUID]:
    """Find the rows of a sheet that were taken out."""
    found = await read(
        _Id,
        "select d.row as id from sheet_row_dropped d join sheet_row r on r.id = d.row where r.sheet = {} and d.dropped "
        "and d.revision = (select max(n.revision) from sheet_row_dropped n where n.row = d.row)",
        sheet,
    )
    return frozenset(mark.id for mark in found)


async def standing_on(sheet: UUID, keys: Collection[str]) -> tuple[dict[Place, Standing], dict[UUID, AnswerMark]]:
    """Find what stands for these keys in every row of a sheet, and every answer ever given to them there."""
    found = await read(
        _Given,
        "select a.id, a.row, a.key, a.revision, a.absence, a.entered_by, a.late, a.digest, a.salt, "
        "c.answer is not null as stands, (select l.denial from answer_denial l where l.answer = a.id "
        "order by l.linked_at desc, l.id limit 1) as denial from answer a left join current_answer c on c.answer = a.id "
        "where a.sheet = {} and a.key {} order by a.revision",
        sheet,
        among_texts(keys),
    )
    places: dict[Place, Standing] = {}
    for given in found:
        place = (given.key, None if given.row == sheet else given.row)
        before = places.get(place, Standing(0, None, None))
        absence, denial = (given.absence, given.denial) if given.stands else (before.absence, before.denial)
        places[place] = Standing(given.revision, absence, denial)
    return places, {
        each.id: AnswerMark(each.id, sheet, each.entered_by, each.late, each.digest, each.salt) for each in found
    }


@dataclass(frozen=True, slots=True)
class PhotoMark:
    """A photo already kept, as far as sending it again needs it."""

    sheet: UUID
    entered_by: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class _File:
    file: str


async def photo_kept(photo: UUID) -> PhotoMark | None:
    """Find whether a photo is kept already."""
    return await one(PhotoMark, "select sheet, entered_by, digest from attachment where id = {}", photo)


async def files_named() -> frozenset[str]:
    """Name every file that a row points to, for the sweep."""
    return frozenset(row.file for row in await read(_File, "select file from attachment"))


async def photos_named(sheet: UUID, ids: Collection[UUID]) -> dict[UUID, Place]:
    """Find which of these photos lie on a sheet, and at which question of it."""
    found = await read(_Photo, "select id, row, key from attachment where sheet = {} and id {}", sheet, among_ids(ids))
    return {photo.id: (photo.key, None if photo.row == sheet else photo.row) for photo in found}


@dataclass(frozen=True, slots=True)
class _Photo:
    id: UUID
    row: UUID
    key: str


async def last_drop(row: UUID) -> int:
    """Give the number of the last time a row was taken out or put back, 0 for never."""
    return await number("select max(revision) from sheet_row_dropped where row = {}", row)
