"""A real server on a loopback port, in a thread of its own, and pages of a real browser signed in as anybody."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable
from datetime import datetime
from typing import TypeVar

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from monitor.app import assemble, open_house
from monitor.kit.actor import Actor
from monitor.outside.database import close_database, engine
from monitor.outside.keyring import write_key
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from tests.people import Cast, gather_cast, open_session

T = TypeVar("T")
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 360, 1280
# Milliseconds that a page may take on a machine that has other tests to run: a page that is sound never takes them.
PATIENCE = 30_000


class LiveHouse:
    """One open house served over HTTP; `call` runs a coroutine beside the server, to arrange and to look."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.settings, self.now = settings, now
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="house", daemon=True)

    def open(self) -> None:
        """Open the database empty, gather the cast, serve."""
        write_key(self.settings.data)
        self.thread.start()
        self.cast: Cast = self.call(self._open())
        door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{door.getsockname()[1]}"
        app = assemble(self.settings, lambda: self.now)
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        self.serving = asyncio.run_coroutine_threadsafe(self.server.serve(sockets=[door]), self.loop)

    async def _open(self) -> Cast:
        await open_house(self.settings, self.now)
        if self.settings.database_url:
            names = ", ".join(table._meta.tablename for table in TABLES)
            await engine().run_ddl(f"truncate {names} cascade")
        return await gather_cast(self.now)

    def call(self, work: Awaitable[T]) -> T:
        """Await something in the server's own loop and give its result."""

        async def awaited() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self.loop).result(60)

    def close(self) -> None:
        """Stop serving, close the database, end the thread."""
        self.server.should_exit = True
        self.serving.result(30)
        self.call(close_database())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class Doors:
    """Opens pages of the browser; every page fails its test on a script error or a refused resource."""

    def __init__(self, house: LiveHouse, browser: Browser) -> None:
        self.house, self.browser = house, browser
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, actor: Actor | None, width: int = DESK, theme: str = "light", language: str = "en") -> Page:
        """Open a page for somebody, at a width, in light or dark, in a language."""
        context = self.browser.new_context(
            base_url=self.house.address,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if theme == "dark" else "light",
            locale=language,
            reduced_motion="reduce",
        )
        if actor is not None:
            token = self.house.call(open_session(actor, self.house.now))
            context.add_cookies([{"name": "monitor_session", "value": token, "url": self.house.address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.contexts.append(context)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        assert self.complaints == [], self.complaints
