"""The record of a visit: settled, closed, read; answers of many to take out."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.records import record, taking

HANDLERS: list[HTTPRouteHandler] = [*record.HANDLERS, *taking.HANDLERS]
