"""Denials: the working list, one denial's whole story, and what is added to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices, label_of
from monitor.denials import actions, queries
from monitor.denials.rules import CODED, FIELD_LABELS, Amendment, Denial, DenialLine, Field
from monitor.facilities.queries import find_facilities
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, NotHere, Problem
from monitor.kit.words import N_, Sentence, count, say, word
from monitor.people.rules import Need
from monitor.visits.queries import visit_open_to
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.denials.filtering import WHERE, address, asked_of, chosen, filters_of

YES_NO = {"yes": N_("In writing"), "no": N_("By word of mouth")}
CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A denial as a row of the list; labels are English sentences to be worded."""

    href: str
    reference: str
    day: date
    place: str
    listed: bool
    what: str
    who: str
    persons: int
    ground: str
    result: str
    due_day: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that was told before and has been corrected since."""

    value: Sentence | str | date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the story: its label, what holds now, what was told before, and where to add or correct it."""

    label: str
    value: Sentence | str | date
    earlier: tuple[Earlier, ...]
    href: str


@get("/denials", opt={"need": Need.DENIAL_VIEW})
async def denials(request: Asking, actor: Who, now: Now) -> Response[str]:
    asked = asked_of(request)
    number = max(1, asked.whole("page") or 1)
    found = await queries.denials(actor, filters_of(asked), number)
    return page(
        request,
        "denials/list.html",
        lines=[_line(line, now.date()) for line in found.rows],
        found=found,
        form=asked,
        filters=chosen(asked),
        before=address(asked, page=str(number - 1)) if number > 1 else "",
        after=address(asked, page=str(number + 1)) if number < found.last else "",
        exports=[(kind.upper(), address(asked, f"/denials/export.{kind}")) for kind in ("xlsx", "csv")],
        may_export=actor.may(Need.EXPORT_MAKE),
        kinds=choices("denial_kinds", asked.language),
        grounds=choices("grounds", asked.language),
        wheres=[(code, word(label, asked.language)) for code, label in WHERE.items()],
    )


def _line(line: DenialLine, today: date) -> Line:
    return Line(
        href=f"/denials/{line.id}",
        reference=line.reference,
        day=line.day,
        place=line.place,
        listed=line.facility is not None,
        what=label_of("denial_kinds", line.kind),
        who=label_of("denial_persons", line.who),
        persons=line.persons,
        ground=label_of("grounds", line.ground) if line.ground else "",
        result=label_of("denial_results", line.result) if line.result else "",
        due_day=line.due_day,
        overdue=line.due_day is not None and line.due_day < today,
    )


@get("/denials/{denial:uuid}", opt={"need": Need.DENIAL_VIEW})
async def denial(request: Asking, actor: Who, now: Now, denial: FromPath[UUID]) -> Response[str]:
    return await _story(request, actor, denial, _fresh(request, now.date()), _fresh(request, now.date()))


def _fresh(request: Asking, today: date) -> Form:
    return Form(language=request.scope["state"]["language"]).fill(id=uuid4(), day=today)


async def _story(request: Asking, actor: Actor, denial: UUID, step: Form, result: Form) -> Response[str]:
    told = await queries.denial_open_to(actor, denial)
    refused = step.errors or result.errors
    return page(
        request,
        "denials/story.html",
        status=422 if refused else 200,
        told=told,
        visit=await _visit_seen(actor, told.visit),
        what=label_of("denial_kinds", told.kind_now),
        facts=facts_of(told),
        who=[label_of("denial_persons", person.who) for person in told.kept_out],
        steps=[label_of("denial_steps", one.kind) for one in told.steps],
        results=[label_of("denial_results", one.result) for one in told.results],
        may_add=await queries.is_told_by(actor, denial) if actor.may(Need.DENIAL_LOG) else False,
        may_release=actor.may(Need.RELEASE_GIVE) and told.organisation == actor.organisation and not told.secret,
        may_plan=actor.may(Need.VISIT_PLAN) and told.facility is not None,
        logged="logged" in request.query_params,
        step=step,
        result=result,
        step_kinds=choices("denial_steps", step.language),
        result_kinds=choices("denial_results", step.language),
    )


async def _visit_seen(actor: Actor, visit: UUID | None) -> str:
    """Give the address of the denial's visit if the actor may open it; a denial may be released without its visit."""
    if visit is None or not actor.may(Need.VISIT_VIEW):
        return ""
    try:
        await visit_open_to(actor, visit)
    except NotHere:
        return ""
    return f"/visits/{visit}"


def facts_of(told: Denial) -> list[Fact]:
    """List what is known of a denial, empty facts left out, corrected ones with what was told before."""
    first: dict[Field, str | None] = {
        Field.KIND: told.kind,
        Field.AREA: told.area,
        Field.DAY: told.day.isoformat(),
        Field.WORDS: told.words,
        Field.GROUND: told.ground,
        Field.DECIDED_BY: ", ".join(filter(None, (told.decided_rank, told.decided_post, told.decided_agency))),
        Field.ORDERED_BY: told.ordered_by,
        Field.IN_WRITING: None if told.in_writing is None else ("yes" if told.in_writing else "no"),
        Field.MINUTES_LOST: None if told.minutes_lost is None else str(told.minutes_lost),
        Field.REPORTER: told.reporter,
    }
    facts = (_fact(told, field, first.get(field)) for field in Field)
    return [fact for fact in facts if fact is not None]


