"""A server in a process of its own that can be killed, and a phone: a browser with a profile folder that outlives it."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from monitor.app import open_house
from monitor.outside.database import close_database
from monitor.outside.keyring import KEY_FILE, write_key
from monitor.settings import Settings
from tests.browser.house import CHROMIUM, PHONE, QUIET

T = TypeVar("T")
PASSPHRASE = "four quiet words here"
PATIENCE = 30_000


class Server:
    """`monitor serve` on a data folder; killed and started again on the same address."""

    def __init__(self, settings: Settings) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.settings, self.address = settings, f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        if not (settings.data / KEY_FILE).exists():
            write_key(settings.data)

    def call(self, work: Callable[[datetime], Awaitable[T]]) -> T:
        """Open the house while no server runs, do something in it, close it."""

        async def inside() -> T:
            now = datetime.now(UTC)
            await open_house(self.settings, now)
            try:
                return await work(now)
            finally:
                await close_database()

        # The browser's driver has a loop of its own running in this thread.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(lambda: asyncio.run(inside())).result()

    def start(self) -> None:
        asked = {"MONITOR_DATA": str(self.settings.data), "MONITOR_DATABASE_URL": self.settings.database_url}
        told = self.settings.data / "server.log"
        with told.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "monitor", "serve", "--port", str(self.port)],
                env={**os.environ, **asked},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(URLError, ConnectionError), urllib.request.urlopen(f"{self.address}/health"):
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
        raise RuntimeError(f"The server did not start: {told.read_text()}")

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None


class PhoneBrowser:
    """A browser as on a phone; `context` is one run of it, the folder stays."""

    def __init__(self, browser: Browser, folder: Path, address: str) -> None:
        self.browser, self.folder, self.address = browser, folder, address
        self.context: BrowserContext | None = None

    def open(self, *, offline: bool = False) -> Page:
        """Start the browser on the folder and give its page."""
        self.context = self.browser.browser_type.launch_persistent_context(
            str(self.folder),
            executable_path=CHROMIUM,
            args=QUIET,
            headless=True,
            base_url=self.address,
            viewport={"width": PHONE, "height": 780},
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.set_offline(offline)
        return self.context.pages[0]

    def sign_in(self, token: str) -> None:
        assert self.context is not None
        self.context.add_cookies([{"name": "monitor_session", "value": token, "url": self.address}])

    def tab(self) -> Page:
        assert self.context is not None
        return self.context.new_page()

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def holds(self, *words: str) -> list[str]:
        """Give the words that can be read anywhere in the profile folder, in UTF-8 or UTF-16."""
        files = [file.read_bytes() for file in self.folder.rglob("*") if file.is_file()]
        return [
            word for word in words if any(word.encode(how) in data for data in files for how in ("utf-8", "utf-16-le"))
        ]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def set_up(page: Page, passphrase: str = PASSPHRASE) -> None:
    """Choose a passphrase on a phone that somebody is signed in on."""
    for name in ("Passphrase", "The same once more"):
        page.get_by_label(name).fill(passphrase)
    press(page, "Set up")


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Passphrase").fill(passphrase)
    press(page, "Unlock")
    page.get_by_role("heading", name="My visits").wait_for()


def take_along(page: Page, visit: UUID) -> None:
    """Go from the visit's page to the phone and take it along."""
    page.goto(f"/visits/{visit}")
    page.get_by_role("link", name="Take along").click()
    if (
        page.get_by_role("heading", name="Set up this phone")
        .or_(page.get_by_role("heading", name="Take along"))
        .first.inner_text()
        != "Take along"
    ):
        set_up(page)
    press(page, "Take along")
    page.get_by_text("On this phone.").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def back(page: Page) -> None:
    press(page, "Back")


def touch(page: Page, person: str, answer: str) -> None:
    page.get_by_role("group", name=person).get_by_role("radio", name=answer, exact=True).check()


def answered(page: Page, wanted: int) -> int:
    """Answer questions that stand open, each by its first answer or by a number, until so many have one."""
    done = 0
    for item in page.locator(".item[data-key]:not([data-row])").all():
        if done == wanted:
            break
        if item.get_attribute("hidden") is not None:
            continue
        item.evaluate("item => { item.closest('details').open = true; }")
        radio = item.locator(".answers > .answer input").first
        field = item.locator(".measure :is(input:not([type=hidden]), textarea)").first
        if radio.count():
            radio.press("Space")
        elif field.count():
            field.fill("09:05" if item.get_attribute("data-kind") == "time" else "1")
            field.press("Tab")
        else:
            continue
        done += 1
    return done


def unsent(page: Page, number: int) -> None:
    """Wait until so many entries are not yet sent."""
    expect(page.locator(".field-top .save")).to_have_attribute("data-left", str(number), timeout=PATIENCE)


class Swallow:
    """Loses answers on their way back: the server has kept what was sent, the phone never hears of it."""

    def __init__(self, page: Page, pattern: str, times: int) -> None:
        self.left, self.lost = times, 0
        page.route(pattern, self._route)

    def _route(self, route: Route) -> None:
        if self.left == 0:
            route.continue_()
            return
        self.left -= 1
        route.fetch()
        self.lost += 1
        route.abort()
