"""One search over everything the reader may see."""

from __future__ import annotations

from litestar import Response, get

from monitor.codes import label_of
from monitor.history import queries
from monitor.kit.words import word
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page


@get("/search", opt={"need": Need.FACILITY_VIEW})
async def search(request: Asking, actor: Who) -> Response[str]:
    asked = request.query_params.get("q", "").strip()
    found = await queries.search(actor, asked)
    types = {
        line.id: word(label_of("facility_types", line.type), request.scope["state"]["language"])
        for line in found.facilities
    }
    return page(request, "search/found.html", asked=asked, found=found, types=types)


HANDLERS = [search]
