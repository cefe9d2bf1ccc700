"""Law 10 on every page: titles, addresses, headers and names of files carry nobody and no place; nothing is kept by browsers."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from uuid import UUID

import httpx
import pytest

from tests.people import Cast, Clients
from tests.twins.test_walls import office_records
from tests.twins.worlds import NOT_ONLY_IDS

# What the office's records hold that nobody passing by may read.
NAMES = ("Lena", "Dilshod", "Corinne", "Nina", "Temporary", "Prison", "Cellar", "Talk", "Karim", "damp", "Afraid")
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_LINKS = re.compile(r"(?:href|action|src)=\"([^\"]*)\"")
KEPT_BY_BROWSERS = {"/health", "/sw.js"}


async def pages(cast: Cast, client_as: Clients, now: datetime) -> list[tuple[str, httpx.Response]]:
    known = await office_records(cast, now)
    client, told = await client_as(cast.coordinator), []
    aliases = {"facility_id": known["facility"], "edition": await edition_of(client_as, cast)}
    for route in client_as.app.routes:
        names = getattr(route, "path_parameters", {})
        if "GET" not in getattr(route, "methods", ()) or route.path_format in NOT_ONLY_IDS:
            continue
        address = route.path_format
        for name in names:
            address = address.replace("{" + name + "}", str((known | aliases).get(name, UUID(int=5))))
        told.append((address, await client.get(address)))
    return told


async def edition_of(client_as: Clients, cast: Cast) -> UUID:
    text = (await (await client_as(cast.coordinator)).get("/checklists")).text
    found = re.search(r"/checklists/([0-9a-f-]{36})", text)
    assert found is not None
    return UUID(found[1])


async def test_nothing_leaves_beside_the_page(
    cast: Cast, client_as: Clients, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    shown = 0
    for address, answer in await pages(cast, client_as, now):
        shown += answer.status_code == 200
        heads = str({name: value for name, value in answer.headers.items()})
        text = answer.text if "html" in answer.headers.get("content-type", "") else ""
        beside = [heads, *_TITLE.findall(text), *(each for each in _LINKS.findall(text))]
        assert [name for name in NAMES for each in beside if name in each] == [], address
        assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer"}, address
        assert answer.headers["cache-control"] == "no-store" or address in KEPT_BY_BROWSERS, address
    assert shown > 50
    told = [line.getMessage() for line in caplog.records if line.name.startswith(("monitor", "uvicorn", "litestar"))]
    assert [name for name in NAMES for line in told if name in line] == []
