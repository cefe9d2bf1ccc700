"""The pages of visits as a browser shows them: nothing for axe to find, nothing wider than the screen."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.look.seen import found_by_axe
from tests.makers_facilities import make_facility
from tests.makers_visits import at_gate, at_stages, make_heads, make_visit
from tests.visits.reading_feeds import by_icalendar, by_vobject

pytestmark = pytest.mark.browser


async def arrange(live: LiveHouse) -> tuple[UUID, UUID, UUID]:
    """Make a secret visit ahead, and one under way of which the lead was refused; give place and visits."""
    cast, now = live.cast, live.now
    name = "Psychiatric hospital of the northern districts named after the founder"
    facility = await make_facility(cast.coordinator, name=name, now=now)
    ahead = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, secret=True, now=now
    )
    on = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, state=VisitState.UNDER_WAY, now=now
    )
    said = {cast.lead.account: AdmissionStatus.REFUSED, cast.deputy.account: AdmissionStatus.ADMITTED}
    await at_gate(on, said, by=cast.lead, now=now)
    await at_stages(on, StageKind.GATE, StageKind.ADMITTED, by=cast.lead, now=now)
    await make_heads(on, 31, None, 4, by=cast.lead, now=now)
    return facility, ahead, on


@pytest.mark.parametrize(("width", "theme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing_on_the_pages_of_visits(live: LiveHouse, door: Doors, width: int, theme: str) -> None:
    facility, ahead, on = live.call(arrange(live))
    page = door(live.cast.coordinator, width=width, theme=theme)
    page.set_viewport_size({"width": width, "height": 4000})  # or the bar at the foot hides half a field from axe
    for path in (
        "/",
        "/visits",
        "/calendar",
        "/calendar/week",
        "/calendar/agenda",
        "/account/feeds",
        "/visits/new?q=psych",
        f"/visits/new?facility={facility}",
        f"/visits/{ahead}",
        f"/visits/{ahead}/plan",
        f"/visits/{on}",
        f"/visits/{on}/gate",
    ):
        page.goto(path)
        assert (path, found_by_axe(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)


async def two_visits(live: LiveHouse) -> None:
    """A secret visit of the lead, and an open one of somebody else."""
    cast, now = live.cast, live.now
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    for lead, secret, days in ((cast.lead, True, 3), (cast.monitor_ombudsman, False, 4)):
        day = now.date() + timedelta(days=days)
        await make_visit(cast.coordinator, facility=facility, lead=lead, secret=secret, first_day=day, now=now)


def test_a_monitors_calendar_is_read_by_two_programs(live: LiveHouse, door: Doors) -> None:
    live.call(two_visits(live))
    page = door(live.cast.lead, width=PHONE)
    page.goto("/account")
    page.get_by_role("link", name="Visits in your own calendar").click()
    page.get_by_role("radio", name="Place and kind of visit").check()
    page.get_by_role("button", name="Make an address").click()
    address = page.locator("code.address").inner_text()
    text = httpx.get(address).text
    (told,) = by_icalendar(text)
    assert [told] == list(by_vobject(text))
    assert (told.summary, told.first) == ("Busy", live.now.date() + timedelta(days=3))
    page.get_by_role("link", name="Back to your addresses").click()
    page.get_by_role("button", name="End this address").click()
    page.get_by_role("dialog").get_by_role("button", name="End this address").click()
    page.get_by_text("No calendar reads your visits yet.").wait_for()
    assert httpx.get(address).status_code == 404
