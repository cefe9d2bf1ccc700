"""One visit from plan to facility history, walked in a real browser as an office would."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect

from monitor.checklists.rules import Absence
from monitor.sheets.queries import answers_of_visit
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from tests.browser.hand import Hand
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.makers_facilities import make_facility
from tests.makers_sheets import load_shipped
from tests.makers_visits import at_gate, at_stages, make_visit

pytestmark = pytest.mark.browser

# What each wrote down: a cell, a file or a talk as a row of its block, then questions by their codes.
ROWS = {
    "Dilshod Deputy": ("V", (("V1", "Cell 4"), ("V3", "16"), ("V4", "0"), ("V5", "5"), ("V6", "4"))),
    "Oleg Office": ("W", (("W1", "07"), ("W5", "2026-11-19 at 10:00"), ("W15", "2026-11-22 at 08:00"))),
    "Lena Lead": ("X", (("X1", "2"), ("X3", "1"), ("X10", "1"), ("X12", "1"))),
}
NOTES = {
    "Dilshod Deputy": (("E8", "n"), ("G1", "2"), ("G2", "n"), ("H1", "0,5")),
    "Oleg Office": (("C1", "y"), ("D4", "2"), ("D5", "4")),
    "Lena Lead": (("E8", "y"), ("K4", "n"), ("K5", "n")),
}
# Everything that is typed or chosen in the whole walk, beside touches at the gate and the ticks of the team.
TYPED = [
    "Open Doors",
    "2026-11-22",
    "In-depth",
    "Unannounced",
    "Lena Lead",
    "Dilshod Deputy",
    "2026-11-23",
    "Only the ombudsman's own staff may enter.",
    "Only ombudsman staff may enter",
    *("Cell 4", "16", "0", "5", "4"),
    *("n", "2", "n", "0,5"),
    *("07", "2026-11-19 at 10:00", "2026-11-22 at 08:00"),
    *("y", "2", "4"),
    "The keys are with the chief.",
    *("2", "1", "1", "1"),
    *("y", "n", "n"),
    "31",
    "6",
    "Call bells in every cell",
    "2027-03-01",
]


@pytest.fixture
def places(live: LiveHouse) -> tuple[UUID, UUID]:
    """Two temporary detention facilities, and the checklists."""

    async def arrange() -> tuple[UUID, UUID]:
        planner = live.cast.coordinator
        await load_shipped(planner, now=live.now)
        first = await make_facility(planner, name="Temporary detention facility, Sarvan", capacity=24, now=live.now)
        second = await make_facility(planner, name="Temporary detention facility, Kulbad", capacity=12, now=live.now)
        return first, second

    return live.call(arrange())


def plan(hand: Hand, live: LiveHouse, places: tuple[UUID, UUID]) -> tuple[str, str]:
    """Plan a secret trip of two visits with a team of five; give the addresses of the visits."""
    today = live.now.date()
    hand.go(f"/visits/new?facility={places[0]}")
    hand.page.get_by_text("Together with other organisations").click()
    hand.mark("with whom", "Open Doors")
    hand.press("Show their people in the team")
    hand.write("day of the first visit", "first_day", today.isoformat())
    hand.choose("type of the first visit", "type", "In-depth")
    hand.mark("told beforehand", "Unannounced")
    for person in ("Lena Lead", "Dilshod Deputy", "Oleg Office", "Nina Ngo", "Nodira Ngo"):
        hand.mark(f"on the team: {person}", person)
    hand.choose("lead", "lead", "Lena Lead")
    hand.choose("deputy", "deputy", "Dilshod Deputy")
    hand.press("Plan visit")
    first = hand.page.url
    hand.press("Add a visit to this trip")
    hand.go(f"{hand.page.url}&facility={places[1]}")
    hand.write("day of the second visit", "first_day", (today + timedelta(days=1)).isoformat())
    hand.press("Plan visit")
    return first, hand.page.url


def at_the_gate(hand: Hand, visit: str) -> None:
    """Two of five are refused, the deputy takes the lead, what was said is told once."""
    hand.go(f"{visit}/gate")
    hand.press("We are at the gate")
    for person in ("Lena Lead", "Dilshod Deputy", "Oleg Office"):
        hand.touch(person, "In")
    for person in ("Nina Ngo", "Nodira Ngo"):
        hand.touch(person, "Refused")
    expect(hand.page.locator("[data-save-word]")).to_have_text("Saved on the server")
    expect(hand.page.get_by_text("2 of 5 were refused")).to_be_visible()
    hand.press("They said")
    hand.write("what they said at the gate", "words", "Only the ombudsman's own staff may enter.")
    hand.choose("their ground", "ground", "Only ombudsman staff may enter")
    hand.press("Log the denial")


def lead_passes(hand: Hand, visit: str) -> None:
    """The deputy takes the lead inside, the steps are marked as they happen."""
    hand.go(visit)
    hand.press("The deputy takes the lead")
    hand.go(f"{visit}/gate")
    for step in ("Opening talk", "Tour of the premises", "Private talks", "Closing talk", "Left"):
        hand.press(step)


def print_pack(hand: Hand, visit: str) -> bytes:
    """Phones stay outside: the pack is printed, without the facility and the team."""
    hand.go(f"{visit}/paper")
    hand.page.get_by_label("Leave out the facility and the team").check()
    address = f"{visit}/paper.pdf?words=en&plain=yes"
    return hand.page.request.get(address).body()


def type_up(hand: Hand, visit: str, person: str) -> None:
    """Type up one person's notes with the keyboard alone."""
    hand.go(f"{visit}/sheets")
    hand.page.locator("main label", has_text=person).first.click()
    hand.press("Open the sheet")
    block, said = ROWS[person]
    hand.row(block, said, person)
    for code, keys in NOTES[person]:
        hand.answer(code, keys, f"{person}: {code}")
    hand.saved()


