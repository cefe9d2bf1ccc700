"""A quarter that plans itself, walked in a real browser: from how often places are visited to a monitor's own calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import httpx
import icalendar
import pytest
import recurring_ical_events
from playwright.sync_api import Locator, Page, expect

from monitor.kit.actor import Actor
from monitor.programme.queries import board_of
from monitor.programme.rules.board import Board, Entry, Fixed
from monitor.programme.rules.programmes import VersionState
from tests.browser.hand import Hand
from tests.browser.house import Doors, LiveHouse
from tests.makers_facilities import make_facility, make_region
from tests.makers_visits import make_visit
from tests.people import Cast
from tests.visits.reading_feeds import Told, by_icalendar, by_vobject, in_order

pytestmark = pytest.mark.browser

PLACES = 40
BUDGET = 40
OF_THIS_VERSION = "a.planned:not(.is-beside)"


async def arrange(live: LiveHouse) -> None:
    """Forty places in two regions, and for each monitor a secret visit of their own on a Sunday beside any programme."""
    planner, now = live.cast.coordinator, live.now
    regions = [await make_region(planner, name=name, now=now) for name in ("North", "South")]
    places = [
        await make_facility(planner, name=f"Place no {n + 1}", kind="colony", region=regions[n % 2], now=now)
        for n in range(PLACES)
    ]
    for week, (place, monitor) in enumerate(zip(places, monitors(live.cast), strict=False), start=3):
        day = now.date() + timedelta(weeks=week)
        await make_visit(planner, facility=place, lead=monitor, secret=True, first_day=day, now=now)


def monitors(cast: Cast) -> tuple[Actor, ...]:
    return (cast.lead, cast.deputy, cast.monitor_ombudsman)


def set_frequency(hand: Hand) -> None:
    hand.go("/programmes")
    hand.press("How often places are visited")
    hand.press("Set a type of place")
    hand.choose("type of place", "facility_type", "Prison or colony")
    hand.write("in depth, months", "in_depth_months", "12")
    hand.write("any visit, months", "any_months", "6")
    hand.write("team, at most", "team_max", "2")
    hand.press("Set this")
    expect(hand.page.get_by_role("row", name="Prison or colony")).to_contain_text("12")


def begin(hand: Hand, first: date) -> None:
    hand.go("/programmes/new")
    hand.write("name", "title", "First quarter")
    hand.write("first day", "first_day", first.isoformat())
    hand.write("last day", "last_day", (first + timedelta(days=90)).isoformat())
    hand.write("person-days", "budget", str(BUDGET))
    hand.press("Begin the programme")
    expect(hand.page.locator(OF_THIS_VERSION)).to_have_count(0)


def start_planner(live: LiveHouse, hand: Hand, effort: str) -> None:
    """Start a run some minutes later than whatever came before: the page shows the latest."""
    live.now += timedelta(minutes=5)
    hand.press("Let the planner propose")
    hand.mark("how long to look", effort)
    hand.press("Start the planner")


def keep(hand: Hand) -> UUID:
    """Wait until there is a plan, put it on a board of its own, and give the version."""
    hand.page.get_by_role("button", name="Put this plan on a board of its own").click()
    expect(hand.page.locator(OF_THIS_VERSION).first).to_be_visible()
    return UUID(hand.page.url.partition("?")[0].rpartition("/")[2])


def watch_and_stop(hand: Hand) -> None:
    """See the planner get on, then take what it has found so far."""
    expect(hand.page.get_by_role("progressbar")).to_have_attribute("value", re.compile("[1-9]"))
    expect(hand.page.get_by_text("Visits in the plan so far")).to_be_visible()
    hand.press("Stop and take the plan found so far")
    said = re.compile("^(Stopped; the plan found so far is here|Planned)$")
    expect(hand.page.locator("main p").filter(has_text=said)).to_be_visible()


def rows(page: Page, *, planned: bool) -> Locator:
    """Give the rows of the board with a visit of this version, or without."""
    visit = page.locator(OF_THIS_VERSION)
    every = page.locator("table.board tbody tr")
    return every.filter(has=visit) if planned else every.filter(has_not=visit)


def ask_about(hand: Hand, row: Locator) -> str:
    """Go to a place's row, and from the reasons beside it to the page that says why or why not; give its name."""
    name = row.locator("th a").inner_text()
    row.locator("td[data-week]:not(:has(a))").first.click()
    beside = hand.page.locator("[data-place-why]")
    expect(beside).to_contain_text(name)
    beside.get_by_role("link", name="Why, or why not").click()
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(name)
    return name


