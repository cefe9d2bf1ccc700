"""Every page that can be asked for, looked at three times: a phone by day, a phone at night, a desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from litestar.handlers import HTTPRouteHandler
from playwright.sync_api import Browser, ConsoleMessage, Page

from monitor.app import assemble
from monitor.checklists.queries import editions
from monitor.kit.actor import Actor
from monitor.people.rules import Need, ReleasedKind
from monitor.programme.actions import follow_proposal, keep_proposal, set_coverage_rule, start_proposal
from monitor.programme.rules.coverage import CoverageRule
from monitor.settings import Settings
from monitor.sheets.actions import give_answers
from monitor.sheets.rules import NewAnswer, NewRow
from monitor.visits.queries import visits_at
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from tests.browser.house import Doors, LiveHouse
from tests.conftest import NOW
from tests.field.test_devices import make_device
from tests.history.filling import fill_history
from tests.look.seen import wrong_with
from tests.makers_denials import make_outside_denial, make_release, make_visit_denial
from tests.makers_history import make_attempt
from tests.makers_sheets import answer, make_sheet
from tests.makers_visits import at_gate, at_stages, make_visit
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme

pytestmark = pytest.mark.browser

NOT_PAGES = {
    "static_file": "a file",
    "photo": "a file",
    "feed": "a file; tests/visits/test_feeds.py reads it",
    "health": "for machines",
    "rows_file": "a file",
    "mapping_file": "a file",
    "facilities_csv": "a file",
    "facilities_xlsx": "a file",
    "denials_csv": "a file",
    "denials_xlsx": "a file",
    "plan_pdf": "a file",
    "plan_csv": "a file",
    "plan_xlsx": "a file",
    "print_out": "a file",
    "brief_paper": "a file",
    "download_form": "a file",
    "progress": "a piece of a page",
    "worker": "a script",
    "manifest": "for machines",
    "import_step": "needs a file on its way; tests/browser/test_register.py walks through it",
    "join_page": "needs an address that works once; tests/browser/test_door.py opens it",
    "set_up_page": "needs an empty house; tests/machine opens it",
}
# What an address is asked beside itself, by its handler.
ASKED = {
    "visit_list": ("", "?group=ended&q=nowhere"),
    "facility_list": ("", "?q=nowhere"),
    "denials": ("", "?q=nowhere"),
    "search": ("", "?q=Khujand", "?q=nowhere"),
    "people": ("", "?q=nowhere"),
    "new": ("", "?q=khujand", "?facility={facility}"),
    "calendar": ("", "?month=2026-12"),
    "week": ("", "?day=2026-12-24"),
    "days_page": ("", "?month=2026-12&on=2026-12-03&taken=3&unread=1"),
    "new_denial": ("", "?facility={facility}"),
    "new_release": ("?kind=visit&subject={closed}",),
    "conflict_page": ("", "?q=khujand"),
    "place_page": ("", "?q=khujand"),
    "board_page": ("", "?q=nowhere"),
    "put_page": ("", "?place={facility}&week=2"),
    "rule_page": ("", "?type=remand_prison"),
    "options_page": ("", "?day=2026-12-03"),
}
# Pages looked at with one record: a plan is changed before the visit, a place matched where it was written in words.
ONLY = {
    "brief": "ahead",
    "edit": "ahead",
    "place_page": "heard",
    "notes": "on",
    "choose": "on",
    "on_visit_page": "on",
    "gate": "on",
}
ADMINISTRATOR = {"today", "settings_page", "log_page", "people", "facility_list", "person", "show"}
PARTNER = {"today", "denials", "denial", "new_denial", "visit_list", "calendar", "show", "account"}
# A passphrase of a phone belongs to no name: the browser's advice to write one beside it is not followed.
ADVICE = "[DOM] Password forms should have"
LOUD = "Failed to load resource: the server responded with a status of"


@dataclass(frozen=True, slots=True)
class Country:
    """A served house with something on every page, and the ids that addresses are filled with."""

    house: LiveHouse
    ids: dict[str, tuple[UUID | str, ...]]

    def filled(self, handler: HTTPRouteHandler, path: str) -> Iterator[str]:
        """Give the addresses of one handler: with each id it may have, and with what is asked beside."""
        name = _named(handler, path)
        asked = ASKED.get(name, ("",))
        known = {kind: str(ids[0]) for kind, ids in self.ids.items()}
        for key in self.ids:
            if "{" + key in path:
                stem = path[: path.index("{" + key)], path[path.index("}") + 1 :]
                chosen = self.ids[ONLY.get(name, key)]
                rest = stem[1].format(**known)
                return (f"{stem[0]}{one}{rest}{each.format(**known)}" for one in chosen for each in asked)
        return (path + each.format(**known) for each in asked)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory, postgres_address: str) -> Iterator[Country]:
    """A house with a history, filled once: its tests only look."""
    house = LiveHouse(Settings(data=tmp_path_factory.mktemp("every"), database_url=postgres_address), NOW)
    house.open()
    facility = house.call(fill_history(house.cast, visits=6, now=NOW))
    yield Country(house, house.call(_ids(house, facility)))
    house.close()


async def _ids(house: LiveHouse, facility: UUID) -> dict[str, tuple[UUID | str, ...]]:
    """Add what is still going on, and name one record of each kind; visits in each part of their life."""
    cast, day = house.cast, NOW.date()
    past = await visits_at(cast.coordinator, facility)
    closed = next(line.id for line in past if line.state is VisitState.CLOSED)
    refused = next(line.id for line in past if line.state is VisitState.ENDED)
    ahead = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, secret=True,
        first_day=day + timedelta(days=6), now=NOW,
    )  # fmt: skip
    on = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, state=VisitState.UNDER_WAY, now=NOW
    )
    said = {cast.lead.account: AdmissionStatus.REFUSED, cast.deputy.account: AdmissionStatus.ADMITTED}
    await at_gate(on, said, by=cast.lead, now=NOW)
    await at_stages(on, StageKind.GATE, StageKind.ADMITTED, by=cast.lead, now=NOW)
    denial = await make_visit_denial(cast.lead, on, accounts=(cast.lead.account,), now=NOW)
    heard = await make_outside_denial(cast.coordinator, now=NOW)
    sheet, ended = await _two_sheets(house, facility)
    await make_release(cast.coordinator, subject=closed, to=cast.partner, kind=ReleasedKind.VISIT, now=NOW)
    for each in (denial, heard):
        await make_release(cast.coordinator, subject=each, to=cast.partner, now=NOW)
    visits = (closed, on, ahead, ended, refused)
    return {
        "facility_id": (facility,),
        "facility": (facility,),
        "visit_id": visits,
        "visit": visits,
        "closed": (closed,),
        "on": (on,),
        "ahead": (ahead,),
        "heard": (heard,),
        "sheet": (sheet,),
        "denial": (denial, heard),
        "edition": await _editions(cast.coordinator),
        "key": ("toilet_access",),
        **await _programme(cast, facility),
        "account": (cast.lead.account,),
        "organisation": (cast.lead.organisation,),
    }


async def _programme(cast: Cast, facility: UUID) -> dict[str, tuple[UUID | str, ...]]:
    """A programme with two visits of one person on one day, and a version of it that was proposed."""
    made = await make_programme(cast.coordinator, budget=100, now=NOW)
    team = [cast.lead, cast.deputy]
    entry = await make_entry(cast.coordinator, made, facility, team=team, now=NOW)
    await make_entry(cast.coordinator, made, facility, team=team[:1], now=NOW)
    run = await start_proposal(
        actor=cast.coordinator, proposal_id=uuid4(), version_id=made.version, iterations=3, now=NOW
    )
    await follow_proposal(actor=cast.coordinator, proposal_id=run, clock=lambda: NOW)
    await keep_proposal(actor=cast.coordinator, proposal_id=run, version_id=uuid4(), now=NOW)
    rule = CoverageRule("remand_prison", any_months=12, woman=True)
    await set_coverage_rule(actor=cast.coordinator, rule_id=uuid4(), rule=rule, now=NOW)
    return {"programme": (made.programme,), "version": (made.version,), "entry": (entry,), "place": (facility,)}


async def _editions(actor: Actor) -> tuple[UUID, ...]:
    """Give a checklist that brings modules along, and a module whose questions stand in rows."""
    found = {filed.edition.name: filed.id for filed in await editions(actor)}
    return found["temporary_detention"], found["interviews"]


async def _rows(actor: Actor, sheet: UUID) -> None:
    """Fill a room and a talk; one phone of the person's is known."""
    room, talk = NewRow(uuid4(), "rooms"), NewRow(uuid4(), "interviews")
    said = [NewAnswer(uuid4(), "room_label", "4", row=room.id), NewAnswer(uuid4(), "interview_code", "A", row=talk.id)]
    await give_answers(actor=actor, sheet=sheet, answers=said, rows=(room, talk), now=NOW)
    await make_device(actor, now=NOW)


