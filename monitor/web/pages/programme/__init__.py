"""Pages of programmes: the list, the board, visits put by hand, accepting, the plan to sign."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.programme import (
    accepting,
    asking,
    board,
    comparing,
    frequencies,
    handing,
    listing,
    mending,
    pasting,
    proposing,
    putting,
    visit,
    weighing,
)

HANDLERS: list[HTTPRouteHandler] = [
    handler
    for part in (
        listing,
        frequencies,
        weighing,
        board,
        putting,
        pasting,
        visit,
        mending,
        comparing,
        accepting,
        handing,
        proposing,
        asking,
    )
    for handler in part.HANDLERS
]
