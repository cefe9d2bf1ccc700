"""One visit of a draft: moved, given other people, pinned, taken off."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.programme import actions, queries
from monitor.programme.rules.board import Board, Entry
from monitor.programme.rules.by_hand import day_moved, read_typed, roster_of
from monitor.visits.rules import VisitType
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.board import PART, answer, view_along
from monitor.web.pages.programme.listing import PLAN, VIEW
from monitor.web.pages.programme.putting import candidates_of, team_of
from monitor.web.pages.programme.shown import BoardWords


@get("/programmes/visits/{entry:uuid}", opt=VIEW)
async def visit_page(request: Asking, actor: Who, entry: FromPath[UUID]) -> Response[str]:
    board, found = await _open(actor, entry)
    return _page(request, actor, board, found, _filled(actor, found))


@post("/programmes/visits/{entry:uuid}/move", opt=PLAN)
async def move(request: Asking, actor: Who, now: Now, entry: FromPath[UUID]) -> Response[str] | Redirect:
    """Move a visit to a day, or into a week on the day that suits its people; say how long it takes and of what type it is."""
    form = await form_of(request)
    board, found = await _open(actor, entry)
    try:
        week = form.whole("week")
        day = form.needed_day("first_day") if week is None else day_moved(board, found, week)
        days, kind = form.whole("days"), form.one_of("type", VisitType)
        form.check()
        await actions.move_entry(actor=actor, entry_id=entry, first_day=day, days=days, type=kind, now=now)
    except Problem as problem:
        if PART in request.headers:
            raise
        return _page(request, actor, board, found, _merged(actor, found, form).failed(problem), problem.status)
    return await answer(request, actor, board.version.id, [found.facility])


@post("/programmes/visits/{entry:uuid}/team", opt=PLAN)
async def change_team(request: Asking, actor: Who, now: Now, entry: FromPath[UUID]) -> Response[str] | Redirect:
    """Say who goes, by ticks or by initials; initials may be followed by a number of days."""
    form = await form_of(request)
    board, found = await _open(actor, entry)
    try:
        typed = read_typed(form.text("typed"), roster_of(board.people)) if "typed" in form.lists else None
        team, days = (typed.team, typed.days) if typed else (team_of(form), None)
        form.check()
        await actions.set_team(actor=actor, entry_id=entry, team=team, days=days, now=now)
    except Problem as problem:
        if PART in request.headers:
            raise
        return _page(request, actor, board, found, _merged(actor, found, form).failed(problem), problem.status)
    return await answer(request, actor, board.version.id, [found.facility])


@post("/programmes/visits/{entry:uuid}/remove", opt=PLAN)
async def remove(request: Asking, actor: Who, now: Now, entry: FromPath[UUID]) -> Response[str] | Redirect:
    version, found = await queries.entry_on_board(actor, entry)
    await actions.remove_entry(actor=actor, entry_id=entry, now=now)
    return await answer(request, actor, version.id, [found.facility])


@post("/programmes/visits/{entry:uuid}/pin", opt=PLAN)
async def pin(request: Asking, actor: Who, now: Now, entry: FromPath[UUID]) -> Response[str] | Redirect:
    """Let the planner leave this visit where it stands, or move it again."""
    version, found = await queries.entry_on_board(actor, entry)
    act = actions.unpin_entry if found.pinned else actions.pin_entry
    await act(actor=actor, entry_id=entry, now=now)
    return await answer(request, actor, version.id, [found.facility])


async def _open(actor: Actor, entry: UUID) -> tuple[Board, Entry]:
    version, _ = await queries.entry_on_board(actor, entry)
    board = await queries.board_of(actor, version.id)
    return board, next(each for each in board.entries if each.id == entry)


def _filled(actor: Actor, entry: Entry) -> Form:
    team = [str(seat.account) for seat in entry.team]
    form = Form(language=actor.language)
    form.fill(first_day=entry.first_day, days=entry.days, type=entry.type.value)
    return form.fill(team=team, lead=entry.lead)


def _merged(actor: Actor, entry: Entry, typed: Form) -> Form:
    """Give what was typed; what the form did not ask for as it stands."""
    for name, held in _filled(actor, entry).lists.items():
        typed.lists.setdefault(name, held)
    return typed


def _page(request: Asking, actor: Actor, board: Board, entry: Entry, form: Form, status: int = 200) -> Response[str]:
    words = BoardWords(board, Pen(actor.language), actor.today)
    week = next((each for each in board.weeks if entry.first_day <= each.last_day), board.weeks[-1])
    place = next((each for each in board.places if each.id == entry.facility), None)
    return page(
        request,
        "programme/visit.html",
        status=status,
        board=board,
        entry=entry,
        row=words.row(place) if place else None,
        block=words.block(entry),
        form=form,
        types=choices("visit_types", actor.language),
        people=candidates_of(board, actor, week),
        week=week,
        view=view_along(request),
    )


HANDLERS = [visit_page, move, change_team, remove, pin]
