"""Why a place is in a version, or why not; pinning it, leaving it out, points given by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import N_, count, say
from monitor.programme import actions, queries
from monitor.programme.rules.board import Board, Place
from monitor.programme.rules.explain.why import Role, Why
from monitor.programme.rules.explain.why_not import WhyNot
from monitor.programme.rules.priority import Score
from monitor.programme.rules.programmes import MarkKind, NewMark
from monitor.programme.rules.question import Question
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import PLAN, address, closed_on, days_form
from monitor.web.pages.programme.mending import price_words

HALF_A_YEAR = timedelta(days=180)
BRINGS = {
    Role.WOMAN: N_("woman"),
    Role.DOCTOR: N_("doctor"),
    Role.LANGUAGE: N_("language needed"),
    Role.ORGANISATION: N_("of another organisation"),
    Role.PINNED: N_("named for this visit"),
    Role.LIVES_THERE: N_("needs no journey"),
    Role.ON_THE_TRIP: N_("on the same journey"),
}


class Wish(StrEnum):
    """What somebody wants of a place in this programme."""

    PIN = "pin"
    FORBID = "forbid"
    FREE = "free"


WISHES = {
    Wish.PIN: N_("It must be visited"),
    Wish.FORBID: N_("It is to be left out"),
    Wish.FREE: N_("As the points have it"),
}


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said of a place, worded: each is a line under its heading."""

    here: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    them: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@get("/programmes/board/{version:uuid}/places/{place:uuid}", opt=PLAN)
async def programme_place(request: Asking, actor: Who, version: FromPath[UUID], place: FromPath[UUID]) -> Response[str]:
    form = Form(language=actor.language).fill(id=uuid4(), until_day=actor.today + HALF_A_YEAR)
    return await _page(request, actor, version, place, form)


@post("/programmes/board/{version:uuid}/places/{place:uuid}/wish", opt=PLAN)
async def wish(actor: Who, now: Now, request: Asking, version: FromPath[UUID], place: FromPath[UUID]) -> Redirect:
    """Pin a place, leave it out, or take that back."""
    form = await form_of(request)
    wanted = form.needed_of("wish", Wish)
    form.check()
    programme = (await queries.version_open_to(actor, version)).programme
    if wanted is Wish.FREE:
        for mark in await queries.marks_on(actor, programme):
            if mark.facility == place and mark.kind is not MarkKind.CLOSED:
                await actions.end_mark(actor=actor, mark_id=mark.id, now=now)
    else:
        mark_id = form.id("id") or uuid4()
        await actions.set_mark(
            actor=actor, mark_id=mark_id, programme_id=programme, mark=NewMark(MarkKind(wanted.value), place), now=now
        )
    return see(f"{address(version)}/places/{place}")


@post("/programmes/board/{version:uuid}/places/{place:uuid}/points", opt=PLAN)
async def points(
    request: Asking, actor: Who, now: Now, version: FromPath[UUID], place: FromPath[UUID]
) -> Response[str] | Redirect:
    await queries.version_open_to(actor, version)
    form = await form_of(request)
    key, number, until = form.needed_id("id"), form.whole("points"), form.needed_day("until_day")
    reason = form.needed("reason")
    sign = -1 if form.ticked("fewer") else 1
    try:
        form.check()
        await actions.add_manual_points(
            actor=actor,
            points_id=key,
            facility=place,
            points=sign * (number or 0),
            reason=reason,
            until_day=until,
            now=now,
        )
    except Problem as problem:
        return await _page(request, actor, version, place, form.failed(problem), problem.status)
    return see(f"{address(version)}/places/{place}")


async def _page(
    request: Asking, actor: Actor, version: UUID, place: UUID, form: Form, status: int = 200
) -> Response[str]:
    every = await queries.entries_on(actor, version)
    entries = [entry for entry in every if entry.facility == place and not entry.is_off]
    pen = Pen(actor.language)
    if entries:
        explained = await queries.why_planned(actor, entries[0].id)
        board, speech = explained.board, _why(pen, explained.board, explained.question, explained.why)
    else:
        asked = await queries.why_not_planned(actor, version, place)
        board, speech = asked.board, _why_not(pen, asked.board, asked.question, asked.why_not)
    found = _place(board, place)
    held = Wish.PIN if found.pinned else Wish.FORBID if found.forbidden else Wish.FREE
    return page(
        request,
        "programme/place.html",
        status=status,
        board=board,
        base=address(version),
        place=found,
        kept=await _kept(actor, version, found),
        speech=speech,
        planned=bool(entries),
        wishes=[(each.value, pen(words), each is held) for each, words in WISHES.items()],
        mark_id=uuid4(),
        closed=await closed_on(actor, board.programme.id, place),
        days=days_form(actor),
        form=form,
    )


