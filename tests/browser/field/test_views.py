"""What the phone does by itself: locks, waits for a newer shell, keeps what a withdrawn right refuses, wipes when told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from monitor.denials.queries import denials_on
from monitor.ledger.actions import one_transaction
from monitor.outside.database import number, run
from monitor.people.actions.devices import end_device
from monitor.people.queries.devices import devices
from monitor.sheets.queries import all_answers_on, sheets_of
from monitor.visits.queries import entry_of
from monitor.visits.rules import AdmissionStatus
from monitor.web.floor.assets import assets, packed, version
from monitor.web.pages.field.shell import _packed_shell as packed_shell
from monitor.web.pages.field.shell import _shell as kept_shell
from tests.browser.field.phone import answered, back, press, take_along, touch, unlock, unsent
from tests.browser.house import PHONE, Doors, LiveHouse
from tests.look.seen import found_by_axe
from tests.makers_sheets import make_visit_under_way

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(live: LiveHouse) -> UUID:
    return live.call(make_visit_under_way(live.cast, now=live.now))


@pytest.fixture
def phone(live: LiveHouse, door: Doors, visit: UUID) -> Page:
    """The deputy's phone with the visit on it, at its own page."""
    page = door(live.cast.deputy, width=PHONE)
    take_along(page, visit)
    return page


def at_visit(page: Page) -> None:
    page.locator(".field-list button").first.click()
    page.get_by_role("button", name="Checklist").wait_for()


def test_it_locks_when_nothing_is_touched(live: LiveHouse, door: Doors, visit: UUID) -> None:
    page = door(live.cast.deputy, width=PHONE)
    page.clock.install()
    take_along(page, visit)
    page.clock.run_for("09:00")
    page.mouse.click(5, 400)
    page.clock.run_for("09:00")
    assert page.get_by_role("heading", name="My visits").is_visible()
    page.clock.run_for("02:00")
    page.get_by_text("Locked because nothing was touched").wait_for()
    assert "Temporary detention" not in page.content()
    unlock(page)


def test_what_was_written_is_there_again_after_unlocking(phone: Page) -> None:
    at_visit(phone)
    press(phone, "At the gate")
    touch(phone, "Lena Lead", "Refused")
    back(phone)
    press(phone, "Checklist")
    phone.locator("form.sheet[data-ready]").wait_for()
    item = phone.locator(".item[data-kind=yes_no]:visible").first
    key = item.get_attribute("data-key")
    item.locator("input[value=no]").press("Space")
    item.locator(".remark summary").click()
    item.locator(".remark textarea").fill("Two of three said so.")
    press(phone, "Lock")
    unlock(phone)
    at_visit(phone)
    press(phone, "At the gate")
    expect(phone.get_by_role("group", name="Lena Lead").get_by_role("radio", name="Refused")).to_be_checked()
    back(phone)
    press(phone, "Checklist")
    phone.locator("form.sheet[data-ready]").wait_for()
    again = phone.locator(f".item[data-key={key}]")
    expect(again.locator("input[value=no]")).to_be_checked()
    expect(again.locator(".remark textarea")).to_have_value("Two of three said so.")
    unsent(phone, 0)


def test_a_withdrawn_right_keeps_the_notes_and_says_what_to_do(
    phone: Page, live: LiveHouse, door: Doors, visit: UUID
) -> None:
    async def leave() -> None:
        await run("delete from team_member where visit = {} and account = {}", visit, live.cast.deputy.account)

    live.call(one_transaction(leave))
    at_visit(phone)
    press(phone, "Notes for the team")
    phone.get_by_label("A note").fill("Seen before I left.")
    press(phone, "Keep this note")
    unsent(phone, 1)
    back(phone)
    press(phone, "Not yet sent")
    phone.get_by_text("You are no longer on this team").wait_for()
    assert live.call(number("select count(*) from note")) == 0


def test_an_ended_sign_in_keeps_the_notes(phone: Page, live: LiveHouse, door: Doors) -> None:
    phone.context.clear_cookies()
    at_visit(phone)
    press(phone, "At the gate")
    touch(phone, "Lena Lead", "Waiting")
    unsent(phone, 1)
    back(phone)
    back(phone)
    press(phone, "Not yet sent")
    phone.get_by_text("You are signed out.").wait_for()
    expect(phone.get_by_role("link", name="Sign in")).to_be_visible()
    door.complaints.clear()  # the browser reports the 401