def lock_the_block(hand: Hand) -> int:
    """The block with the cells and the medical room was closed: one keystroke, one tick, one button."""
    hand.code("E5")
    hand.page.keyboard.press("Shift+X")
    hand.page.wait_for_url("**/absence*")
    hand.page.locator("main label", has_text="Health care and injuries").click()
    hand.write("what they said at the block", "words", "The keys are with the chief.")
    hand.press("Mark and save")
    return 3


def end(hand: Hand, visit: str) -> None:
    """Three numbers, a promise, and the visit is over."""
    hand.go(visit)
    hand.write("held there today", "held_today", "31")
    hand.write("spoken to alone", "alone", "6")
    hand.press("Save the numbers")
    hand.page.get_by_text("Note a promise").click()
    hand.write("a promise", "promise_what", "Call bells in every cell")
    hand.write("when it is due", "promise_due", "2027-03-01")
    hand.press("Note it")
    hand.press("End the visit")


def close(hand: Hand, visit: str) -> None:
    """Three questions are said differently; the lead chooses, the blanks are confirmed, the record closes."""
    hand.go(f"{visit}/record")
    for code in ("E8", "K4", "K5"):
        question = hand.page.locator(".differing", has=hand.page.get_by_text(code, exact=True))
        question.get_by_role("radio", name=re.compile("^No\\b")).check()
    hand.page.locator("#f-confirmed").check()
    hand.press("Close and sign the record")


def absent(live: LiveHouse, visit: str) -> list[str]:
    """Give the questions that were not allowed on a visit; fails unless they come from one denial."""
    answers = live.call(answers_of_visit(live.cast.deputy, UUID(visit.rpartition("/")[2])))
    barred = [answer for answer in answers if answer.given.absence is Absence.NOT_ALLOWED]
    assert len({answer.denial for answer in barred}) == 1
    return [answer.key for answer in barred]


def test_a_visit_from_plan_to_history(live: LiveHouse, door: Doors, places: tuple[UUID, UUID]) -> None:
    hand = Hand(door(live.cast.coordinator))
    visits = plan(hand, live, places)
    lead = Hand(door(live.cast.lead, width=PHONE))
    at_the_gate(lead, visits[0])
    lead_passes(lead, visits[0])
    deputy = Hand(door(live.cast.deputy))
    pack = print_pack(deputy, visits[0])
    assert pack.startswith(b"%PDF")
    for person in NOTES:
        type_up(deputy, visits[0], person)
        if person == "Oleg Office":
            assert lock_the_block(deputy) <= 3
            assert len(absent(live, visits[0])) == 16
    end(deputy, visits[0])
    close(deputy, visits[0])
    hand.go(f"/facilities/{places[0]}")
    shows_the_visit(hand)
    tells_nothing_twice([*hand.told, *lead.told, *deputy.told])


