"""The facility's history as a file to take along."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from monitor.history.actions import Format, export_history
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import form_of


@post("/facilities/{facility:uuid}/export", opt={"need": Need.EXPORT_MAKE})
async def export(request: Asking, actor: Who, now: Now, facility: FromPath[UUID]) -> Response[bytes]:
    form = await form_of(request)
    chosen = form.needed_of("format", Format)
    form.check()
    made = await export_history(actor=actor, facility_id=facility, format=chosen, now=now)
    named = {"content-disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, status_code=200, media_type=made.media_type, headers=named)