def test_a_phone_ended_by_the_coordinator_wipes_itself(phone: Page, live: LiveHouse, door: Doors) -> None:
    press(phone, "Lock")
    phone.get_by_label("Passphrase").wait_for()
    (device,) = live.call(devices(live.cast.coordinator))
    live.call(end_device(actor=live.cast.coordinator, device=device.id, now=live.now))
    phone.reload()
    phone.get_by_text("taken out of use, and wiped itself").wait_for()
    assert phone.evaluate("async () => (await indexedDB.databases()).length") == 0
    (device,) = live.call(devices(live.cast.coordinator))
    assert device.wiped_at == live.now


def test_signing_out_elsewhere_wipes_the_phone_and_asks_first(phone: Page, live: LiveHouse, door: Doors) -> None:
    phone.context.set_offline(True)
    at_visit(phone)
    press(phone, "At the gate")
    touch(phone, "Lena Lead", "Refused")
    unsent(phone, 1)
    press(phone, "Lock")
    phone.get_by_label("Passphrase").wait_for()
    phone.context.set_offline(False)
    phone.goto("/account")
    phone.locator("details.menu summary", has_text="Dilshod").click()
    press(phone, "Sign out")
    phone.get_by_text("Not yet sent: 1.").wait_for()
    with phone.expect_download():
        press(phone, "Save the sealed file")
    press(phone, "Wipe without saving")
    phone.get_by_text("Nothing is left on this phone.").wait_for()
    phone.goto("/account")
    phone.wait_for_url("**/sign-in**")
    door.complaints.clear()  # the browser reports the lost network and the 401


def test_what_a_rule_speaks_against_is_not_lost_when_the_page_locks(phone: Page) -> None:
    block = rooms(phone)
    for key, value in (("floor_area_m2", "8"), ("annexe_area_m2", "9")):
        field = block.locator(f".row-open .item[data-key={key}] .measure input").first
        field.fill(value)
        field.press("Tab")
    expect(block.locator(".row-open .item[data-key=annexe_area_m2] [data-misfit]")).to_be_visible()
    press(phone, "Lock")
    unlock(phone)
    at_visit(phone)
    press(phone, "Checklist")
    phone.locator("form.sheet[data-ready]").wait_for()
    phone.locator("details.section[data-letter=V] > summary").click()
    block.locator("[data-open]").click()
    expect(block.locator(".row-open .item[data-key=annexe_area_m2] .measure input").first).to_have_value("9")


def on_the_checklist(page: Page) -> None:
    at_visit(page)
    press(page, "Checklist")
    page.locator("form.sheet[data-ready]").wait_for()


def test_it_says_what_it_takes_and_what_it_does_not_show(live: LiveHouse, door: Doors, visit: UUID) -> None:
    page = door(live.cast.deputy, width=PHONE)
    take_along(page, visit)
    page.goto("/account")
    page.goto(f"/field#take/{visit}")
    unlock(page)
    card = page.get_by_role("region", name="Take along")
    expect(card).to_contain_text("This is the visit you came from.")
    assert str(visit) not in card.inner_text()
    expect(card.get_by_role("checkbox", name="Also what the last closed record says")).to_have_css("opacity", "1")
    at_visit(page)
    press(page, "At the gate")
    page.get_by_text("What was recorded on the server or by others is not shown here.").wait_for()


def test_what_follows_from_elsewhere_says_from_where(phone: Page) -> None:
    on_the_checklist(phone)
    told = phone.locator(".computed-item[data-code^=A] .computed").all_text_contents()
    assert "nothing yet · From the times and admissions at the gate" in told
    assert [each for each in told if " · " not in each] == []
    expect(phone.get_by_role("button", name="Go to")).to_have_class("button")


