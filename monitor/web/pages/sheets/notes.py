"""The team's own notes: free paragraphs, for the team and its coordinators."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.people.rules import Need
from monitor.sheets.actions import write_note
from monitor.sheets.queries import notes_of, visit_with_sheets
from monitor.visits.rules import Visit
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page


@get("/visits/{visit:uuid}/notes", opt={"need": Need.NOTE_WRITE})
async def notes(request: Asking, actor: Who, visit: FromPath[UUID]) -> Response[str]:
    return await _page(request, actor, await visit_with_sheets(actor, visit), Form().fill(id=uuid4()))


@post("/visits/{visit:uuid}/notes", opt={"need": Need.NOTE_WRITE})
async def write(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    found, form = await visit_with_sheets(actor, visit), await form_of(request)
    note, body = form.needed_id("id"), form.words("body")
    try:
        form.check()
        await write_note(actor=actor, note=note, visit=visit, body=body, now=now)
    except Problem as problem:
        return await _page(request, actor, found, form.failed(problem), status=problem.status)
    return see(f"/visits/{visit}/notes")


async def _page(request: Asking, actor: Actor, visit: Visit, form: Form, status: int = 200) -> Response[str]:
    found = await notes_of(actor, visit.id)
    return page(request, "sheets/notes.html", status=status, visit=visit, notes=found, form=form)


HANDLERS = [notes, write]
