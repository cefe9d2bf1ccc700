"""The gate in a real browser, on a phone: each touch is saved, also when the network comes and goes."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from monitor.visits.queries import entry_of
from monitor.visits.rules import AdmissionStatus
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit

pytestmark = pytest.mark.browser
SAVED = "Saved on the server"


@pytest.fixture
def visit(live: LiveHouse) -> UUID:
    """A secret visit of the lead and the deputy, planned for today."""

    async def arrange() -> UUID:
        cast = live.cast
        facility = await make_facility(cast.coordinator, now=live.now)
        return await make_visit(
            cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, secret=True, now=live.now
        )

    return live.call(arrange())


def at_gate(live: LiveHouse, visit: UUID) -> dict[str, AdmissionStatus]:
    async def look() -> dict[str, AdmissionStatus]:
        entry = await entry_of(live.cast.lead, visit)
        return {admission.name: admission.status for admission in entry.admissions}

    return live.call(look())


def touch(page: Page, person: str, answer: str) -> None:
    page.get_by_role("group", name=person).get_by_role("radio", name=answer, exact=True).check()


def test_a_touch_is_saved_and_the_advice_follows(live: LiveHouse, door: Doors, visit: UUID) -> None:
    page = door(live.cast.deputy, width=PHONE)
    page.goto(f"/visits/{visit}/gate")
    touch(page, "Lena Lead", "Refused")
    expect(page.get_by_role("button", name="The deputy takes the lead")).to_be_visible()
    touch(page, "Dilshod Deputy", "In")
    expect(page.locator("[data-save-word]")).to_have_text(SAVED)
    assert at_gate(live, visit) == {
        "Lena Lead": AdmissionStatus.REFUSED,
        "Dilshod Deputy": AdmissionStatus.ADMITTED,
    }
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_touch_without_network_waits_and_is_sent_once(live: LiveHouse, door: Doors, visit: UUID) -> None:
    page = door(live.cast.lead, width=PHONE)
    page.goto(f"/visits/{visit}/gate")
    page.context.set_offline(True)
    touch(page, "Lena Lead", "Refused")
    expect(page.locator("[data-save-word]")).to_have_text("On this phone, not saved yet")
    assert at_gate(live, visit) == {}
    page.context.set_offline(False)
    expect(page.locator("[data-save-word]")).to_have_text(SAVED)
    assert at_gate(live, visit) == {"Lena Lead": AdmissionStatus.REFUSED}
    door.complaints.clear()  # the browser itself reports the lost network on its console
