"""One's own account."""

from __future__ import annotations

from litestar import Response, get

from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page


@get("/account", opt={"need": Need.ACCOUNT_OWN})
async def account(request: Asking, actor: Who) -> Response[str]:
    href = f"/people/{actor.account}" if actor.may(Need.READINESS_KEEP) else ""
    return page(request, "people/account.html", href=href)


HANDLERS = [account]
