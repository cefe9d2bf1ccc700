"""Agreeing in the evening, by keyboard alone: one key for each disagreement, one tick and one button for the rest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from monitor.visits.actions import move_on
from monitor.visits.rules import VisitState
from tests.browser.house import Doors, LiveHouse
from tests.makers_sheets import answer, make_sheet
from tests.people import Cast
from tests.records.test_closing import close
from tests.sheets.small import add_row, make_small_visit

pytestmark = pytest.mark.browser


async def differing_sheets(cast: Cast, now: datetime) -> UUID:
    """A visit that is over: two people, the same cell under two names, three disagreements and a sum that is short."""
    visit = await make_small_visit(cast, now=now)
    said = (
        (cast.lead, "9", "yes", {"room": "Камера 4", "sleepers": "6", "area": "21", "window": "yes"}),
        (cast.monitor_ngo, "12", "no", {"room": "No 4", "sleepers": "7", "window": "yes"}),
    )
    for who, beds, wall, room in said:
        sheet = await make_sheet(who, visit, now=now)
        await answer(who, sheet, held="9", women="1", beds=beds, alone_only=wall, now=now)
        await add_row(who, sheet, "rooms", now=now, **room)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    return visit


def open_record(page: Page, visit: UUID) -> None:
    page.goto(f"/visits/{visit}/record")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def join_rows(page: Page) -> None:
    """Say that the rows called alike are the same, and wait for the page after it."""
    page.locator(".matching button").click()
    expect(page.locator(".joined")).to_be_visible()
    page.wait_for_load_state("load")


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "en"), (360, "ru"), (1280, "ru")])
def test_the_page_holds_at_every_width(live: LiveHouse, door: Doors, now: datetime, width: int, language: str) -> None:
    visit = live.call(differing_sheets(live.cast, now))
    page = door(live.cast.lead, width=width, language=language)
    open_record(page, visit)
    assert not sideways(page)
    join_rows(page)
    assert not sideways(page)
    assert page.locator(".differing").count() == 3


def test_three_keys_settle_three_disagreements(live: LiveHouse, door: Doors, now: datetime) -> None:
    visit = live.call(differing_sheets(live.cast, now))
    page = door(live.cast.lead)
    open_record(page, visit)
    join_rows(page)
    for key in ("2", "1", "0"):
        page.keyboard.press(key)
    assert page.locator(".differing input:checked").count() == 3
    expect(page.locator("button[name=keep]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 questions still wait for a choice.")).to_be_visible()
    page.locator("input[name=confirmed]").check()
    page.get_by_role("button", name="Close and sign the record").click()
    expect(page.get_by_text("Closed and signed by Lena Lead, revision 1.")).to_be_visible()
    expect(page.get_by_text("left open").first).to_be_visible()
    assert not sideways(page)


def test_enter_in_the_line_of_dissent_sends_nothing(live: LiveHouse, door: Doors, now: datetime) -> None:
    visit = live.call(differing_sheets(live.cast, now))
    page = door(live.cast.lead)
    open_record(page, visit)
    join_rows(page)
    line = page.locator(".dissent input").first
    line.fill("Ben counted 12")
    line.press("Enter")
    expect(line).to_have_value("Ben counted 12")
    assert page.locator(".differing input:checked").count() == 0


async def closed_record(cast: Cast, now: datetime) -> UUID:
    """A closed record of two rooms, one answer of it falling short."""
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, held="9", now=now)
    for room in ("Cell 1", "Cell 2"):
        await add_row(cast.lead, sheet, "rooms", room=room, now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    return visit


@pytest.mark.parametrize(("width", "open_at_first"), [(360, 1), (1280, None)], ids=["phone", "desk"])
def test_a_closed_record_is_folded_on_a_phone_and_whole_on_paper(
    live: LiveHouse, door: Doors, now: datetime, width: int, open_at_first: int | None
) -> None:
    page = door(live.cast.lead, width=width)
    open_record(page, live.call(closed_record(live.cast, now)))
    parts = page.locator("details.of-record:not(.of-row)").count()
    assert parts > 1
    assert page.locator("details.of-record:not(.of-row)[open]").count() == (open_at_first or parts)
    assert not sideways(page)
    page.emulate_media(media="print")
    hidden = "[...document.querySelectorAll('main td')].filter((cell) => !cell.checkVisibility()).length"
    assert page.evaluate(hidden) == 0
