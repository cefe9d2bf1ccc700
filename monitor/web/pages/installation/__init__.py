"""First start and settings."""

from __future__ import annotations

from monitor.web.pages.installation import settings, setup

HANDLERS = [*setup.HANDLERS, *settings.HANDLERS]
