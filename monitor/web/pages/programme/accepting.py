"""What accepting a version will do, said before it is done; beginning another version, setting one aside."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, say
from monitor.programme import actions, queries
from monitor.programme.rules.accepting import as_planned
from monitor.programme.rules.board import Board, Entry
from monitor.programme.rules.programmes import VersionState
from monitor.visits.rules import BEFORE_GATE, Visit
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import PLAN, address
from monitor.web.pages.programme.shown import BoardWords, Shown


@dataclass(frozen=True, slots=True)
class Summary:
    """What will happen: visits planned anew, visits that stay or change, visits called off, days of people."""

    new: int
    kept: int
    gone: int
    unled: int
    person_days: int
    missed: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A visit that stands and will be another; `told` says that the authority was told of days it will not be on."""

    visit: UUID
    said: str
    told: bool


@get("/programmes/board/{version:uuid}/accept", opt=PLAN)
async def accept_page(request: Asking, actor: Who, version: FromPath[UUID]) -> Response[str]:
    return await _page(request, actor, version, Form(language=actor.language))


@post("/programmes/board/{version:uuid}/accept", opt=PLAN)
async def accept(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    try:
        await actions.accept_version(actor=actor, version_id=version, now=now)
    except Problem as problem:
        await queries.version_open_to(actor, version)
        return await _page(request, actor, version, form.failed(problem), problem.status)
    return see(address(version))


@post("/programmes/board/{version:uuid}/copy", opt=PLAN)
async def copy(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Redirect:
    """Begin another version from this one."""
    form = await form_of(request)
    made = await actions.begin_version(actor=actor, version_id=form.id("id") or uuid4(), parent=version, now=now)
    return see(address(made))


@post("/programmes/board/{version:uuid}/aside", opt=PLAN)
async def set_aside(actor: Who, now: Now, version: FromPath[UUID]) -> Redirect:
    found = await queries.version_open_to(actor, version)
    await actions.set_version_aside(actor=actor, version_id=version, now=now)
    return see(f"/programmes/{found.programme}")


async def _page(request: Asking, actor: Actor, version: UUID, form: Form, status: int = 200) -> Response[str]:
    board = await queries.board_of(actor, version)
    held = [each for each in board.versions if each.state is VersionState.ACCEPTED and each.id != version]
    before = [entry for each in held for entry in await queries.entries_on(actor, each.id)]
    words = BoardWords(board, Pen(actor.language), actor.today)
    shown: Shown = words.shown(())
    changed = await queries.visits_changed(actor, version) if board.version.is_draft else []
    return page(
        request,
        "programme/accept.html",
        status=status,
        board=board,
        shown=shown,
        summary=_summary(board, before),
        changed=[_changed(words, entry, visit) for entry, visit in changed],
        form=form,
    )


def _changed(words: BoardWords, entry: Entry, visit: Visit) -> Changed:
    before, after = (_worded(words, each, entry.type is not visit.type) for each in (as_planned(entry, visit), entry))
    said = say(N_("%(place)s: %(after)s instead of %(before)s"), place=visit.facility_name, after=after, before=before)
    moved = (visit.first_day, visit.last_day) != (entry.first_day, entry.last_day)
    return Changed(visit.id, words.pen(said), moved and visit.notice_given_at is not None)


def _worded(words: BoardWords, entry: Entry, with_type: bool) -> str:
    parts = [words.days(entry.first_day, entry.last_day), words.people(entry.team)]
    return words.pen.listed([words.pen(label_of("visit_types", entry.type)).lower(), *parts] if with_type else parts)


def _summary(board: Board, before: list[Entry]) -> Summary:
    going = {entry.visit for entry in before if entry.state in BEFORE_GATE}
    return Summary(
        new=sum(entry.visit is None for entry in board.standing),
        kept=sum(entry.visit is not None for entry in board.standing),
        gone=len(going - {entry.visit for entry in board.entries}),
        unled=sum(entry.lead is None for entry in board.standing),
        person_days=board.person_days,
        missed=sum(line.missed for line in board.by_type),
    )


HANDLERS = [accept_page, accept, copy, set_aside]
