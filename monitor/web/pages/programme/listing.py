"""The programmes of one's organisation, and beginning one."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.facilities.queries import regions
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_
from monitor.people.queries import organisations
from monitor.people.rules import Need
from monitor.programme import actions, queries
from monitor.programme.rules.programmes import Frame, Mark, MarkKind, NewMark, Programme, Version, VersionState
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page

VIEW, PLAN = {"need": Need.PROGRAMME_VIEW}, {"need": Need.PROGRAMME_PLAN}


def address(version: UUID) -> str:
    """Give the address of a version's board."""
    return f"/programmes/board/{version}"


@get("/programmes", opt=VIEW)
async def programmes(request: Asking, actor: Who) -> Response[str]:
    return page(request, "programme/list.html", programmes=await queries.programmes(actor))


@get("/programmes/new", opt=PLAN)
async def new_programme(request: Asking, actor: Who) -> Response[str]:
    usual = Frame("", date.min, date.min)
    form = Form(language=actor.language)
    form.fill(id=uuid4(), version=uuid4(), unknown_ok="yes", evenly="yes", weekends=usual.weekends, nights=usual.nights)
    return await _form(request, actor, form)


@post("/programmes", opt=PLAN)
async def begin(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    key, version, frame = form.needed_id("id"), form.needed_id("version"), await _frame(actor, form)
    try:
        form.check()
        await actions.begin_programme(actor=actor, programme_id=key, version_id=version, frame=frame, now=now)
    except Problem as problem:
        return await _form(request, actor, form.failed(problem), problem.status)
    return see(address(version))


@get("/programmes/{programme:uuid}", opt=VIEW)
async def programme_page(actor: Who, programme: FromPath[UUID]) -> Redirect:
    """Lead to the version one works on: the latest draft, else what was accepted."""
    opened = await queries.programme_open_to(actor, programme)
    return see(address(_latest(await queries.versions_of(actor, opened.id)).id))


@get("/programmes/{programme:uuid}/frame", opt=PLAN)
async def frame_page(request: Asking, actor: Who, programme: FromPath[UUID]) -> Response[str]:
    found = await queries.programme_open_to(actor, programme)
    return await _form(request, actor, _held(actor, found), programme=found)


@post("/programmes/{programme:uuid}/frame", opt=PLAN)
async def change_frame(request: Asking, actor: Who, now: Now, programme: FromPath[UUID]) -> Response[str] | Redirect:
    found = await queries.programme_open_to(actor, programme)
    form = await form_of(request)
    frame = await _frame(actor, form)
    try:
        form.check()
        await actions.change_programme(actor=actor, programme_id=found.id, frame=frame, now=now)
    except Problem as problem:
        return await _form(request, actor, form.failed(problem), problem.status, found)
    return see(f"/programmes/{found.id}")


@post("/programmes/{programme:uuid}/closed", opt=PLAN)
async def close_days(request: Asking, actor: Who, now: Now, programme: FromPath[UUID]) -> Response[str] | Redirect:
    """Say on which days no visit is made, everywhere or at one place."""
    found = await queries.programme_open_to(actor, programme)
    form = await form_of(request)
    key, first, last = form.needed_id("id"), form.needed_day("closed_from"), form.day("closed_to")
    try:
        form.check()
        mark = NewMark(MarkKind.CLOSED, form.id("place"), first, last)
        await actions.set_mark(actor=actor, mark_id=key, programme_id=found.id, mark=mark, now=now)
    except Problem as problem:
        failed = form.failed(_renamed(problem))
        return await _form(request, actor, _held(actor, found), problem.status, found, failed)
    return see(_back(form, found.id))


@post("/programmes/{programme:uuid}/closed/{mark:uuid}/end", opt=PLAN)
async def open_days(request: Asking, actor: Who, now: Now, programme: FromPath[UUID], mark: FromPath[UUID]) -> Redirect:
    """Take days without visits back."""
    form = await form_of(request)
    await actions.end_mark(actor=actor, mark_id=mark, now=now)
    return see(_back(form, programme))


def _back(form: Form, programme: UUID) -> str:
    """Give the page that days without visits were said on."""
    place, version = form.id("place"), form.id("version")
    return f"{address(version)}/places/{place}" if place and version else f"/programmes/{programme}/frame"


def _renamed(problem: Problem) -> Problem:
    """Name the fault after the field of the page: the form above has days of its own."""
    if not isinstance(problem, BadForm):
        return problem
    return BadForm(
        tuple(FieldError("closed_from" if e.field == "first_day" else e.field, e.said) for e in problem.errors)
    )


def _latest(versions: list[Version]) -> Version:
    for state in (VersionState.DRAFT, VersionState.ACCEPTED):
        for version in versions:
            if version.state is state:
                return version
    return versions[0]


async def _frame(actor: Actor, form: Form) -> Frame:
    usual, home = Frame("", date.min, date.min), form.id("home")
    if home is not None and home not in {region.id for region in await regions(actor)}:
        form.wrong("home", N_("Choose one from the list."))
    return Frame(
        title=form.needed("title"),
        first_day=form.needed_day("first_day"),
        last_day=form.needed_day("last_day"),
        budget=form.whole("budget"),
        cars=form.whole("cars"),
        unknown_ok=form.ticked("unknown_ok"),
        partners=frozenset(form.ids("partners")),
        home=home,
        weekends=form.whole_or("weekends", usual.weekends),
        nights=form.whole_or("nights", usual.nights),
        evenly=form.ticked("evenly"),
        travel_km=form.whole("travel_km"),
    )


def _held(actor: Actor, programme: Programme) -> Form:
    return Form(language=actor.language).fill(
        title=programme.title,
        first_day=programme.first_day,
        last_day=programme.last_day,
        budget=programme.budget,
        cars=programme.cars,
        unknown_ok="yes" if programme.unknown_ok else None,
        partners=programme.partners,
        home=programme.home,
        weekends=programme.weekends,
        nights=programme.nights,
        evenly="yes" if programme.evenly else None,
        travel_km=programme.travel_km,
    )


async def _form(
    request: Asking,
    actor: Actor,
    form: Form,
    status: int = 200,
    programme: Programme | None = None,
    days: Form | None = None,
) -> Response[str]:
    houses = [house for house in await organisations(actor) if house.id != actor.organisation]
    return page(
        request,
        "programme/frame.html",
        status=status,
        form=form,
        others=[(str(house.id), house.name) for house in houses],
        regions=[(str(region.id), region.name) for region in await regions(actor)],
        programme=programme,
        closed=await closed_on(actor, programme.id) if programme else (),
        days=days or days_form(actor),
    )


async def closed_on(actor: Actor, programme: UUID, place: UUID | None = None) -> list[Mark]:
    """List the days without visits at a place, or everywhere."""
    marks = await queries.marks_on(actor, programme)
    return [mark for mark in marks if mark.kind is MarkKind.CLOSED and mark.facility == place]


def days_form(actor: Actor) -> Form:
    """Make an empty form for days without visits."""
    return Form(language=actor.language).fill(id=uuid4())


HANDLERS = [
    programmes,
    new_programme,
    begin,
    programme_page,
    frame_page,
    change_frame,
    close_days,
    open_days,
]
