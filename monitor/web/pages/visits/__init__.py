"""Pages of visits: today, the calendar and its addresses, the list, one visit, its plan, its gate."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.visits import brief, days, feeds, gate, plan, shown, spot, today

HANDLERS: list[HTTPRouteHandler] = [
    handler for part in (today, days, feeds, shown, spot, plan, gate, brief) for handler in part.HANDLERS
]
