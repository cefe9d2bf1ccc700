"""A quarter on the board, by hand and by proposal: 80 places, 12 people, 13 weeks, nothing known of the past."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from monitor.kit.actor import Actor
from monitor.people.actions import say_days
from monitor.people.rules import Mark, Role
from monitor.programme.actions import accept_version
from monitor.programme.queries import board_of
from monitor.programme.rules.programmes import How, VersionState
from monitor.visits.rules import VisitState
from tests.browser.house import DESK, PHONE, Doors, LiveHouse
from tests.look.seen import found_by_axe
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, make_person
from tests.programmes.makers import Made, make_entry, make_programme

pytestmark = pytest.mark.browser

NAMES = (
    "Aziza Karimova", "Bahrom Saidov", "Gulnora Rahimova", "Davron Nazarov", "Zarina Yusupova", "Ilhom Sharipov",
    "Malika Odinaeva", "Nigora Hakimova", "Olim Tursunov",
)  # fmt: skip


@dataclass
class Counted:
    """A person at the board; each click, each key of command and each run of typing is one action."""

    page: Page
    actions: list[str] = field(default_factory=list)

    def click(self, place: str, week: int) -> None:
        self.cell(place, week).click()
        self.actions.append("click")

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.actions.append(words)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions.append(key)

    def cell(self, place: str, week: int) -> Locator:
        row = self.page.locator("table.board tbody tr", has=self.page.get_by_role("link", name=place, exact=True))
        return row.locator(f"td[data-week='{week}']")

    def plan(self, place: str, week: int, team: str) -> int:
        """Put one visit and give how many actions it took."""
        before = len(self.actions)
        self.click(place, week)
        self.type(team)
        self.press("Enter")
        expect(self.cell(place, week).locator("a.planned")).to_have_count(1)
        return len(self.actions) - before


class Finger:
    """A finger on the glass, as the browser itself hears of it: it may scroll instead of drawing."""

    def __init__(self, page: Page) -> None:
        self.page, self.glass = page, page.context.new_cdp_session(page)
        self.glass.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def draw(self, here: Locator, there: Locator) -> None:
        """Draw from the middle of one cell to the middle of another, in small steps."""
        here.scroll_into_view_if_needed()
        (x, y), (u, v) = middle(here), middle(there)
        self._say("touchStart", x, y)
        for step in range(1, 11):
            self._say("touchMove", x + (u - x) * step / 10, y + (v - y) * step / 10)
        self.glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def touch(self, here: Locator) -> None:
        here.scroll_into_view_if_needed()
        self._say("touchStart", *middle(here))
        self.glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _say(self, what: str, x: float, y: float) -> None:
        self.glass.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": [{"x": x, "y": y}]})


def middle(cell: Locator) -> tuple[float, float]:
    box = cell.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def country(cast: Cast, now: datetime) -> Made:
    """Eighty places in five regions, twelve people of whom half have said when they are free, a quarter to plan."""
    regions = [await make_region(cast.coordinator, name=name, now=now) for name in ("North", "South", "East", "West")]
    for number in range(80):
        kind = ("colony", "police_station", "temporary_detention_facility", "remand_prison")[number % 4]
        await make_facility(
            cast.coordinator, name=f"Place no {number + 1}", kind=kind, region=regions[number % 4], now=now
        )
    people: list[Actor] = [cast.lead, cast.deputy, cast.monitor_ombudsman]
    people += [await make_person(cast.lead.organisation, name, Role.MONITOR, now=now) for name in NAMES]
    made = await make_programme(cast.coordinator, budget=120, now=now)
    for person in people[::2]:
        await say_days(
            actor=person, said_id=uuid4(), account=person.account, from_day=made.first_day,
            to_day=made.first_day + timedelta(days=90), mark=Mark.FREE, now=now,
        )  # fmt: skip
    return made


async def planned(actor: Actor, version: UUID) -> list[tuple[int, int]]:
    board = await board_of(actor, version)
    return sorted(
        ((entry.first_day - board.programme.first_day).days // 7 + 1, len(entry.team)) for entry in board.entries
    )


def test_a_quarter_is_planned_by_hand_with_four_actions_a_visit_then_by_proposal(live: LiveHouse, door: Doors) -> None:
    cast = live.cast
    made = live.call(country(cast, live.now))
    page = door(cast.coordinator, width=DESK)
    page.goto(f"/programmes/board/{made.version}")
    hand = Counted(page)
    teams = ("LL DD", "AK BS 2", "GR ZY", "DN IS", "MO NH OT")
    taken = [hand.plan(f"Place no {3 * number + 1}", number % 13 + 1, teams[number % 5]) for number in range(25)]
    assert max(taken) <= 4
    assert len(live.call(planned(cast.coordinator, made.version))) == 25
    expect(page.locator("[data-part=summary]")).to_contain_text("25 visits · 25 of 80 places")
    expect(page.locator("tfoot td").nth(1)).to_have_text("2")
    for paper in page.locator("p.export a", has_text="PDF").all():
        answer = page.request.get(paper.get_attribute("href") or "")
        assert (answer.status, answer.body()[:4]) == (200, b"%PDF")
    rung_up(live, hand, made)
    fallen_ill(live, hand, made)
    proposed(live, page, made)


def away(live: LiveHouse, account: UUID, first: date, days: int) -> None:
    """Note by telephone that somebody cannot come."""
    live.call(
        say_days(
            actor=live.cast.coordinator, said_id=uuid4(), account=account, from_day=first,
            to_day=first + timedelta(days=days - 1), mark=Mark.NOT_AVAILABLE, now=live.now,
        )
    )  # fmt: skip


def rung_up(live: LiveHouse, hand: Counted, made: Made) -> None:
    """Somebody cannot come in the first week: another person goes, then the visit is moved a week on."""
    page = hand.page
    away(live, live.cast.lead.account, made.first_day, 7)
    page.reload()
    expect(page.locator("[data-part=warnings]")).to_contain_text("Lena Lead is not available.")
    before = len(hand.actions)
    hand.click("Place no 1", 1)
    for key in ("Enter", "Control+A"):
        hand.press(key)
    hand.type("OT DD")
    hand.press("Enter")
    expect(page.locator("[data-part=warnings]")).not_to_contain_text("Lena Lead is not available.")
    assert len(hand.actions) - before <= 5
    for key in ("m", "ArrowRight", "Enter"):
        hand.press(key)
    expect(hand.cell("Place no 1", 1).locator("a.planned")).to_have_count(0)
    expect(hand.cell("Place no 1", 2).locator("a.planned")).to_have_count(1)
    expect(page.locator("tfoot td").nth(1)).to_have_text("1")


def fallen_ill(live: LiveHouse, hand: Counted, made: Made) -> None:
    """Somebody falls ill for three weeks: of what can be done with the visit this breaks the first is taken."""
    page = hand.page
    board = live.call(board_of(live.cast.coordinator, made.version))
    ill = next(person.account for person in board.people if person.name == "Aziza Karimova")
    away(live, ill, made.first_day, 21)
    page.reload()
    expect(page.locator("[data-part=warnings]")).to_contain_text("Aziza Karimova is not available.")
    page.get_by_role("link", name="What no longer fits").click()
    page.get_by_role("button", name="Place no 4").first.click()
    expect(page.get_by_text("The visit was changed, and no other.")).to_be_visible()
    page.get_by_role("link", name="First quarter").click()
    expect(page.locator("[data-part=warnings]")).not_to_contain_text("Aziza Karimova is not available.")
    after = live.call(board_of(live.cast.coordinator, made.version)).entries
    changed = {entry.id for entry in board.entries} - {entry.id for entry in after if entry in board.entries}
    (mended,) = [entry for entry in after if entry.id in changed]
    assert (len(after), ill in {seat.account for seat in mended.team}) == (25, False)


def proposed(live: LiveHouse, page: Page, made: Made) -> None:
    """The planner is watched, its plan kept on a board of its own and accepted; nobody is sent who cannot come."""
    page.get_by_role("link", name="Let the planner propose").click()
    page.get_by_role("radio", name="A first idea").check()
    page.get_by_role("button", name="Start the planner").click()
    page.get_by_role("button", name="Put this plan on a board of its own").click()
    blocks = page.locator("a.planned.is-proposed")
    expect(blocks).not_to_have_count(0)
    expect(page.locator("[data-part=warnings]")).to_be_empty()
    n = blocks.count()
    page.get_by_role("link", name="Accept this version").click()
    page.get_by_role("button", name="Accept and plan these visits").click()
    expect(page.locator("a.planned.is-settled")).to_have_count(n)
    board = live.call(board_of(live.cast.coordinator, UUID(page.url.rpartition("/")[2])))
    assert (board.version.state, board.version.how) == (VersionState.ACCEPTED, How.PROPOSED)
    assert (len(board.entries), {entry.state for entry in board.entries}) == (n, {VisitState.PLANNED})
    assert board.person_days <= 120


async def three(cast: Cast, now: datetime) -> Made:
    for number in range(3):
        await make_facility(cast.coordinator, name=f"Place no {number + 1}", now=now)
    return await make_programme(cast.coordinator, now=now)


def test_the_board_is_worked_by_keyboard_and_by_mouse(live: LiveHouse, door: Doors) -> None:
    made = live.call(three(live.cast, live.now))
    page = door(live.cast.coordinator)
    page.goto(f"/programmes/board/{made.version}")
    hand = Counted(page)
    hand.plan("Place no 1", 2, "LL")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("DD 2")
    page.keyboard.press("Enter")
    visit = hand.cell("Place no 2", 3).locator("a.planned")
    expect(visit).to_have_attribute("data-typed", "DD 2")
    expect(hand.cell("Place no 2", 3)).to_be_focused()
    expect(page.locator("[data-place-why]")).to_contain_text("Place no 2")
    page.keyboard.press("Delete")
    expect(visit).to_have_count(0)
    page.get_by_role("button", name="Put it back").click()
    expect(visit).to_have_attribute("data-typed", "DD 2")
    visit.drag_to(hand.cell("Place no 2", 6))
    expect(hand.cell("Place no 2", 6).locator("a.planned")).to_have_count(1)
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(hand.cell("Place no 2", 6).locator("a.planned")).to_have_count(1)
    page.reload()
    assert live.call(planned(live.cast.coordinator, made.version)) == [(2, 1), (6, 1)]


async def settled(live: LiveHouse) -> Made:
    made, cast = await three(live.cast, live.now), live.cast
    place = (await board_of(cast.coordinator, made.version)).places[0].id
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=live.now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=live.now)
    return made


@pytest.mark.parametrize("key", ["Enter", "o"])
def test_a_settled_board_leads_to_its_visits_by_keyboard(live: LiveHouse, door: Doors, key: str) -> None:
    made = live.call(settled(live))
    page = door(live.cast.coordinator)
    page.goto(f"/programmes/board/{made.version}")
    page.locator("td[data-week]").first.focus()
    page.keyboard.press(key)
    expect(page).to_have_url(re.compile("/programmes/visits/"))


def test_a_finger_draws_a_visit_sideways_and_scrolls_up_and_down(live: LiveHouse, door: Doors) -> None:
    made = live.call(three(live.cast, live.now))
    page = door(live.cast.coordinator, width=PHONE)
    page.goto(f"/programmes/board/{made.version}")
    hand = Counted(page)
    hand.plan("Place no 2", 1, "LL DD")
    finger = Finger(page)
    finger.draw(hand.cell("Place no 2", 1), hand.cell("Place no 2", 3))
    expect(hand.cell("Place no 2", 3).locator("a.planned")).to_have_count(1)
    expect(page.get_by_text("The visit was moved.")).to_be_visible()
    finger.draw(hand.cell("Place no 2", 3), hand.cell("Place no 1", 3))
    finger.draw(hand.cell("Place no 1", 1), hand.cell("Place no 1", 3))
    page.get_by_role("button", name="Put it back").click()
    expect(hand.cell("Place no 2", 1).locator("a.planned")).to_have_count(1)
    finger.touch(hand.cell("Place no 3", 2))
    finger.touch(hand.cell("Place no 3", 2))
    expect(page.locator(".cell-editor input")).to_be_focused()
    page.keyboard.type("DD")
    page.keyboard.press("Enter")
    expect(hand.cell("Place no 3", 2).locator("a.planned")).to_have_count(1)
    assert live.call(planned(live.cast.coordinator, made.version)) == [(1, 2), (2, 1)]


def test_what_cannot_be_read_stays_in_the_cell(live: LiveHouse, door: Doors) -> None:
    made = live.call(three(live.cast, live.now))
    page = door(live.cast.coordinator)
    page.goto(f"/programmes/board/{made.version}")
    hand = Counted(page)
    hand.click("Place no 1", 2)
    hand.type("LL QQ")
    hand.press("Enter")
    expect(page.locator(".cell-editor")).to_contain_text("Nobody on the board has the initials or the name “QQ”.")
    expect(page.locator(".cell-editor input")).to_have_value("LL QQ")
    door.complaints.clear()  # the browser's own word about an answer of 422
    hand.press("Escape")
    rows = "Place no 2\t1\tLL\nPlace no 3\t1\tDD"
    page.evaluate(
        """(text) => {
            const data = new DataTransfer(); data.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        rows,
    )
    page.get_by_role("button", name="Put 2 visits").click()
    expect(page.locator("a.planned")).to_have_count(2)


