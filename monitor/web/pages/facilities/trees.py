"""Regions, and authorities with their days: what places hang on."""

from __future__ import annotations

from uuid import uuid4

from litestar import Response, get, post
from litestar.response import Redirect

from monitor.facilities import actions
from monitor.facilities.queries import authorities, regions
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.people.rules import Need
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.facilities.choosing import as_tree

Answer = Response[str] | Redirect
VIEW, EDIT = {"need": Need.FACILITY_VIEW}, {"need": Need.FACILITY_EDIT}


@get("/authorities", opt=VIEW)
async def authority_list(request: Asking, actor: Who) -> Response[str]:
    return await _authorities(request, actor, _fresh(request))


@post("/authorities", opt=EDIT)
async def add_authority(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    name, parent, since = form.needed("name"), form.id("parent"), form.day("from_day")
    try:
        form.check()
        await actions.add_authority(
            actor=actor, authority_id=form.needed_id("id"), name=name, parent=parent, from_day=since, now=now
        )
    except Problem as problem:
        return await _authorities(request, actor, form.failed(problem), problem.status)
    return see("/authorities")


@post("/authorities/move", opt=EDIT)
async def move_authority(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    moved, parent, since = form.needed_id("moved"), form.id("above"), form.day("moved_from")
    try:
        form.check()
        await actions.move_authority(actor=actor, authority=moved, parent=parent, from_day=since, now=now)
    except Problem as problem:
        return await _authorities(request, actor, form.failed(problem), problem.status)
    return see("/authorities")


@post("/authorities/end", opt=EDIT)
async def end_authority(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    ended, until = form.needed_id("ended"), form.needed_day("to_day")
    try:
        form.check()
        await actions.end_authority(actor=actor, authority=ended, to_day=until, now=now)
    except Problem as problem:
        return await _authorities(request, actor, form.failed(problem), problem.status)
    return see("/authorities")


@get("/regions", opt=VIEW)
async def region_list(request: Asking, actor: Who) -> Response[str]:
    return await _regions(request, actor, _fresh(request))


@post("/regions", opt=EDIT)
async def add_region(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    name, parent = form.needed("name"), form.id("parent")
    try:
        form.check()
        await actions.add_region(actor=actor, region_id=form.needed_id("id"), name=name, parent=parent, now=now)
    except Problem as problem:
        return await _regions(request, actor, form.failed(problem), problem.status)
    return see("/regions")


@post("/regions/name", opt=EDIT)
async def rename_region(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    region, name = form.needed_id("region"), form.needed("new_name")
    try:
        form.check()
        await actions.rename_region(actor=actor, region=region, name=name, now=now)
    except Problem as problem:
        return await _regions(request, actor, form.failed(problem), problem.status)
    return see("/regions")


def _fresh(request: Asking) -> Form:
    return Form(language=request.scope["state"]["language"]).fill(id=uuid4())


async def _authorities(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    found = await authorities(actor)
    tree = as_tree((one.id, one.name, one.parent) for one in found)
    days = {str(one.id): (one.from_day, one.to_day) for one in found}
    return page(request, "facilities/authorities.html", status=status, form=form, tree=tree, days=days)


async def _regions(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    tree = as_tree((one.id, one.name, one.parent) for one in await regions(actor))
    return page(request, "facilities/regions.html", status=status, form=form, tree=tree)


HANDLERS = [authority_list, add_authority, move_authority, end_authority, region_list, add_region, rename_region]
