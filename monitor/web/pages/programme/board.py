"""The board of one version: places by weeks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from babel.dates import format_date
from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.text import fold, legible, tidy
from monitor.kit.words import N_, word
from monitor.programme import queries
from monitor.programme.rules.board import Board, Place, Week, quarters_of
from monitor.programme.rules.programmes import HOW_LABELS, STATE_LABELS
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.forms import Form, choices_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import VIEW, address
from monitor.web.pages.programme.shown import BoardWords, spent_words

# A page with script asks for the changed rows only, and says what it shows of the board.
PART = "x-board"
# What a screen and a slow line carry at once: more rows stand on further parts, more weeks behind their quarters.
MOST_ROWS, MOST_WEEKS = 300, 26
ALL_WEEKS = "all"
_LONGEST_PART = 3


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
class View:
    """What is shown of a board, and in what order; kept in the address, and along the way to a visit and back."""

    q: str = ""
    type: str = ""
    region: str = ""
    visit: bool = False
    order: Order = Order.POINTS
    weeks: str = ""
    part: int = 1

    @property
    def narrow(self) -> bool:
        return bool(self.q or self.type or self.region or self.visit)

    @property
    def query(self) -> str:
        """Give it as the query of an address, empty for the board as it is without one."""
        said = {"q": self.q, "type": self.type, "region": self.region, "visit": "yes" if self.visit else ""}
        said |= {"order": "" if self.order is Order.POINTS else self.order.value, "weeks": self.weeks}
        said |= {"part": "" if self.part == 1 else str(self.part)}
        return urlencode({name: text for name, text in said.items() if text})

    def of(self, version: UUID) -> str:
        """Give the address of a board seen like this."""
        return f"{address(version)}?{self.query}" if self.query else address(version)

    @property
    def along(self) -> str:
        """Give what the query of an address takes along, so that its page leads back to this view."""
        return urlencode({"board": self.query}) if self.query else ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A quarter above the board: its name, what the plan takes in it, where its weeks are if they are shown apart."""

    name: str
    spent: str
    href: str
    current: bool


