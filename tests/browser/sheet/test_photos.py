"""Photos of a question in a real browser: chosen, sent, shown, taken out, in rows too; forbidden where the checklist says so."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from monitor.checklists.rules import load
from monitor.sheets.queries import answers_on, photos_on
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.sheets.forms import YARD, make_form, yard

pytestmark = pytest.mark.browser
SAVED = "[data-save-word]"


def picture(colour: str) -> FilePayload:
    held = BytesIO()
    Image.new("RGB", (64, 48), colour).save(held, "PNG")
    return {"name": "yard.png", "mimeType": "image/png", "buffer": held.getvalue()}


def test_photos_are_sent_shown_and_taken_out(door: Doors, live: LiveHouse) -> None:
    _, sheet = live.call(make_form(live.cast, yard(), now=live.now))
    page = door(live.cast.lead, width=PHONE)
    page.goto(f"/sheets/{sheet}?typing=up")
    page.set_input_files("#i-C8 [data-photo]", [picture("red"), picture("green")])
    expect(page.locator("#i-C8 [data-thumbs] img")).to_have_count(2)
    expect(page.locator(SAVED)).to_have_text("Saved")
    page.locator("#i-C8 [data-unphoto]").first.click()
    expect(page.locator("#i-C8 [data-thumbs] img")).to_have_count(1)
    expect(page.locator(SAVED)).to_have_text("Saved")
    left = page.get_attribute("#i-C8 [data-thumbs] a", "href")
    named = live.call(answers_on(live.cast.lead, sheet))["view"].given.value
    assert left == f"/photos/{named}"
    assert len(live.call(photos_on(live.cast.lead, sheet))) == 2
    page.reload()
    shown = page.locator("#i-C8 [data-thumbs] img")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.naturalWidth === 64", arg=shown.element_handle())


def test_a_file_that_is_no_photo_is_told_beside_the_question(door: Doors, live: LiveHouse) -> None:
    _, sheet = live.call(make_form(live.cast, yard(), now=live.now))
    page = door(live.cast.lead)
    page.goto(f"/sheets/{sheet}?typing=up")
    page.set_input_files("#i-C8 [data-photo]", {"name": "a.png", "mimeType": "image/png", "buffer": b"MZ no picture"})
    expect(page.locator("#i-C8 [data-error]")).to_contain_text("This file is not a photo")
    expect(page.locator(SAVED)).to_have_text("Not saved")
    door.complaints.clear()  # the browser reports the 422


def test_a_checklist_may_forbid_the_photos_of_its_modules(door: Doors, live: LiveHouse) -> None:
    files = {name: text.replace("view:", "seen:") for name, text in YARD.items()}
    files["yard/manifest.yaml"] += "photos: forbidden\n"
    files["yard/sections/02-more.yaml"] = files["yard/sections/02-more.yaml"].replace(
        "view, kind: photo", "seen, kind: text"
    )
    cells = "modules/cells/sections/01-cells.yaml"
    files[cells] = files[cells].replace("damp, kind: yes_no", "damp, kind: photo")
    _, sheet = live.call(make_form(live.cast, load(files), now=live.now))
    page = door(live.cast.lead)
    page.goto(f"/sheets/{sheet}?typing=up")
    page.click("[data-block=cells] [data-add]")
    assert page.locator(".row-open .item > .code").all_text_contents() == ["V1", "V2", "V3", "V4"]
