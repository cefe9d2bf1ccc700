"""Filled checklists: which there are, filling one, what could not be seen, the team's notes, the paper to take along."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from monitor.web.pages.sheets import absence, answers, filling, listing, modules, notes, paper, photos, rows

HANDLERS: list[HTTPRouteHandler] = [
    *listing.HANDLERS,
    *modules.HANDLERS,
    *filling.HANDLERS,
    *answers.HANDLERS,
    *rows.HANDLERS,
    *photos.HANDLERS,
    *absence.HANDLERS,
    *notes.HANDLERS,
    *paper.HANDLERS,
]
