"""Logging a denial: outside any visit on one small screen, and on a visit."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import VOCABULARIES, choices, label_of
from monitor.denials import actions
from monitor.denials.actions import Where
from monitor.denials.rules import FIRST_ASKED, KeptOut, Told, kind_kept_out, stage_of
from monitor.facilities.queries import facility_open_to, find_facilities
from monitor.kit.actor import Actor
from monitor.kit.periods import instant, local_day
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say, word
from monitor.people.rules import Need
from monitor.visits.queries import entry_of, visit_reached
from monitor.visits.rules import KEPT_OUT, Visit
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page

MOST_MATCHES = 5
OWN_WORDS = "own_words"


@get("/denials/new", opt={"need": Need.DENIAL_LOG})
async def new_page(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Ask about a denial outside any visit; `facility` of the address says where beforehand."""
    form = Form({"facility": request.query_params.getall("facility", [])}, request.scope["state"]["language"])
    facility = form.id("facility")
    form.fill(id=uuid4(), day=now.date())
    if facility is None:
        return _new(request, form, ())
    place = (await facility_open_to(actor, facility)).name
    form.fill(place=place, asked=place, which=facility)
    return _new(request, form, ((str(facility), place), (OWN_WORDS, word(_own(place), form.language))))


@post("/denials/new", opt={"need": Need.DENIAL_LOG})
async def new(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    matches = await _matches(actor, form)
    told, key = _told(form), form.needed_id("id")
    if matches and not form.text("which"):
        form.wrong("which", N_("Say which place it was, or keep your own words."))
    try:
        form.check()
        denial = await actions.log_outside_denial(actor=actor, denial_id=key, where=_where(form), told=told, now=now)
    except Problem as problem:
        return _new(request, form.failed(problem), matches, problem.status)
    return see(f"/denials/{denial}?logged")


async def _matches(actor: Actor, form: Form) -> tuple[tuple[str, str], ...]:
    """Find places of the list by what was written; a choice made for other words is asked again."""
    written = form.needed("place")
    if written != form.text("asked"):
        form.fill(which=None, asked=written)
    found = await find_facilities(actor, written, MOST_MATCHES)
    listed = tuple((str(line.id), " · ".join(filter(None, (line.name, line.region_name)))) for line in found)
    return (*listed, (OWN_WORDS, word(_own(written), form.language))) if listed else ()


def _own(written: str) -> Sentence:
    return say(N_("None of these: keep “%(place)s”"), place=written)


def _where(form: Form) -> Where:
    which = form.text("which")
    return Where(text=form.text("place")) if which in {"", OWN_WORDS} else Where(facility=form.needed_id("which"))


def _told(form: Form) -> Told:
    who = form.needed("who")
    return Told(
        kind=kind_kept_out(who),
        words=form.words("words"),
        day=form.needed_day("day"),
        kept_out=(KeptOut(who),) if who else (),
        reporter=form.text("reporter"),
    )


def _new(request: Asking, form: Form, matches: tuple[tuple[str, str], ...], status: int = 200) -> Response[str]:
    return page(
        request,
        "denials/new.html",
        status=status,
        form=form,
        persons=choices("denial_persons", form.language, FIRST_ASKED),
        matches=matches,
    )


@get("/visits/{visit:uuid}/denials/new", opt={"need": Need.DENIAL_LOG})
async def on_visit_page(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str]:
    """Ask about a denial on a visit; `kind`, `area` and `account` of the address fill the form beforehand."""
    opened = await visit_reached(actor, Need.DENIAL_LOG, visit)
    asked = request.query_params
    refused = [a.account for a in (await entry_of(actor, visit)).admissions if a.status in KEPT_OUT]
    form = Form(language=request.scope["state"]["language"]).fill(
        id=uuid4(),
        kind=asked.get("kind", "part_refused" if refused else ""),
        area=asked.get("area", ""),
        who=[*refused, *asked.getall("account", [])],
        day=_likely_day(opened, local_day(now, opened.zone)),
        back=asked.get("back", ""),
    )
    return _on_visit(request, opened, form)


@post("/visits/{visit:uuid}/denials/new", opt={"need": Need.DENIAL_LOG})
async def on_visit(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    opened, form = await visit_reached(actor, Need.DENIAL_LOG, visit), await form_of(request)
    told, key = _told_on(opened, form), form.needed_id("id")
    try:
        form.check()
        await actions.log_denial(actor=actor, denial_id=key, visit=visit, told=told, now=now)
    except Problem as problem:
        return _on_visit(request, opened, form.failed(problem), problem.status)
    back = form.text("back")
    return see(back if back.startswith(("/visits/", "/sheets/")) else f"/denials/{key}?logged")


def _told_on(visit: Visit, form: Form) -> Told:
    kind, day = form.needed("kind"), form.needed_day("day")
    return Told(
        kind=kind,
        words=form.words("words"),
        day=day,
        kept_out=tuple(KeptOut("team_member", account) for account in form.ids("who")),
        stage=stage_of(kind),
        area=form.text("area"),
        ground=form.text("ground") or None,
        decided_rank=form.text("decided_rank"),
        decided_post=form.text("decided_post"),
        decided_agency=form.text("decided_agency"),
        ordered_by=form.text("ordered_by"),
        in_writing={"yes": True, "no": False}.get(form.text("in_writing")),
        arrived_at=_at(form, "arrived", day, visit.zone),
        refused_at=_at(form, "refused", day, visit.zone),
        ended_at=_at(form, "ended", day, visit.zone),
        minutes_lost=form.whole("minutes_lost"),
    )


def _at(form: Form, name: str, day: date, zone: str) -> datetime | None:
    time = form.time(name)
    return instant(day, *time, zone) if time is not None and day != date.min else None


def _likely_day(visit: Visit, today: date) -> date:
    """Give today while the visit lasts, else its last day that has come."""
    return max(visit.first_day, min(today, visit.last_day)) if visit.first_day <= today else today


def _on_visit(request: Asking, visit: Visit, form: Form, status: int = 200) -> Response[str]:
    groups = [group for group in VOCABULARIES["denial_groups"] if group.id != "others"]
    return page(
        request,
        "denials/on_visit.html",
        status=status,
        visit=visit,
        form=form,
        kinds=[
            (group.label, [(c.id, c.label) for c in VOCABULARIES["denial_kinds"] if c.group == group.id])
            for group in groups
        ],
        team=[(str(m.account), f"{m.name} · {m.organisation_name}") for m in visit.team],
        grounds=choices("grounds", form.language),
        written=[("yes", word(N_("In writing"), form.language)), ("no", word(N_("By word of mouth"), form.language))],
        whole_team=label_of("denial_persons", "whole_team"),
    )


HANDLERS = [new_page, new, on_visit_page, on_visit]
