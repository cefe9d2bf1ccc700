"""Trying a checklist out in a real browser: every rule works, and nothing is sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import editions
from monitor.checklists.rules import load
from monitor.kit.actor import Actor
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.checklists.full import FULL
from tests.checklists.test_trying import packed
from tests.look.seen import OUTSIDE, found_by_axe

pytestmark = pytest.mark.browser
FILE: FilePayload = {"name": "wing.zip", "mimeType": "application/zip", "buffer": packed(FULL)}


def from_files(page: Page) -> None:
    page.goto("/checklists/try")
    page.set_input_files("#f-packed", FILE)
    page.get_by_role("button", name="Check and try out").click()
    expect(page.locator("#tryout")).to_be_visible()
    page.wait_for_load_state()


def write(page: Page, code: str, text: str) -> None:
    field = page.locator(f".item[data-code={code}] input[name^=v-]").first
    field.fill(text)
    field.press("Enter")


def test_rules_and_blocks_work_while_nothing_is_sent(door: Doors, live: LiveHouse) -> None:
    page = door(live.cast.coordinator)
    from_files(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    women = page.locator(".item[data-code=B2]")
    write(page, "B1", "0")
    expect(women).to_be_hidden()
    write(page, "B1", "10")
    expect(women).to_be_visible()
    write(page, "B2", "20")
    expect(women.get_by_text("No more than all people.")).to_be_visible()
    write(page, "B2", "4")
    expect(women.get_by_text("No more than all people.")).to_be_hidden()
    page.locator("[data-block=rooms] [data-add]").click()
    write(page, "V1", "Room 4")
    write(page, "V2", "4")
    write(page, "V3", "13")
    expect(page.locator("[data-computed=worst] [data-said]")).to_have_text("3.25 m²")
    expect(page.locator("[data-sum=in_room]").first).to_be_visible()
    write(page, "V2", "10")
    expect(page.locator("[data-sum=in_room]").first).to_be_hidden()
    assert [url for url in sent if "/static/" not in url] == []


def loaded(live: LiveHouse, actor: Actor) -> dict[str, str]:
    live.call(load_editions(actor=live.cast.admin, library=load(FULL), now=live.now))
    return {filed.edition.name: f"/checklists/{filed.id}" for filed in live.call(editions(actor))}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_checklists_are_sound_on_a_phone(door: Doors, live: LiveHouse, theme: str) -> None:
    page = door(live.cast.coordinator, width=PHONE, theme=theme)
    wing, talks = (loaded(live, live.cast.coordinator)[name] for name in ("wing", "talks"))
    for path in (
        f"{wing}/try?with=rooms",
        f"{talks}/words",
        wing,
        f"{wing}/versions",
        "/checklists/try",
        "/checklists",
    ):
        page.goto(path)
        page.set_viewport_size({"width": PHONE, "height": 4000})
        assert page.evaluate(OUTSIDE) == [], path
        assert found_by_axe(page) == [], path
