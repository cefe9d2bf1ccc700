"""The sheet page: opened, filled as one plain form where no script runs, finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.rules import Questionnaire
from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.kit.problems import Problem
from monitor.people.rules import Need
from monitor.records.queries import last_answers, record_of
from monitor.sheets.actions import drop_row, finish_sheet, give_answers
from monitor.sheets.queries import (
    OpenSheet,
    all_answers_on,
    denials_to_link,
    followed_by,
    questionnaire_of,
    rows_on,
    sheet_open_to,
)
from monitor.sheets.rules import Answer, Place, Row, Sheet, state_of
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.sheets.view.blocks import NO_ROW, shown_blocks
from monitor.web.pages.sheets.view.client import rows_json, rules_json
from monitor.web.pages.sheets.view.reading import Changes, as_typed, changes_in, readable
from monitor.web.pages.sheets.view.shown import (
    SheetContent,
    comes_first,
    denials_shown,
    rail,
    shown_question,
    shown_sections,
    sums_of,
    untyped,
)
from monitor.web.pages.sheets.words import absences, sources, title_of

NOTHING: Mapping[Place, Answer] = {}


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is looked at: as on paper, or core questions first; which row is open, and of which block."""

    on_paper: bool
    row: UUID | None = None
    block: str = ""


@get("/sheets/{sheet:uuid}", opt={"need": Need.SHEET_VIEW})
async def sheet_page(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID]) -> Response[str]:
    """Show a sheet; `typing=up` gives the order of paper, `row` (and `block`, for a new one) the row that is open."""
    opened = await sheet_open_to(actor, sheet)
    return await _page(request, actor, opened, Form(language=_language(request)), now)


@post("/sheets/{sheet:uuid}", opt={"need": Need.SHEET_FILL})
async def save_sheet(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID]) -> Response[str] | Redirect:
    """Keep everything that was changed on the page, where no script saved it as it was given; then add or drop a row."""
    opened, form = await sheet_open_to(actor, sheet), await form_of(request)
    asked = await questionnaire_of(actor, opened.visit.id)
    kept = await all_answers_on(actor, sheet)
    changed = changes_in(form, asked, kept, frozenset(row.id for row in await rows_on(actor, sheet)))
    try:
        form.check()
        if changed.answers:
            await give_answers(actor=actor, sheet=sheet, answers=changed.answers, rows=changed.rows, now=now)
        dropped = form.id("drop")
        if dropped is not None:
            await drop_row(actor=actor, row=dropped, reason=form.text(f"why-{dropped}"), now=now)
    except Problem as problem:
        shown = {new.place: as_typed(opened.sheet, new, kept.get(new.place)) for new in changed.answers}
        return await _page(request, actor, opened, form.failed(problem), now, shown, problem.status)
    return see(_next(form, asked, opened.sheet, changed, actor))


def _next(form: Form, asked: Questionnaire, sheet: Sheet, changed: Changes, actor: Actor) -> str:
    """Lead on to the row that was asked for, the one just filled, or the sheet; looked at as it was, where that was chosen."""
    query, place = _chosen(form, sheet, actor), ""
    goes_on, begun = not form.text("drop"), form.text("add")
    rows = [new.row for new in changed.answers if new.row]
    if goes_on and begun:
        query |= {"row": str(uuid4()), "block": begun}
        place = f"#s-{asked.block_named(begun).letter}"
    elif goes_on and rows:
        query |= {"row": str(rows[-1])}
        place = f"#row-{rows[-1]}"
    return f"/sheets/{sheet.id}{'?' if query else ''}{urlencode(query)}{place}"


def _chosen(form: Form, sheet: Sheet, actor: Actor) -> dict[str, str]:
    """Give the order that was chosen against the one a sheet opens in."""
    order = form.text("typing")
    return {"typing": order} if order in {"up", "no"} - {_order(sheet, actor)} else {}


def _order(sheet: Sheet, actor: Actor) -> str:
    """Say in which order a sheet opens: notes of somebody else are typed up from paper."""
    return "no" if sheet.observed_by == actor.account else "up"


