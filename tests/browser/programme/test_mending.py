"""Somebody telephones: what no longer fits is mended by one press; the planner's curve is drawn while it is at work."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from monitor.people.actions import say_days
from monitor.people.rules import Mark
from monitor.programme.actions import accept_version, start_proposal
from monitor.programme.queries import versions_of
from monitor.programme.rules.programmes import VersionState
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.makers_facilities import make_facility, make_region
from tests.programmes.makers import Made, make_entry, make_programme

pytestmark = pytest.mark.browser


async def arrange(live: LiveHouse) -> Made:
    """Thirty places in three regions; three of them have an accepted visit, on one of which somebody falls ill."""
    cast, now = live.cast, live.now
    regions = [await make_region(cast.coordinator, name=name, now=now) for name in ("North", "South", "West")]
    places = [
        await make_facility(cast.coordinator, name=f"Prison no {n}", region=regions[n % 3], now=now) for n in range(30)
    ]
    made = await make_programme(cast.coordinator, now=now)
    team = [cast.lead, cast.deputy]
    for week, place in enumerate(places[:3]):
        await make_entry(cast.coordinator, made, place, day=7 * week, team=team, now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    first = made.first_day + timedelta(days=7)
    await say_days(
        actor=cast.coordinator, said_id=uuid4(), account=cast.lead.account, from_day=first, to_day=first,
        mark=Mark.NOT_AVAILABLE, now=now,
    )  # fmt: skip
    return made


def mended(page: Page) -> None:
    """Take the first offer: other people on the same day."""
    expect(page.get_by_text("Lena Lead is not available.")).to_be_visible()
    page.get_by_role("button", name="Do this").first.click()
    expect(page.get_by_text("The visit was changed, and no other.")).to_be_visible()
    expect(page.get_by_text("Every visit ahead can be made as it stands.")).to_be_visible()


def test_a_phone_call_is_answered_on_a_phone(live: LiveHouse, door: Doors) -> None:
    made = live.call(arrange(live))
    page = door(live.cast.coordinator, width=PHONE)
    page.goto(f"/programmes/board/{made.version}/mend")
    mended(page)
    versions = live.call(versions_of(live.cast.coordinator, made.programme))
    assert [version.state for version in versions] == [VersionState.ACCEPTED, VersionState.SET_ASIDE]
    page.goto(f"/programmes/{made.programme}/compare")
    expect(page.get_by_text("1 visit differs")).to_be_visible()
    expect(page.get_by_text("Other people", exact=True)).to_be_visible()


def test_the_curve_is_drawn_while_the_planner_is_at_work(live: LiveHouse, door: Doors) -> None:
    made = live.call(arrange(live))
    page = door(live.cast.coordinator)
    page.goto(f"/programmes/board/{made.version}/planner")
    page.get_by_role("radio", name="Longer than usual").check()
    page.get_by_role("button", name="Start the planner").click()
    expect(page.locator("[data-steps] svg.curve").first).to_be_visible()
    stop = page.get_by_role("button", name="Stop and take the plan found so far")
    expect(stop).to_be_visible()
    stop.click()
    page.get_by_role("button", name="Put this plan on a board of its own").click()
    page.wait_for_url("**/programmes/board/*")
    kept = UUID(page.url.rpartition("/")[2])
    page.goto(f"/programmes/board/{made.version}/planner")
    page.get_by_role("link", name="Compare it with the version it was made from").click()
    expect(page.get_by_role("heading", name="Compare versions")).to_be_visible()
    assert page.url.endswith(f"one={made.version}&other={kept}")
    expect(page.get_by_role("rowheader", name="Longest unseen first, by hand")).to_be_visible()


def test_the_watch_goes_on_after_a_fault_and_leaves_the_reader_where_they_are(live: LiveHouse, door: Doors) -> None:
    made = live.call(make_programme(live.cast.coordinator, now=live.now))
    run, at = uuid4(), f"/programmes/board/{made.version}/planner"
    live.call(start_proposal(actor=live.cast.coordinator, proposal_id=run, version_id=made.version, now=live.now))
    page, told = door(live.cast.coordinator), iter((503, 1, 2, 2))
    said = {"running": True, "said": "Looking", "done": 1, "total": 9}

    def tell(route: Route) -> None:
        steps = next(told, 2)
        route.fulfill(status=503) if steps == 503 else route.fulfill(json={**said, "steps": steps})

    def drawn(route: Route) -> None:
        fold = "<div data-steps><details><summary>The same in numbers</summary></details></div>"
        route.fulfill(
            content_type="text/html", body=fold
        ) if route.request.resource_type == "fetch" else route.continue_()

    page.route("**/progress", tell)
    page.route(f"**{at}", drawn)
    page.clock.install()
    page.goto(at)
    page.clock.run_for("00:06")
    page.locator("[data-steps] summary").focus()
    page.keyboard.press("Enter")
    first = page.locator("[data-steps] details[open]").element_handle()
    page.clock.run_for("00:01")
    page.wait_for_function("fold => !fold.isConnected", arg=first)
    expect(page.locator("[data-steps] details[open] summary")).to_be_focused()
    door.complaints.clear()  # the browser reports the answer of a server that was gone
