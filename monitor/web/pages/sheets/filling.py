"""The sheet page: opened, filled as one plain form where no script runs, finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from babel.dates import format_date
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.rules import Absence, Kind, Question, Source
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, say, word
from monitor.people.rules import Need
from monitor.records.queries import LastAnswer, last_answers, record_of
from monitor.sheets.actions import finish_sheet, give_answers
from monitor.sheets.queries import (
    OpenSheet,
    answers_on,
    denials_to_link,
    followed_by,
    questionnaire_of,
    sheet_open_to,
)
from monitor.sheets.rules import Answer, Given, NewAnswer, check_given, same_answer
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.sheets.shown import Before, SheetContent, shown_sheet
from monitor.web.pages.sheets.words import MEASURED, absences, sources, title_of

NOTHING: Mapping[str, Answer] = {}
ABSENCES = {kind.value: kind for kind in Absence}


@get("/sheets/{sheet:uuid}", opt={"need": Need.SHEET_VIEW})
async def sheet_page(request: Asking, actor: Who, sheet: FromPath[UUID]) -> Response[str]:
    opened = await sheet_open_to(actor, sheet)
    return await _page(request, actor, opened, Form(language=_language(request)))


@post("/sheets/{sheet:uuid}", opt={"need": Need.SHEET_FILL})
async def save_sheet(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID]) -> Response[str] | Redirect:
    """Keep everything that was changed on the page, where no script saved it as it was given."""
    opened, form = await sheet_open_to(actor, sheet), await form_of(request)
    asked = await questionnaire_of(actor, opened.visit.id)
    standing = await answers_on(actor, sheet)
    on_page = frozenset(form.lists.get("k", []))
    changed = [
        new
        for question in asked.questions
        if question.item.key in on_page and (new := typed(form, question, standing.get(question.item.key)))
    ]
    try:
        form.check()
        if changed:
            await give_answers(actor=actor, sheet=sheet, answers=changed, now=now)
    except Problem as problem:
        as_typed = {new.key: _as_typed(opened, new, standing.get(new.key)) for new in changed}
        return await _page(request, actor, opened, form.failed(problem), as_typed, status=problem.status)
    return see(f"/sheets/{sheet}")


@post("/sheets/{sheet:uuid}/finish", opt={"need": Need.SHEET_FILL})
async def finish(actor: Who, now: Now, sheet: FromPath[UUID]) -> Redirect:
    opened = await sheet_open_to(actor, sheet)
    await finish_sheet(actor=actor, sheet=sheet, now=now)
    return see(f"/visits/{opened.visit.id}/sheets")


async def content_of_sheet(actor: Actor, opened: OpenSheet) -> SheetContent:
    """Gather everything that stands on a sheet and around it."""
    visit = opened.visit
    asked = await questionnaire_of(actor, visit.id)
    followed = await followed_by(actor, visit)
    return SheetContent(
        visit=visit,
        asked=asked,
        answers=await answers_on(actor, opened.sheet.id),
        followed={
            q.item.key: followed[q.item.follows_from]
            for q in asked.questions
            if q.item.follows_from is not None and q.item.follows_from in followed
        },
        last=await last_answers(actor, visit),
        denials=await denials_to_link(actor, visit.id),
    )


def before_words(language: str) -> Before:
    """Make the sentence that tells what the last record said."""

    def said(last: LastAnswer, words: str) -> str:
        day = format_date(last.day, "d MMM y", locale=language)
        return word(say(N_("Last record, %(day)s: %(answer)s"), day=day, answer=words), language)

    return said


def typed(form: Form, question: Question, standing: Answer | None) -> NewAnswer | None:
    """Read what the plain form says of an item; None where it says what stands already."""
    if question.item.computed:
        return None
    key = question.item.key
    value, absence = _typed_given(form, question, standing.given if standing else Given())
    new = NewAnswer(
        id=uuid4(),
        key=key,
        value=value,
        absence=absence,
        sources=_sources(form.lists.get(f"s-{key}", [])),
        remark=form.words(f"r-{key}"),
        area=standing.area if standing else "",
        denial=form.id(f"d-{key}"),
    )
    given = _as_kept(question, value, absence)
    linked = new.denial is not None and (standing is None or standing.denial != new.denial)
    return None if same_answer(standing, new, given) and not linked else new


def _as_kept(question: Question, value: str | None, absence: Absence | None) -> Given:
    """Give what would be kept, or the typed text where it cannot be kept and differs from all that is."""
    try:
        return check_given(question.item, question.code, value, absence)
    except Problem:
        return Given(value=value)


def _as_typed(opened: OpenSheet, new: NewAnswer, standing: Answer | None) -> Answer:
    """Show what was typed in place of what stands, so that nothing typed is lost (law 13)."""
    return Answer(
        id=standing.id if standing else new.id,
        sheet=opened.sheet.id,
        key=new.key,
        given=Given(None if new.absence else new.value, new.absence),
        sources=new.sources,
        remark=new.remark,
        area=new.area,
        observed_by=opened.sheet.observed_by,
        entered_by=opened.sheet.observed_by,
        observed_at=None,
        entered_at=opened.sheet.answered_at,
        denial=new.denial,
    )


def _typed_given(form: Form, question: Question, standing: Given) -> tuple[str | None, Absence | None]:
    key = question.item.key
    chosen, written = form.text(f"a-{key}"), form.words(f"v-{key}")
    if question.item.kind is Kind.CHOICE_MANY:
        written = ",".join(form.lists.get(f"m-{key}", []))
    elif question.item.kind not in MEASURED:
        return (chosen or None, None) if chosen not in ABSENCES else (None, ABSENCES[chosen])
    # A reason just chosen beside an old value means the reason; a value just written beside an old reason, the value.
    if chosen in ABSENCES and (not written or standing.absence != ABSENCES[chosen]):
        return None, ABSENCES[chosen]
    return written or None, None


def _sources(ticked: Sequence[str]) -> tuple[Source, ...]:
    return tuple(source for source in Source if source.value in ticked)


async def _page(
    request: Asking,
    actor: Actor,
    opened: OpenSheet,
    form: Form,
    as_typed: Mapping[str, Answer] = NOTHING,
    status: int = 200,
) -> Response[str]:
    language = _language(request)
    kept = await content_of_sheet(actor, opened)
    content = replace(kept, answers={**kept.answers, **as_typed})
    return page(
        request,
        "sheets/sheet.html",
        status=status,
        sheet=opened.sheet,
        visit=opened.visit,
        title=title_of(content.asked, language),
        shown=shown_sheet(content, language, before_words(language)),
        absences=absences(language),
        sources=sources(language),
        closed=await record_of(actor, opened.visit.id),
        form=form,
    )


def _language(request: Asking) -> str:
    language: str = request.scope["state"]["language"]
    return language


HANDLERS = [sheet_page, save_sheet, finish]
