"""The preparation brief: one page on the screen, one sheet on paper, the same words on both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.history.queries import brief_of
from monitor.history.rules import Brief
from monitor.kit.words import N_, say
from monitor.people.rules import Need
from monitor.press.pdf import Paper, typeset_aside
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.visits.brief_words import BriefSheet, brief_sheet, place_left_out
from monitor.web.papers import source

_TITLE = N_("Preparation brief")
_FOOTER = N_("Made %(day)s: what the account that made it may see. Not to be left behind.")
_PAGE_OF = N_("page %(page)s of %(pages)s")


@get("/visits/{visit_id:uuid}/brief", opt={"need": Need.VISIT_RUN})
async def brief(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str]:
    found = await brief_of(actor, visit_id, now.date())
    pen = Pen(actor.language)
    return page(
        request,
        "visits/brief.html",
        visit=found.visit,
        sheet=brief_sheet(pen, found, actor.today),
        foot=pen(say(_FOOTER, day=pen.day(actor.today))),
    )


@get("/visits/{visit_id:uuid}/brief.pdf", opt={"need": Need.VISIT_RUN})
async def brief_paper(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[bytes]:
    found = await brief_of(actor, visit_id, now.date())
    pen = Pen(actor.language)
    plain = "plain" in request.query_params
    sheet = _plain(pen, found, actor.today) if plain else brief_sheet(pen, found, actor.today)
    made = await typeset_aside(
        source=source("brief"),
        data=sheet,
        paper=Paper(
            title=pen(_TITLE),
            language=actor.language,
            footer=pen(say(_FOOTER, day=pen.day(actor.today))),
            page_of=pen(_PAGE_OF),
            made=now,
        ),
    )
    return Response(made, media_type="application/pdf", headers={"content-disposition": 'inline; filename="brief.pdf"'})


def _plain(pen: Pen, found: Brief, today: date) -> BriefSheet:
    """Leave out where, when and who goes; a lost sheet then tells of a place, not of which."""
    sheet = brief_sheet(pen, place_left_out(found), today)
    return replace(sheet, place="", names="", identity="", when="", team=())


HANDLERS = [brief, brief_paper]
