"""One visit's record: what is still to be settled, closing it, reading it as it was closed."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.queries import questionnaire
from monitor.checklists.rules import Questionnaire
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.people.rules import Need
from monitor.records.actions import choose_answer, close_record
from monitor.records.queries import (
    agreed_of,
    draft_of,
    editions_recorded,
    late_answers,
    measurements_at,
    record_of,
    revisions_of,
)
from monitor.records.rules import RecordHead
from monitor.sheets.queries import sheets_of
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import OVER, Visit, reaches
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.records.shown import shown_agreed, shown_draft, shown_figures, shown_late


@get("/visits/{visit:uuid}/record", opt={"need": Need.RECORD_VIEW})
async def record(request: Asking, actor: Who, visit: FromPath[UUID]) -> Response[str]:
    found = await visit_open_to(actor, visit)
    head = await record_of(actor, visit)
    if head is not None and "anew" not in request.query_params:
        return await _closed(request, actor, found, head)
    return await _draft(request, actor, found, Form().fill(id=uuid4()))


@post("/visits/{visit:uuid}/record/choice", opt={"need": Need.RECORD_CLOSE})
async def choose(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Redirect:
    form = await form_of(request)
    answer = form.needed_id("answer")
    form.check()
    await choose_answer(actor=actor, visit=visit, answer=answer, now=now)
    again = "?anew" if await record_of(actor, visit) else ""
    return see(f"/visits/{visit}/record{again}#differing")


@post("/visits/{visit:uuid}/record", opt={"need": Need.RECORD_CLOSE})
async def close(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    found, form = await visit_open_to(actor, visit), await form_of(request)
    record_id, blanks = form.needed_id("id"), form.whole("blanks") or 0
    confirmed = blanks if form.ticked("confirmed") else 0
    try:
        form.check()
        await close_record(
            actor=actor,
            record_id=record_id,
            visit=visit,
            confirmed_blanks=confirmed,
            gap_reason=form.text("gap_reason"),
            reason=form.text("reason"),
            now=now,
        )
    except Problem as problem:
        return await _draft(request, actor, found, form.failed(problem), status=problem.status)
    return see(f"/visits/{visit}/record")


async def _draft(request: Asking, actor: Actor, visit: Visit, form: Form, status: int = 200) -> Response[str]:
    if not reaches(actor, Need.SHEET_VIEW, visit):
        raise NotHere()
    language: str = request.scope["state"]["language"]
    drafted = await draft_of(actor, visit)
    return page(
        request,
        "records/draft.html",
        status=status,
        visit=visit,
        draft=shown_draft(drafted, language),
        refused=drafted.outcome is Outcome.REFUSED,
        over=visit.state in OVER,
        may_close=reaches(actor, Need.RECORD_CLOSE, visit),
        runs=reaches(actor, Need.VISIT_RUN, visit),
        again=await record_of(actor, visit.id) is not None,
        form=form,
    )


async def _closed(request: Asking, actor: Actor, visit: Visit, head: RecordHead) -> Response[str]:
    language: str = request.scope["state"]["language"]
    asked = await _asked(actor, visit)
    agreed = await agreed_of(actor, head.id)
    measured = [each for each in await measurements_at(actor, visit.facility) if each.visit == visit.id]
    late = await late_answers(actor, visit.id) if actor.may(Need.SHEET_VIEW) else []
    sheets = await sheets_of(actor, visit.id) if late else []
    return page(
        request,
        "records/closed.html",
        visit=visit,
        head=head,
        revisions=await revisions_of(actor, visit.id),
        sections=shown_agreed(asked, agreed, language) if asked else (),
        figures=shown_figures(asked, measured, language) if asked else (),
        late=shown_late(asked, late, sheets, language) if asked else (),
        may_close=reaches(actor, Need.RECORD_CLOSE, visit),
        runs=reaches(actor, Need.VISIT_RUN, visit),
    )


async def _asked(actor: Actor, visit: Visit) -> Questionnaire | None:
    chosen = await editions_recorded(actor, visit.id)
    return await questionnaire(actor, chosen) if chosen else None


HANDLERS = [record, choose, close]
