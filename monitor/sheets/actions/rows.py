"""Rows: taken with their answers, taken out, put back; a row never goes from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import number
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.actions.keeping import Turn
from monitor.sheets.actions.opening import sheet_to_fill
from monitor.sheets.queries import OpenSheet, questionnaire_of, rows_on
from monitor.sheets.queries.keeping import RowMark, last_drop, row_kept, rows_dropped, rows_kept
from monitor.sheets.rules import NewAnswer, NewRow, NotAsked, RowNotEmpty, check_room, grid_of
from monitor.sheets.tables import SheetRowDroppedRow


async def take_rows(
    turn: Turn, answers: Sequence[NewAnswer], rows: Sequence[NewRow]
) -> tuple[dict[UUID, str], list[NewRow]]:
    """Check the rows of a batch and give the block of every row of the sheet, and the rows that are to be added.

    Raises NotAsked for a block or row that is not this sheet's, NotHere for a row somebody else added, TooManyRows.
    """
    wanted = {row.id for row in rows} | {answer.row for answer in answers if answer.row is not None}
    if not wanted:
        return {}, []
    kept = await rows_kept(turn.sheet, wanted)
    for row in rows:
        _check_row(turn, row, kept.get(row.id))
    new = [row for row in rows if row.id not in kept]
    added = {row.id: row.block for row in new}
    if added:
        await _check_room(turn, kept, added)
    blocks = {mark.id: mark.block for mark in kept.values() if mark.sheet == turn.sheet} | added
    for answer in answers:
        block = turn.asked.block_of.get(answer.key)
        if answer.row is not None and (block is None or blocks.get(answer.row) != block.name):
            raise NotAsked()
    return blocks, new


async def standing_rows(turn: Turn, taken: Mapping[UUID, str]) -> dict[UUID, str]:
    """Give the block of every row of the sheet with those just taken, without those that were taken out."""
    kept = {mark.id: mark.block for mark in (await rows_kept(turn.sheet, ())).values()}
    gone = await rows_dropped(turn.sheet)
    return {row: block for row, block in {**kept, **taken}.items() if row not in gone}


def _check_row(turn: Turn, row: NewRow, mark: RowMark | None) -> None:
    if row.block not in turn.asked.blocks:
        raise NotAsked()
    if mark is not None and (mark.sheet, mark.block, mark.entered_by) != (turn.sheet, row.block, turn.actor.account):
        raise NotHere()


async def _check_room(turn: Turn, kept: dict[UUID, RowMark], added: dict[UUID, str]) -> None:
    here = [mark for mark in kept.values() if mark.sheet == turn.sheet]
    # Those taken out are looked for only where they decide.
    full = any(len(here) + len(added) > turn.asked.blocks[name].most for name in added.values())
    gone = await rows_dropped(turn.sheet) if full else frozenset()
    for name in set(added.values()):
        standing = sum(mark.block == name and mark.id not in gone for mark in here)
        check_room(turn.asked.blocks[name], standing, sum(block == name for block in added.values()))


@action(Need.SHEET_FILL)
async def drop_row(*, actor: Actor, row: UUID, reason: str = "", now: datetime) -> None:
    """Take a row out of its sheet; it is kept aside with its answers and why. Twice is once.

    Raises RowNotEmpty when it has answers and no reason is given; NotHere.
    """
    mark, opened = await _row_to_change(actor, row)
    if row in await rows_dropped(mark.sheet):
        return
    if not reason.strip() and await number("select count(*) from answer where row = {}", row):
        raise RowNotEmpty()
    await _note(actor, opened, row, reason.strip(), now, dropped=True)


@action(Need.SHEET_FILL)
async def restore_row(*, actor: Actor, row: UUID, now: datetime) -> None:
    """Put a row that was taken out back in its place. Raises TooManyRows, NotHere."""
    mark, opened = await _row_to_change(actor, row)
    gone = await rows_dropped(mark.sheet)
    if row not in gone:
        return
    asked = grid_of(await questionnaire_of(actor, opened.visit.id))
    block = asked.blocks.get(mark.block)
    if block is not None:
        standing = [each for each in await rows_on(actor, mark.sheet) if each.block == mark.block]
        check_room(block, len(standing), 1)
    await _note(actor, opened, row, "", now, dropped=False)


async def _row_to_change(actor: Actor, row: UUID) -> tuple[RowMark, OpenSheet]:
    mark = await row_kept(row)
    if mark is None:
        raise NotHere()
    return mark, await sheet_to_fill(actor, mark.sheet)


async def _note(actor: Actor, opened: OpenSheet, row: UUID, reason: str, now: datetime, *, dropped: bool) -> None:
    await SheetRowDroppedRow(
        id=uuid4(),
        row=row,
        revision=await last_drop(row) + 1,
        dropped=dropped,
        dropped_by=actor.account,
        day=local_day(now, opened.visit.zone),
        reason=reason,
    ).save()
    salt = keyring().fingerprint(f"sheet.fill|{opened.sheet.id}")
    record(Need.SHEET_FILL, actor=actor, subject=opened.sheet.id, at=now, content=[row, dropped], salt=salt)
