"""The board of one version: places by weeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.text import fold
from monitor.kit.words import N_, word
from monitor.programme import queries
from monitor.programme.rules.board import Board, Place
from monitor.programme.rules.programmes import HOW_LABELS, STATE_LABELS
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.forms import Form, choices_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import VIEW, address
from monitor.web.pages.programme.shown import BoardWords

# A page with script asks for the changed rows only.
PART = "x-board"


class Order(StrEnum):
    """What the places stand in the order of."""

    POINTS = "points"
    UNSEEN = "unseen"
    NAME = "name"
    REGION = "region"


ORDERS = {
    Order.POINTS: N_("most points first"),
    Order.UNSEEN: N_("longest unseen first"),
    Order.REGION: N_("region, then points"),
    Order.NAME: N_("name"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which places are shown, and in what order."""

    form: Form
    q: str
    type: str
    region: str
    order: Order

    @property
    def narrow(self) -> bool:
        return bool(self.q or self.type or self.region)


@get("/programmes/board/{version:uuid}", opt=VIEW)
async def board_page(request: Asking, actor: Who, version: FromPath[UUID]) -> Response[str]:
    board, pen = await queries.board_of(actor, version), Pen(actor.language)
    asked = asked_of(request, actor)
    return page(
        request,
        "programme/board.html",
        board=board,
        shown=BoardWords(board, pen, actor.today).shown(chosen(board.places, asked)),
        form=asked.form,
        narrow=asked.narrow,
        types=_types(board, actor.language),
        regions=[(name, name) for name in sorted({place.region_name for place in board.places if place.region_name})],
        orders=choices_of(Order, ORDERS, actor.language),
        states=STATE_LABELS,
        hows=HOW_LABELS,
    )


def asked_of(request: Asking, actor: Actor) -> Asked:
    """Read which places are asked for; what cannot be read asks for all."""
    form = Form({name: [text] for name, text in request.query_params.items()}, actor.language)
    order = form.one_of("order", Order) or Order.POINTS
    found = Asked(form, form.text("q"), form.text("type"), form.text("region"), order)
    form.faults.clear()
    form.fill(order=order.value)
    return found


def chosen(places: Sequence[Place], asked: Asked) -> list[Place]:
    """Give the places asked for, in the order asked for."""
    words = fold(asked.q).split()
    found = [
        place
        for place in places
        if (not asked.type or place.type == asked.type)
        and (not asked.region or place.region_name == asked.region)
        and all(each in fold(f"{place.name} {place.code or ''}") for each in words)
    ]
    if asked.order is Order.UNSEEN:
        return sorted(found, key=lambda place: (place.last_entry or date.min, -place.score.points, place.name))
    if asked.order is Order.NAME:
        return sorted(found, key=lambda place: (fold(place.name), place.id))
    if asked.order is Order.REGION:
        return sorted(found, key=lambda place: (place.region_name, -place.score.points, place.name))
    return found


def _types(board: Board, language: str) -> list[tuple[str, str]]:
    kinds = {place.type for place in board.places}
    return sorted(
        ((kind, word(label_of("facility_types", kind), language)) for kind in kinds), key=lambda each: each[1]
    )


async def answer(request: Asking, actor: Actor, version: UUID, facilities: Iterable[UUID]) -> Response[str] | Redirect:
    """Answer a change: to a script the rows that changed and the foot, to others the board again."""
    touched = list(facilities)
    if PART not in request.headers:
        return see(f"{address(version)}#p-{touched[0]}" if touched else address(version))
    board = await queries.board_of(actor, version)
    words = BoardWords(board, Pen(actor.language), actor.today)
    shown = words.shown(place for place in board.places if place.id in touched)
    return page(request, "programme/part.html", board=board, shown=shown)


HANDLERS = [board_page]
