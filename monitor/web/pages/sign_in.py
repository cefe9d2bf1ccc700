"""Signing in and out, and the one-time address of an invitation."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.people import actions, queries
from monitor.people.rules import Need
from monitor.settings import Settings
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.needs import LARGEST_OF_STRANGERS, PUBLIC
from monitor.web.floor.render import page
from monitor.web.floor.session import SESSION_COOKIE


@get("/sign-in", opt={"need": PUBLIC})
async def sign_in_page(request: Asking) -> Response[str]:
    form = Form().fill(next=safe_next(request.query_params.get("next", "/")))
    return page(request, "people/sign_in.html", form=form)


@post("/sign-in", opt={"need": PUBLIC}, request_max_body_size=LARGEST_OF_STRANGERS)
async def sign_in(request: Asking, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    email, password, onward = form.needed("email"), form.values.get("password", ""), safe_next(form.text("next"))
    address = request.client.host if request.client else ""
    try:
        form.check()
        token = await actions.sign_in(email=email, password=password, address=address, now=now)
    except Problem as problem:
        return page(request, "people/sign_in.html", status=problem.status, form=form.failed(problem))
    answer = see(onward)
    answer.set_cookie(session_cookie(request, token))
    return answer


@post("/sign-out", opt={"need": Need.ACCOUNT_OWN})
async def sign_out(request: Asking, actor: Who, now: Now) -> Redirect:
    await actions.sign_out(actor=actor, session=request.scope["state"]["session"], now=now)
    return _signed_out()


@post("/sign-out/everywhere", opt={"need": Need.ACCOUNT_OWN})
async def sign_out_everywhere(actor: Who, now: Now) -> Redirect:
    await actions.end_all_sessions(actor=actor, now=now)
    return _signed_out()


@get("/join/{token:str}", opt={"need": PUBLIC})
async def join_page(request: Asking, token: FromPath[str], now: Now) -> Response[str]:
    invited = await queries.invited_by_token(token, now)
    return page(request, "people/join.html", form=Form(), invited=invited)


@post("/join/{token:str}", opt={"need": PUBLIC}, request_max_body_size=LARGEST_OF_STRANGERS)
async def join(request: Asking, token: FromPath[str], now: Now) -> Response[str] | Redirect:
    invited, form = await queries.invited_by_token(token, now), await form_of(request)
    password = form.values.get("password", "")
    if password != form.values.get("again", ""):
        form.wrong("again", N_("The two passwords differ. Type the same one twice."))
    try:
        form.check()
        language: str = request.scope["state"]["language"]
        await actions.accept_invitation(token=token, password=password, language=language, now=now)
    except Problem as problem:
        return page(request, "people/join.html", status=problem.status, form=form.failed(problem), invited=invited)
    return see("/sign-in")


def safe_next(path: str) -> str:
    """Give a path of this site to go on to, or `/`."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path else "/"


def session_cookie(request: Asking, token: str) -> Cookie:
    """Make the cookie of a session, for the whole site and no other."""
    settings: Settings = request.app.state["settings"]
    return Cookie(SESSION_COOKIE, value=token, path="/", httponly=True, samesite="lax", secure=settings.secure)


def _signed_out() -> Redirect:
    answer = see("/sign-in")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


HANDLERS = [sign_in_page, sign_in, sign_out, sign_out_everywhere, join_page, join]
