"""The paper to take along where phones stay outside: a PDF that holds nothing of earlier visits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from babel.dates import format_date
from litestar import Response, get
from litestar.params import FromPath

from monitor.checklists.queries import Filed, edition_open_to, questionnaire
from monitor.kit.actor import Actor
from monitor.kit.words import LANGUAGES, N_, say, word
from monitor.people.rules import Need
from monitor.press.pdf import Paper, typeset_aside
from monitor.sheets.queries import editions_of, questionnaire_offered, visit_with_sheets
from monitor.sheets.rules import NoChecklist
from monitor.visits.rules import Visit
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form
from monitor.web.floor.render import page
from monitor.web.pages.sheets.pack import Cover, Detail, pack
from monitor.web.pages.sheets.words import title_of, versions_of
from monitor.web.papers import source

PAGE_OF = N_("page %(page)s of %(pages)s")


@get("/visits/{visit:uuid}/paper", opt={"need": Need.SHEET_VIEW})
async def choose(request: Asking, actor: Who, visit: FromPath[UUID]) -> Response[str]:
    found = await visit_with_sheets(actor, visit)
    return page(
        request,
        "sheets/paper.html",
        visit=found,
        ready=bool(await _editions(actor, found)),
        languages=tuple(LANGUAGES.items()),
        form=Form().fill(words=request.scope["state"]["language"]),
    )


@get("/visits/{visit:uuid}/paper.pdf", opt={"need": Need.SHEET_VIEW})
async def print_out(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[bytes]:
    found = await visit_with_sheets(actor, visit)
    chosen = await _editions(actor, found)
    if not chosen:
        raise NoChecklist()
    wanted = request.query_params.get("words", "")
    language = wanted if wanted in LANGUAGES else request.scope["state"]["language"]
    asked = await questionnaire(actor, chosen)
    filed = [await edition_open_to(actor, each) for each in chosen]
    cover = Cover("", "", ()) if request.query_params.get("plain") else _cover(found, language)
    data = pack(asked, cover, language, Detail.WITH_HELP if request.query_params.get("help") else Detail.QUESTIONS)
    made = await typeset_aside(
        source=source("pack"), data=data, paper=_paper(title_of(asked, language), filed, language, now)
    )
    return Response(
        made, media_type="application/pdf", headers={"content-disposition": 'inline; filename="checklist.pdf"'}
    )


async def _editions(actor: Actor, visit: Visit) -> tuple[UUID, ...]:
    return await editions_of(actor, visit.id) or await questionnaire_offered(actor, visit)


def _cover(visit: Visit, language: str) -> Cover:
    first, last = (format_date(day, "d MMM y", locale=language) for day in (visit.first_day, visit.last_day))
    return Cover(
        visit.facility_name, first if first == last else f"{first} – {last}", tuple(m.name for m in visit.team)
    )


def _paper(title: str, filed: list[Filed], language: str, now: datetime) -> Paper:
    hashes = " ".join(each.hash[:10] for each in filed)
    footer = word(
        say(N_("%(versions)s · fingerprint %(hashes)s"), versions=versions_of(filed, language), hashes=hashes), language
    )
    return Paper(title=title, language=language, footer=footer, page_of=word(PAGE_OF, language), made=now)


HANDLERS = [choose, print_out]
