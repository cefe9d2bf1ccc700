"""Letters that did not arrive: for whom, why, when they are tried again; never what they told of."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.notices.actions import send_again
from monitor.notices.queries import undelivered
from monitor.notices.rules import FAULT_WORDS
from monitor.people.rules import Need
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.render import page

KEEP = {"need": Need.INSTALLATION_MANAGE}


@get("/settings/letters", opt=KEEP)
async def letters(request: Asking, actor: Who) -> Response[str]:
    return page(request, "notices/letters.html", letters=await undelivered(actor), words=FAULT_WORDS)


@post("/settings/letters/{letter:uuid}/again", opt=KEEP)
async def again(actor: Who, now: Now, letter: FromPath[UUID]) -> Redirect:
    await send_again(actor=actor, letter=letter, now=now)
    return see("/settings/letters")


HANDLERS = [letters, again]
