"""What is written on the spot, through the forms of a visit's page."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.periods import instant
from monitor.people.rules import Need
from monitor.visits import actions, queries
from monitor.visits.rules import CompanionKind, PromiseState, StageKind, Visit
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.pages.visits.shown import attempt


@post("/visits/{visit_id:uuid}/stages", opt={"need": Need.VISIT_RUN})
async def stage(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    """Mark a stage at the time given, on the facility's clock; now if none is given."""
    form = await form_of(request)
    visit = await queries.visit_open_to(actor, visit_id)
    row, kind = form.needed_id("stage_id"), form.needed_of("stage_kind", StageKind)
    at = time_of(form, visit, now)
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.mark_stage(actor=actor, visit_id=visit_id, stage_id=row, kind=kind, at=at, now=now),
    )


def time_of(form: Form, visit: Visit, now: datetime) -> datetime:
    """Read stage_day and stage_time on the facility's clock; without a time it is now."""
    day, time = form.day("stage_day") or visit.first_day, form.time("stage_time")
    return now.astimezone(UTC) if time is None else instant(day, time[0], time[1], visit.zone)


@post("/visits/{visit_id:uuid}/stages/strike", opt={"need": Need.VISIT_RUN})
async def strike(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    kind = form.needed_of("stage_kind", StageKind)
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.strike_stage(actor=actor, visit_id=visit_id, kind=kind, now=now),
    )


@post("/visits/{visit_id:uuid}/heads", opt={"need": Need.VISIT_RUN})
async def heads(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    held, alone, groups = form.whole("held_today"), form.whole("alone"), form.whole("in_groups")
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.count_heads(
            actor=actor, visit_id=visit_id, held_today=held, alone=alone, in_groups=groups, now=now
        ),
    )


@post("/visits/{visit_id:uuid}/companions", opt={"need": Need.VISIT_RUN})
async def companion(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    row, kind = form.needed_id("companion_id"), form.needed_of("companion_kind", CompanionKind)
    name, house = form.text("companion_name"), form.text("companion_organisation")
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.add_companion(
            actor=actor, visit_id=visit_id, companion_id=row, kind=kind, name=name, organisation=house, now=now
        ),
    )


@post("/visits/{visit_id:uuid}/promises", opt={"need": Need.VISIT_RUN})
async def promise(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    row, what, due = form.needed_id("promise_id"), form.needed("promise_what"), form.day("promise_due")
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.note_promise(actor=actor, visit_id=visit_id, promise_id=row, what=what, due_day=due, now=now),
    )


@post("/visits/{visit_id:uuid}/promises/{promise_id:uuid}", opt={"need": Need.VISIT_RUN})
async def promise_kept(
    request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID], promise_id: FromPath[UUID]
) -> Response[str] | Redirect:
    form = await form_of(request)
    state = form.needed_of("state", PromiseState)
    on = form.day("checked_on") or now.date()
    return await attempt(
        request,
        actor,
        now,
        visit_id,
        form,
        lambda: actions.check_promise_kept(actor=actor, promise_id=promise_id, state=state, checked_on=on, now=now),
    )


@post("/visits/{visit_id:uuid}/lead", opt={"need": Need.VISIT_RUN})
async def lead(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    to = form.needed_id("to")
    return await attempt(
        request, actor, now, visit_id, form, lambda: actions.pass_lead(actor=actor, visit_id=visit_id, to=to, now=now)
    )


HANDLERS = [stage, strike, heads, companion, promise, promise_kept, lead]
