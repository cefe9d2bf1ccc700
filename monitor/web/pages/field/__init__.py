"""Field mode: the page that works without a network, what it takes along, what it sends, and the devices it lives on."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.field import along, devices, opening, shell, sync

HANDLERS: list[HTTPRouteHandler] = [
    *shell.HANDLERS,
    *along.HANDLERS,
    *sync.HANDLERS,
    *devices.HANDLERS,
    *opening.HANDLERS,
]
