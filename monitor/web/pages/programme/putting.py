"""Putting visits on the board: typed into a cell, or by a form of their own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import Sentence, count
from monitor.programme import actions, queries
from monitor.programme.rules.board import Board, Week
from monitor.programme.rules.by_hand import day_in_week, entry_typed, initials_of
from monitor.programme.rules.model import AWAY, FREE
from monitor.programme.rules.programmes import NewEntry, Seat
from monitor.visits.rules import VisitType
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.board import answer, view_along
from monitor.web.pages.programme.listing import PLAN
from monitor.web.pages.programme.shown import BoardWords


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to choose for a team; `days` says how many days of the week are free, unknown, taken."""

    account: str
    initials: str
    name: str
    organisation: str
    skills: str
    days: tuple[Sentence, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """Give what a field of choices asks for: the value and its label."""
        return self.account, self.name


@post("/programmes/board/{version:uuid}/cells", opt=PLAN)
async def put_typed(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[str] | Redirect:
    """Put what was typed into the cell of a place and a week."""
    form = await form_of(request)
    key, facility, week = form.needed_id("id"), form.needed_id("facility"), form.whole("week")
    day, kind = form.day("first_day"), form.one_of("type", VisitType) or VisitType.IN_DEPTH
    board = await queries.board_of(actor, version)
    form.check()
    entry = entry_typed(board, key, facility, week, form.text("typed"), first_day=day, type=kind)
    await actions.put_entry(actor=actor, entry_id=key, version_id=version, entry=entry, now=now)
    return await answer(request, actor, version, [facility])


@get("/programmes/board/{version:uuid}/put", opt=PLAN)
async def put_page(request: Asking, actor: Who, version: FromPath[UUID]) -> Response[str]:
    """Show the form of a new visit; a place and a week of the address are filled in."""
    board = await queries.board_of(actor, version)
    form = Form({name: [text] for name, text in request.query_params.items()}, actor.language)
    facility, number = form.id("place"), form.whole("week")
    place = next((each for each in board.places if each.id == facility), None)
    week = next((each for each in board.weeks if each.number == number), board.weeks[0])
    days = place.rule.visit_days if place is not None and place.rule else 1
    form.faults.clear()
    form.fill(id=uuid4(), facility=facility, days=days, type=VisitType.IN_DEPTH.value)
    if place is not None and number is not None:
        form.fill(first_day=day_in_week(board, week, days, (), place.id))
    return _form(request, actor, board, form)


@post("/programmes/board/{version:uuid}/put", opt=PLAN)
async def put(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    board = await queries.board_of(actor, version)
    entry = NewEntry(
        facility=form.needed_id("facility"),
        first_day=form.needed_day("first_day"),
        days=form.whole_or("days", 1),
        type=form.needed_of("type", VisitType),
        team=team_of(form),
    )
    key = form.needed_id("id")
    try:
        form.check()
        await actions.put_entry(actor=actor, entry_id=key, version_id=version, entry=entry, now=now)
    except Problem as problem:
        return _form(request, actor, board, form.failed(problem), problem.status)
    return await answer(request, actor, version, [entry.facility])


def team_of(form: Form) -> tuple[Seat, ...]:
    """Read a team: those ticked, and whoever was chosen to lead, ticked or not."""
    lead, ticked = form.id("lead"), form.ids("team")
    accounts = [lead, *(who for who in ticked if who != lead)] if lead else list(ticked)
    return tuple(Seat(who, who == lead) for who in accounts)


def candidates_of(board: Board, actor: Actor, week: Week) -> list[Candidate]:
    """List who can be put on a team, with what is known of their days in a week."""
    words, initials = BoardWords(board, Pen(actor.language), actor.today), initials_of(board.people)
    first, last = ((day - board.programme.first_day).days for day in (week.first_day, week.last_day))
    return [
        Candidate(
            account=str(person.account),
            initials=initials[person.account],
            name=person.name,
            organisation=person.organisation_name,
            skills=words.skills(person),
            days=_days(person.calendar[first : last + 1]),
        )
        for person in board.people
    ]


def _days(calendar: str) -> tuple[Sentence, ...]:
    free, away = calendar.count(FREE), calendar.count(AWAY)
    unknown = len(calendar) - free - away
    said = (
        (free, count("%(n)s day free", "%(n)s days free", free)),
        (unknown, count("%(n)s day not known", "%(n)s days not known", unknown)),
        (away, count("%(n)s day not available", "%(n)s days not available", away)),
    )
    return tuple(words for number, words in said if number)


def _form(request: Asking, actor: Actor, board: Board, form: Form, status: int = 200) -> Response[str]:
    day = form.day("first_day")
    week = next((each for each in board.weeks if day is not None and day <= each.last_day), board.weeks[0])
    words = BoardWords(board, Pen(actor.language), actor.today)
    return page(
        request,
        "programme/put.html",
        status=status,
        board=board,
        form=form,
        places=[(str(place.id), place.name) for place in board.places],
        types=choices("visit_types", actor.language),
        people=candidates_of(board, actor, week),
        week=week,
        view=view_along(request),
        row=next((words.row(place) for place in board.places if str(place.id) == form.values.get("facility")), None),
    )


HANDLERS = [put_typed, put_page, put]
