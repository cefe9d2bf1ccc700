"""People: who works here, one person's page, inviting, roles, leaving."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from babel import Locale
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices, label_of
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.people import actions, queries
from monitor.people.rules import Need, Person, Readiness, Role
from monitor.web.floor.answers import see, whole_address
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page

LANGUAGES = ("ru", "tg", "uz", "ky", "kk", "tk", "fa", "ps", "en", "fr", "de", "tr", "ar", "zh", "uk", "ka", "hy", "az")


@dataclass(frozen=True, slots=True)
class Line:
    """A person as a row of the list."""

    href: str
    name: str
    house: str
    roles: tuple[str, ...]
    expertise: tuple[str, ...]
    may_sign_in: bool
    left_on: date | None


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A declared conflict of interest with the facility's name."""

    id: UUID
    facility_name: str
    reason: str


@dataclass(slots=True)
class Forms:
    """The forms of a person's page; the one that failed replaces a fresh one."""

    profile: Form | None = None
    roles: Form | None = None
    paper: Form | None = None
    leave: Form | None = None
    status: int = field(default=200)


@get("/people", opt={"need": Need.PEOPLE_VIEW})
async def people(request: Asking, actor: Who) -> Response[str]:
    search = request.query_params.get("q", "")
    found = await queries.people(actor, search)
    houses = {house.id: house.name for house in await queries.organisations(actor)}
    lines = [_line(person, houses[person.organisation]) for person in found]
    form = Form({"q": [search]})
    return page(request, "people/list.html", lines=lines, form=form, may_invite=actor.may(Need.ACCOUNT_MANAGE))


def _line(person: Person, house: str) -> Line:
    return Line(
        href=f"/people/{person.id}",
        name=person.name,
        house=house,
        roles=tuple(label_of("roles", role) for role in sorted(person.roles)),
        expertise=tuple(label_of("expertise", code) for code in person.expertise),
        may_sign_in=person.may_sign_in,
        left_on=person.left_on,
    )


@get("/people/invite", opt={"need": Need.ACCOUNT_MANAGE})
async def invite_page(request: Asking, actor: Who) -> Response[str]:
    form = Form(language=request.scope["state"]["language"])
    form.fill(id=uuid4(), organisation=request.query_params.get("organisation", actor.organisation))
    return await _invite(request, actor, form)


@post("/people/invite", opt={"need": Need.ACCOUNT_MANAGE})
async def invite(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    house, name, roles = form.needed_id("organisation"), form.needed("name"), form.several_of("roles", Role)
    email = form.email("email") if form.text("email") else None
    try:
        form.check()
        key = form.needed_id("id")
        await actions.add_account(
            actor=actor, account_id=key, organisation=house, name=name, email=email, roles=frozenset(roles), now=now
        )
        token = await actions.invite_again(actor=actor, account=key, now=now) if email else ""
    except Problem as problem:
        return await _invite(request, actor, form.failed(problem), problem.status)
    return _invited(request, name, token) if token else see(f"/people/{key}")


async def _invite(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    houses = [(str(house.id), house.name) for house in await queries.organisations(actor)]
    roles = choices("roles", form.language)
    return page(request, "people/invite.html", status=status, form=form, houses=houses, roles=roles)


def _invited(request: Asking, name: str, token: str) -> Response[str]:
    """Show the one-time address, once: it is kept nowhere in the clear."""
    return page(request, "people/invited.html", name=name, address=whole_address(request, f"/join/{token}"))


@get("/people/{account:uuid}", opt={"need": Need.PEOPLE_VIEW})
async def person(request: Asking, actor: Who, account: FromPath[UUID]) -> Response[str]:
    return await person_page(request, actor, account, Forms())


async def person_page(request: Asking, actor: Actor, account: UUID, forms: Forms) -> Response[str]:
    """Show a person's page, with the form that failed if one did."""
    found = await queries.account_open_to(actor, account)
    language = request.scope["state"]["language"]
    readiness = await _readiness(actor, account)
    houses = {house.id: house.name for house in await queries.organisations(actor)}
    fresh = Form(language=language).fill(id=uuid4())
    return page(
        request,
        "people/person.html",
        status=forms.status,
        person=found,
        house=houses[found.organisation],
        own=account == actor.account,
        readiness=readiness,
        conflicts=await _conflicts(actor, readiness) if readiness else [],
        may_manage=actor.may(Need.ACCOUNT_MANAGE),
        roles=[label_of("roles", role) for role in sorted(found.roles)],
        profile=forms.profile or _profile(found, language),
        role_form=forms.roles or Form(language=language).fill(roles=[role.value for role in sorted(found.roles)]),
        paper=forms.paper or fresh,
        leave=forms.leave or fresh,
        role_choices=choices("roles", language),
        sexes=choices("sex", language),
        expertise=choices("expertise", language),
        languages=_languages(language, found.languages),
        one_day=timedelta(days=1),
    )


def _profile(found: Person, language: str) -> Form:
    return Form(language=language).fill(
        sex=found.sex.value, languages=found.languages, expertise=[code.value for code in found.expertise]
    )


def _languages(language: str, known: tuple[str, ...]) -> list[tuple[str, str]]:
    names = Locale.parse(language).languages
    return [(code, names.get(code, code)) for code in dict.fromkeys((*LANGUAGES, *known))]


async def _readiness(actor: Actor, account: UUID) -> Readiness | None:
    if not actor.may(Need.READINESS_KEEP):
        return None
    try:
        return await queries.readiness_open_to(actor, account)
    except NotHere:
        return None


async def _conflicts(actor: Actor, readiness: Readiness) -> list[OpenConflict]:
    return [
        OpenConflict(one.id, (await facility_open_to(actor, one.facility)).name, one.reason)
        for one in readiness.conflicts
    ]


@post("/people/{account:uuid}/roles", opt={"need": Need.ACCOUNT_MANAGE})
async def roles(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    held = form.several_of("roles", Role)
    try:
        form.check()
        await actions.change_roles(actor=actor, account=account, roles=frozenset(held), now=now)
    except Problem as problem:
        failed = Forms(roles=form.failed(problem), status=problem.status)
        return await person_page(request, actor, account, failed)
    return see(f"/people/{account}")


@post("/people/{account:uuid}/invite", opt={"need": Need.ACCOUNT_MANAGE})
async def invite_again(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str]:
    found = await queries.account_open_to(actor, account)
    if not found.email:
        raise NotHere()
    return _invited(request, found.name, await actions.invite_again(actor=actor, account=account, now=now))


@post("/people/{account:uuid}/sessions", opt={"need": Need.ACCOUNT_MANAGE})
async def end_sessions(actor: Who, now: Now, account: FromPath[UUID]) -> Redirect:
    await actions.end_sessions_of(actor=actor, account=account, now=now)
    return see(f"/people/{account}")


@post("/people/{account:uuid}/leave", opt={"need": Need.ACCOUNT_MANAGE})
async def leave(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    day = form.needed_day("left_on")
    try:
        form.check()
        await actions.end_account(actor=actor, account=account, left_on=day, now=now)
    except Problem as problem:
        failed = Forms(leave=form.failed(problem), status=problem.status)
        return await person_page(request, actor, account, failed)
    return see(f"/people/{account}")


HANDLERS = [people, invite_page, invite, person, roles, invite_again, end_sessions, leave]
