"""The facility's page in a real browser: on a desk, on a phone, on paper."""

from __future__ import annotations

import re

import pytest

from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.history.filling import fill_history
from tests.look.test_gallery import found_by_axe

pytestmark = pytest.mark.browser
SHEETS = 4


@pytest.mark.parametrize(("width", "theme"), [(DESK, "light"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    live: LiveHouse, door: Doors, width: int, theme: str
) -> None:
    facility = live.call(fill_history(live.cast, visits=8, now=live.now))
    page = door(live.cast.coordinator, width=width, theme=theme)
    page.goto(f"/facilities/{facility}")
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "ru"])
def test_twenty_visits_fit_on_four_sheets(live: LiveHouse, door: Doors, language: str) -> None:
    facility = live.call(fill_history(live.cast, visits=20, now=live.now))
    page = door(live.cast.coordinator)
    page.goto(f"/facilities/{facility}")
    if language == "ru":
        page.get_by_text("English", exact=True).first.click()
        page.get_by_role("button", name="Русский").click()
        page.wait_for_selector("html[lang=ru]")
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= SHEETS


def test_a_mark_says_its_sentence_on_focus_and_leads_to_its_visit(live: LiveHouse, door: Doors) -> None:
    facility = live.call(fill_history(live.cast, visits=3, records=1, now=live.now))
    page = door(live.cast.coordinator)
    page.goto(f"/facilities/{facility}")
    mark = page.locator("svg.time-axis a.mark.hollow").first
    mark.focus()
    assert "2 of 4 refused, both from civil society" in page.locator("figure:has(.time-axis) .said").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/visits/*")