@post("/sheets/{sheet:uuid}/finish", opt={"need": Need.SHEET_FILL})
async def finish(actor: Who, now: Now, sheet: FromPath[UUID]) -> Redirect:
    opened = await sheet_open_to(actor, sheet)
    await finish_sheet(actor=actor, sheet=sheet, now=now)
    return see(f"/visits/{opened.visit.id}/sheets")


async def content_of_sheet(
    actor: Actor, opened: OpenSheet, rows: list[Row], now: datetime, as_typed: Mapping[Place, Answer] = NOTHING
) -> SheetContent:
    """Gather everything that stands on a sheet and around it; what was typed and refused stands in for what is kept."""
    visit = opened.visit
    asked, followed = await questionnaire_of(actor, visit.id), await followed_by(actor, visit)
    answers = {**await all_answers_on(actor, opened.sheet.id), **as_typed}
    given = {place: readable(asked.by_key(place[0]), answer.given) for place, answer in answers.items()}
    return SheetContent(
        visit=visit,
        asked=asked,
        answers=answers,
        state=state_of(asked, followed, given, rows, local_day(now, visit.zone)),
        followed={
            q.item.key: followed[q.item.follows_from]
            for q in asked.questions
            if q.item.follows_from is not None and q.item.follows_from in followed
        },
        last=await last_answers(actor, visit),
        denials=await denials_to_link(actor, visit.id),
    )


def _look(request: Asking, actor: Actor, opened: OpenSheet, form: Form) -> Look:
    """Read how the sheet is looked at: in the order it opens in unless said otherwise."""
    asked_for = Form({name: [value] for name, value in request.query_params.items() if isinstance(value, str)})
    wish = form.text("typing") or asked_for.text("typing")
    on_paper = (wish or _order(opened.sheet, actor)) == "up"
    rows = [place.partition("@")[2] for place in form.lists.get("k", [])]
    if any(rows):
        asked_for.fill(row=next(row for row in rows if row))
    return Look(on_paper, asked_for.id("row"), asked_for.text("block") or form.text("begun"))


def _with_begun(rows: list[Row], look: Look, asked: Questionnaire, day: datetime) -> list[Row]:
    """Add the row that is being begun, which nothing is kept of yet."""
    names = {part.block.name for part in asked.blocks if part.block}
    if look.row is None or look.block not in names or any(row.id == look.row for row in rows):
        return rows
    return [*rows, Row(look.row, NO_ROW, look.block, day.date(), "")]


async def _page(
    request: Asking,
    actor: Actor,
    opened: OpenSheet,
    form: Form,
    now: datetime,
    as_typed: Mapping[Place, Answer] = NOTHING,
    status: int = 200,
) -> Response[str]:
    language, look = _language(request), _look(request, actor, opened, form)
    asked = await questionnaire_of(actor, opened.visit.id)
    rows = _with_begun(await rows_on(actor, opened.sheet.id), look, asked, now)
    content = await content_of_sheet(actor, opened, rows, now, as_typed)
    items = {q.item.key: shown_question(content, q, None, language) for q in asked.questions}
    core = () if look.on_paper else tuple(items[q.item.key] for q in asked.questions if comes_first(q))
    return page(
        request,
        "sheets/sheet.html",
        status=status,
        sheet=opened.sheet,
        visit=opened.visit,
        title=title_of(asked, language),
        edition=asked.hash,
        look=look,
        core=core,
        sections=shown_sections(content, items, language, on_paper=look.on_paper),
        blocks=shown_blocks(content, {row.id: row for row in rows}, look.row, language),
        rail=rail(content, language),
        sums=sums_of(content),
        denials=denials_shown(content, language),
        rules=rules_json(asked, untyped(content), content.state.today, language),
        rows=rows_json(
            [row for row in rows if row.sheet != NO_ROW],
            [answer for (_, row), answer in content.answers.items() if row is not None],
        ),
        absences=absences(language),
        sources=sources(language),
        closed=await record_of(actor, opened.visit.id),
        form=form,
    )


def _language(request: Asking) -> str:
    language: str = request.scope["state"]["language"]
    return language


HANDLERS = [sheet_page, save_sheet, finish]
