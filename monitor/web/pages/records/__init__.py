"""The record of a visit: settled, closed, read."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.records import record

HANDLERS: list[HTTPRouteHandler] = [*record.HANDLERS]
