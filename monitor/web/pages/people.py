"""People: who works here."""

from __future__ import annotations

from litestar import Response, get

from monitor.people import queries
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page


@get("/people", opt={"need": Need.PEOPLE_VIEW})
async def people(request: Asking, actor: Who) -> Response[str]:
    search = request.query_params.get("q", "")
    found = await queries.people(actor, search)
    houses = {house.id: house.name for house in await queries.organisations(actor)}
    return page(request, "people/list.html", people=found, houses=houses, search=search)


HANDLERS = [people]
