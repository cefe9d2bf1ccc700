"""Pages of people: persons, what makes them ready, one's own account, organisations, releases."""

from __future__ import annotations

from monitor.web.pages.people import account, organisations, persons, ready, releases

HANDLERS = [
    *persons.HANDLERS,
    *ready.HANDLERS,
    *account.HANDLERS,
    *organisations.HANDLERS,
    *releases.HANDLERS,
]
