"""The page of a facility and the export of its history."""

from __future__ import annotations

from monitor.web.pages.history import export, figures, show

HANDLERS = [show.show, figures.question, export.export]
