"""The programmes of one's organisation, and beginning one."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.people.queries import organisations
from monitor.people.rules import Need
from monitor.programme import actions, queries
from monitor.programme.rules.programmes import Frame, Programme, Version, VersionState
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
    form = Form(language=actor.language).fill(id=uuid4(), version=uuid4(), unknown_ok="yes")
    return await _form(request, actor, form)


@post("/programmes", opt=PLAN)
async def begin(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    key, version, frame = form.needed_id("id"), form.needed_id("version"), _frame(form)
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
    form = Form(language=actor.language).fill(
        title=found.title,
        first_day=found.first_day,
        last_day=found.last_day,
        budget=found.budget,
        cars=found.cars,
        unknown_ok="yes" if found.unknown_ok else None,
        partners=found.partners,
    )
    return await _form(request, actor, form, programme=found)


@post("/programmes/{programme:uuid}/frame", opt=PLAN)
async def change_frame(request: Asking, actor: Who, now: Now, programme: FromPath[UUID]) -> Response[str] | Redirect:
    found = await queries.programme_open_to(actor, programme)
    form = await form_of(request)
    frame = _frame(form, found)
    try:
        form.check()
        await actions.change_programme(actor=actor, programme_id=found.id, frame=frame, now=now)
    except Problem as problem:
        return await _form(request, actor, form.failed(problem), problem.status, found)
    return see(f"/programmes/{found.id}")


def _latest(versions: list[Version]) -> Version:
    for state in (VersionState.DRAFT, VersionState.ACCEPTED):
        for version in versions:
            if version.state is state:
                return version
    return versions[0]


def _frame(form: Form, held: Programme | None = None) -> Frame:
    """Read a frame; what the page does not ask for stays as it was."""
    rest = Frame("", form.needed_day("first_day"), form.needed_day("last_day"))
    return Frame(
        title=form.needed("title"),
        first_day=rest.first_day,
        last_day=rest.last_day,
        budget=form.whole("budget"),
        cars=form.whole("cars"),
        unknown_ok=form.ticked("unknown_ok"),
        partners=frozenset(form.ids("partners")),
        home=held.home if held else None,
        weekends=held.weekends if held else rest.weekends,
        nights=held.nights if held else rest.nights,
    )


async def _form(
    request: Asking, actor: Actor, form: Form, status: int = 200, programme: Programme | None = None
) -> Response[str]:
    houses = [house for house in await organisations(actor) if house.id != actor.organisation]
    others = [(str(house.id), house.name) for house in houses]
    return page(request, "programme/frame.html", status=status, form=form, others=others, programme=programme)


HANDLERS = [programmes, new_programme, begin, programme_page, frame_page, change_frame]
