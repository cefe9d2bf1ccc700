"""The sheet page looked at: a phone by day and by night, a desk; rows open; in English and Russian."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.house import DESK, Doors, LiveHouse
from tests.browser.test_every_page import Eye
from tests.sheets.forms import make_form, yard

pytestmark = pytest.mark.browser
FILLED = """
(answers) => {
  for (const block of document.querySelectorAll('[data-block] [data-add]')) block.click();
  for (const [name, value] of answers) {
    const field = document.querySelector(name);
    if (field.type === 'radio') field.click();
    else {
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
}
"""
ANSWERS = [
    ("[name=v-counted]", "90"), ("[name='v-rung']", "3"), ("[name='a-bed'][value=not_allowed]", ""),
    ("[name^='v-cell@']", "Cell 4"), ("[name^='v-in_it@']", "120"), ("[name^='v-floor@']", "12"),
    ("[name^='v-talk@']", "T1"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_sheet_with_open_rows_is_sound(door: Doors, live: LiveHouse, language: str) -> None:
    visit, sheet = live.call(make_form(live.cast, yard(), now=live.now))
    page = door(live.cast.lead, width=DESK, language=language)
    eye = Filled(page)
    wrong = [said for query in ("", "?typing=up") for said in eye.wrong(f"/sheets/{sheet}{query}")]
    assert wrong + Eye(page).wrong(f"/visits/{visit}/modules") == []
    door.complaints.clear()  # leaving the page cuts what is still on its way


class Filled(Eye):
    """Looks at a sheet after it was filled and its rows were opened."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        page.on("dialog", lambda dialog: dialog.accept())

    def unfold(self) -> None:
        super().unfold()
        self.page.evaluate(FILLED, ANSWERS)
