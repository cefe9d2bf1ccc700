"""Opens the page of the field on a cold cache at a quarter of the processor; prints paint, the first section, and sizes.

    python -m benchmarks.field_page

The passphrase's own work (600,000 rounds of PBKDF2, done aside from the page) is printed by itself: it is there to be
slow. On a machine that does other things too, the fastest round says most. The last line is what was measured of others.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from playwright.sync_api import BrowserContext, Page

from monitor.settings import Settings
from monitor.web.floor.assets import assets
from monitor.web.pages.field.shell import addresses
from tests.browser.field.phone import PASSPHRASE, take_along
from tests.browser.house import PHONE, LiveHouse
from tests.look.gallery import chromium
from tests.makers_sheets import make_visit_under_way
from tests.people import open_session

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SLOWER = 4
ROUNDS = 9
OTHERS = "ODK Web Forms, the 100-question form: 1,193 kB of script packed, 4 to 5 s to paint"
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the touch on "Checklist" to the moment when a key given to the first question has been kept by the page.
FIRST_KEY = """async () => {
  const began = performance.now();
  [...document.querySelectorAll('.field-list button')][1].click();
  while (!document.querySelector('form.sheet[data-ready]')) await new Promise(requestAnimationFrame);
  const item = document.querySelector('details[open] .item[data-key]:not([hidden])');
  item.querySelector('.answers input').focus();
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'u', code: 'KeyU', bubbles: true, cancelable: true }));
  await new Promise(requestAnimationFrame);
  if (!item.querySelector('.absence input:checked')) throw new Error('the key was not answered');
  return performance.now() - began;
}"""


@contextmanager
def served(folder: Path) -> Iterator[tuple[LiveHouse, UUID]]:
    """Serve a house with one visit under way."""
    house = LiveHouse(Settings(data=folder), NOW)
    house.open()
    yield house, house.call(make_visit_under_way(house.cast, now=NOW))
    house.close()


def measured(context: BrowserContext, page: Page) -> dict[str, float]:
    """Open the page once more with nothing of it kept, unlock, go to the checklist."""
    page.evaluate(
        """async () => { for (const name of await caches.keys()) await caches.delete(name);
        for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister(); }"""
    )
    page.goto("about:blank")
    slow = context.new_cdp_session(page)
    slow.send("Network.clearBrowserCache")
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/field")
    page.get_by_label("Passphrase").wait_for()
    paint = page.evaluate(FIRST_PAINT)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    began = perf_counter()
    page.get_by_role("button", name="Unlock").click()
    page.get_by_role("heading", name="My visits").wait_for()
    unlocked = (perf_counter() - began) * 1000
    page.locator(".field-list button").first.click()
    page.get_by_role("button", name="Checklist").wait_for()
    key = page.evaluate(FIRST_KEY)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    slow.detach()
    return {"first paint": paint, "unlocked": unlocked, "first section answers keys": key}


def measure(house: LiveHouse, visit: UUID) -> None:
    with chromium() as browser:
        context = browser.new_context(base_url=house.address, viewport={"width": PHONE, "height": 800})
        token = house.call(open_session(house.cast.deputy, NOW))
        context.add_cookies([{"name": "monitor_session", "value": token, "url": house.address}])
        page = context.new_page()
        take_along(page, visit)
        rounds = [measured(context, page) for _ in range(ROUNDS)]
        context.close()
    for name in rounds[0]:
        times = sorted(each[name] for each in rounds)
        spread = f"fastest {times[0]:.0f} ms, median {times[ROUNDS // 2]:.0f} ms, slowest {times[-1]:.0f} ms"
        print(f"{name}: {spread} at {SLOWER}x throttle, cold cache")
    totals = sorted(each["first paint"] + each["first section answers keys"] for each in rounds)
    print(f"both together: fastest {totals[0]:.0f} ms, median {totals[ROUNDS // 2]:.0f} ms")


def main() -> int:
    names = [address.split("/", 3)[3] for address in addresses()]
    sizes = {name: len(gzip.compress(assets()[name])) for name in names if name.endswith((".js", ".css"))}
    print(f"script and style: {len(sizes)} files, {sum(sizes.values()) / 1000:.1f} kB packed")
    with TemporaryDirectory() as folder, served(Path(folder)) as (house, visit):
        measure(house, visit)
    print(OTHERS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