@pytest.mark.parametrize(("width", "theme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing_on_the_board(live: LiveHouse, door: Doors, width: int, theme: str) -> None:
    made = live.call(three(live.cast, live.now))
    page = door(live.cast.coordinator, width=width, theme=theme)
    page.goto(f"/programmes/board/{made.version}")
    hand = Counted(page)
    hand.plan("Place no 1", 1, "LL")
    page.set_viewport_size({"width": width, "height": 4000})  # or the bar at the foot hides half a field from axe
    for _ in ("put", "being typed into"):
        assert found_by_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.keyboard.press("Enter")


def test_axe_finds_nothing_on_the_quarters_of_a_year(live: LiveHouse, door: Doors) -> None:
    live.call(three(live.cast, live.now))
    year = live.call(make_programme(live.cast.coordinator, title="Year", days=364, budget=90, now=live.now))
    page = door(live.cast.coordinator, width=PHONE)
    page.goto(f"/programmes/board/{year.version}?order=name&weeks=2")
    page.get_by_role("link", name="All weeks").click()
    expect(page.locator("tr[id] td[data-week='52']")).to_have_count(3)
    page.get_by_role("link", name="Q1 2027").click()
    expect(page.locator("tr[id] td[data-week]")).to_have_count(39)
    page.set_viewport_size({"width": PHONE, "height": 4000})
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
