"""Every problem has one renderer: a page for people, problem+json for scripts; strangers always get the same answer."""

from __future__ import annotations

import logging
from urllib.parse import quote

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from monitor.kit.problems import BadForm, NotHere, Problem, SignInFirst
from monitor.kit.words import N_, word
from monitor.settings import Settings
from monitor.web.floor.asking import Asking
from monitor.web.floor.render import page

log = logging.getLogger("monitor")
Answer = Response[str] | Response[dict[str, object]]


class Broken(Problem):
    """A fault of ours; nothing of it is shown and nothing personal logged."""

    status = 500
    sentence = N_("Something went wrong on our side. Nothing was saved by this step. Go back and try once more.")


class TooLong(Problem):
    status = 413
    sentence = N_("This is larger than the server takes at once. Send a smaller file.")


def see(path: str) -> Redirect:
    """Answer a form that worked: go and see (303)."""
    return Redirect(path, status_code=303)


def whole_address(request: Asking, path: str) -> str:
    """Give the address of a page to be handed on: behind TLS the one that was set, else the one that was asked.

    A server behind a proxy is asked without TLS; a secret address must not be told so.
    """
    settings: Settings = request.app.state["settings"]
    return (settings.address if settings.secure else str(request.base_url)).rstrip("/") + path


def answer_problem(request: Asking, problem: Problem) -> Answer:
    """Render a problem. Whoever is not signed in learns nothing from it but where to sign in."""
    state = request.scope["state"]
    stranger = state.get("actor") is None
    if stranger and isinstance(problem, NotHere | SignInFirst) and not wants_json(request):
        back = request.url.path if request.method == "GET" else "/"
        return Redirect(f"/sign-in?next={quote(back)}", status_code=303)
    shown = SignInFirst() if stranger and isinstance(problem, NotHere) else problem
    if wants_json(request):
        return _json(request, shown)
    happened = word(shown.said, state["language"])
    return page(request, "problem.html", status=shown.status, happened=happened, kept="", todo="")


def answer_http(request: Asking, fault: HTTPException) -> Answer:
    """Translate Litestar's own refusals into our catalogue."""
    if fault.status_code == 413:
        return answer_problem(request, TooLong())
    if fault.status_code < 500:
        return answer_problem(request, NotHere())
    return answer_fault(request, fault)


def answer_fault(request: Asking, fault: Exception) -> Answer:
    """Answer a bug: 500, logged by kind and place, without what was sent."""
    trace, place = fault.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('monitor/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    handler = request.scope.get("route_handler")
    log.error("fault %s at %s in %s", type(fault).__name__, place, getattr(handler, "handler_name", "unrouted"))
    return answer_problem(request, Broken())


def wants_json(request: Asking) -> bool:
    return "application/json" in request.headers.get("accept", "") or "application/problem+json" in request.headers.get(
        "accept", ""
    )


def _json(request: Asking, problem: Problem) -> Answer:
    language = request.scope["state"]["language"]
    body: dict[str, object] = {
        "type": f"about:{problem.code}",
        "title": word(problem.said, language),
        "status": problem.status,
    }
    if isinstance(problem, BadForm):
        body["fields"] = {fault.field: word(fault.said, language) for fault in problem.errors}
    return Response(body, status_code=problem.status, media_type="application/problem+json")