async def _two_sheets(house: LiveHouse, facility: UUID) -> tuple[UUID, UUID]:
    """A visit that ended, with two sheets that differ in one answer; give the first sheet and the visit."""
    cast, then = house.cast, NOW - timedelta(days=3)
    visit = await make_attempt(cast, facility, then.date(), team=[cast.deputy], now=then)
    first = await make_sheet(cast.lead, visit, now=then)
    await answer(cast.lead, first, toilet_access="no", meals_day="not_assessed", now=then)
    await _rows(cast.lead, first)
    second = await make_sheet(cast.deputy, visit, now=then)
    await answer(cast.deputy, second, toilet_access="yes", now=then)
    return first, visit


def _named(handler: HTTPRouteHandler, path: str) -> str:
    """Give a handler's name; three are called new_page."""
    return {"/denials/new": "new_denial", "/releases/new": "new_release"}.get(path, handler.handler_name)


def pages(country: Country) -> Iterator[tuple[str, Need | str, str]]:
    """Walk the application's own routes: the name, the need and every address of each page."""
    for route in assemble(country.house.settings, lambda: NOW).routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and "GET" in handler.http_methods:
                path = getattr(route, "path_format", route.path)
                name = _named(handler, path)
                if name not in NOT_PAGES:
                    yield from ((name, handler.opt["need"], address) for address in country.filled(handler, path))


