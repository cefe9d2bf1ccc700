"""The pages of the register: the list, adding and editing, the trees above, mandates, imports."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.facilities import editing, importing, listing, mandates, trees

HANDLERS: list[HTTPRouteHandler] = [
    *listing.HANDLERS,
    *editing.HANDLERS,
    *trees.HANDLERS,
    *mandates.HANDLERS,
    *importing.HANDLERS,
]
