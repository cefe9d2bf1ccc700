"""Every route of the house, a module a room."""

from __future__ import annotations

from importlib import import_module

from litestar.handlers import HTTPRouteHandler

MODULES = (
    "floor",
    "sign_in",
    "installation",
    "facilities",
    "people",
    "checklists",
    "history",
    "search",
    "denials",
    "visits",
    "sheets",
    "records",
    "notices",
    "programme",
    "field",
)

HANDLERS: list[HTTPRouteHandler] = [
    handler for name in MODULES for handler in import_module(f"monitor.web.pages.{name}").HANDLERS
]
