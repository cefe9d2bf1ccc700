"""Planning: find the place, then days, type, notice, team; the same form changes a plan until the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices, label_of
from monitor.facilities.queries import facility_open_to, find_facilities
from monitor.facilities.rules import Facility
from monitor.kit.actor import Actor
from monitor.kit.periods import closed, instant
from monitor.kit.problems import NotHere, NotYours, Problem
from monitor.people.queries import Holder, organisations
from monitor.people.rules import Mark, Need, mark_of_all
from monitor.visits import actions, queries
from monitor.visits.rules import (
    NewTrip,
    Notice,
    Plan,
    Teammate,
    TeamRole,
    Visit,
    VisitState,
    VisitType,
    check_before_gate,
    reaches,
)
from monitor.visits.rules.plans import LONGEST
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page


class Firmness(StrEnum):
    """Whether a visit is planned for good or only proposed."""

    PLANNED = "planned"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Mate:
    """A person who can be put on the team; `mark` is empty while the form has no days."""

    who: Holder
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the plan's form stands on: the place, the trip it joins, the visit it changes, who takes part already."""

    facility: Facility
    trip: UUID | None
    visit: Visit | None
    present: tuple[UUID, ...]


@get("/visits/new", opt={"need": Need.VISIT_PLAN})
async def new(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Ask for the place, then for the plan."""
    asked = Form({name: [text] for name, text in request.query_params.items()}, request.scope["state"]["language"])
    facility, trip, search = asked.id("facility"), asked.id("trip"), asked.text("q")
    if facility is None:
        found = await find_facilities(actor, search, 20)
        return page(request, "visits/find.html", form=asked, found=found, search=search, trip=trip, label=label_of)
    sheet = await _sheet(actor, facility, trip)
    form = Form(language=asked.language).fill(
        id=uuid4(),
        new_trip=uuid4(),
        trip=trip,
        facility=facility,
        firmness=Firmness.PLANNED.value,
        type=asked.one_of("type", VisitType),
    )
    if trip is not None:
        await _like_the_last(actor, trip, form)
    return await _show(request, actor, now, sheet, form)


async def _sheet(actor: Actor, facility: UUID, trip: UUID | None) -> Sheet:
    place = await facility_open_to(actor, facility)
    if trip is None:
        return Sheet(place, None, None, (actor.organisation,))
    lines = await queries.visits_on_trip(actor, trip)
    if not lines:
        raise NotHere()
    return Sheet(place, trip, None, (await queries.visit_reached(actor, Need.VISIT_PLAN, lines[0].id)).organisations)


async def _like_the_last(actor: Actor, trip: UUID, form: Form) -> None:
    """Begin with the team, type and notice of the trip's last visit: one team travels (law of laws: enter once)."""
    lines = await queries.visits_on_trip(actor, trip)
    last = await queries.visit_open_to(actor, lines[-1].id)
    form.fill(
        type=last.type.value,
        notice=last.notice.value,
        first_day=last.last_day,
        last_day=None,
        team=[member.account for member in last.team],
        lead=last.lead,
        deputy=last.deputy,
        languages=" ".join(last.languages),
    )


async def _show(
    request: Asking, actor: Actor, now: datetime, sheet: Sheet, form: Form, status: int = 200
) -> Response[str]:
    houses = await organisations(actor)
    taking_part = {*sheet.present, *_ids(form, "organisations")}
    mates = await _mates(actor, taking_part, form, now.date(), sheet.visit.id if sheet.visit else None)
    language: str = request.scope["state"]["language"]
    return page(
        request,
        "visits/plan.html",
        status=status,
        form=form,
        sheet=sheet,
        mates=mates,
        others=[house for house in houses if house.id not in sheet.present],
        persons=[(str(mate.who.account), mate.who.name) for mate in mates],
        types=choices("visit_types", language),
        notices=choices("notice", language),
        label=label_of,
    )


async def _mates(actor: Actor, houses: Iterable[UUID], form: Form, today: date, besides: UUID | None) -> list[Mate]:
    found = await queries.candidates(actor, sorted(houses), today)
    quiet = Form(form.lists)
    first, last = quiet.day("first_day"), quiet.day("last_day")
    if first is None or not timedelta() <= (last or first) - first <= LONGEST:
        return [Mate(who, None) for who in found]
    marks = await queries.free_of(actor, [who.account for who in found], closed(first, last or first), besides)
    return [Mate(who, mark_of_all(marks.get(who.account, ()))) for who in found]


def _ids(form: Form, name: str) -> tuple[UUID, ...]:
    return Form(form.lists).ids(name)


@post("/visits", opt={"need": Need.VISIT_PLAN})
async def plan(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    """Plan the visit; or, asked for people only, show the form again with those of the organisations ticked."""
    form = await form_of(request)
    trip = form.id("trip")
    sheet = await _sheet(actor, form.needed_id("facility"), trip)
    if form.text("step") == "people":
        return await _show(request, actor, now, sheet, form)
    visit, firm = form.needed_id("id"), form.needed_of("firmness", Firmness)
    read = _read(form, sheet.facility)
    begun = NewTrip(form.needed_id("new_trip"), form.text("trip_title"), frozenset(form.ids("organisations")))
    try:
        form.check()
        await actions.plan_visit(
            actor=actor,
            visit_id=visit,
            plan=read,
            trip=trip or begun,
            state=VisitState(firm.value),
            now=now,
        )
    except NotHere:
        raise
    except Problem as problem:
        return await _show(request, actor, now, sheet, form.failed(problem), problem.status)
    return see(f"/visits/{visit}")


def _read(form: Form, facility: Facility) -> Plan:
    """Read the plan; the last day left empty is the first one."""
    first = form.needed_day("first_day")
    return Plan(
        facility=facility.id,
        first_day=first,
        last_day=form.day("last_day") or first,
        type=form.needed_of("type", VisitType),
        notice=form.needed_of("notice", Notice),
        team=_team(form),
        objectives=form.words("objectives"),
        notice_given_at=_given_at(form, facility.zone),
        notice_to=form.text("notice_to"),
        notice_how=form.text("notice_how"),
        languages=tuple(form.text("languages").replace(",", " ").split()),
    )


def _team(form: Form) -> tuple[Teammate, ...]:
    """Read the team; lead and deputy belong to it whether ticked or not."""
    lead, deputy = form.id("lead"), form.id("deputy")
    seats = [Teammate(who, role) for who, role in ((lead, TeamRole.LEAD), (deputy, TeamRole.DEPUTY)) if who is not None]
    members = [who for who in form.ids("team") if who not in {lead, deputy}]
    return (*seats, *(Teammate(who, TeamRole.MEMBER) for who in dict.fromkeys(members)))


def _given_at(form: Form, zone: str) -> datetime | None:
    day, time = form.day("notice_day"), form.time("notice_time") or (12, 0)
    return None if day is None else instant(day, time[0], time[1], zone)


@get("/visits/{visit_id:uuid}/plan", opt={"need": Need.VISIT_PLAN})
async def edit(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str]:
    visit, sheet = await _to_change(actor, visit_id)
    given = visit.notice_given_at.astimezone(ZoneInfo(visit.zone)) if visit.notice_given_at else None
    form = Form(language=request.scope["state"]["language"]).fill(
        facility=visit.facility,
        first_day=visit.first_day,
        last_day=visit.last_day,
        type=visit.type.value,
        notice=visit.notice.value,
        team=[member.account for member in visit.team],
        lead=visit.lead,
        deputy=visit.deputy,
        objectives=visit.objectives,
        languages=" ".join(visit.languages),
        notice_day=given.date() if given else None,
        notice_time=given.strftime("%H:%M") if given else None,
        notice_to=visit.notice_to,
        notice_how=visit.notice_how,
    )
    return await _show(request, actor, now, sheet, form)


@post("/visits/{visit_id:uuid}/plan", opt={"need": Need.VISIT_PLAN})
async def change(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    _, sheet = await _to_change(actor, visit_id)
    if form.text("step") == "people":
        return await _show(request, actor, now, sheet, form)
    read, joining = _read(form, sheet.facility), frozenset(form.ids("organisations"))
    try:
        form.check()
        await actions.change_plan(actor=actor, visit_id=visit_id, plan=read, organisations=joining, now=now)
    except NotHere:
        raise
    except Problem as problem:
        return await _show(request, actor, now, sheet, form.failed(problem), problem.status)
    return see(f"/visits/{visit_id}")


async def _to_change(actor: Actor, visit_id: UUID) -> tuple[Visit, Sheet]:
    visit = await queries.visit_open_to(actor, visit_id)
    if not reaches(actor, Need.VISIT_PLAN, visit):
        raise NotYours()
    check_before_gate(visit.state)
    return visit, Sheet(await facility_open_to(actor, visit.facility), visit.trip, visit, visit.organisations)


HANDLERS = [new, plan, edit, change]
