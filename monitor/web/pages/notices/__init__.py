"""How one is told of what is due; and, for whoever keeps the machine, letters that did not arrive."""

from __future__ import annotations

from monitor.web.pages.notices import choosing, letters

HANDLERS = [*choosing.HANDLERS, *letters.HANDLERS]
