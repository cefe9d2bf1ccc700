"""A filled checklist in a real browser: by keyboard alone, saved as it is given, lost by no fault of the network."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from monitor.checklists.rules import Absence, Source
from monitor.sheets.queries import answers_on
from monitor.sheets.rules import Answer, Given
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.sheets.forms import make_form, yard

pytestmark = pytest.mark.browser
SAVED = "[data-save-word]"


@pytest.fixture
def sheet(live: LiveHouse) -> UUID:
    """A sheet of the lead's, on a visit under way."""
    _, sheet = live.call(make_form(live.cast, yard(), now=live.now))
    return sheet


def opened(door: Doors, live: LiveHouse, sheet: UUID, width: int = 1280) -> Page:
    page = door(live.cast.lead, width=width)
    page.goto(f"/sheets/{sheet}")
    return page


def go_to(page: Page, code: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def standing(live: LiveHouse, sheet: UUID) -> dict[str, Answer]:
    return live.call(answers_on(live.cast.lead, sheet))


def test_a_sheet_is_filled_by_keyboard_alone(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    go_to(page, "c9")
    page.keyboard.type("3,5")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("s")
    page.keyboard.press("1")
    page.keyboard.press("r")
    page.keyboard.type("Two sit on the floor.")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    go_to(page, "C1")
    page.keyboard.press("x")
    go_to(page, "C3")
    page.keyboard.press("-")
    expect(page.locator(SAVED)).to_have_text("Saved")
    kept = standing(live, sheet)
    assert {key: each.given for key, each in kept.items()} == {
        "width": Given(value="3.5"),
        "bed": Given(value="no"),
        "air": Given(value="weak"),
        "noise": Given(absence=Absence.NOT_ALLOWED),
        "walked": Given(absence=Absence.NOT_ASSESSED),
    }
    assert (kept["bed"].sources, kept["bed"].remark) == ((Source.OBSERVATION,), "Two sit on the floor.")
    assert page.inner_text(".sections a[href='#s-C'] .tally") == "5/11"
    expect(page.locator("#i-C1 [data-denial-of]")).to_be_visible()


def test_letters_of_a_cyrillic_layout_answer_too(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    go_to(page, "C10")
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'н', code: 'KeyY', bubbles: true, cancelable: true}))"
    )
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert [each.given for each in standing(live, sheet).values()] == [Given(value="yes")]


def test_delete_takes_an_answer_back(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    go_to(page, "C10")
    page.keyboard.press("y")
    page.keyboard.press("Delete")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert [each.given for each in standing(live, sheet).values()] == [Given()]


def test_what_the_network_swallows_is_sent_again_and_kept_once(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    swallowed: list[str] = []

    def swallow_once(route: Route) -> None:
        if swallowed:
            route.continue_()
        else:
            swallowed.append(route.request.url)
            route.fetch()
            route.abort()

    page.route("**/answers/**", swallow_once)
    go_to(page, "C10")
    page.keyboard.press("y")
    expect(page.locator(SAVED)).to_have_text("Not saved")
    assert "sent again by itself" in page.inner_text("[data-why]")
    page.keyboard.press("r")
    page.keyboard.type("seen")
    page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_have_text("Saved")
    kept = standing(live, sheet)
    assert [(each.given.value, each.remark) for each in kept.values()] == [("yes", "seen")]
    door.complaints.clear()  # the browser reports the request that was cut


def test_a_number_that_is_none_is_told_beside_it(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet, width=PHONE)
    go_to(page, "C9")
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    expect(page.locator("#i-C9 [data-error]")).to_contain_text("Type a number")
    expect(page.locator(SAVED)).to_have_text("Not saved")
    assert page.input_value("#v-C9") == "many"
    assert standing(live, sheet) == {}
    door.complaints.clear()  # the browser reports the 422


def test_without_scripts_the_sheet_is_one_plain_form(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    signed_in = opened(door, live, sheet).context.storage_state()
    context = door.browser.new_context(base_url=live.address, java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"/sheets/{sheet}")
    page.click("summary:has-text('What else')")
    page.fill("#v-C9", "4")
    page.get_by_role("button", name="Save the sheet").click()
    context.close()
    assert {key: each.given for key, each in standing(live, sheet).items()} == {"width": Given(value="4")}


def test_a_locked_block_takes_three_actions_and_one_denial(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    go_to(page, "C2")
    page.keyboard.press("Shift+X")
    page.fill("#f-words", "The keys are with the chief.")
    page.get_by_role("button", name="Mark and save").click()
    page.wait_for_url(f"**/sheets/{sheet}#s-C")
    kept = standing(live, sheet)
    assert {each.given.absence for each in kept.values()} == {Absence.NOT_ALLOWED}
    assert len({each.denial for each in kept.values()}) == 1
    assert len(kept) > 5
    assert date(2026, 11, 22) == live.now.date()
