"""What must be known about a person before a visit: profile, papers, conflicts of interest."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.facilities.queries import facility_open_to, find_facilities
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.people import actions, queries
from monitor.people.rules import Expertise, Need, Sex
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.people.persons import Forms, person_page

CANDIDATES = 8


@post("/people/{account:uuid}/profile", opt={"need": Need.READINESS_KEEP})
async def profile(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    sex, expertise = form.needed_of("sex", Sex), form.several_of("expertise", Expertise)
    try:
        form.check()
        await actions.keep_profile(
            actor=actor,
            account=account,
            sex=sex,
            languages=frozenset(form.lists.get("languages", [])),
            expertise=frozenset(expertise),
            now=now,
        )
    except Problem as problem:
        failed = Forms(profile=form.failed(problem), status=problem.status)
        return await person_page(request, actor, account, failed)
    return see(f"/people/{account}")


@post("/people/{account:uuid}/papers", opt={"need": Need.READINESS_KEEP})
async def add_paper(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    number, key = form.needed("paper"), form.needed_id("id")
    first, last = form.needed_day("paper_from"), form.day("paper_to")
    try:
        form.check()
        await actions.add_credential(
            actor=actor, credential_id=key, account=account, paper=number, from_day=first, to_day=last, now=now
        )
    except Problem as problem:
        failed = Forms(paper=form.failed(problem), status=problem.status)
        return await person_page(request, actor, account, failed)
    return see(f"/people/{account}#ready")


@post("/people/{account:uuid}/papers/{paper:uuid}/withdraw", opt={"need": Need.READINESS_KEEP})
async def withdraw_paper(actor: Who, now: Now, account: FromPath[UUID], paper: FromPath[UUID]) -> Redirect:
    await actions.withdraw_credential(actor=actor, account=account, credential=paper, now=now)
    return see(f"/people/{account}#ready")


@get("/people/{account:uuid}/conflicts/new", opt={"need": Need.READINESS_KEEP})
async def conflict_page(request: Asking, actor: Who, account: FromPath[UUID]) -> Response[str]:
    form = Form(language=request.scope["state"]["language"]).fill(id=uuid4(), q=request.query_params.get("q"))
    return await _conflict(request, actor, account, form)


@post("/people/{account:uuid}/conflicts/new", opt={"need": Need.READINESS_KEEP})
async def conflict(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    facility, key = form.needed_id("facility"), form.needed_id("id")
    try:
        form.check()
        await facility_open_to(actor, facility)
        await actions.declare_conflict(
            actor=actor, conflict_id=key, account=account, facility=facility, reason=form.words("reason"), now=now
        )
    except Problem as problem:
        return await _conflict(request, actor, account, form.failed(problem), problem.status)
    return see(f"/people/{account}#ready")


async def _conflict(request: Asking, actor: Actor, account: UUID, form: Form, status: int = 200) -> Response[str]:
    await queries.check_kept(actor, account)
    found = await find_facilities(actor, form.text("q"), CANDIDATES)
    places = [(str(line.id), " · ".join(filter(None, (line.name, line.region_name)))) for line in found]
    return page(request, "people/conflict.html", status=status, account=account, form=form, places=places)


@post("/people/{account:uuid}/conflicts/{conflict:uuid}/end", opt={"need": Need.READINESS_KEEP})
async def end_conflict(actor: Who, now: Now, account: FromPath[UUID], conflict: FromPath[UUID]) -> Redirect:
    await actions.end_conflict(actor=actor, account=account, conflict=conflict, now=now)
    return see(f"/people/{account}#ready")


HANDLERS = [profile, add_paper, withdraw_paper, conflict_page, conflict, end_conflict]