@get("/programmes/board/{version:uuid}", opt=VIEW)
async def board_page(request: Asking, actor: Who, version: FromPath[UUID]) -> Response[str]:
    board = await queries.board_of(actor, version)
    asked = view_of(request.url.query)
    found = chosen(board, asked)
    last = max(1, -(-len(found) // MOST_ROWS))
    view = replace(asked, part=min(asked.part, last))
    rows = found[(view.part - 1) * MOST_ROWS : view.part * MOST_ROWS]
    return page(
        request,
        "programme/board.html",
        board=board,
        shown=_words(board, view, actor).shown(rows, weeks_in(board, view, actor.today)),
        tabs=_tabs(board, view, actor),
        form=_filled(view, actor.language),
        view=view,
        found=len(found),
        before=replace(view, part=view.part - 1).of(version) if view.part > 1 else "",
        after=replace(view, part=view.part + 1).of(version) if view.part < last else "",
        last=last,
        types=_types(board, actor.language),
        regions=[(name, name) for name in sorted({place.region_name for place in board.places if place.region_name})],
        orders=choices_of(Order, ORDERS, actor.language),
        states=STATE_LABELS,
        hows=HOW_LABELS,
    )


def view_of(query: str) -> View:
    """Read what is to be shown from the query of an address; what cannot be read asks for everything."""
    said = {name: tidy(legible(texts[0])) for name, texts in parse_qs(query.removeprefix("?")).items()}
    part, order = said.get("part", ""), said.get("order", "")
    return View(
        q=said.get("q", ""),
        type=said.get("type", ""),
        region=said.get("region", ""),
        visit="visit" in said,
        order=Order(order) if order in {*Order} else Order.POINTS,
        weeks=said.get("weeks", ""),
        part=max(1, int(part)) if part.isdecimal() and len(part) <= _LONGEST_PART else 1,
    )


def view_along(request: Asking) -> View:
    """Give the view of the board that somebody came from."""
    return view_of(str(request.headers.get(PART) or request.query_params.get("board", "")))


def chosen(board: Board, view: View) -> list[Place]:
    """Give the places asked for, in the order asked for."""
    words = fold(view.q).split()
    visited = {entry.facility for entry in board.entries} | {visit.facility for visit in board.fixed}
    found = [
        place
        for place in board.places
        if (not view.type or place.type == view.type)
        and (not view.region or place.region_name == view.region)
        and (not view.visit or place.id in visited)
        and all(each in fold(f"{place.name} {place.code or ''}") for each in words)
    ]
    if view.order is Order.UNSEEN:
        return sorted(found, key=lambda place: (place.last_entry or date.min, -place.score.points, place.name))
    if view.order is Order.NAME:
        return sorted(found, key=lambda place: (fold(place.name), place.id))
    if view.order is Order.REGION:
        return sorted(found, key=lambda place: (place.region_name, -place.score.points, place.name))
    return found


def weeks_in(board: Board, view: View, today: date) -> tuple[Week, ...]:
    """Give the weeks asked for. A longer period is shown by quarters, the one that is on or comes first to begin with."""
    quarters = [quarter for quarter in quarters_of(board) if quarter.weeks]
    asked = [quarter for quarter in quarters if str(quarter.number) == view.weeks]
    if view.weeks == ALL_WEEKS or (len(board.weeks) <= MOST_WEEKS and not asked):
        return board.weeks
    ahead = [quarter for quarter in quarters if quarter.last_day >= today]
    return (asked or ahead or quarters)[0].weeks


def _words(board: Board, view: View, actor: Actor) -> BoardWords:
    return BoardWords(board, Pen(actor.language), actor.today, view.along)


def _filled(view: View, language: str) -> Form:
    """Fill the form that narrows the board; the quarter one looks at stays."""
    form = Form(language=language).fill(q=view.q, type=view.type, region=view.region, order=view.order.value)
    return form.fill(visit="yes" if view.visit else None, weeks=view.weeks or None)


def _tabs(board: Board, view: View, actor: Actor) -> list[Tab]:
    """Word the quarters of the period with what the plan takes in each; nothing where there is only one."""
    pen, version, quarters = Pen(actor.language), board.version.id, quarters_of(board)
    if len(quarters) == 1:
        return []
    apart, shown = len(board.weeks) > MOST_WEEKS, weeks_in(board, view, actor.today)
    tabs = [
        Tab(
            name=format_date(quarter.first_day, "QQQ y", locale=pen.language),
            spent=pen(spent_words(quarter.person_days, quarter.share)),
            href=replace(view, weeks=str(quarter.number)).of(version) if apart else "",
            current=quarter.weeks == shown,
        )
        for quarter in quarters
        if quarter.weeks or not apart
    ]
    whole = Tab(
        name=pen(N_("All weeks")),
        spent=pen(spent_words(board.person_days, board.programme.budget)),
        href=replace(view, weeks=ALL_WEEKS).of(version),
        current=shown == board.weeks,
    )
    return [*tabs, whole] if apart else tabs


def _types(board: Board, language: str) -> list[tuple[str, str]]:
    kinds = {place.type for place in board.places}
    return sorted(
        ((kind, word(label_of("facility_types", kind), language)) for kind in kinds), key=lambda each: each[1]
    )


async def answer(request: Asking, actor: Actor, version: UUID, facilities: Iterable[UUID]) -> Response[str] | Redirect:
    """Answer a change: to a script the rows that changed and the foot, to others the board again as it was seen."""
    touched, view = list(facilities), view_along(request)
    if PART not in request.headers:
        return see(f"{view.of(version)}#p-{touched[0]}" if touched else view.of(version))
    board = await queries.board_of(actor, version)
    rows = [place for place in board.places if place.id in touched]
    shown = _words(board, view, actor).shown(rows, weeks_in(board, view, actor.today))
    return page(request, "programme/part.html", board=board, shown=shown, tabs=_tabs(board, view, actor))


HANDLERS = [board_page]
