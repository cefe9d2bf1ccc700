"""A visit without a network, from taking it along to everything being on the server once (the whole way, in one go)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from monitor.outside.database import number
from monitor.settings import Settings
from monitor.visits.queries import entry_of, visit_open_to
from monitor.visits.rules import AdmissionStatus
from tests.browser.field.phone import (
    PhoneBrowser,
    Server,
    Swallow,
    answered,
    back,
    press,
    take_along,
    touch,
    unlock,
    unsent,
)
from tests.makers_facilities import make_facility
from tests.makers_sheets import load_shipped
from tests.makers_visits import make_visit
from tests.people import Cast, gather_cast, open_session

pytestmark = pytest.mark.browser
PLACE = "Quiet Valley holding house"
SAID = "The keys are with the chief of the shift"
NOTED = "Smell of paint in the corridor of cell nine"
LAWYER = "Advocate waited four hours in the rain"
ROOMS, ANSWERS = 12, 100
SEEN_IN_EACH = ("window_openable", "daylight_to_read", "call_bell_works")


@dataclass(frozen=True, slots=True)
class World:
    server: Server
    cast: Cast
    visit: UUID
    deputy: str
    coordinator: str


@pytest.fixture
def world(tmp_path: Path, postgres_address: str) -> Iterator[World]:
    """A served house with a secret visit of five people today, and sessions of two of its people."""
    folder = tmp_path / "house"
    folder.mkdir()
    server = Server(Settings(data=folder, database_url=postgres_address))

    async def arrange(now: datetime) -> World:
        cast = await gather_cast(now)
        await load_shipped(cast.coordinator, now=now)
        facility = await make_facility(cast.coordinator, name=PLACE, capacity=40, now=now)
        visit = await make_visit(
            cast.coordinator,
            facility=facility,
            lead=cast.lead,
            deputy=cast.deputy,
            team=[cast.monitor_ombudsman, cast.monitor_ngo, cast.second_ngo],
            secret=True,
            now=now,
        )
        return World(
            server, cast, visit, await open_session(cast.deputy, now), await open_session(cast.coordinator, now)
        )

    yield_world = server.call(arrange)
    server.start()
    yield yield_world
    server.kill()


@pytest.fixture
def phone(world: World, browser: Browser, tmp_path: Path) -> Iterator[PhoneBrowser]:
    made = PhoneBrowser(browser, tmp_path / "profile", world.server.address)
    yield made
    made.close()


def leave_with(phone: PhoneBrowser, world: World) -> None:
    """Sign in, take the visit along, close the browser; then the server dies."""
    page = phone.open()
    phone.sign_in(world.deputy)
    take_along(page, world.visit)
    phone.close()
    world.server.kill()


def at_the_gate(page: Page) -> None:
    page.get_by_role("button", name=PLACE).click()
    press(page, "At the gate")
    press(page, "We are at the gate")
    touch(page, "Lena Lead", "Refused")
    press(page, "The deputy takes the lead")
    page.get_by_text("Dilshod Deputy leads now.").wait_for()
    touch(page, "Dilshod Deputy", "In")
    touch(page, "Nina Ngo", "Refused")
    page.get_by_text("Refused: 2 of 5").wait_for()
    press(page, "What they said")
    page.get_by_label("What they said").fill(SAID)
    press(page, "Keep this refusal")
    page.get_by_role("heading", name=PLACE).wait_for()


def fill_rooms(page: Page, photos: list[Path]) -> int:
    """Add the rooms one after another, by keyboard; photos go to the first ones. Gives how many answers that took."""
    page.locator("details.section[data-letter=V] summary").first.click()
    block = page.locator("[data-block=rooms]")
    for room in range(1, ROOMS + 1):
        block.locator("[data-add]").click()
        opened = block.locator(".row-open")
        label = opened.locator(".item[data-key=room_label] .measure input, .item[data-key=room_label] textarea").first
        label.fill(f"Cell {room} by the yard")
        label.press("Enter")
        persons = opened.locator(".item[data-key=persons_in_room] input[type=text]").first
        persons.fill("2")
        persons.press("Enter")
        for key in SEEN_IN_EACH:
            opened.locator(f".item[data-key={key}] .answers > .answer input").first.press("Space")
        if room <= len(photos):
            opened.locator(".item[data-key=room_photo] input[type=file]").set_input_files(photos[room - 1])
            opened.locator(".item[data-key=room_photo] img").first.wait_for(state="attached")
    return ROOMS * (2 + len(SEEN_IN_EACH)) + len(photos)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "one.jpg", tmp_path / "two.png"]
    for file, colour in zip(made, ("#884422", "#224488"), strict=True):
        Image.effect_noise((1600, 1200), 60).convert("RGB").save(file)
        assert colour
    return made


def denial_elsewhere(page: Page) -> None:
    press(page, "A refusal without a visit")
    page.get_by_label("Where").fill("District police house")
    page.get_by_role("radio", name="Lawyer").check(force=True)
    page.get_by_label("What they said").fill(LAWYER)
    press(page, "Keep this refusal")
    page.get_by_text("Kept on this phone").wait_for()


def note(page: Page) -> None:
    press(page, "Notes for the team")
    page.get_by_label("A note").fill(NOTED)
    press(page, "Keep this note")
    page.get_by_role("heading", name=PLACE).wait_for()


def test_a_visit_without_a_network_reaches_the_server_once(
    world: World, phone: PhoneBrowser, photos: list[Path]
) -> None:
    leave_with(phone, world)
    page = phone.open(offline=True)
    page.goto("/field")
    unlock(page)
    at_the_gate(page)
    note(page)
    press(page, "Checklist")
    page.locator("form.sheet[data-ready]").wait_for()
    given = fill_rooms(page, photos)
    given += answered(page, ANSWERS - given)
    assert given == ANSWERS
    back(page)
    back(page)
    denial_elsewhere(page)
    waiting = 4 + 1 + 1 + 1 + ANSWERS + ROOMS + len(photos) + 1
    unsent(page, waiting)
    phone.close()
    assert phone.holds(PLACE, SAID, NOTED, LAWYER, "Lena Lead", "Dilshod", "by the yard", "District police") == []

    page = phone.open(offline=True)
    page.goto("/field")
    unlock(page)
    unsent(page, waiting)
    world.server.start()
    assert phone.context is not None
    phone.context.set_offline(False)
    # The browser forgot who was signed in when it was closed.
    press(page, "Not yet sent")
    press(page, "Send now")
    page.get_by_text("You are signed out.").wait_for()
    both = [page, phone.tab()]
    lost = [Swallow(each, "**/field/sync**", 1) for each in both]
    phone.sign_in(world.deputy)
    both[1].goto("/field")
    unlock(both[1])
    for each in both:
        each.evaluate("dispatchEvent(new Event('online'))")
    for each in both:
        unsent(each, 0)
    assert sum(each.lost for each in lost) == 2
    wipe_leaves_nothing(page, phone)
    world.server.kill()
    world.server.call(lambda now: everything_is_there_once(world))


def wipe_leaves_nothing(page: Page, phone: PhoneBrowser) -> None:
    back(page)
    page.get_by_text("More").click()
    press(page, "Wipe this phone")
    press(page, "Wipe")
    page.get_by_text("Nothing is left on this phone.").wait_for()
    left = page.evaluate(
        """async () => [await indexedDB.databases(), await caches.keys(), localStorage.length,
        (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert left == [[], [], 0, 0]
    phone.close()
    assert phone.holds(PLACE, SAID, NOTED, LAWYER, "Lena Lead", "by the yard") == []


async def everything_is_there_once(world: World) -> None:
    deputy = world.cast.deputy
    told = {each.name: each.status for each in (await entry_of(deputy, world.visit)).admissions}
    assert told == {
        "Lena Lead": AdmissionStatus.REFUSED,
        "Dilshod Deputy": AdmissionStatus.ADMITTED,
        "Nina Ngo": AdmissionStatus.REFUSED,
    }
    assert (await visit_open_to(deputy, world.visit)).lead == deputy.account
    expected = {"answer": ANSWERS, "sheet_row": ROOMS, "attachment": 2, "denial": 2, "note": 1, "admission": 3}
    assert {table: await number(f"select count(*) from {table}") for table in expected} == expected
    assert await number("select count(*) from denial where visit is null") == 1
    assert await number("select count(*) from answer where late is not null") == 0
    assert await number("select count(*) from device where wiped_at is not null") == 1


def test_a_forgotten_passphrase_with_the_sealed_file_loses_nothing(world: World, phone: PhoneBrowser) -> None:
    leave_with(phone, world)
    page = phone.open(offline=True)
    page.goto("/field")
    unlock(page)
    at_the_gate(page)
    back(page)
    denial_elsewhere(page)
    press(page, "Lock")
    page.get_by_text("Forgotten?").click()
    with page.expect_download() as saving:
        press(page, "Save the sealed file")
    file = phone.folder.parent / "notes.sealed"
    saving.value.save_as(file)
    press(page, "Wipe this phone")
    press(page, "Wipe without saving")
    page.get_by_text("Nothing is left on this phone.").wait_for()
    assert SAID not in file.read_text()
    assert len(json.loads(file.read_text())["boxes"]) == 7
    world.server.start()
    office = phone.browser.new_context(base_url=world.server.address)
    office.add_cookies([{"name": "monitor_session", "value": world.coordinator, "url": world.server.address}])
    desk = office.new_page()
    desk.goto("/devices/file")
    desk.set_input_files("#f-file", file)
    desk.get_by_role("button", name="Open and keep").click()
    desk.get_by_text("7 entries are kept.").wait_for()
    office.close()
    world.server.kill()
    world.server.call(lambda now: the_gate_is_there(world))


async def the_gate_is_there(world: World) -> None:
    told = {each.name: each.status for each in (await entry_of(world.cast.coordinator, world.visit)).admissions}
    assert len(told) == 3
    assert (await visit_open_to(world.cast.coordinator, world.visit)).lead == world.cast.deputy.account
    assert await number("select count(*) from denial where reported_by is not null") == 2
