"""Organisations: the monitoring bodies, from when to when each works."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices, label_of
from monitor.kit.problems import NotHere, Problem
from monitor.people import actions, queries
from monitor.people.rules import Need, OrganisationKind
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page


@get("/organisations", opt={"need": Need.FACILITY_VIEW})
async def organisations(request: Asking, actor: Who) -> Response[str]:
    found = await queries.organisations(actor)
    return page(
        request,
        "people/organisations.html",
        houses=found,
        kinds=[label_of("organisation_kinds", house.kind) for house in found],
        may_manage=actor.may(Need.ORGANISATION_MANAGE),
    )


@get("/organisations/new", opt={"need": Need.ORGANISATION_MANAGE})
async def new_page(request: Asking) -> Response[str]:
    return _form(request, Form(language=request.scope["state"]["language"]).fill(id=uuid4()))


@post("/organisations/new", opt={"need": Need.ORGANISATION_MANAGE})
async def new(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    name, kind, key = form.needed("name"), form.needed_of("kind", OrganisationKind), form.needed_id("id")
    first = form.day("from_day")
    try:
        form.check()
        await actions.add_organisation(actor=actor, organisation_id=key, name=name, kind=kind, from_day=first, now=now)
    except Problem as problem:
        return _form(request, form.failed(problem), problem.status)
    return see("/organisations")


@get("/organisations/{organisation:uuid}", opt={"need": Need.ORGANISATION_MANAGE})
async def organisation_page(request: Asking, actor: Who, organisation: FromPath[UUID]) -> Response[str]:
    found = next((house for house in await queries.organisations(actor) if house.id == organisation), None)
    if found is None:
        raise NotHere()
    form = Form(language=request.scope["state"]["language"])
    form.fill(name=found.name, kind=found.kind.value, from_day=found.from_day, to_day=found.to_day)
    return _form(request, form, house=organisation)


@post("/organisations/{organisation:uuid}", opt={"need": Need.ORGANISATION_MANAGE})
async def keep(request: Asking, actor: Who, now: Now, organisation: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    name, kind = form.needed("name"), form.needed_of("kind", OrganisationKind)
    first, last = form.day("from_day"), form.day("to_day")
    try:
        form.check()
        await actions.keep_organisation(
            actor=actor, organisation=organisation, name=name, kind=kind, from_day=first, to_day=last, now=now
        )
    except Problem as problem:
        return _form(request, form.failed(problem), problem.status, organisation)
    return see("/organisations")


def _form(request: Asking, form: Form, status: int = 200, house: UUID | None = None) -> Response[str]:
    kinds = choices("organisation_kinds", form.language)
    return page(request, "people/organisation.html", status=status, form=form, kinds=kinds, house=house)


HANDLERS = [organisations, new_page, new, organisation_page, keep]
