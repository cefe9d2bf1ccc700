"""A person's days in a real browser: touched by thumb, by keyboard and without script; nothing wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from monitor.people.actions import say_week
from monitor.people.rules import Mark
from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.look.seen import found_by_axe
from tests.outside.test_calendars import calendar
from tests.people import open_session

pytestmark = pytest.mark.browser
WORKING = [Mark.FREE] * 5 + [Mark.UNKNOWN] * 2


def usual(live: LiveHouse) -> str:
    """Say the lead's week, and give the address of the lead's days."""
    lead = live.cast.lead
    live.call(say_week(actor=lead, account=lead.account, week=WORKING, from_day=live.now.date(), now=live.now))
    return f"/people/{lead.account}/days"


def on(page: Page, day: str) -> str:
    """Give what the month says of a day."""
    return page.locator(f"button.day[value='{day}'] .mark .hidden").first.inner_text()


@pytest.mark.parametrize(("width", "theme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing_on_the_pages_of_days(live: LiveHouse, door: Doors, width: int, theme: str) -> None:
    path = usual(live)
    page = door(live.cast.coordinator, width=width, theme=theme)
    page.set_viewport_size({"width": width, "height": 6000})
    for address in (path, "/people/availability"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
        assert (address, found_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_days_are_touched_with_a_thumb_and_the_place_is_kept(live: LiveHouse, door: Doors) -> None:
    path = usual(live)
    page = door(live.cast.lead, width=PHONE)
    page.goto(path)
    box = page.locator("button.day[value='2026-11-24']").bounding_box()
    assert box is not None
    assert (box["width"] >= 40, box["height"] >= 44) == (True, True)
    page.locator("button.day[value='2026-11-24']").click()
    expect(page.locator("button.day[value='2026-11-24']")).to_be_focused()
    assert [on(page, f"2026-11-2{n}") for n in (3, 4, 9)] == ["free", "not available", "not known"]
    page.get_by_role("radio", name="as the week says").check()
    page.locator("button.day[value='2026-11-24']").click()
    assert on(page, "2026-11-24") == "free"


def test_enter_in_the_choice_above_the_month_touches_no_day(live: LiveHouse, door: Doors) -> None:
    page = door(live.cast.lead)
    page.goto(usual(live))
    page.get_by_role("radio", name="free").first.check()
    page.keyboard.press("Enter")
    page.wait_for_url("**/days?month=2026-11&touch=free")
    page.locator("button.day[value='2026-11-25']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("button.day[value='2026-11-25']")).to_be_focused()
    assert page.locator("#said ~ form.line").count() == 1


def test_everything_is_done_without_script(live: LiveHouse, door: Doors, tmp_path: Path) -> None:
    context = door.browser.new_context(base_url=live.address, java_script_enabled=False)
    token = live.call(open_session(live.cast.lead, live.now))
    context.add_cookies([{"name": "monitor_session", "value": token, "url": live.address}])
    door.contexts.append(context)
    page, file = context.new_page(), tmp_path / "mine.ics"
    file.write_text(calendar("DTSTART;VALUE=DATE:20261126"))
    page.goto(usual(live))
    page.locator("button.day[value='2026-11-24']").click()
    page.get_by_text("Note several days at once").click()
    page.fill("#f-away_from", "2026-11-25")
    page.get_by_role("button", name="Note these days").click()
    page.get_by_text("Take the days from a calendar file (ICS)").click()
    page.set_input_files("#f-file", file)
    page.get_by_role("button", name="Read the calendar").click()
    expect(page.get_by_text("1 day is taken")).to_be_visible()
    assert [on(page, f"2026-11-2{n}") for n in range(3, 7)] == ["free", *["not available"] * 3]
