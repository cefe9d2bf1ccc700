"""The filled checklists of a visit: whose there are, and opening one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.queries import Filed, edition_open_to, editions
from monitor.checklists.rules import Role
from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import Problem
from monitor.kit.words import Sentence, count
from monitor.people.rules import Need
from monitor.records.queries import record_of
from monitor.sheets.actions import choose_questionnaire, open_sheet
from monitor.sheets.queries import (
    answers_of_visit,
    editions_of,
    followed_by,
    notes_of,
    questionnaire_of,
    questionnaire_offered,
    rows_of_visit,
    sheets_of,
    visit_with_sheets,
)
from monitor.sheets.rules import Given, Place, Sheet, SheetState, answered, state_of
from monitor.visits.rules import Visit, reaches
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet in the list."""

    href: str
    observer: str
    done: Sentence
    changed: datetime
    finished: bool


@get("/visits/{visit:uuid}/sheets", opt={"need": Need.SHEET_VIEW})
async def sheets(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str]:
    found = await visit_with_sheets(actor, visit)
    form = Form().fill(sheet=uuid4(), observed_by=actor.account if found.has(actor.account) else None)
    return await _page(request, actor, now, found, form)


@post("/visits/{visit:uuid}/sheets", opt={"need": Need.SHEET_FILL})
async def open_one(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    found, form = await visit_with_sheets(actor, visit), await form_of(request)
    sheet, observed_by, checklist = form.needed_id("sheet"), form.needed_id("observed_by"), form.id("checklist")
    try:
        form.check()
        if checklist is not None:
            wanted = await questionnaire_offered(actor, found, checklist)
            await choose_questionnaire(actor=actor, visit=visit, editions=wanted, now=now)
        opened = await open_sheet(actor=actor, sheet=sheet, visit=visit, observed_by=observed_by, now=now)
    except Problem as problem:
        return await _page(request, actor, now, found, form.failed(problem), status=problem.status)
    return see(f"/sheets/{opened}")


async def _page(
    request: Asking, actor: Actor, now: datetime, visit: Visit, form: Form, status: int = 200
) -> Response[str]:
    language: str = request.scope["state"]["language"]
    chosen = await editions_of(actor, visit.id)
    offered = [await edition_open_to(actor, each) for each in chosen or await questionnaire_offered(actor, visit)]
    return page(
        request,
        "sheets/list.html",
        status=status,
        visit=visit,
        lines=await _lines(actor, visit, now),
        chosen=bool(chosen),
        offered=", ".join(filed.worded(language).title for filed in offered),
        checklists=_checklists(await editions(actor), language),
        team=[(str(member.account), member.name) for member in visit.team],
        notes=len(await notes_of(actor, visit.id)),
        may_fill=reaches(actor, Need.SHEET_FILL, visit),
        closed=await record_of(actor, visit.id),
        form=form,
    )


async def _lines(actor: Actor, visit: Visit, now: datetime) -> list[SheetLine]:
    """Put each sheet together, so that only what applies on it counts as asked."""
    sheets = await sheets_of(actor, visit.id)
    if not sheets:
        return []
    asked, followed = await questionnaire_of(actor, visit.id), await followed_by(actor, visit)
    rows, given = await rows_of_visit(actor, visit.id), dict[UUID, dict[Place, Given]]()
    for answer in await answers_of_visit(actor, visit.id):
        given.setdefault(answer.sheet, {})[answer.place] = answer.given
    day = local_day(now, visit.zone)
    return [
        _line(each, state_of(asked, followed, given.get(each.id, {}), [r for r in rows if r.sheet == each.id], day))
        for each in sheets
    ]


def _line(sheet: Sheet, state: SheetState) -> SheetLine:
    done, asked = answered(state, state.asked.questions)
    return SheetLine(
        href=f"/sheets/{sheet.id}",
        observer=sheet.observer,
        done=count("%(done)s of %(n)s question answered", "%(done)s of %(n)s questions answered", asked, done=done),
        changed=sheet.answered_at,
        finished=sheet.finished_at is not None,
    )


def _checklists(filed: Sequence[Filed], language: str) -> list[tuple[str, str]]:
    return [(str(each.id), each.worded(language).title) for each in filed if each.edition.role is Role.CHECKLIST]


HANDLERS = [sheets, open_one]
