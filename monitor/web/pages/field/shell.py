"""The one page of field mode: the same bytes for everybody, kept by its worker, with nothing of anybody in it."""

from __future__ import annotations

import gzip
from functools import cache

import msgspec
from litestar import Response, get
from litestar.enums import MediaType

from monitor.kit.words import LANGUAGES, RIGHT_TO_LEFT, WHOLE
from monitor.web.floor.asking import Asking
from monitor.web.floor.assets import asset_url, assets, version
from monitor.web.floor.needs import PUBLIC
from monitor.web.floor.render import environment
from monitor.web.pages.field.words import worded

NAME = "Notes"
STYLES = ("tokens", "forms", "buttons", "parts", "sheet", "rows", "field")
SHARED = ("answers", "expression", "filling", "ids", "keys", "photo", "relevance", "rows", "state", "typed")
ICON = "field/icon.svg"
PICTURES = ("field/icon-180.png", "field/icon-512.png")


@get("/field", opt={"need": PUBLIC}, media_type=MediaType.HTML)
async def shell(request: Asking) -> Response[bytes]:
    """Give the page; what lies on the device makes it somebody's. It holds no secret, so that it may travel packed."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(_shell().encode(), media_type=MediaType.HTML, headers={"vary": "accept-encoding"})
    packed = {"vary": "accept-encoding", "content-encoding": "gzip"}
    return Response(_packed_shell(), media_type=MediaType.HTML, headers=packed)


@get("/sw.js", opt={"need": PUBLIC})
async def worker() -> Response[str]:
    """Give the worker with the list of what it keeps; it takes over only when no older page is open."""
    listed = msgspec.json.encode({"version": version(), "files": ["/field", *addresses()]}).decode()
    return Response(
        f"const SHELL = {listed};\n{assets()['sw.js'].decode()}",
        media_type="text/javascript; charset=utf-8",
        headers={"cache-control": "no-cache"},
    )


@get("/field/manifest.webmanifest", opt={"need": PUBLIC})
async def manifest() -> Response[bytes]:
    """Give what a phone needs to install the page: a neutral name and picture."""
    said = {
        "name": NAME,
        "short_name": NAME,
        "start_url": "/field",
        "scope": "/field",
        "display": "standalone",
        "background_color": "#faf8f4",
        "theme_color": "#faf8f4",
        "icons": [
            {"src": asset_url(PICTURES[1]), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
            {"src": asset_url(ICON), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        ],
    }
    return Response(msgspec.json.encode(said), media_type="application/manifest+json")


def modules() -> tuple[str, ...]:
    """Name the scripts of the page: its own, and those it shares with the sheet."""
    own = sorted(name for name in assets() if name.startswith("field/") and name.endswith(".js"))
    shared = (f"{name}.js" for name in SHARED)
    nested = sorted(name for name in assets() if name.startswith("expression/"))
    return (*own, *(name for name in shared if name in assets()), *nested)


def addresses() -> tuple[str, ...]:
    """Give the addresses of everything the page is made of."""
    return (*(asset_url(f"css/{name}.css") for name in STYLES), *map(asset_url, (*modules(), ICON, *PICTURES)))


@cache
def _shell() -> str:
    words = msgspec.json.encode(worded()).decode().replace("<", "\\u003c")
    return (
        environment()
        .get_template("field/shell.html")
        .render(
            name=NAME,
            styles=[asset_url(f"css/{name}.css") for name in STYLES],
            modules=[asset_url(name) for name in modules()],
            entry=asset_url("field/app.js"),
            icon=asset_url(ICON),
            picture=asset_url(PICTURES[0]),
            version=version(),
            words=words,
            languages=tuple(LANGUAGES.items()),
            whole=" ".join(WHOLE),
            right_to_left=" ".join(sorted(RIGHT_TO_LEFT)),
        )
    )


@cache
def _packed_shell() -> bytes:
    return gzip.compress(_shell().encode(), mtime=0)


HANDLERS = [shell, worker, manifest]
