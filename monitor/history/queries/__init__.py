"""Reading a facility's history and finding things; every part begins from what the actor may see."""

from __future__ import annotations

from monitor.history.queries.brief import brief_of
from monitor.history.queries.chain import ItemHistory, item_history
from monitor.history.queries.dossier import dossier_of
from monitor.history.queries.history import history_of
from monitor.history.queries.search import Found, Numbered, PersonFound, search

__all__ = [
    "Found", "ItemHistory", "Numbered", "PersonFound", "brief_of", "dossier_of", "history_of", "item_history", "search",
]  # fmt: skip
