"""Rows of blocks taken out, and put back, as a page sends it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from monitor.kit.text import legible
from monitor.people.rules import Need
from monitor.sheets.actions import drop_row, restore_row
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.pages.sheets.answers import read_body


@dataclass(frozen=True, slots=True)
class Why:
    """Why a row is taken out."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowKept:
    id: UUID
    dropped: bool


@post("/rows/{row:uuid}/drop", status_code=200, opt={"need": Need.SHEET_FILL})
async def drop(request: Asking, actor: Who, now: Now, row: FromPath[UUID]) -> RowKept:
    why = read_body(await request.body(), Why)
    await drop_row(actor=actor, row=row, reason=legible(why.reason).strip(), now=now)
    return RowKept(row, dropped=True)


@post("/rows/{row:uuid}/restore", status_code=200, opt={"need": Need.SHEET_FILL})
async def restore(actor: Who, now: Now, row: FromPath[UUID]) -> RowKept:
    await restore_row(actor=actor, row=row, now=now)
    return RowKept(row, dropped=False)


HANDLERS = [drop, restore]
