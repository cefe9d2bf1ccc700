"""Rows of blocks in a real browser: added and filled by keyboard, taken out and put back, asked only what applies."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from monitor.sheets.queries import all_answers_on, rows_on
from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.sheets.forms import make_form, yard

pytestmark = pytest.mark.browser
SAVED = "[data-save-word]"


@pytest.fixture
def sheet(live: LiveHouse) -> UUID:
    """A sheet of the lead's of the checklist with everything in it."""
    _, sheet = live.call(make_form(live.cast, yard(), now=live.now))
    return sheet


def opened(door: Doors, live: LiveHouse, sheet: UUID, query: str = "", width: int = DESK) -> Page:
    page = door(live.cast.lead, width=width)
    page.goto(f"/sheets/{sheet}{query}")
    page.evaluate("document.querySelectorAll('.section').forEach((fold) => { fold.open = true })")
    return page


def go_to(page: Page, code: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def said(live: LiveHouse, sheet: UUID) -> list[tuple[str, str, str | None]]:
    """Give what stands in rows: the row's name, the key, the value."""
    rows = {row.id: row.label for row in live.call(rows_on(live.cast.lead, sheet))}
    answers = live.call(all_answers_on(live.cast.lead, sheet)).values()
    return sorted((rows[each.row], each.key, each.given.value) for each in answers if each.row)


def fill_cells(page: Page, *cells: tuple[str, str, str]) -> None:
    """Add cells by keyboard: name, people, floor; damp is no."""
    go_to(page, "V")
    page.keyboard.press("Enter")
    for place, (name, people, floor) in enumerate(cells):
        if place:
            page.keyboard.press("Control+Enter")
        for typed in (name, people, floor):
            page.keyboard.type(typed)
            page.keyboard.press("Enter")
        page.keyboard.press("n")


def test_rows_are_added_and_filled_by_keyboard_alone(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    expect(page.locator("[data-computed=worst] [data-said]")).to_have_text("nothing yet")
    fill_cells(page, ("Cell 4", "3", "12,6"), ("Cell 5", "2", "5"))
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert said(live, sheet) == [
        ("Cell 4", "cell", "Cell 4"), ("Cell 4", "damp", "no"), ("Cell 4", "floor", "12.6"), ("Cell 4", "in_it", "3"),
        ("Cell 5", "cell", "Cell 5"), ("Cell 5", "damp", "no"), ("Cell 5", "floor", "5"), ("Cell 5", "in_it", "2"),
    ]  # fmt: skip
    first = page.locator("[data-rows] > [data-row]").first
    expect(first.locator("[data-column=each]")).to_have_text("4.2 m²")
    expect(first.locator("[data-tally]")).to_have_text("4/4")
    expect(page.locator("[data-computed=worst] [data-said]")).to_have_text("2.5 m²")
    assert page.inner_text(".sections a[href='#s-V'] .tally") == "2"
    page.reload()
    expect(page.locator("[data-computed=worst] [data-said]")).to_have_text("2.5 m²")


def test_a_row_is_taken_out_with_a_reason_and_put_back(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    fill_cells(page, ("Cell 4", "3", "12"))
    page.click("text=Take this row out")
    page.click("[data-drop]:visible")
    expect(page.locator(".drop[open] input")).to_be_focused()
    page.keyboard.type("Counted twice")
    page.click("[data-drop]:visible")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert said(live, sheet) == []
    page.click("[data-undo]")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert [value for _, key, value in said(live, sheet) if key == "in_it"] == ["3"]
    assert page.input_value(".row-open [name^='v-in_it@']") == "3"


def take_out(page: Page, block: str) -> None:
    """Take the open row of a block out."""
    row = page.locator(f"[data-block={block}]")
    row.locator(".drop summary").press("Enter")
    row.locator(".drop input").fill("Counted twice")
    row.locator("[data-drop]").press("Enter")


def test_a_row_nothing_was_said_in_is_put_back_and_filled(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    page.press("[data-block=cells] [data-add]", "Enter")
    take_out(page, "cells")
    page.click("[data-undo]:visible")
    expect(page.locator(".row-open [name^='v-cell@']")).to_be_focused()
    page.keyboard.type("Cell 4")
    page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert said(live, sheet) == [("Cell 4", "cell", "Cell 4")]


def test_what_a_rule_speaks_against_goes_with_its_row_and_comes_back(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    page.press("[data-block=cells] [data-add]", "Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_have_text("Not saved")
    take_out(page, "cells")
    go_to(page, "B2")
    page.keyboard.press("y")
    expect(page.locator(SAVED)).to_have_text("Saved")
    page.click("[data-undo]:visible")
    expect(page.locator(SAVED)).to_have_text("Not saved")
    page.fill(".row-open [name^='v-in_it@']", "9")
    page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert said(live, sheet) == [("", "in_it", "9")]


def test_each_block_puts_its_own_row_back(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    for block, name in (("cells", "Cell 4"), ("talks", "T1")):
        page.press(f"[data-block={block}] [data-add]", "Enter")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        take_out(page, block)
    page.click("[data-block=cells] [data-undo]")
    expect(page.locator("[data-block=cells] [data-open]")).to_have_text("Cell 4")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert said(live, sheet) == [("Cell 4", "cell", "Cell 4")]


def test_what_was_not_yet_sent_is_sent_once_its_row_is_put_back(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    fill_cells(page, ("Cell 4", "3", "12"))
    expect(page.locator(SAVED)).to_have_text("Saved")
    page.context.set_offline(True)
    for key, typed in (("in_it", "4"), ("floor", "15")):
        page.fill(f".row-open [name^='v-{key}@']", typed)
        page.keyboard.press("Enter")
    take_out(page, "cells")
    page.click("[data-undo]:visible")
    page.context.set_offline(False)
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert ("Cell 4", "floor", "15") in said(live, sheet)
    door.complaints.clear()  # the browser reports the lost network


def test_what_does_not_apply_is_not_asked(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    expect(page.locator("#i-B3")).to_be_visible()
    go_to(page, "B2")
    page.keyboard.press("n")
    expect(page.locator("#i-B3")).to_be_hidden()
    page.keyboard.press("y")
    expect(page.locator("#i-B3")).to_be_visible()
    fill_cells(page, ("Empty", "0", "n"))
    expect(page.locator(".row-open [data-key=floor]")).to_be_hidden()
    expect(page.locator(SAVED)).to_have_text("Saved")
    go_to(page, "X")
    page.keyboard.press("Enter")
    page.keyboard.type("T1")
    page.keyboard.press("Enter")
    expect(page.locator(".row-open [data-key=hurt]")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator(".row-open [data-key=hurt]")).to_be_hidden()


def test_rules_are_told_beside_the_answer(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    go_to(page, "B4")
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(page.locator("#i-B4 [data-sure]")).to_have_text("More than fifty?")
    expect(page.locator(SAVED)).to_have_text("Saved")
    go_to(page, "B4")
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    expect(page.locator("#i-B4 [data-misfit]")).to_have_text("Count 500 at most.")
    expect(page.locator(SAVED)).to_have_text("Not saved")
    assert page.input_value("#v-B4") == "900"
    go_to(page, "B4")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    fill_cells(page, ("Cell 1", "3", "12"))
    expect(page.locator("#i-B4 [data-sum]")).to_contain_text("add up to 3")
    expect(page.locator("[data-block=cells] [data-sum]")).to_contain_text("is 4")
    expect(page.locator(SAVED)).to_have_text("Saved")


def test_counting_scales_and_times_take_few_keys(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    go_to(page, "C1")
    page.keyboard.press("4")
    go_to(page, "C2")
    for key in ("+", "+", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    go_to(page, "C3")
    for typed in ("1:30", "20.11", "905", "1.2.2020", "22"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_have_text("Saved")
    answers = live.call(all_answers_on(live.cast.lead, sheet)).values()
    assert {each.key: each.given.value for each in answers} == {
        "noise": "4",
        "rung": "2",
        "walked": "90",
        "last_walk": "2026-11-20T09:05",
        "opened_on": "2020-02-01",
        "lights_out": "22:00",
    }


def test_a_day_and_its_time_stand_in_a_row_that_is_opened_again(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    page = opened(door, live, sheet)
    page.press("[data-block=talks] [data-add]", "Enter")
    page.fill(".row-open [name^='v-taken_at@']", "20.11")
    page.fill(".row-open [name^='w-taken_at@']", "905")
    page.keyboard.press("Enter")
    expect(page.locator(SAVED)).to_have_text("Saved")
    for _ in ("closed", "opened"):
        page.click("[data-block=talks] [data-open]")
    assert page.input_value(".row-open [name^='v-taken_at@']") == "2026-11-20"
    assert page.input_value(".row-open [name^='w-taken_at@']") == "09:05"


def test_without_scripts_a_row_is_begun_filled_and_taken_out(door: Doors, live: LiveHouse, sheet: UUID) -> None:
    signed_in = opened(door, live, sheet).context.storage_state()
    context = door.browser.new_context(base_url=live.address, java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"/sheets/{sheet}?typing=up")
    page.press("button[name=add][value=cells]", "Enter")
    page.fill("[name^='v-cell@']", "Cell 9")
    page.fill("[name^='v-in_it@']", "2")
    page.get_by_role("button", name="Save the sheet").click()
    assert said(live, sheet) == [("Cell 9", "cell", "Cell 9"), ("Cell 9", "in_it", "2")]
    page.click("text=Take this row out")
    page.fill("[name^='why-']", "It is a store")
    page.click("button[name=drop]")
    context.close()
    assert said(live, sheet) == []


@pytest.mark.parametrize(("width", "theme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")])
def test_sixty_rows_fit_the_page(door: Doors, live: LiveHouse, sheet: UUID, width: int, theme: str) -> None:
    page = door(live.cast.lead, width=width, theme=theme)
    page.goto(f"/sheets/{sheet}")
    for _ in range(61):
        page.evaluate("document.querySelector('[data-block=cells] [data-add]').click()")
    assert page.locator("[data-block=cells] [data-rows] > [data-row]").count() == 60
    expect(page.locator("[data-block=cells] [data-full]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