def say_why(hand: Hand) -> str:
    """Ask why a planned place is in; then forbid it."""
    name = ask_about(hand, rows(hand.page, planned=True).first)
    expect(hand.page.locator("main")).to_contain_text("In this version")
    for heading in ("Why here", "Why then", "Why these people"):
        section = hand.page.get_by_role("heading", name=heading, exact=True)
        expect(section.locator("xpath=following-sibling::ul[1]/li").first).not_to_be_empty()
    hand.press("It is to be left out")
    expect(hand.page.locator("strong", has_text="It is to be left out")).to_be_visible()
    return name


def say_why_not(hand: Hand) -> str:
    """Ask why a place is out; then pin it."""
    name = ask_about(hand, rows(hand.page, planned=False).last)
    expect(hand.page.locator("main")).to_contain_text("Not in this version")
    reasons = hand.page.get_by_role("heading", name="Why not", exact=True).locator("xpath=following-sibling::ul[1]/li")
    expect(reasons.first).not_to_be_empty()
    hand.press("It must be visited")
    expect(hand.page.locator("strong", has_text="It must be visited")).to_be_visible()
    return name


def row_of(page: Page, name: str) -> Locator:
    return page.locator("table.board tbody tr", has=page.get_by_role("link", name=name, exact=True))


def accept(hand: Hand) -> None:
    hand.press("Accept this version")
    hand.press("Accept and plan these visits")
    expect(hand.page.get_by_role("heading", level=1).locator("xpath=..")).to_contain_text("accepted")


@dataclass(frozen=True, slots=True)
class Own:
    """Whose calendar it is, and the days of each visit that is theirs and of each that is not."""

    person: Actor
    days: list[tuple[date, date]]
    others: set[date]


async def busiest(live: LiveHouse, version: UUID) -> tuple[Own, Board]:
    """Find the monitor with the most visits of the accepted version, beside whom others make some."""
    board = await board_of(live.cast.coordinator, version)
    visits: list[Entry | Fixed] = [*board.entries, *board.fixed]
    teams = [(each.first_day, each.last_day, {seat.account for seat in each.team}) for each in visits]
    person = max(monitors(live.cast), key=lambda actor: sum(actor.account in team for _, _, team in teams))
    mine = sorted((first, last) for first, last, team in teams if person.account in team)
    days = {first for first, _ in mine}
    return Own(person, mine, {first for first, _, _ in teams} - days), board


def make_address(page: Page, what: str) -> str:
    page.goto("/account")
    page.get_by_role("link", name="Visits in your own calendar").click()
    page.locator("main label", has_text=what).click()
    page.get_by_role("button", name="Make an address").click()
    return page.locator("code.address").inner_text()


def read_by_both(address: str) -> tuple[str, list[Told]]:
    """Ask an address as a calendar program does, signed in as nobody; two readers have to understand the same."""
    answer = httpx.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    told = in_order(by_icalendar(answer.text))
    assert told == in_order(by_vobject(answer.text))
    return answer.text, told


def read_calendar(page: Page, own: Own, board: Board) -> None:
    """Hold a monitor's calendar against the board: own visits, all of them, and nothing of anybody else's."""
    for what in ("“Busy”, nothing else", "Place and kind of visit"):
        text, told = read_by_both(make_address(page, what))
        assert [(each.first, each.until - timedelta(days=1)) for each in told] == own.days
        assert {(each.summary, each.status) for each in told} == {("Busy", "CONFIRMED")}
        shown = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
        assert [day for day in own.others if shown.at(day) and not within(day, own.days)] == []
        assert all(shown.at(first) for first, _ in own.days)
        assert [place.name for place in board.places if place.name in text] == []
        assert [each.name for each in board.people if each.name in text] == []


def within(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)


def test_a_quarter_plans_itself_and_reaches_a_monitors_calendar(live: LiveHouse, door: Doors) -> None:
    live.call(arrange(live))
    hand = Hand(door(live.cast.coordinator))
    set_frequency(hand)
    begin(hand, live.now.date() + timedelta(days=15))
    start_planner(live, hand, "Longer than usual")
    watch_and_stop(hand)
    version = keep(hand)
    forbidden = say_why(hand)
    hand.go(f"/programmes/board/{version}")
    pinned = say_why_not(hand)
    hand.go(f"/programmes/board/{version}")
    start_planner(live, hand, "A first idea")
    again = keep(hand)
    assert again != version
    expect(row_of(hand.page, forbidden).locator(OF_THIS_VERSION)).to_have_count(0)
    expect(row_of(hand.page, pinned).locator(OF_THIS_VERSION)).to_have_count(1)
    accept(hand)
    own, board = live.call(busiest(live, again))
    assert (board.version.state, len(own.days) > 1, own.others != set()) == (VersionState.ACCEPTED, True, True)
    read_calendar(door(own.person), own, board)
