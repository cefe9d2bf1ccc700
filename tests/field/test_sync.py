"""What a phone sends: kept once, answered entry by entry, refused with a reason, and out of a sealed file the same."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from uuid import UUID, uuid4

import httpx
import pytest

from monitor.denials.queries import denials_on
from monitor.kit.actor import Actor
from monitor.kit.crypto import seal_box
from monitor.ledger.actions import one_transaction
from monitor.outside.database import number, run
from monitor.people.actions.devices import end_device
from monitor.people.queries.devices import devices, public_key_of
from monitor.sheets.queries import answers_on, notes_of, sheets_of
from monitor.visits.queries import entry_of, visit_open_to
from monitor.visits.rules import AdmissionStatus
from tests.makers_sheets import make_visit_under_way
from tests.people import Cast, Clients
from tests.visits.counting import Counter


@pytest.fixture
async def visit(cast: Cast, now: datetime) -> UUID:
    return await make_visit_under_way(cast, now=now)


class Phone:
    """A phone as the server sees it."""

    def __init__(self, client: httpx.AsyncClient, visit: UUID) -> None:
        self.client, self.visit, self.device = client, visit, uuid4()

    async def set_up(self, *, history: bool = False) -> None:
        told = await self.client.post("/field/set-up", json={"device": str(self.device), "name": "Old phone"})
        assert told.status_code == 200
        wish = {"device": str(self.device), "history": history}
        self.along = (await self.client.post(f"/visits/{self.visit}/along", json=wish)).json()

    def entry(self, kind: str, /, **said: object) -> dict[str, object]:
        return {"type": kind, "id": str(uuid4()), "visit": str(self.visit), **said}

    def answer(self, key: str, value: str) -> dict[str, object]:
        return self.entry("answer", sheet=self.along["sheet"], edition=self.along["form"]["hash"], key=key, value=value)

    async def send(self, *entries: dict[str, object]) -> list[tuple[bool, str]]:
        answer = await self.client.post("/field/sync", json={"device": str(self.device), "entries": entries})
        assert answer.status_code == 200, answer.text
        return [(each["kept"], each["code"]) for each in answer.json()["results"]]


@pytest.fixture
async def phone(cast: Cast, client_as: Clients, visit: UUID) -> Phone:
    made = Phone(await client_as(cast.deputy), visit)
    await made.set_up()
    return made


async def test_what_is_taken_along_says_nothing_of_other_visits(phone: Phone, cast: Cast) -> None:
    assert set(phone.along) == {
        "visit", "facility", "zone", "first_day", "last_day", "team", "sheet", "form", "key", "before",
    }  # fmt: skip
    assert phone.along["before"] is None
    assert {mate["name"] for mate in phone.along["team"]} == {"Lena Lead", "Dilshod Deputy", "Nina Ngo"}
    assert {"en", "ru"} <= set(phone.along["form"]["pages"])
    (device,) = await devices(cast.coordinator)
    assert [held.what.value for held in device.holdings] == ["sheet"]


async def test_a_stranger_takes_nothing_along(client_as: Clients, cast: Cast, visit: UUID) -> None:
    for other in (cast.stranger, cast.monitor_ombudsman):
        client = await client_as(other)
        device = str(uuid4())
        await client.post("/field/set-up", json={"device": device})
        answer = await client.post(f"/visits/{visit}/along", json={"device": device}, headers=JSON)
        gone = await client.post(f"/visits/{uuid4()}/along", json={"device": device}, headers=JSON)
        assert answer.status_code in {403, 404}
        assert other is not cast.stranger or (answer.status_code, answer.json()) == (404, gone.json())


JSON = {"accept": "application/json"}


async def test_everything_is_kept_once_however_often_it_is_sent(phone: Phone, cast: Cast, visit: UUID) -> None:
    entries = [
        phone.entry("stage", stage="gate", at="2026-11-22T08:00:00Z"),
        phone.entry("admission", account=str(cast.lead.account), status="refused", at="2026-11-22T08:10:00Z"),
        phone.entry("lead", to=str(cast.deputy.account)),
        phone.entry("heads", held_today=12, alone=None, in_groups=0),
        phone.entry("denial", kind="area_closed", words="Locked.", day="2026-11-22", area="Cellar"),
        phone.entry("note", body="The cellar is damp."),
        phone.answer("bedding_clean", "no"),
        phone.answer("ventilation", "weak"),
    ]
    for _ in range(2):
        assert await phone.send(*entries) == [(True, "")] * len(entries)
    entry = await entry_of(cast.deputy, visit)
    assert [(a.name, a.status) for a in entry.admissions] == [("Lena Lead", AdmissionStatus.REFUSED)]
    assert (await visit_open_to(cast.deputy, visit)).lead == cast.deputy.account
    assert len(await denials_on(cast.deputy, visit)) == len(await notes_of(cast.deputy, visit)) == 1
    kept = await answers_on(cast.deputy, UUID(phone.along["sheet"]))
    assert {key: each.given.value for key, each in kept.items()} == {"bedding_clean": "no", "ventilation": "weak"}
    for table, rows in (("stage", 1), ("admission", 1), ("headcount", 1), ("lead_change", 1), ("answer", 2)):
        assert await number(f"select count(*) from {table}") == rows, table


async def test_one_refused_answer_holds_up_no_other(phone: Phone, cast: Cast) -> None:
    told = await phone.send(
        phone.answer("bedding_clean", "no"), phone.answer("bedding_clean", "many"), phone.answer("none", "x")
    )
    assert told == [(True, ""), (False, "bad-form"), (False, "not-asked")]


async def test_another_account_sends_nothing_from_this_phone(phone: Phone, cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.lead)
    sent = {"device": str(phone.device), "entries": [phone.entry("note", body="Not mine.")]}
    answer = await client.post("/field/sync", json=sent, headers=JSON)
    assert (answer.status_code, answer.json()["type"]) == (409, "about:anothers-device")


async def test_an_ended_phone_is_told_to_wipe_itself(phone: Phone, cast: Cast, client_as: Clients) -> None:
    await end_device(actor=cast.coordinator, device=phone.device, now=client_as.now)
    sent = {"device": str(phone.device), "entries": [phone.entry("note", body="Late.")]}
    assert (await phone.client.post("/field/sync", json=sent, headers=JSON)).status_code == 401
    nobody = await client_as(None)
    told = (await nobody.post("/field/contact", json={"device": str(phone.device)})).json()
    assert (told["wipe"], told["account"]) == (True, None)
    assert (await nobody.post("/field/contact", json={"device": str(uuid4())})).json()["wipe"] is False
    await nobody.post("/field/contact", json={"device": str(phone.device), "wiped": True})
    (device,) = await devices(cast.coordinator)
    assert (device.wiped_at, device.holdings) == (client_as.now, ())


async def test_who_left_the_team_keeps_the_drafts_and_their_answers_come_late(
    phone: Phone, cast: Cast, visit: UUID
) -> None:
    async def leave() -> None:
        await run("delete from team_member where visit = {} and account = {}", visit, cast.deputy.account)

    await one_transaction(leave)
    told = await phone.send(phone.answer("bedding_clean", "no"), phone.entry("note", body="Seen before I left."))
    assert told[0] == (True, "")
    assert told[1][0] is False
    assert await number("select count(*) from answer where late is not null") == 1


async def sealed_file(author: Actor, entries: list[dict[str, object]]) -> bytes:
    key = await public_key_of(author.organisation)
    assert key is not None
    plain = [json.dumps({"author": str(author.account), "entry": each}).encode() for each in entries]
    boxes = [{"for": key.name, "box": base64.b64encode(seal_box(key.public, each)).decode()} for each in plain]
    return json.dumps({"notes": 1, "boxes": boxes}).encode()


async def test_a_sealed_file_is_kept_once_as_its_author_observed_it(
    phone: Phone, cast: Cast, client_as: Clients, visit: UUID
) -> None:
    elsewhere: dict[str, object] = {
        "type": "denial", "id": str(uuid4()), "who": "lawyer", "place": "Khujand", "words": "Come back tomorrow.",
        "day": "2026-11-22",
    }  # fmt: skip
    entries = [
        phone.answer("bedding_clean", "no"),
        phone.entry("admission", account=str(cast.lead.account), status="refused", at="2026-11-22T08:10:00Z"),
        phone.entry("note", body="Damp."),
        elsewhere,
    ]
    file = await sealed_file(cast.deputy, entries)
    office = await client_as(cast.coordinator)
    for _ in range(2):
        answer = await office.post("/devices/file", files={"file": ("notes.sealed", file)})
        assert "4 entries are kept." in answer.text
    assert await phone.send(*entries) == [(True, "")] * 4
    (sheet,) = await sheets_of(cast.coordinator, visit)
    answers = await answers_on(cast.coordinator, sheet.id)
    assert [(a.observed_by, a.entered_by) for a in answers.values()] == [
        (cast.deputy.account, cast.coordinator.account)
    ]
    for table, rows in (("answer", 1), ("admission", 1), ("note", 1), ("denial", 1)):
        assert await number(f"select count(*) from {table}") == rows, table


async def test_a_file_of_another_organisation_does_not_open(phone: Phone, cast: Cast, client_as: Clients) -> None:
    file = await sealed_file(cast.deputy, [phone.answer("bedding_clean", "no")])
    for data in (
        file,
        b"nothing of the kind",
        b'{"notes": 1, "boxes": []}',
        file.replace(b'"box": "', b'"box": "AAAA'),
    ):
        client = await client_as(cast.coordinator_ngo if data is file else cast.coordinator)
        answer = await client.post("/devices/file", files={"file": ("notes.sealed", data)})
        assert (answer.status_code, "does not open here" in answer.text) == (422, True)
    assert (await (await client_as(cast.lead)).get("/devices/file")).status_code == 403


async def test_what_phones_hold_costs_the_same_however_many_visits(
    phone: Phone, cast: Cast, client_as: Clients, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, costs = await client_as(cast.coordinator), []
    for held in (1, 2, 3):
        shown: list[httpx.Response] = []

        async def look(shown: list[httpx.Response] = shown) -> None:
            shown.append(await office.get("/devices"))

        costs.append(await Counter(monkeypatch).during(look))
        assert shown[0].text.count("checklist and names of the team") == held
        phone.visit = await make_visit_under_way(cast, now=now)
        await phone.client.post(f"/visits/{phone.visit}/along", json={"device": str(phone.device), "history": False})
    assert len(set(costs)) == 1


async def test_a_coordinator_sees_what_a_phone_holds_and_ends_it(phone: Phone, cast: Cast, client_as: Clients) -> None:
    office = await client_as(cast.coordinator)
    shown = (await office.get("/devices")).text
    assert "Dilshod Deputy" in shown
    assert "checklist and names of the team" in shown
    assert (await office.post(f"/devices/{phone.device}/end")).status_code == 303
    assert "not yet in contact" in (await office.get("/devices")).text
    assert (await (await client_as(cast.stranger)).post(f"/devices/{phone.device}/end")).status_code == 404