def test_what_cannot_be_read_is_told_at_once_and_not_sent(phone: Page) -> None:
    on_the_checklist(phone)
    item = phone.locator(".item[data-kind=integer]:visible").first
    item.locator(".measure input").fill("many")
    item.locator(".measure input").press("Tab")
    expect(item.locator("[data-error]")).to_contain_text("This cannot be read.")
    unsent(phone, 0)


def test_an_answer_that_the_server_refuses_is_told_and_corrected(
    phone: Page, live: LiveHouse, visit: UUID, door: Doors
) -> None:
    on_the_checklist(phone)
    item = phone.locator(".item[data-kind=integer]:visible").first
    field = item.locator(".measure input")
    field.fill("-5")
    field.press("Tab")
    unsent(phone, 1)
    expect(item.locator("[data-error]")).not_to_be_empty()
    field.fill("5")
    field.press("Tab")
    unsent(phone, 0)
    (sheet,) = live.call(sheets_of(live.cast.deputy, visit))
    kept = live.call(all_answers_on(live.cast.deputy, sheet.id))
    assert [each.given.value for each in kept.values()] == ["5"]


def test_who_came_late_is_told_with_words(phone: Page, live: LiveHouse, door: Doors, visit: UUID) -> None:
    at_visit(phone)
    press(phone, "At the gate")
    phone.get_by_text("Came late, partly in, or withdrew").click()
    phone.get_by_label("Who").select_option(label="Nina Ngo")
    phone.get_by_label("How it went").select_option(label="Let in late")
    phone.get_by_label("In words").fill("Her paper was checked by telephone.")
    phone.context.set_offline(True)
    press(phone, "Save")
    unsent(phone, 1)
    expect(phone.get_by_role("group", name="Nina Ngo")).to_contain_text("Let in late")
    phone.context.set_offline(False)
    unsent(phone, 0)
    said = {each.name: each.status for each in live.call(entry_of(live.cast.deputy, visit)).admissions}
    assert said == {"Nina Ngo": AdmissionStatus.LATE}
    door.complaints.clear()  # the browser reports the lost network


def test_what_was_not_allowed_names_the_refusal_it_comes_from(
    phone: Page, live: LiveHouse, door: Doors, visit: UUID
) -> None:
    phone.context.set_offline(True)
    at_visit(phone)
    press(phone, "Refusal")
    phone.get_by_label("What was refused").select_option(value="area_closed")
    phone.get_by_label("What they said").fill("Locked.")
    press(phone, "Keep this refusal")
    press(phone, "Checklist")
    phone.locator("form.sheet[data-ready]").wait_for()
    name_the_refusal(phone.locator(".item[data-kind=yes_no]:visible").first)
    phone.locator("details.section[data-letter=V] > summary").click()
    phone.locator("[data-block=rooms] [data-add]").click()
    name_the_refusal(phone.locator(".row-open .item[data-kind=yes_no]:visible").first)
    unsent(phone, 6)
    phone.context.set_offline(False)
    unsent(phone, 0)
    door.complaints.clear()  # the browser reports the lost network
    (sheet,) = live.call(sheets_of(live.cast.deputy, visit))
    (denial,) = live.call(denials_on(live.cast.deputy, visit))
    kept = live.call(all_answers_on(live.cast.deputy, sheet.id))
    assert [each.denial for each in kept.values()] == [denial.id] * 2
    phone.locator(".field-top button").first.click()
    press(phone, "Checklist")
    phone.locator("form.sheet[data-ready]").wait_for()
    assert phone.locator("[data-denial-of]:visible select").first.input_value() == str(denial.id)


def name_the_refusal(item: Locator) -> None:
    item.locator(".absence input[value=not_allowed]").press("Space")
    item.locator("[data-denial-of] select").select_option(index=1)


def test_only_the_shell_is_ever_cached(phone: Page, live: LiveHouse) -> None:
    phone.goto("/account")
    phone.goto("/visits")
    phone.goto("/field")
    cached = phone.evaluate(
        """async () => { const all = []; for (const name of await caches.keys())
        for (const each of await (await caches.open(name)).keys()) all.push(new URL(each.url).pathname); return all; }"""
    )
    assert {path for path in cached if not path.startswith("/static/")} == {"/field"}


