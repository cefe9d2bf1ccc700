"""First start: the one-time page that makes the first organisation and its first account."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.people import actions
from monitor.people.queries import check_set_up
from monitor.people.rules import OrganisationKind
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.needs import LARGEST_OF_STRANGERS, PUBLIC
from monitor.web.floor.render import page
from monitor.web.pages.sign_in import session_cookie

KINDS = {
    OrganisationKind.OMBUDSMAN: N_("Ombudsman office"),
    OrganisationKind.NPM: N_("National Preventive Mechanism"),
    OrganisationKind.NGO: N_("Civil-society organisation"),
    OrganisationKind.EXPERT: N_("Independent experts"),
}


@get("/setup/{token:str}", opt={"need": PUBLIC})
async def set_up_page(request: Asking, token: FromPath[str]) -> Response[str]:
    await check_set_up(token)
    return _page(request, Form())


@post("/setup/{token:str}", opt={"need": PUBLIC}, request_max_body_size=LARGEST_OF_STRANGERS)
async def set_up(request: Asking, token: FromPath[str], now: Now) -> Response[str] | Redirect:
    await check_set_up(token)
    form = await form_of(request)
    organisation, kind = form.needed("organisation"), form.needed_of("kind", OrganisationKind)
    name, email, password = form.needed("name"), form.email("email"), form.values.get("password", "")
    if password != form.values.get("again", ""):
        form.wrong("again", N_("The two passwords differ. Type the same one twice."))
    try:
        form.check()
        await actions.set_up(
            token=token,
            organisation=organisation,
            kind=kind,
            name=name,
            email=email,
            password=password,
            language=request.scope["state"]["language"],
            now=now,
        )
    except Problem as problem:
        return _page(request, form.failed(problem), problem.status)
    address = request.client.host if request.client else ""
    answer = see("/settings/recovery")
    answer.set_cookie(
        session_cookie(request, await actions.sign_in(email=email, password=password, address=address, now=now))
    )
    return answer


def _page(request: Asking, form: Form, status: int = 200) -> Response[str]:
    kinds = choices_of(OrganisationKind, KINDS, request.scope["state"]["language"])
    return page(request, "setup/first.html", status=status, form=form, kinds=kinds)


HANDLERS = [set_up_page, set_up]