def shows_the_visit(hand: Hand) -> None:
    """The facility's page: partly refused, 2 of 5, the new point with its gap, what was promised."""
    page = hand.page.inner_text("main")
    for said in (
        "1 attempt to visit: 1 entry. 2 denials logged.",
        "With the whole team\nnever",
        "Civil society\t2 of 2\t0\t0",
        "Ombudsman office\t0 of 3\t3\t0",
        "31 people held, 129.2 % of 24 places",
        "Call bells in every cell",
    ):
        assert said in page
    hand.page.get_by_text("The same as a table").first.click()
    table = hand.page.locator("main table").first.inner_text()
    assert "Partly refused" in table
    assert "2 of 5 refused, both from civil society" in table
    # The gap: the cells were not seen, and that is neither yes nor no.
    assert "0 of 3 judged items in order; beside them 6 not allowed" in page


def tells_nothing_twice(told: list[tuple[str, str]]) -> None:
    """Each fact of the whole walk is told once; what follows from it is never asked again (law 12)."""
    facts = [fact for fact, _ in told]
    assert sorted(facts) == sorted(set(facts))
    typed = [words for fact, words in told if not fact.startswith(("at the gate", "on the team"))]
    assert typed == TYPED


def test_a_visit_refused_outright_moves_no_date(live: LiveHouse, door: Doors, places: tuple[UUID, UUID]) -> None:
    made_on = live.now - timedelta(days=60)
    live.call(made_before(live, places[1], made_on))
    coordinator, lead = Hand(door(live.cast.coordinator)), Hand(door(live.cast.lead, width=PHONE))
    coordinator.go(f"/facilities/{places[1]}")
    dates = coordinator.page.locator(".three-dates").inner_text()
    visit = planned_alone(coordinator, live, places[1])
    lead.go(f"{visit}/gate")
    lead.press("We are at the gate")
    for person in ("Lena Lead", "Dilshod Deputy"):
        lead.touch(person, "Refused")
    expect(lead.page.locator("[data-save-word]")).to_have_text("Saved on the server")
    lead.press("They said")
    lead.write("what they said", "words", "Nobody is expected today.")
    lead.press("Log the denial")
    lead.go(visit)
    lead.press("End the visit")
    lead.go(f"{visit}/record")
    assert "closes without a checklist" in lead.page.inner_text("main")
    lead.press("Close and sign the record")
    coordinator.go(f"/facilities/{places[1]}")
    page = coordinator.page.inner_text("main")
    assert "2 attempts to visit: 1 entry, 1 refused. 1 denial logged." in page
    assert coordinator.page.locator(".three-dates").inner_text() == dates
    assert "23 Sep 2026" in dates


def planned_alone(hand: Hand, live: LiveHouse, place: UUID) -> str:
    """Plan an unannounced visit of two for today and give its address."""
    hand.go(f"/visits/new?facility={place}")
    hand.write("day", "first_day", live.now.date().isoformat())
    hand.choose("type", "type", "Visit on an allegation")
    hand.mark("told beforehand", "Unannounced")
    for person in ("Lena Lead", "Dilshod Deputy"):
        hand.mark(f"on the team: {person}", person)
    hand.choose("lead", "lead", "Lena Lead")
    hand.press("Plan visit")
    return hand.page.url


async def made_before(live: LiveHouse, place: UUID, on: datetime) -> None:
    """A visit that was made, with everybody let in."""
    visit = await make_visit(
        live.cast.coordinator,
        facility=place,
        lead=live.cast.lead,
        first_day=on.date(),
        state=VisitState.ENDED,
        now=on,
    )
    await at_gate(visit, {live.cast.lead.account: AdmissionStatus.ADMITTED}, by=live.cast.lead, now=on)
    await at_stages(visit, StageKind.GATE, StageKind.ADMITTED, StageKind.TOUR, by=live.cast.lead, now=on)
