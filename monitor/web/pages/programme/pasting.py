"""Rows of a spreadsheet become visits: what was understood is shown first, with what is wrong in which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.programme import actions, queries
from monitor.programme.rules.board import Board, BoardPerson
from monitor.programme.rules.by_hand import PastedRow, id_of_row, read_rows
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.board import view_along
from monitor.web.pages.programme.listing import PLAN
from monitor.web.pages.programme.shown import BoardWords


@dataclass(frozen=True, slots=True)
class Understood:
    """A pasted row beside the visit it means; empty words where a cell is wrong."""

    row: PastedRow
    place: str
    days: str
    people: str


@get("/programmes/board/{version:uuid}/paste", opt=PLAN)
async def paste_page(request: Asking, actor: Who, version: FromPath[UUID]) -> Response[str]:
    board = await queries.board_of(actor, version)
    return _page(request, actor, board, Form(language=actor.language))


@post("/programmes/board/{version:uuid}/paste", opt=PLAN)
async def paste(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[str] | Redirect:
    """Show what was understood; put it all once that was looked at and nothing in it is wrong."""
    form = await form_of(request)
    board = await queries.board_of(actor, version)
    batch = form.id("batch")
    try:
        form.check()
        rows = read_rows(board, form.words("rows"), batch)
        if batch is None or any(row.entry is None for row in rows):
            return _page(request, actor, board, form.fill(batch=uuid4()), rows)
        entries = [(id_of_row(batch, row.number), row.entry) for row in rows if row.entry is not None]
        await actions.put_entries(actor=actor, version_id=version, entries=entries, now=now)
    except Problem as problem:
        return _page(request, actor, board, form.failed(problem), status=problem.status)
    return see(view_along(request).of(version))


def _page(
    request: Asking, actor: Actor, board: Board, form: Form, rows: Sequence[PastedRow] = (), status: int = 200
) -> Response[str]:
    words = BoardWords(board, Pen(actor.language), actor.today)
    people = {person.account: person for person in board.people}
    return page(
        request,
        "programme/paste.html",
        status=status,
        board=board,
        form=form,
        rows=[_understood(words, people, row) for row in rows],
        wrong=sum(cell.fault is not None for row in rows for cell in row.cells),
        weeks=len(board.weeks),
        view=view_along(request),
    )


def _understood(words: BoardWords, people: dict[UUID, BoardPerson], row: PastedRow) -> Understood:
    entry = row.entry
    if entry is None:
        return Understood(row, "", "", "")
    return Understood(
        row=row,
        place=words.names[entry.facility],
        days=words.days(entry.first_day, entry.last_day),
        people=", ".join(people[seat.account].name for seat in entry.team),
    )


HANDLERS = [paste_page, paste]