def addresses(country: Country, actor: Actor, names: set[str] | None = None) -> list[str]:
    """Give the addresses that somebody may ask for, of these pages or of all."""
    return [
        address
        for name, need, address in pages(country)
        if isinstance(need, Need) and actor.may(need) and (names is None or name in names)
    ]


class Eye:
    """One browser page that looks at addresses in three ways and says what is wrong with each."""

    def __init__(self, page: Page) -> None:
        self.page, self.said = page, list[str]()
        page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if not message.text.startswith(ADVICE):
            self.said.append(message.text)

    def unfold(self) -> None:
        """Open what the page folds away."""
        self.page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")

    def wrong(self, address: str, status: int = 200) -> list[str]:
        """Open an address and say what is wrong, in each light and at each width; nothing when all is well."""
        self.said.clear()
        answer = self.page.goto(address)
        assert answer is not None
        self.unfold()
        found = wrong_with(self.page)
        expected = ADVICE if status == 200 else (ADVICE, LOUD)
        found += [said for said in self.said if not said.startswith(expected)]
        found += [f"answered {answer.status}"] if answer.status != status else []
        return [f"{address}: {each}" for each in found]


@pytest.fixture
def eyes(country: Country, browser: Browser) -> Iterator[Doors]:
    """Doors of the filled house, closed at the end without their own complaints: the eye has heard them."""
    doors = Doors(country.house, browser)
    yield doors
    doors.complaints.clear()
    doors.close()


def test_every_page_is_sound_for_a_coordinator(country: Country, eyes: Doors) -> None:
    eye = Eye(eyes(country.house.cast.coordinator))
    seen = addresses(country, country.house.cast.coordinator)
    assert [wrong for address in seen for wrong in eye.wrong(address)] == []


def test_pages_of_the_machine_are_sound_for_an_administrator(country: Country, eyes: Doors) -> None:
    cast = country.house.cast
    eye = Eye(eyes(cast.admin))
    seen = dict.fromkeys(addresses(country, cast.admin, ADMINISTRATOR))
    seen |= dict.fromkeys(set(addresses(country, cast.admin)) - set(addresses(country, cast.coordinator)))
    assert [wrong for address in seen for wrong in eye.wrong(address)] == []


def test_pages_are_sound_for_a_civil_society_account(country: Country, eyes: Doors) -> None:
    partner = country.house.cast.partner
    eye = Eye(eyes(partner))
    assert [wrong for address in addresses(country, partner, PARTNER) for wrong in eye.wrong(address)] == []


def test_doors_and_problems_are_sound(country: Country, eyes: Doors) -> None:
    outside, inside = Eye(eyes(None)), Eye(eyes(country.house.cast.coordinator))
    assert outside.wrong("/field") == []
    assert outside.wrong("/sign-in") + outside.wrong("/join/spent", 404) == []
    assert inside.wrong("/nowhere", 404) + inside.wrong("/people/invite", 403) == []
    assert inside.wrong(f"/visits/{country.ids['closed'][0]}/plan", 409) == []


def test_no_page_is_left_out(country: Country) -> None:
    cast = country.house.cast
    known = {name for name, _, _ in pages(country)}
    seen = set(addresses(country, cast.coordinator)) | set(addresses(country, cast.admin))
    assert {address for _, need, address in pages(country) if need != "public"} - seen == set()
    assert (ADMINISTRATOR | PARTNER | set(ASKED)) - known == set()
