"""Mandates: which body may enter what, on which legal basis, with how much notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.facilities import actions
from monitor.facilities.queries import find_facilities, mandates, names_at
from monitor.facilities.rules import COVERAGE_WORDS, Coverage, Mandate
from monitor.kit.actor import Actor, Scope
from monitor.kit.problems import Problem
from monitor.kit.text import fold
from monitor.kit.words import N_
from monitor.people.queries import organisations
from monitor.people.rules import Need
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.render import page
from monitor.web.pages.facilities.choosing import choices_for, type_of

Answer = Response[str] | Redirect
VIEW, EDIT = {"need": Need.FACILITY_VIEW}, {"need": Need.MANDATE_EDIT}
KINDS = {
    Coverage.COVERED: "good",
    Coverage.COVERED_PARTLY: "due",
    Coverage.CONTESTED: "due",
    Coverage.NOT_COVERED: "refusal",
    Coverage.UNKNOWN: "plain",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate as one row: what it speaks of in words, and whether the reader keeps it."""

    mandate: Mandate
    facility_name: str | None
    kind: str
    own: bool
    over: bool


@get("/mandates", opt=VIEW)
async def mandate_list(request: Asking, actor: Who, now: Now) -> Response[str]:
    """List the mandates of all bodies; that they may enter is public law."""
    form = Form(language=request.scope["state"]["language"]).fill(id=uuid4(), organisation=actor.organisation)
    return await _list(request, actor, form, now.date())


@post("/mandates", opt=EDIT)
async def add_mandate(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    facility = await _place(actor, form)
    notice = form.whole("notice_days") if form.ticked("notice") else None
    kind, coverage = form.text("facility_type"), form.needed_of("coverage", Coverage)
    if kind:
        type_of(form, "facility_type", (await choices_for(actor, form.language)).types)
    try:
        form.check()
        await actions.set_mandate(
            actor=actor,
            mandate_id=form.needed_id("id"),
            organisation=form.id("organisation") or actor.organisation,
            facility=facility,
            facility_type=kind or None,
            coverage=coverage,
            legal_basis=form.text("legal_basis"),
            notice_days=(notice or 0) if form.ticked("notice") else None,
            notice_working=form.ticked("notice_working"),
            from_day=form.day("from_day"),
            to_day=form.day("to_day"),
            now=now,
        )
    except Problem as problem:
        return await _list(request, actor, form.failed(problem), now.date(), problem.status)
    return see("/mandates")


@post("/mandates/{mandate_id:uuid}/end", opt=EDIT)
async def end_mandate(request: Asking, actor: Who, now: Now, mandate_id: FromPath[UUID]) -> Answer:
    form = await form_of(request)
    until = form.needed_day("ends")
    try:
        form.check()
        await actions.end_mandate(actor=actor, mandate=mandate_id, to_day=until, now=now)
    except Problem as problem:
        return await _list(request, actor, form.failed(problem), now.date(), problem.status)
    return see("/mandates")


@post("/mandates/{mandate_id:uuid}/withdraw", opt=EDIT)
async def withdraw_mandate(actor: Who, now: Now, mandate_id: FromPath[UUID]) -> Redirect:
    await actions.withdraw_mandate(actor=actor, mandate=mandate_id, now=now)
    return see("/mandates")


async def _place(actor: Actor, form: Form) -> UUID | None:
    """Find the one place a mandate is for, by its code or name; notes an error unless it is one."""
    typed = form.text("facility")
    if not typed:
        return None
    found = await find_facilities(actor, typed)
    exact = [line for line in found if typed == line.code or fold(typed) == fold(line.name)] or found
    if len(exact) != 1:
        form.wrong("facility", N_("Write the code or the full name of one place, or leave this empty."))
        return None
    return exact[0].id


async def _list(request: Asking, actor: Actor, form: Form, today: date, status: int = 200) -> Response[str]:
    every = actor.has(Need.MANDATE_EDIT, Scope.ALL)
    may = actor.may(Need.MANDATE_EDIT)
    bodies = tuple(
        (str(body.id), body.name) for body in await organisations(actor) if every or body.id == actor.organisation
    )
    return page(
        request,
        "facilities/mandates.html",
        status=status,
        form=form,
        lines=await _lines(actor, today),
        bodies=bodies if may else (),
        types=(await choices_for(actor, form.language)).types,
        coverages=choices_of(Coverage, COVERAGE_WORDS, form.language),
        coverage_words=COVERAGE_WORDS,
        label=label_of,
    )


async def _lines(actor: Actor, today: date) -> list[Line]:
    every, may = actor.has(Need.MANDATE_EDIT, Scope.ALL), actor.may(Need.MANDATE_EDIT)
    found = await mandates(actor)
    names = await names_at(actor, today) if any(one.facility for one in found) else {}
    return [
        Line(
            mandate=one,
            facility_name=names.get(one.facility) if one.facility else None,
            kind=KINDS[one.coverage],
            own=may and (every or one.organisation == actor.organisation),
            over=one.days.end is not None and one.days.end <= today,
        )
        for one in found
    ]


HANDLERS = [mandate_list, add_mandate, end_mandate, withdraw_mandate]
