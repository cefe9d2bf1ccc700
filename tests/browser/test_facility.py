"""The facility's page and the brief of a visit to it in a real browser: on a desk, on a phone, on paper."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.history.filling import fill_history
from tests.look.seen import found_by_axe
from tests.makers_visits import make_visit

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


def speak(page: Page, language: str) -> None:
    """Change the language of the page, from English."""
    if language == "ru":
        page.get_by_text("English", exact=True).first.click()
        page.get_by_role("button", name="Русский").click()
        page.wait_for_selector("html[lang=ru]")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_twenty_visits_fit_on_four_sheets(live: LiveHouse, door: Doors, language: str) -> None:
    facility = live.call(fill_history(live.cast, visits=20, now=live.now))
    page = door(live.cast.coordinator)
    page.goto(f"/facilities/{facility}")
    speak(page, language)
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


async def ahead_of(live: LiveHouse, *, visits: int) -> UUID:
    """Plan a visit to a facility with a long history."""
    facility = await fill_history(live.cast, visits=visits, now=live.now)
    return await make_visit(
        live.cast.coordinator, facility=facility, lead=live.cast.lead, team=[live.cast.monitor_ngo],
        joint=[live.cast.monitor_ngo.organisation], first_day=live.now.date() + timedelta(days=9), now=live.now,
    )  # fmt: skip


@pytest.mark.parametrize(("width", "theme"), [(DESK, "light"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_on_a_brief(live: LiveHouse, door: Doors, width: int, theme: str) -> None:
    visit = live.call(ahead_of(live, visits=8))
    page = door(live.cast.coordinator, width=width, theme=theme)
    page.goto(f"/visits/{visit}")
    page.get_by_role("link", name="Preparation brief").click()
    page.wait_for_url("**/brief")
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_brief_is_one_sheet(live: LiveHouse, door: Doors, language: str) -> None:
    visit = live.call(ahead_of(live, visits=20))
    page = door(live.cast.coordinator)
    page.goto(f"/visits/{visit}/brief")
    speak(page, language)
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))) == 1
