"""Typing up from paper: how many keys it takes, and the order it goes in."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from monitor.sheets.queries import answers_on
from tests.browser.house import Doors, LiveHouse
from tests.makers_sheets import make_sheet
from tests.sheets.forms import long_library, make_form, yard

pytestmark = pytest.mark.browser
SAVED = "[data-save-word]"
CLOSED, MEASURED = 90, 10
# What a person's fingers would do without end: the answers of one sheet, none of them the same as its neighbour's.
KEYS = "ynxu.-"


class Keys:
    """A keyboard that counts its presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1


def test_a_hundred_items_take_less_than_three_presses_for_two(door: Doors, live: LiveHouse) -> None:
    _, sheet = live.call(make_form(live.cast, long_library(CLOSED, MEASURED), now=live.now))
    page = door(live.cast.lead)
    page.goto(f"/sheets/{sheet}?typing=up")
    kinds = page.locator(".item[data-key]").evaluate_all("all => all.map((item) => item.dataset.kind)")
    closed, measured = Keys(page), Keys(page)
    for place, kind in enumerate(kinds):
        if kind == "yes_no":
            closed.press(KEYS[place % len(KEYS)])
        else:
            measured.press("1", str(place % 10), "Enter")
    expect(page.locator(SAVED)).to_have_text("Saved")
    kept = live.call(answers_on(live.cast.lead, sheet))
    assert len(kept) == CLOSED + MEASURED
    assert [str(each.given.value or each.given.absence) for each in (kept["q1"], kept["q2"], kept["q10"])] == [
        "yes", "no", "19",
    ]  # fmt: skip
    assert closed.presses <= 1.5 * CLOSED
    assert measured.presses == 3 * MEASURED


def test_notes_of_somebody_else_are_typed_up_in_the_order_of_paper(door: Doors, live: LiveHouse) -> None:
    visit, _ = live.call(make_form(live.cast, yard(), now=live.now))
    sheet: UUID = live.call(make_sheet(live.cast.lead, visit, observed_by=live.cast.deputy, now=live.now))
    page = door(live.cast.lead)
    page.goto(f"/sheets/{sheet}")
    codes = page.locator(".items > details .item[data-key] > .code").all_text_contents()
    assert codes == ["B2", "B3", "B4", *(f"C{place}" for place in range(1, 12))]
    keys = Keys(page)
    keys.press("n")
    keys.press("4", "Enter")
    keys.press("5")
    expect(page.locator(SAVED)).to_have_text("Saved")
    kept = live.call(answers_on(live.cast.lead, sheet))
    assert {key: each.given.value for key, each in kept.items()} == {"apart": "no", "counted": "4", "noise": "5"}


def test_answering_on_the_spot_stays_at_the_question(door: Doors, live: LiveHouse) -> None:
    _, sheet = live.call(make_form(live.cast, yard(), now=live.now))
    page = door(live.cast.lead)
    page.goto(f"/sheets/{sheet}")
    page.keyboard.press("y")
    assert page.evaluate("document.activeElement.closest('.item').dataset.key") == "apart"
    expect(page.locator(SAVED)).to_have_text("Saved")
    page.click("text=Type up from paper")
    page.wait_for_url("**typing=up")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('.item').dataset.key") == "counted"
