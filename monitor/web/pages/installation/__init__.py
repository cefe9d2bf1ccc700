"""First start, settings, holidays."""

from __future__ import annotations

from monitor.web.pages.installation import holidays, settings, setup

HANDLERS = [*setup.HANDLERS, *settings.HANDLERS, *holidays.HANDLERS]
