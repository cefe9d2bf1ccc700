"""The register's pages in a real browser: every size, light and dark, and an import that shows how far it is."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.look.seen import found_by_axe
from tests.makers_facilities import make_authority, make_facility, make_mandate, make_region

pytestmark = pytest.mark.browser
DATA = Path(__file__).parents[1] / "data"


async def fill(live: LiveHouse) -> UUID:
    """Put a few places, their trees and mandates into the register."""
    keeper, now = live.cast.coordinator, live.now
    region = await make_region(keeper, now=now)
    ministry = await make_authority(keeper, now=now)
    await make_authority(keeper, "Prison department", parent=ministry, now=now)
    place = await make_facility(
        keeper, name="ИВС города Худжанд", code="T-1", region=region, authority=ministry, aliases=("IVS",), now=now
    )
    for n in range(3):
        await make_facility(keeper, name=f"Colony {n}", kind="colony", region=region, capacity=400, now=now)
    await make_mandate(keeper, facility=place, notice_days=3, now=now)
    await make_mandate(keeper, kind="colony", now=now)
    return place


@pytest.mark.parametrize(("width", "theme"), [(DESK, "light"), (PHONE, "light"), (PHONE, "dark")])
def test_pages_are_sound_for_everybody(live: LiveHouse, door: Doors, width: int, theme: str) -> None:
    place = live.call(fill(live))
    page = door(live.cast.coordinator, width=width, theme=theme)
    page.set_viewport_size({"width": width, "height": 4000})  # so that the bar at the foot covers nothing
    paths = ["/facilities", "/facilities?q=colony&type=colony", "/facilities?q=nowhere", "/facilities/new"]
    paths += [f"/facilities/{place}/edit", "/authorities", "/regions", "/mandates", "/facilities/import"]
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert (path, found_by_axe(page)) == (path, [])


def test_an_import_by_pointing(live: LiveHouse, door: Doors, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("Code,Name,Places\n" + "".join(f"K{n},Colony {n},{n}\n" for n in range(900)), "utf-8")
    page = door(live.cast.coordinator, width=PHONE)
    page.goto("/facilities/import")
    page.set_input_files("#f-file", file)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.fill("#f-source", "Ministry of Justice")
    page.select_option("#f-same_type", "colony")
    page.select_option("#f-same_zone", "Asia/Dushanbe")
    assert page.input_value("#f-column_name") == "Name"
    page.fill("#f-column_capacity", "Places")
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("button", name="Import 900 rows").click()
    page.get_by_role("link", name="See the places").wait_for()
    assert found_by_axe(page) == []
    assert "Saved: 900 new" in page.inner_text("main")
    page.get_by_role("link", name="See the places").click()
    assert "900 places" in page.inner_text("main")