async def _kept(actor: Actor, version: UUID, place: Place) -> Score | None:
    """Give the points a place had when the version was proposed or accepted, None where they are the same today."""
    kept = next((score for score in await queries.points_kept(actor, version) if score.facility == place.id), None)
    return None if kept == place.score else kept


def _place(board: Board, place: UUID) -> Place:
    found = next((each for each in board.places if each.id == place), None)
    if found is None:
        raise NotHere()
    return found


def _why(pen: Pen, board: Board, question: Question, why: Why) -> Speech:
    names = _names(board)
    here = [pen(say(N_("number %(place)s of %(of)s by points"), place=why.here.place, of=why.here.of))]
    for holds, words in (
        (why.here.mandatory, N_("this visit is required")),
        (why.here.pinned, N_("somebody pinned it")),
        (why.here.stands, N_("it was accepted already")),
        (why.here.drawn, N_("it was drawn by lot, so that nobody can tell where visits go")),
    ):
        here += [pen(words)] if holds else []
    when = [pen.day(question.snapshot.date_of(why.now.day))]
    if why.now.due is not None:
        when.append(pen(say(N_("due by %(day)s"), day=pen.day(question.snapshot.date_of(why.now.due)))))
    when += [pen(words) for holds, words in _drawn(why) if holds]
    if n := why.now.usual_kept_apart:
        when.append(pen(count("%(n)s day off the usual interval", "%(n)s days off the usual interval", n)))
    if why.now.together:
        together = pen.listed([names.get(job.partition("/")[0], "") for job in why.now.together])
        said = say(N_("on one journey with %(places)s, which saves %(km)s km"), places=together, km=why.now.km_saved)
        when.append(pen(said))
    them = []
    for member in why.them.members:
        roles = pen.listed([pen(BRINGS[role]) for role in member.roles])
        following = names.get(member.next_best or "", "")
        price = price_words(member.next_price, pen.language)
        after = say(N_("next would be %(name)s (price in points: %(price)s)"), name=following, price=price)
        them.append(
            f"{names.get(member.person, '')}: {pen.listed([roles, pen(after) if following else ''])}".removesuffix(": ")
        )
    return Speech(here=tuple(here), now=tuple(when), them=(*them, *_not_asked(pen, why, names)))


def _not_asked(pen: Pen, why: Why, names: Mapping[str, str]) -> Iterator[str]:
    """Say who was not asked: conflicts by name, for only those of the own people are known; the rest as numbers."""
    if why.them.in_conflict:
        people = pen.listed([names.get(person, "") for person in why.them.in_conflict])
        yield pen(say(N_("in a conflict of interest here: %(people)s"), people=people))
    if n := why.them.without_mandate:
        yield pen(
            count(
                "%(n)s person's organisation has no mandate here",
                "%(n)s people's organisations have no mandate here",
                n,
            )
        )
    if n := why.them.not_available:
        yield pen(count("%(n)s person is not available then", "%(n)s people are not available then", n))


def _drawn(why: Why) -> tuple[tuple[bool, str], ...]:
    """Give what the lots said of days and hours: so many visits as the programme wishes fall on weekends and nights."""
    return (
        (why.now.on_weekend, N_("on a weekend, as the lot fell")),
        (why.now.night, N_("in the evening or at night, as the lot fell")),
    )


def _why_not(pen: Pen, board: Board, question: Question, why_not: WhyNot) -> Speech:
    names = _names(board)
    against = [pen(said) for said in why_not.said]
    against += [pen(why_not.help.said)] if why_not.help is not None else []
    for taken in why_not.taken[:3]:
        place = names.get(taken.job.partition("/")[0], "")
        against.append(
            pen(say(N_("People who could go are at %(place)s (%(points)s points)."), place=place, points=taken.score))
        )
    if why_not.place is not None:
        people = pen.listed([names.get(name, "") for name in why_not.place.team])
        day = pen.day(question.snapshot.date_of(why_not.place.day))
        against.append(pen(say(N_("It could be made on %(day)s by %(people)s."), day=day, people=people)))
    return Speech(against=tuple(against))


def _names(board: Board) -> dict[str, str]:
    places = {str(place.id): place.name for place in board.places}
    return places | {str(person.account): person.name for person in board.people}


HANDLERS = [programme_place, wish, points]
