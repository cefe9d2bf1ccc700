"""What could not be seen: a whole section or a named area at once, with the one refusal it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.rules import Absence, Questionnaire, section_title
from monitor.codes import choices
from monitor.denials.rules import KeptOut, Told
from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, count, word
from monitor.people.rules import Need
from monitor.sheets.actions import mark_absent, mark_refused_area
from monitor.sheets.queries import OpenSheet, denials_to_link, questionnaire_of, sheet_open_to, state_on
from monitor.sheets.rules import unanswered
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.sheets.words import denial_words

NEW = "new"
KINDS = (
    "area_closed", "storage_locked", "register_refused", "personal_file_refused", "medical_file_refused",
    "private_talk_refused", "measuring_refused", "camera_refused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Markable:
    """A section with what is left to mark in it."""

    letter: str
    title: str
    left: Sentence
    none_left: bool


@get("/sheets/{sheet:uuid}/absence", opt={"need": Need.SHEET_FILL})
async def absence_page(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID]) -> Response[str]:
    """Ask what could not be seen; `section` and `kind` of the address are ticked already."""
    opened = await sheet_open_to(actor, sheet)
    asked = await questionnaire_of(actor, opened.visit.id)
    language: str = request.scope["state"]["language"]
    section = request.query_params.get("section", "")
    known = any(part.letter == section and part.block is None for part in asked.parts)
    doors = [line for line in await denials_to_link(actor, opened.visit.id) if line.kind in KINDS]
    form = Form(language=language).fill(
        id=uuid4(),
        sections=[section] if known else [],
        absence=request.query_params.get("kind", Absence.NOT_ALLOWED.value),
        denial=doors[-1].id if doors else NEW,
        area=section_title(asked, section, language) if known else "",
        kind=KINDS[0],
    )
    return await _page(request, actor, now, opened, form)


@post("/sheets/{sheet:uuid}/absence", opt={"need": Need.SHEET_FILL})
async def mark(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID]) -> Response[str] | Redirect:
    opened, form = await sheet_open_to(actor, sheet), await form_of(request)
    asked = await questionnaire_of(actor, opened.visit.id)
    keys, kind, area = _keys(form, asked), form.needed_of("absence", Absence), form.text("area")
    if not keys:
        form.wrong("sections", N_("Tick at least one section."))
    told = Told(
        kind=form.text("kind") or KINDS[0],
        words=form.words("words"),
        day=local_day(now, opened.visit.zone),
        kept_out=(KeptOut("whole_team"),),
        stage="on_site",
        area=area,
    )
    try:
        if kind is Absence.NOT_ALLOWED and form.text("denial") == NEW:
            denial = form.needed_id("id")
            form.check()
            await mark_refused_area(actor=actor, sheet=sheet, keys=keys, denial=denial, told=told, now=now)
        else:
            chosen = form.id("denial") if kind is Absence.NOT_ALLOWED else None
            form.check()
            await mark_absent(actor=actor, sheet=sheet, keys=keys, absence=kind, area=area, denial=chosen, now=now)
    except Problem as problem:
        return await _page(request, actor, now, opened, form.failed(problem), status=problem.status)
    return see(f"/sheets/{sheet}#s-{form.lists['sections'][0]}")


def _keys(form: Form, asked: Questionnaire) -> list[str]:
    ticked = frozenset(form.lists.get("sections", []))
    return [question.item.key for question in asked.questions if question.letter in ticked]


async def _page(
    request: Asking, actor: Actor, now: datetime, opened: OpenSheet, form: Form, status: int = 200
) -> Response[str]:
    language: str = request.scope["state"]["language"]
    state = await state_on(actor, opened, now)
    asked, left = state.asked, unanswered(state)
    denials = await denials_to_link(actor, opened.visit.id)
    return page(
        request,
        "sheets/absence.html",
        status=status,
        visit=opened.visit,
        sheet=opened.sheet,
        sections=[
            _markable(asked, part.letter, [q.letter for q in left], language)
            for part in asked.parts
            if part.block is None
        ],
        absences=choices("absences", language),
        denials=[(str(line.id), word(denial_words(line), language)) for line in denials],
        kinds=choices("denial_kinds", language, KINDS),
        form=form,
    )


def _markable(asked: Questionnaire, letter: str, left: list[str], language: str) -> Markable:
    number = left.count(letter)
    said = count("%(n)s question without an answer", "%(n)s questions without an answer", number)
    return Markable(letter, section_title(asked, letter, language), said, number == 0)


HANDLERS = [absence_page, mark]
