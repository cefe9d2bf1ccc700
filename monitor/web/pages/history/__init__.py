"""The page of a facility and the export of its history."""

from __future__ import annotations

from monitor.web.pages.history import export, show

HANDLERS = [show.show, export.export]
