"""One visit's record: what is still to be settled, closing it, reading it as it was closed."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.queries import indicators, questionnaire
from monitor.checklists.rules import Questionnaire
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.people.rules import Need
from monitor.records.actions import Chosen, Matched, close_record, match_rows, settle
from monitor.records.queries import (
    agreed_of,
    choosers_of,
    draft_of,
    editions_recorded,
    late_answers,
    measurements_at,
    record_of,
    revisions_of,
    rows_of_record,
    voices_of,
)
from monitor.records.rules import RecordHead
from monitor.sheets.queries import sheets_of
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import OVER, Visit, reaches
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.records.agreeing import shown_draft
from monitor.web.pages.records.shown import Agreed, shown_agreed, shown_figures, shown_late

CHOICE, DISSENT, OPEN = "choice-", "dissent-", "open"


@get("/visits/{visit:uuid}/record", opt={"need": Need.RECORD_VIEW})
async def record(request: Asking, actor: Who, visit: FromPath[UUID]) -> Response[str]:
    found = await visit_open_to(actor, visit)
    head = await record_of(actor, visit)
    if head is not None and "anew" not in request.query_params:
        return await _closed(request, actor, found, head)
    return await _draft(request, actor, found, Form().fill(id=uuid4()))


@post("/visits/{visit:uuid}/record/rows", opt={"need": Need.RECORD_CLOSE})
async def match(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    found, form = await visit_open_to(actor, visit), await form_of(request)
    try:
        await match_rows(actor=actor, visit=visit, matched=_matched(form), now=now)
    except NotHere:
        raise
    except Problem as problem:
        return await _draft(request, actor, found, form.fill(id=uuid4()).failed(problem), status=problem.status)
    return see(f"/visits/{visit}/record{await _again(actor, visit)}#rows")


@post("/visits/{visit:uuid}/record", opt={"need": Need.RECORD_CLOSE})
async def close(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    """Keep what was decided, and close the record where that was asked for: a decision is never lost to a closing."""
    found, form = await visit_open_to(actor, visit), await form_of(request)
    record_id, blanks = form.needed_id("id"), form.whole("blanks") or 0
    confirmed = blanks if form.ticked("confirmed") else 0
    try:
        form.check()
        await settle(actor=actor, visit=visit, chosen=_chosen(form), now=now)
        if form.ticked("keep"):
            return see(f"/visits/{visit}/record{await _again(actor, visit)}#differing")
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


def _chosen(form: Form) -> list[Chosen]:
    """Read what was decided: each place goes by one of its answers, and names the answer taken, or that it stays open."""
    chosen = []
    for name in [name for name in form.lists if name.startswith(CHOICE)]:
        place, taken = name.removeprefix(CHOICE), form.text(name)
        answer = _id(place if taken == OPEN else taken)
        chosen.append(Chosen(answer, taken == OPEN, form.text(f"{DISSENT}{place}")))
    return chosen


def _matched(form: Form) -> list[Matched]:
    """Read what was said of pairs: those offered and not ticked are told apart."""
    ticked = set(form.lists.get("same", []))
    offered = dict.fromkeys([*form.lists.get("offered", []), *ticked])
    pairs = [(pair.partition(":"), pair in ticked) for pair in offered]
    if by_hand := form.text("one"):
        pairs.append(((by_hand, ":", form.text("other")), True))
    return [Matched(_id(one), _id(other), together) for (one, _, other), together in pairs]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere() from None


async def _again(actor: Actor, visit: UUID) -> str:
    return "?anew" if await record_of(actor, visit) else ""


async def _draft(request: Asking, actor: Actor, visit: Visit, form: Form, status: int = 200) -> Response[str]:
    if not reaches(actor, Need.SHEET_VIEW, visit):
        raise NotHere()
    language: str = request.scope["state"]["language"]
    drafted = await draft_of(actor, visit)
    late = await late_answers(actor, visit.id)
    asked = drafted.questionnaire
    return page(
        request,
        "records/draft.html",
        status=status,
        visit=visit,
        draft=shown_draft(drafted, language),
        late=shown_late(asked, late, drafted.sheets, language) if asked else (),
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
    measured = [each for each in await measurements_at(actor, visit.facility) if each.visit == visit.id]
    late = await late_answers(actor, visit.id) if reaches(actor, Need.SHEET_VIEW, visit) else []
    sheets = await sheets_of(actor, visit.id) if late else []
    agreed = Agreed(
        answers=await agreed_of(actor, head.id),
        rows=await rows_of_record(actor, head.id),
        voices=await voices_of(actor, head.id),
        names=await choosers_of(actor, head.id),
    )
    return page(
        request,
        "records/closed.html",
        visit=visit,
        head=head,
        revisions=await revisions_of(actor, visit.id),
        sections=shown_agreed(asked, agreed, language) if asked else (),
        figures=shown_figures(asked, await indicators(actor), measured, language) if asked else (),
        late=shown_late(asked, late, sheets, language) if asked else (),
        may_close=reaches(actor, Need.RECORD_CLOSE, visit),
        runs=reaches(actor, Need.VISIT_RUN, visit),
    )


async def _asked(actor: Actor, visit: Visit) -> Questionnaire | None:
    chosen = await editions_recorded(actor, visit.id)
    return await questionnaire(actor, chosen) if chosen else None


HANDLERS = [record, match, close]
