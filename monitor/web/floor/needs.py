"""Each route says what it needs, or that it is public; one guard asks before the handler runs."""

from __future__ import annotations

from typing import Final

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from monitor.kit.actor import Actor, check_need
from monitor.kit.problems import NotHere, Problem, SignInFirst
from monitor.kit.words import N_

PUBLIC: Final = "public"
# Strangers type an address and a password, no more.
LARGEST_OF_STRANGERS: Final = 32 * 1024


class ForeignRequest(Problem):
    status = 403
    sentence = N_("This request did not come from a page of this site. Open the page here and send it again.")


def guard_need(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]  # Litestar's own four parameters
    """Refuse writes from other sites; let public routes pass; else ask to sign in and to hold the route's need."""
    if connection.scope["state"]["foreign"]:
        raise ForeignRequest()
    need = handler.opt.get("need")
    if need == PUBLIC:
        return
    actor: Actor | None = connection.scope["state"].get("actor")
    if actor is None:
        raise SignInFirst()
    if need is None:  # What the library itself answers, such as OPTIONS.
        raise NotHere()
    check_need(actor, need)
