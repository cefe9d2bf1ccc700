"""Pages of checklists: the library, one checklist, its versions, confirming its words, trying it out, XLSForms."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.checklists import confirming, listing, reading, trying, versions, xlsform

HANDLERS: list[HTTPRouteHandler] = [
    *listing.HANDLERS,
    *reading.HANDLERS,
    *confirming.HANDLERS,
    *versions.HANDLERS,
    *trying.HANDLERS,
    *xlsform.HANDLERS,
]
