"""How many points each reason is worth: what other numbers would change is seen before they are kept."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, word
from monitor.programme import actions, queries
from monitor.programme.queries.weighing import Weighed
from monitor.programme.rules.priority import Moved, Weights, check_weights
from monitor.programme.rules.scoring import DEFAULT
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.programme.listing import PLAN

LABELS = {
    "time": N_("Time since the last entry, when it has reached what is asked for"),
    "open_item": N_("Each question not in order, each open promise"),
    "open_cap": N_("At most for questions and promises together"),
    "refused": N_("Entry refused"),
    "partial": N_("Access only in part, or no private talks"),
    "delayed": N_("Kept waiting at the gate"),
    "access_cap": N_("At most for access refused and limited together"),
    "occupancy": N_("Half as many people again as there are places"),
    "group": N_("Each group in need of care that is held there"),
    "groups_cap": N_("At most for groups together"),
    "follow_up_due": N_("A promise to be checked soon"),
    "follow_up_overdue": N_("A promise not checked in time"),
    "change": N_("The place was put under another authority"),
}
FIRST, MOST_FIRST = 20, 1000


@get("/programmes/weights", opt=PLAN)
async def weights_page(request: Asking, actor: Who) -> Response[str]:
    held = asdict(await queries.weights_of(actor))
    return _page(request, actor, Form(language=actor.language).fill(first=FIRST, **held))


@post("/programmes/weights", opt=PLAN)
async def weigh(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    """Keep the points, or say what they would change; nothing is kept unless asked."""
    form = await form_of(request)
    weights = Weights(**{name: _needed(form, name) for name in LABELS})
    first = form.whole("first")
    try:
        form.check()
        check_weights(weights)
        if form.ticked("keep"):
            await actions.set_weights(actor=actor, weights=weights, now=now)
            return see("/programmes/weights")
        weighed = await queries.weigh(actor, weights, min(first or FIRST, MOST_FIRST))
    except Problem as problem:
        return _page(request, actor, form.failed(problem), status=problem.status)
    return _page(request, actor, form.fill(first=weighed.first), weighed)


def _needed(form: Form, name: str) -> int:
    found = form.whole(name)
    if found is None and name not in {fault.field for fault in form.faults}:
        form.wrong(name, N_("Give a number; 0 where this is to count for nothing."))
    return found or 0


def _page(
    request: Asking, actor: Actor, form: Form, weighed: Weighed | None = None, status: int = 200
) -> Response[str]:
    held = asdict(DEFAULT)
    return page(
        request,
        "programme/weights.html",
        status=status,
        form=form,
        fields_of=[(name, word(label, actor.language), held[name]) for name, label in LABELS.items()],
        weighed=weighed,
        entering=_named(weighed, weighed.entering) if weighed else (),
        leaving=_named(weighed, weighed.leaving) if weighed else (),
    )


def _named(weighed: Weighed, moved: tuple[Moved, ...]) -> list[tuple[UUID, str, Moved]]:
    return [(each.facility, weighed.names[each.facility], each) for each in moved]


HANDLERS = [weights_page, weigh]
