"""A quarter planned by hand on the board: 80 places, 12 people, 13 weeks, nothing known of the past."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from monitor.kit.actor import Actor
from monitor.people.actions import say_days
from monitor.people.rules import Mark, Role
from monitor.programme.queries import board_of
from tests.browser.house import DESK, Doors, LiveHouse
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, make_person
from tests.programmes.makers import Made, make_programme

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


def test_a_quarter_is_planned_by_hand_with_four_actions_a_visit(live: LiveHouse, door: Doors) -> None:
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