def _fact(told: Denial, field: Field, first: str | None) -> Fact | None:
    added = [a for a in told.amendments if a.field is field]
    values = ([first] if first else []) + [a.value for a in added]
    if not values:
        return None
    later = added if first else added[1:]
    earlier = tuple(_earlier(field, value, by) for value, by in zip(values, later, strict=False))
    href = f"/denials/{told.id}/more?field={field.value}"
    return Fact(FIELD_LABELS[field], shown(field, values[-1]), earlier, href)


def _earlier(field: Field, value: str, corrected: Amendment) -> Earlier:
    return Earlier(shown(field, value), corrected.reason, corrected.by_name)


def shown(field: Field, value: str) -> Sentence | str | date:
    """Give a field's value as people read it: a sentence for codes and numbers, a day, else the text itself."""
    if field in CODED:
        return say(label_of(CODED[field], value))
    if field is Field.IN_WRITING:
        return say(YES_NO[value])
    if field is Field.DAY:
        return date.fromisoformat(value)
    return count("%(n)s minute", "%(n)s minutes", int(value)) if field is Field.MINUTES_LOST else value


@get("/denials/{denial:uuid}/more", opt={"need": Need.DENIAL_LOG})
async def more_page(request: Asking, actor: Who, denial: FromPath[UUID]) -> Response[str]:
    told = await queries.denial_told_by(actor, denial)
    form = Form(language=request.scope["state"]["language"]).fill(id=uuid4())
    asked = request.query_params.get("field", "")
    return _more(request, told, form, Field(asked) if asked in set(Field) else None)


@post("/denials/{denial:uuid}/more", opt={"need": Need.DENIAL_LOG})
async def more(request: Asking, actor: Who, now: Now, denial: FromPath[UUID]) -> Response[str] | Redirect:
    told, form = await queries.denial_told_by(actor, denial), await form_of(request)
    field, key = form.needed_of("field", Field), form.needed_id("id")
    try:
        form.check()
        await actions.amend_denial(
            actor=actor,
            denial=denial,
            amendment_id=key,
            field=field,
            value=form.words("value"),
            reason=form.text("reason"),
            now=now,
        )
    except Problem as problem:
        return _more(request, told, form.failed(problem), field, problem.status)
    return see(f"/denials/{denial}")


def _more(request: Asking, told: Denial, form: Form, field: Field | None, status: int = 200) -> Response[str]:
    options: tuple[tuple[str, str], ...] = ()
    if field is not None and field in CODED:
        options = choices(CODED[field], form.language)
    elif field is Field.IN_WRITING:
        options = tuple((code, word(label, form.language)) for code, label in YES_NO.items())
    return page(
        request,
        "denials/more.html",
        status=status,
        told=told,
        form=form,
        field=field.value if field else "",
        label=FIELD_LABELS[field] if field else "",
        options=options,
        labels=[(f.value, FIELD_LABELS[f]) for f in Field],
    )


@post("/denials/{denial:uuid}/steps", opt={"need": Need.DENIAL_LOG})
async def step(request: Asking, actor: Who, now: Now, denial: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    kind, key, day, due_day = form.needed("kind"), form.needed_id("id"), form.needed_day("day"), form.day("due_day")
    try:
        form.check()
        await actions.note_step(
            actor=actor,
            denial=denial,
            step_id=key,
            kind=kind,
            day=day,
            note=form.words("note"),
            due_day=due_day,
            now=now,
        )
    except BadForm as problem:
        return await _story(request, actor, denial, form.failed(problem), _fresh(request, now.date()))
    return see(f"/denials/{denial}#done")


@post("/denials/{denial:uuid}/results", opt={"need": Need.DENIAL_LOG})
async def result(request: Asking, actor: Who, now: Now, denial: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    code, key, day = form.needed("result"), form.needed_id("id"), form.needed_day("day")
    try:
        form.check()
        await actions.note_result(actor=actor, denial=denial, result_id=key, result=code, day=day, now=now)
    except BadForm as problem:
        return await _story(request, actor, denial, _fresh(request, now.date()), form.failed(problem))
    return see(f"/denials/{denial}#done")


@get("/denials/{denial:uuid}/place", opt={"need": Need.DENIAL_LOG})
async def place_page(request: Asking, actor: Who, denial: FromPath[UUID]) -> Response[str]:
    told = await queries.denial_told_by(actor, denial)
    if not told.place_as_written:
        raise NotHere()
    form = Form(language=request.scope["state"]["language"]).fill(id=uuid4())
    form.fill(q=request.query_params.get("q", told.place_as_written))
    found = await find_facilities(actor, form.text("q"), CANDIDATES)
    return page(request, "denials/place.html", told=told, form=form, found=found)


@post("/denials/{denial:uuid}/place", opt={"need": Need.DENIAL_LOG})
async def place(request: Asking, actor: Who, now: Now, denial: FromPath[UUID]) -> Redirect:
    form = await form_of(request)
    key, facility = form.needed_id("id"), form.needed_id("facility")
    form.check()
    await actions.match_place(actor=actor, denial=denial, match_id=key, facility=facility, now=now)
    return see(f"/denials/{denial}")


HANDLERS = [denials, denial, more_page, more, step, result, place_page, place]
