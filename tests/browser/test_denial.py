"""A lawyer's refused access on a phone: few taps, few letters, no long menu, a number to quote at the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from monitor.denials.queries import denials
from monitor.denials.rules import DenialLine
from monitor.kit.actor import Actor
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.makers_denials import make_outside_denial
from tests.makers_facilities import make_facility

pytestmark = pytest.mark.browser

MOST_TAPS, MOST_LETTERS, LONGEST_MENU = 12, 80, 6
FIT = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


class Hand:
    """One hand on a phone: counts what it taps and types."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.letters = page, 0, 0

    def tap(self, selector: str) -> None:
        self.page.locator(selector).click()
        self.taps += 1

    def say(self, selector: str, words: str) -> None:
        self.tap(selector)
        self.page.keyboard.type(words)
        self.letters += len(words)


async def only_denial(actor: Actor) -> DenialLine:
    (line,) = (await denials(actor)).rows
    return line


def test_a_partner_logs_a_refusal_with_one_hand(door: Doors, live: LiveHouse) -> None:
    live.call(make_facility(live.cast.coordinator, name="Temporary detention facility, Khujand", now=live.now))
    page = door(live.cast.partner, width=PHONE)
    page.goto("/denials")
    hand = Hand(page)
    hand.tap(".page-head a.primary")
    assert page.evaluate(FIT)
    assert page.locator("main select").count() == 0
    assert page.locator("main fieldset input[type=radio]").count() <= LONGEST_MENU
    hand.tap("label:has-text('Lawyer')")
    hand.say("#f-place", "худжанд")
    hand.say("#f-words", "Come back on Monday, the chief is away")
    hand.tap("main button.primary")
    assert page.locator("main fieldset:has-text('Which of these') input").count() <= LONGEST_MENU
    hand.tap("label:has-text('facility, Khujand')")
    hand.tap("main button.primary")
    line = live.call(only_denial(live.cast.partner))
    assert f"Number to quote: {line.reference}" in page.inner_text("main")
    assert "What happens next" in page.inner_text("main")
    assert hand.taps <= MOST_TAPS
    assert hand.letters <= MOST_LETTERS
    assert (line.place, line.kind) == ("Temporary detention facility, Khujand", "lawyer_kept_out")
    door.complaints.clear()  # the browser itself reports the 422 of the question in between


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_denials_fit_a_phone(door: Doors, live: LiveHouse, theme: str) -> None:
    place = live.call(make_facility(live.cast.coordinator, name="Post 4", now=live.now))
    denial = live.call(make_outside_denial(live.cast.coordinator, facility=place, now=live.now))
    page = door(live.cast.coordinator, width=PHONE, theme=theme)
    for path in ("/denials", "/denials/new", f"/denials/{denial}", f"/denials/{denial}/more?field=ground", "/people",
                 f"/people/{live.cast.coordinator.account}", "/releases", "/organisations", "/account"):  # fmt: skip
        page.goto(path)
        assert page.evaluate(FIT), path
        assert page.locator("h1").count() == 1, path
