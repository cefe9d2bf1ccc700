"""Pages of programmes: the list, the board, visits put by hand, accepting, the plan to sign."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.programme import (
    accepting,
    asking,
    board,
    frequencies,
    handing,
    listing,
    pasting,
    proposing,
    putting,
    visit,
)

HANDLERS: list[HTTPRouteHandler] = [
    handler
    for part in (listing, frequencies, board, putting, pasting, visit, accepting, handing, proposing, asking)
    for handler in part.HANDLERS
]