@pytest.fixture
def newer() -> Iterator[Callable[[], None]]:
    """Makes the server serve a newer version; put back afterwards."""
    standing = assets()["field/app.js"]
    caches = (version, packed, kept_shell, packed_shell)

    def serve(content: bytes) -> None:
        assets()["field/app.js"] = content
        for made in caches:
            made.cache_clear()

    yield lambda: serve(standing + b"// newer\n")
    serve(standing)


def test_a_newer_shell_waits_until_it_is_asked_for(phone: Page, newer: Callable[[], None]) -> None:
    before = phone.get_attribute("html", "data-version")
    phone.reload()
    unlock(phone)
    newer()
    phone.evaluate("navigator.serviceWorker.getRegistration('/field').then((kept) => kept.update())")
    phone.get_by_text("A newer version is here").wait_for()
    phone.reload()
    assert phone.get_attribute("html", "data-version") == before
    unlock(phone)
    press(phone, "Use it now")
    phone.get_by_label("Passphrase").wait_for()
    assert phone.get_attribute("html", "data-version") != before


def rooms(page: Page) -> Locator:
    """Begin a row of the first block."""
    on_the_checklist(page)
    page.locator("details.section[data-letter=V] > summary").click()
    block = page.locator("[data-block=rooms]")
    block.locator("[data-add]").click()
    return block


def out_and_back(block: Locator) -> None:
    """Take the open row out and put it back, by keys, which no line that shifts can miss."""
    block.locator(".row-open .drop summary").press("Enter")
    block.locator(".row-open .drop input").fill("Counted twice")
    block.locator(".row-open [data-drop]").press("Enter")
    block.locator("[data-undo]").press("Enter")


@pytest.mark.parametrize(("begun", "waiting"), [(True, 4), (False, 2)], ids=["begun", "nothing said in it"])
def test_a_row_is_taken_out_and_put_back(
    phone: Page, live: LiveHouse, door: Doors, visit: UUID, begun: bool, waiting: int
) -> None:
    phone.context.set_offline(True)
    block = rooms(phone)
    label = block.locator(".row-open .item[data-key=room_label] .measure :is(input, textarea)").first
    if not begun:
        out_and_back(block)
    label.fill("Cell 4")
    label.press("Tab")
    if begun:
        out_and_back(block)
    unsent(phone, waiting)
    phone.context.set_offline(False)
    unsent(phone, 0)
    (sheet,) = live.call(sheets_of(live.cast.deputy, visit))
    kept = live.call(all_answers_on(live.cast.deputy, sheet.id))
    assert [each.given.value for each in kept.values()] == ["Cell 4"]
    door.complaints.clear()  # the browser reports the lost network


def test_a_visit_is_removed_after_one_question_and_each_thing_is_said_once(phone: Page) -> None:
    for answer, left in (("Back", 1), ("Remove", 0)):
        at_visit(phone)
        assert phone.get_by_text("On this phone.").count() == 0
        press(phone, "Remove this visit from the phone")
        phone.get_by_role("dialog").get_by_role("button", name=answer).click()
        if left:
            back(phone)
            phone.get_by_role("heading", name="My visits").wait_for()
            assert phone.get_by_text("On this phone.").count() == 0
    phone.get_by_text("Removed from this phone.").wait_for()
    assert phone.locator(".field-list button").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_is_fit_for_everybody(live: LiveHouse, door: Doors, visit: UUID, theme: str) -> None:
    page = door(live.cast.deputy, width=PHONE, theme=theme)
    page.goto("/field")
    look(page, "set up")
    take_along(page, visit)
    look(page, "home")
    at_visit(page)
    for name in ("At the gate", "Refusal", "Numbers", "Notes for the team", "Checklist"):
        press(page, name)
        if name == "Checklist":
            page.locator("form.sheet[data-ready]").wait_for()
            assert answered(page, 3) == 3
        look(page, name)
        back(page)
    press(page, "Lock")
    page.get_by_label("Passphrase").wait_for()
    look(page, "locked")


def look(page: Page, view: str) -> None:
    """Ask axe, and whether the view fits a phone and a finger."""
    page.wait_for_load_state()
    assert found_by_axe(page) == [], view
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, view
