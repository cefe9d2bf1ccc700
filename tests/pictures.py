"""Takes the pictures of docs/pictures from the demo: `python -m tests.pictures FOLDER`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.house import CHROMIUM, DESK, PHONE, QUIET

PORT = 8196
ADDRESS = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as one role sees it; `way` are patterns or words of links to follow from the first address."""

    name: str
    role: str
    start: str
    way: tuple[str, ...] = ()
    width: int = DESK
    height: int = 700
    theme: str = "light"
    language: str = "en"
    then: Callable[[Page], None] | None = None


def open_a_room(page: Page) -> None:
    """Go to the rows of rooms by keyboard, as somebody who types does."""
    page.keyboard.press("/")
    page.keyboard.type("V3")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(500)


def take_along(page: Page) -> None:
    """Set a phone up, take the visit along, and stand at its gate."""
    page.get_by_role("link", name="Take along").click()
    for place in (0, 1):
        page.locator("input[type=password]").nth(place).fill("quiet rivers of the north")
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("button", name="Take along").click()
    page.get_by_role("button", name=re.compile("Sarvan")).click()
    page.context.set_offline(True)
    page.get_by_role("button", name="At the gate").click()
    page.get_by_role("radio", name="In", exact=True).first.check()
    page.get_by_role("radio", name="Refused", exact=True).nth(1).check()
    page.wait_for_timeout(500)
    page.evaluate("scrollTo(0, 0)")


BOARD = r"/programmes/[0-9a-f-]{36}"
PICTURES = (
    Picture("today", "coordinator", "/", height=1120),
    Picture(
        "facility",
        "coordinator",
        "/",
        (r"/visits/[0-9a-f-]{36}", r"/facilities/[0-9a-f-]{36}"),
        height=960,
    ),
    Picture("calendar", "coordinator", "/calendar", theme="dark"),
    Picture("gate", "lead", "/", (r"/visits/[0-9a-f-]{36}", r"/visits/[0-9a-f-]{36}/gate"), width=PHONE, height=780),
    Picture(
        "checklist",
        "lead",
        "/",
        (r"/visits/[0-9a-f-]{36}", r"/visits/[0-9a-f-]{36}/sheets", r"/sheets/[0-9a-f-]{36}"),
    ),
    Picture(
        "rooms",
        "monitor",
        "/",
        (r"/visits/[0-9a-f-]{36}", r"/visits/[0-9a-f-]{36}/sheets", r"/sheets/[0-9a-f-]{36}"),
        then=open_a_room,
    ),
    Picture("phone", "lead", "/", (r"/visits/[0-9a-f-]{36}",), width=PHONE, height=780, then=take_along),
    Picture("agree", "lead", "/", (".*Mirzol North", r"/visits/[0-9a-f-]{36}/record"), height=780),
    Picture("board", "coordinator", "/programmes", (BOARD,), height=820),
    Picture("planner", "coordinator", "/programmes", (BOARD, r".*/planner"), height=960),
    Picture("denial", "civil society", "/denials/new", width=PHONE, height=900, language="ru"),
)


def main(folder: Path) -> None:
    """Serve a demo and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as sign_ins, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for picture in PICTURES:
            take(browser, picture, sign_ins[picture.role], folder / f"{picture.name}.png")
        browser.close()


@contextmanager
def served() -> Iterator[dict[str, tuple[str, str]]]:
    """Run a demo of its own; gives e-mail address and password per role."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "monitor", "demo", "--json", "--data", data, "--port", str(PORT)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert server.stdout is not None
            told = json.loads(server.stdout.readline())
            yield {entry["role"]: (entry["email"], entry["password"]) for entry in told["sign_ins"]}
        finally:
            server.terminate()
            server.wait(timeout=20)


def take(browser: Browser, picture: Picture, who: tuple[str, str], target: Path) -> None:
    """Sign in, go there, take the picture."""
    context = browser.new_context(
        base_url=ADDRESS,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        locale=picture.language,
    )
    page = context.new_page()
    until_up(page)
    page.fill("#f-email", who[0])
    page.fill("#f-password", who[1])
    page.click("main button")
    page.wait_for_load_state()
    page.request.post("/language", form={"language": picture.language}, headers={"sec-fetch-site": "same-origin"})
    page.goto(picture.start)
    for pattern in picture.way:
        page.goto(link(page, pattern))
    if picture.then is not None:
        picture.then(page)
    page.screenshot(path=target)
    context.close()


def until_up(page: Page) -> None:
    for _ in range(100):
        try:
            page.goto("/sign-in")
        except Exception:
            page.wait_for_timeout(200)
        else:
            return
    raise SystemExit("The demo did not answer.")


def link(page: Page, pattern: str) -> str:
    """Give the first link of the page's own content that fits."""
    found = [
        (each.get_attribute("href") or "", each.inner_text().strip()) for each in page.query_selector_all("main a")
    ]
    return next(href for href, words in found if re.fullmatch(pattern, href) or re.fullmatch(pattern, words))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
