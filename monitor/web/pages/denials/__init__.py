"""Pages of denials: the list and the story, logging on a visit or outside any, the table to take along."""

from __future__ import annotations

from monitor.web.pages.denials import exporting, logging, reading

HANDLERS = [*reading.HANDLERS, *logging.HANDLERS, *exporting.HANDLERS]
