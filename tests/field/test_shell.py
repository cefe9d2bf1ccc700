"""The shell: the same bytes for everybody, a neutral name, and a worker that keeps nothing else."""

from __future__ import annotations

import gzip
import re

from monitor.web.floor.assets import assets
from monitor.web.pages.field.shell import addresses
from tests.people import Cast, Clients


async def test_everybody_gets_the_same_page(cast: Cast, client_as: Clients) -> None:
    pages = {(await (await client_as(actor)).get("/field")).text for actor in (None, cast.lead, cast.admin)}
    assert len(pages) == 1
    head = pages.pop().partition("<body>")[0]
    assert re.findall(r"<title>(.*)</title>", head) == ["Notes"]


async def test_the_name_to_install_under_says_nothing(client_as: Clients) -> None:
    said = (await (await client_as(None)).get("/field/manifest.webmanifest")).json()
    assert (said["name"], said["short_name"], said["start_url"], said["scope"]) == (
        "Notes",
        "Notes",
        "/field",
        "/field",
    )


async def test_the_worker_keeps_public_files_only(client_as: Clients) -> None:
    client = await client_as(None)
    worker = (await client.get("/sw.js")).text
    kept = set(re.findall(r'"(/[^"]*)"', worker.partition("\n")[0]))
    assert kept == {"/field", *addresses()}
    for address in kept:
        assert (await client.get(address)).status_code == 200, address


async def test_files_travel_packed_and_pages_do_not(client_as: Clients, cast: Cast) -> None:
    client = await client_as(cast.lead)
    answer = await client.get(addresses()[0], headers={"accept-encoding": "gzip"})
    assert (answer.headers["content-encoding"], answer.content) == ("gzip", assets()["css/tokens.css"])
    plain = await client.get(addresses()[0], headers={"accept-encoding": "identity"})
    assert ("content-encoding" in plain.headers, plain.content) == (False, assets()["css/tokens.css"])
    assert "content-encoding" not in (await client.get("/account", headers={"accept-encoding": "gzip"})).headers


def test_script_and_style_stay_small() -> None:
    names = [address.split("/", 3)[3] for address in addresses() if address.endswith((".css", ".js"))]
    assert sum(len(gzip.compress(assets()[name])) for name in names) < 60_000
