"""Rows of blocks, photos, and a whole sheet as expressions see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from anyio import to_thread

from monitor.checklists.rules import Questionnaire
from monitor.kit.actor import Actor, query
from monitor.kit.periods import local_day
from monitor.kit.problems import NotHere
from monitor.outside.database import one, read, sql
from monitor.outside.files import read_file
from monitor.people.rules import Need
from monitor.sheets.queries.answers import all_answers_on, answers_of_visit
from monitor.sheets.queries.asked import questionnaire_of
from monitor.sheets.queries.facts import followed_by
from monitor.sheets.queries.sheets import OpenSheet, sheet_open_to
from monitor.sheets.queries.visibility import visible_sheets
from monitor.sheets.rules import Answer, Photo, Place, Row, SheetState, state_of


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    sheet: UUID
    block: str
    day: date


@dataclass(frozen=True, slots=True)
class _Photo:
    id: UUID
    visit: UUID
    sheet: UUID
    row: UUID
    key: str
    media: str
    bytes: int
    day: date
    file: str


# By their random ids: any other order would tell in which order people were spoken to (law 6).
_ROWS = (
    "select r.id, r.sheet, r.block, r.day from sheet_row r join sheet s on s.id = r.sheet join visit v on v.id = s.visit "
    "join trip t on t.id = v.trip where {} and {} and not coalesce((select d.dropped from sheet_row_dropped d "
    "where d.row = r.id order by d.revision desc limit 1), false) order by r.id"
)
_PHOTOS = (
    "select p.id, p.visit, p.sheet, p.row, p.key, p.media, p.bytes, p.day, p.file from attachment p "
    "join sheet s on s.id = p.sheet join visit v on v.id = s.visit join trip t on t.id = v.trip "
    "where {} and {} order by p.id"
)


@query(Need.SHEET_VIEW)
async def rows_on(actor: Actor, sheet: UUID) -> list[Row]:
    """List the rows of a sheet in the order of their random ids, each with what names it; those taken out are not."""
    found = await read(_Row, _ROWS, visible_sheets(actor), sql("r.sheet = {}", sheet))
    if not found:
        return []
    opened = await sheet_open_to(actor, sheet)
    asked = await questionnaire_of(actor, opened.visit.id)
    return _named(found, asked, await all_answers_on(actor, sheet))


@query(Need.SHEET_VIEW)
async def rows_of_visit(actor: Actor, visit: UUID) -> list[Row]:
    """List the rows of all sheets of a visit in the order of their random ids, each with what names it."""
    found = await read(_Row, _ROWS, visible_sheets(actor), sql("s.visit = {}", visit))
    if not found:
        return []
    answers = {answer.place: answer for answer in await answers_of_visit(actor, visit) if answer.row is not None}
    return _named(found, await questionnaire_of(actor, visit), answers)


@query(Need.SHEET_VIEW)
async def state_on(actor: Actor, opened: OpenSheet, now: datetime) -> SheetState:
    """Put a sheet together for expressions: what stands, what follows from elsewhere, what is computed."""
    answers = await all_answers_on(actor, opened.sheet.id)
    return state_of(
        await questionnaire_of(actor, opened.visit.id),
        await followed_by(actor, opened.visit),
        {place: answer.given for place, answer in answers.items()},
        await read(_Row, _ROWS, visible_sheets(actor), sql("r.sheet = {}", opened.sheet.id)),
        local_day(now, opened.visit.zone),
    )


@query(Need.SHEET_VIEW)
async def photos_on(actor: Actor, sheet: UUID) -> list[Photo]:
    """List the photos of a sheet in the order of their random ids, those no answer names any more among them."""
    return [_photo(row) for row in await read(_Photo, _PHOTOS, visible_sheets(actor), sql("p.sheet = {}", sheet))]


@query(Need.SHEET_VIEW)
async def photo_open_to(actor: Actor, photo: UUID) -> tuple[Photo, bytes]:
    """Give a photo and the picture itself, to who may see its sheet. Raises NotHere."""
    found = await one(_Photo, _PHOTOS, visible_sheets(actor), sql("p.id = {}", photo))
    if found is None:
        raise NotHere()
    return _photo(found), await to_thread.run_sync(read_file, found.id, found.file)


def _named(found: list[_Row], asked: Questionnaire, answers: dict[Place, Answer]) -> list[Row]:
    labels = {part.block.name: part.block.label for part in asked.blocks if part.block}
    rows = []
    for row in found:
        named = answers.get((labels.get(row.block, ""), row.id))
        rows.append(Row(row.id, row.sheet, row.block, row.day, (named.given.value or "") if named else ""))
    return rows


def _photo(row: _Photo) -> Photo:
    return Photo(
        id=row.id,
        visit=row.visit,
        sheet=row.sheet,
        row=None if row.row == row.sheet else row.row,
        key=row.key,
        media=row.media,
        bytes=row.bytes,
        day=row.day,
    )
