"""Static files, the language of the page, and whether the server is up."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.kit.words import DEFAULT_LANGUAGE, LANGUAGES
from monitor.people.actions import choose_language
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking
from monitor.web.floor.assets import assets, content_type, packed, version
from monitor.web.floor.forms import form_of
from monitor.web.floor.needs import LARGEST_OF_STRANGERS, PUBLIC
from monitor.web.floor.session import LANGUAGE_COOKIE

_FOR_EVER = "public, max-age=31536000, immutable"


@get("/static/{part:str}/{name:path}", opt={"need": PUBLIC})
async def static_file(request: Asking, part: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Serve a static file; only under the present version's address is it kept for ever."""
    file = name.lstrip("/")
    if file not in assets():
        raise NotHere()
    headers = {"cache-control": _FOR_EVER if part == version() else "no-store", "vary": "accept-encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(assets()[file], media_type=content_type(file), headers=headers)
    return Response(packed()[file], media_type=content_type(file), headers={**headers, "content-encoding": "gzip"})


@get("/health", opt={"need": PUBLIC})
async def health() -> Response[str]:
    """Say that the server answers; nothing else."""
    return Response("ok", media_type="text/plain")


@post("/language", opt={"need": PUBLIC}, request_max_body_size=LARGEST_OF_STRANGERS)
async def language(request: Asking) -> Redirect:
    """Keep the chosen language: in the account, and in a cookie for the pages before signing in."""
    form = await form_of(request)
    chosen = form.text("language") if form.text("language") in LANGUAGES else DEFAULT_LANGUAGE
    actor: Actor | None = request.scope["state"]["actor"]
    if actor is not None:
        await choose_language(actor=actor, language=chosen)
    answer = see(local_path(request.headers.get("referer", ""), request.headers.get("host", "")))
    answer.set_cookie(Cookie(LANGUAGE_COOKIE, value=chosen, path="/", httponly=True, samesite="lax", max_age=31536000))
    return answer


def local_path(address: str, host: str) -> str:
    """Give the path of an address of this site, or `/`: nobody is sent elsewhere."""
    _, _, rest = address.partition(f"://{host}/")
    return "/" + rest.lstrip("/\\") if rest else "/"


HANDLERS = [static_file, health, language]
