"""Pages of people: persons, what makes them ready, their days, one's own account, organisations, releases."""

from __future__ import annotations

from monitor.web.pages.people import account, days, organisations, persons, ready, releases

HANDLERS = [
    *persons.HANDLERS,
    *ready.HANDLERS,
    *days.HANDLERS,
    *account.HANDLERS,
    *organisations.HANDLERS,
    *releases.HANDLERS,
]
