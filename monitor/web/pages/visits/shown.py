"""Visits: the list, and one visit with everything that happened on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices, label_of
from monitor.denials.queries import denials_on, turns_of
from monitor.denials.rules import DenialLine, Outcome, Turn, said_of
from monitor.kit.actor import Actor
from monitor.kit.paging import Page
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import N_, Sentence, word
from monitor.people.rules import Need
from monitor.visits import actions, queries
from monitor.visits.queries import VisitLine
from monitor.visits.rules import (
    BEFORE_GATE,
    HAPPENED,
    NEXT,
    AdmissionStatus,
    Answered,
    Visit,
    VisitState,
    VisitType,
    Warning,
    WarningKind,
    reaches,
)
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page

MARKS = {
    Outcome.MADE: "visit",
    Outcome.PARTLY_REFUSED: "partly",
    Outcome.REFUSED: "refusal",
    Outcome.CUT_SHORT: "partly",
}
ADMISSION_MARKS = {
    AdmissionStatus.ADMITTED: "good",
    AdmissionStatus.LATE: "due",
    AdmissionStatus.PARTLY: "partly",
    AdmissionStatus.REFUSED: "refusal",
    AdmissionStatus.WITHDREW_PROTEST: "refusal",
    AdmissionStatus.WITHDREW_OWN: "other",
    AdmissionStatus.WAITING: "due",
}
BY_HAND = (VisitState.PLANNED, VisitState.READY, VisitState.ENDED)
MOVE_WORDS = {
    VisitState.PLANNED: N_("Back to planned"),
    VisitState.READY: N_("The visit is ready"),
    VisitState.ENDED: N_("End the visit"),
}


class Group(StrEnum):
    """Parts of the list of visits as people ask for them."""

    AHEAD = "ahead"
    UNDER_WAY = "under_way"
    TO_RECORD = "to_record"
    OVER = "over"
    CANCELLED = "cancelled"


GROUPS = {
    Group.AHEAD: (N_("ahead"), BEFORE_GATE),
    Group.UNDER_WAY: (N_("under way"), frozenset({VisitState.UNDER_WAY})),
    Group.TO_RECORD: (N_("to be recorded"), frozenset({VisitState.ENDED})),
    Group.OVER: (N_("recorded"), frozenset({VisitState.RECORDED, VisitState.CLOSED})),
    Group.CANCELLED: (N_("cancelled"), frozenset({VisitState.CANCELLED})),
}


class Move(StrEnum):
    """Steps of a visit's life that its own page offers: the gate begins it, recording belongs to the record."""

    PLANNED = "planned"
    READY = "ready"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Look:
    """The warnings of one kind, all open or all answered: one form answers them together."""

    kind: WarningKind
    about: tuple[UUID, ...]
    said: tuple[Sentence, ...]
    asks_reason: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A visit as a line of the list: with its mark and the words beside it."""

    line: VisitLine
    mark: str
    words: str
    persons: Sentence | None


@get("/visits", opt={"need": Need.VISIT_VIEW})
async def visit_list(request: Asking, actor: Who) -> Response[str]:
    """List the visits the reader may see."""
    language: str = request.scope["state"]["language"]
    form = Form({name: [text] for name, text in request.query_params.items()}, language)
    group, kind, mine = form.one_of("group", Group), form.one_of("type", VisitType), form.ticked("mine")
    filters = queries.Filters(
        search=form.text("q"),
        states=GROUPS[group][1] if group else frozenset(),
        type=kind,
        team=actor.account if mine else None,
    )
    found = await queries.visits(actor, filters, form.whole("page") or 1)
    shown = await with_outcomes(actor, found)
    return page(
        request,
        "visits/list.html",
        form=form,
        found=found,
        shown=shown,
        groups=[(key.value, word(words, language)) for key, (words, _) in GROUPS.items()],
        types=choices("visit_types", language),
        label=label_of,
    )


async def with_outcomes(actor: Actor, found: Page[VisitLine]) -> list[Shown]:
    """Put each visit's outcome, or its state while there is none, beside it."""
    turns = {turn.visit: turn for turn in await turns_of(actor, [line.id for line in found.rows])}
    return [_shown(line, turns.get(line.id)) for line in found.rows]


def _shown(line: VisitLine, turn: Turn | None) -> Shown:
    if turn is None or turn.outcome is None or line.state not in HAPPENED:
        return Shown(line, "", label_of("visit_states", line.state), None)
    return Shown(line, MARKS[turn.outcome], label_of("outcomes", turn.outcome), said_of(turn.tally))


@get("/visits/{visit_id:uuid}", opt={"need": Need.VISIT_VIEW})
async def visit_page(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str]:
    return await show(request, actor, now, visit_id, Form(language=request.scope["state"]["language"]))


