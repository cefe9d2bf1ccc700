"""Pages of denials: the list and the story, and logging on a visit or outside any."""

from __future__ import annotations

from monitor.web.pages.denials import logging, reading

HANDLERS = [*reading.HANDLERS, *logging.HANDLERS]