async def show(
    request: Asking, actor: Actor, now: datetime, visit_id: UUID, form: Form, status: int = 200
) -> Response[str]:
    """Render a visit with what its reader may do next."""
    visit = await queries.visit_open_to(actor, visit_id)
    entry = await queries.entry_of(actor, visit_id)
    form.lists.setdefault("stage_day", [visit.first_day.isoformat()])
    warnings = await queries.warnings_for(actor, visit_id, now.date()) if visit.state in BEFORE_GATE else ()
    return page(
        request,
        "visits/visit.html",
        status=status,
        form=form,
        visit=visit,
        entry=entry,
        admitted={admission.account: admission for admission in entry.admissions},
        gate_marks=ADMISSION_MARKS,
        outcome=await _outcome(actor, visit),
        denials=await _denials(actor, visit_id),
        companions=await queries.companions_of(actor, visit_id),
        promises=await queries.promises_of(actor, visit_id),
        trip=await queries.visits_on_trip(actor, visit.trip),
        moves=await queries.moves_of(actor, visit_id),
        warnings=_looks(warnings),
        may_run=reaches(actor, Need.VISIT_RUN, visit),
        may_plan=reaches(actor, Need.VISIT_PLAN, visit),
        may_deny=actor.may(Need.DENIAL_LOG),
        before=visit.state in BEFORE_GATE,
        happened=visit.state in HAPPENED,
        next=_next(actor, visit),
        fresh=uuid4,
        label=label_of,
        vocabulary=lambda name: choices(name, request.scope["state"]["language"]),
    )


def _looks(answered: Iterable[Answered]) -> list[Look]:
    """Group warnings by kind and answer, the open ones first."""
    groups: dict[tuple[WarningKind, str | None], list[Warning]] = {}
    for entry in answered:
        groups.setdefault((entry.warning.kind, entry.reason), []).append(entry.warning)
    looks = [
        Look(kind, tuple(w.about for w in held), tuple(w.said for w in held), held[0].asks_reason, reason)
        for (kind, reason), held in groups.items()
    ]
    return sorted(looks, key=lambda look: look.reason is not None)


async def _outcome(actor: Actor, visit: Visit) -> tuple[str, str, Sentence | None] | None:
    turns = await turns_of(actor, [visit.id])
    if not turns or turns[0].outcome is None:
        return None
    return MARKS[turns[0].outcome], label_of("outcomes", turns[0].outcome), said_of(turns[0].tally)


async def _denials(actor: Actor, visit: UUID) -> list[DenialLine]:
    return await denials_on(actor, visit) if actor.may(Need.DENIAL_FIGURES) else []


def _next(actor: Actor, visit: Visit) -> list[tuple[str, str]]:
    """Give the moves the reader may make by hand, with the words on their buttons, the likely one first."""
    plans = reaches(actor, Need.VISIT_PLAN, visit)
    planners = {VisitState.PLANNED, VisitState.READY}
    if not reaches(actor, Need.VISIT_RUN, visit):
        return []
    words = dict(MOVE_WORDS)
    if visit.state is VisitState.PROPOSED:
        words[VisitState.PLANNED] = N_("Plan this proposal")
    return [(to.value, words[to]) for to in BY_HAND if to in NEXT[visit.state] and (plans or to not in planners)]


async def attempt(
    request: Asking, actor: Actor, now: datetime, visit_id: UUID, form: Form, act: Callable[[], Awaitable[object]]
) -> Response[str] | Redirect:
    """Do what a form of the visit's page asks, or show the page again with what was wrong; nothing typed is lost."""
    try:
        form.check()
        await act()
    except NotHere:
        raise
    except Problem as problem:
        return await show(request, actor, now, visit_id, form.failed(problem), problem.status)
    return see(f"/visits/{visit_id}{form.text('back')}" if form.text("back") in {"/gate"} else f"/visits/{visit_id}")


@post("/visits/{visit_id:uuid}/move", opt={"need": Need.VISIT_RUN})
async def move(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    to = VisitState(form.needed_of("to", Move).value)
    return await attempt(
        request, actor, now, visit_id, form, lambda: actions.move_on(actor=actor, visit_id=visit_id, to=to, now=now)
    )


@post("/visits/{visit_id:uuid}/cancel", opt={"need": Need.VISIT_PLAN})
async def cancel(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    reason = form.needed("cancel_reason")
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.cancel_visit(actor=actor, visit_id=visit_id, reason=reason, now=now),
    )


@post("/visits/{visit_id:uuid}/lift", opt={"need": Need.VISIT_PLAN})
async def lift(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    return await attempt(
        request, actor, now, visit_id, Form(), lambda: actions.lift_secrecy(actor=actor, visit_id=visit_id, now=now)
    )


@post("/visits/{visit_id:uuid}/warnings", opt={"need": Need.VISIT_PLAN})
async def warning(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    """Answer every open warning of one kind at once."""
    form = await form_of(request)
    kind, about = form.needed_of("warning", WarningKind), form.ids("about")
    reason = form.text(f"reason_{kind.value}")
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.answer_warning(actor=actor, visit_id=visit_id, kind=kind, about=about, reason=reason, now=now),
    )


HANDLERS = [visit_list, visit_page, move, cancel, lift, warning]
