"""Pages of people, accounts and organisations; owner, member, stranger."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import uuid4

import pytest

from monitor.people.queries import account_open_to, readiness_open_to
from monitor.people.rules import Role
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients

PASSWORD = "seven green lanterns"


async def test_an_administrator_invites_by_a_one_time_address(cast: Cast, client_as: Clients) -> None:
    admin, stranger = await client_as(cast.admin), await client_as(None)
    assert "One" not in (await admin.get("/people")).text
    data = {"id": str(uuid4()), "name": "One More", "email": "one@example.org", "roles": ["monitor", "analyst"],
            "organisation": str(cast.partner.organisation)}  # fmt: skip
    invited = await admin.post("/people/invite", data=data)
    (token,) = re.findall(r"http://monitor\.test/join/([\w-]+)", invited.text)
    words, russian = {"password": PASSWORD, "again": PASSWORD}, {"accept-language": "ru"}
    joined = await stranger.post(f"/join/{token}", data=words, headers=russian)
    assert (joined.status_code, "One More" in (await admin.get("/people?q=more")).text) == (303, True)
    assert (await admin.post("/people/invite", data=data | {"id": str(uuid4())})).status_code == 409
    await stranger.post("/sign-in", data={"email": "one@example.org", "password": PASSWORD})
    assert "Сегодня" in (await stranger.get("/")).text  # who joins in Russian goes on in Russian


async def test_somebody_without_an_address_joins_teams_only(cast: Cast, client_as: Clients) -> None:
    admin = await client_as(cast.admin)
    data = {"id": str(uuid4()), "name": "Dr Paper", "email": "", "organisation": str(cast.admin.organisation)}
    answer = await admin.post("/people/invite", data=data)
    assert "never signs in" in (await admin.get(answer.headers["location"])).text
    assert (await admin.post("/people/invite", data=data | {"name": "", "roles": "king"})).status_code == 422


@pytest.mark.parametrize("name", ["coordinator", "lead", "partner", "stranger"])
async def test_only_administrators_keep_accounts(cast: Cast, client_as: Clients, name: str) -> None:
    client, path = await client_as(cast.everybody[name]), f"/people/{cast.lead.account}"
    gets = [(await client.get(p)).status_code for p in ("/people/invite", "/organisations/new")]
    posts = [(await client.post(f"{path}/{part}")).status_code for part in ("roles", "invite", "sessions", "leave")]
    assert set(gets + posts) == {403}


async def test_a_persons_page_by_owner_coordinator_colleague_stranger_and_administrator(
    cast: Cast, client_as: Clients
) -> None:
    shown = {}
    for name in ("lead", "coordinator", "monitor_ombudsman", "stranger", "admin"):
        answer = await (await client_as(cast.everybody[name])).get(f"/people/{cast.lead.account}")
        shown[name] = (answer.status_code, "Ready to visit" in answer.text, "one-time address" in answer.text)
    assert shown == {
        "lead": (200, True, False),
        "coordinator": (200, True, False),
        "monitor_ombudsman": (404, False, False),
        "stranger": (404, False, False),
        "admin": (200, False, True),
    }


async def test_a_person_keeps_papers(cast: Cast, client_as: Clients) -> None:
    lead, path = await client_as(cast.lead), f"/people/{cast.lead.account}"
    paper = {"id": str(uuid4()), "paper": "No 7", "paper_from": "2026-01-01", "paper_to": "2026-12-31"}
    assert (await lead.post(f"{path}/papers", data=paper)).status_code == 303
    assert "1 Jan 2026 – 31 Dec 2026" in (await lead.get(path)).text
    await lead.post(f"{path}/papers/{paper['id']}/withdraw")
    assert (await readiness_open_to(cast.lead, cast.lead.account)).credentials == ()


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("papers", {"paper": "No 99", "paper_from": "2026-12-01", "paper_to": "2026-01-01"}),
        ("profile", {"sex": "woman", "languages": "nowhere-land"}),
    ],
)
async def test_a_faulty_form_of_a_person_is_given_back(
    cast: Cast, client_as: Clients, part: str, data: dict[str, str]
) -> None:
    lead = await client_as(cast.lead)
    answer = await lead.post(f"/people/{cast.lead.account}/{part}", data=data | {"id": str(uuid4())})
    assert (answer.status_code, "What you typed is kept" in answer.text) == (422, True)


async def test_a_conflict_is_declared_with_a_place_and_ends(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, name="Prison 5", now=now)
    lead, path = await client_as(cast.lead), f"/people/{cast.lead.account}"
    assert "Prison 5" in (await lead.get(f"{path}/conflicts/new?q=prison")).text
    data = {"id": str(uuid4()), "q": "prison", "facility": str(place), "reason": ""}
    assert (await lead.post(f"{path}/conflicts/new", data=data)).status_code == 422
    assert (await lead.post(f"{path}/conflicts/new", data=data | {"reason": "A cousin"})).status_code == 303
    assert "A cousin" in (await lead.get(path)).text
    await lead.post(f"{path}/conflicts/{data['id']}/end")
    assert "A cousin" not in (await lead.get(path)).text
    other = await client_as(cast.monitor_ombudsman)
    assert (await other.get(f"{path}/conflicts/new")).status_code == 404


async def test_an_administrator_changes_roles_ends_sessions_and_accounts(cast: Cast, client_as: Clients) -> None:
    admin, partner = await client_as(cast.admin), await client_as(cast.partner)
    path = f"/people/{cast.partner.account}"
    assert (await partner.get("/account")).status_code == 200
    assert (await admin.post(f"{path}/sessions")).status_code == 303
    assert (await partner.get("/account")).status_code == 303
    assert "/join/" in (await admin.post(f"{path}/invite")).text
    await admin.post(f"{path}/roles", data={"roles": ["monitor"]})
    await admin.post(f"{path}/leave", data={"left_on": "2026-11-22"})
    found = await account_open_to(cast.admin, cast.partner.account)
    assert (found.roles, str(found.left_on)) == (frozenset({Role.MONITOR}), "2026-11-22")


async def test_ones_own_account_is_everybodys(cast: Cast, client_as: Clients) -> None:
    for actor in cast.everybody.values():
        client = await client_as(actor)
        assert (await client.get("/account")).status_code == 200
    lead = await client_as(cast.lead)
    assert (await lead.post("/sign-out/everywhere")).status_code == 303
    assert (await lead.get("/account")).status_code == 303


async def test_organisations_are_listed_added_and_dated(cast: Cast, client_as: Clients) -> None:
    admin, reader = await client_as(cast.admin), await client_as(cast.lead)
    data = {"id": str(uuid4()), "name": "New Hands", "kind": "ngo", "from_day": "2026-01-01"}
    assert (await admin.post("/organisations/new", data=data)).status_code == 303
    path = f"/organisations/{data['id']}"
    assert 'value="New Hands"' in (await admin.get(path)).text
    assert (await admin.post(path, data=data | {"to_day": "2025-01-01"})).status_code == 422
    assert "<h1>Organisation</h1>" in (await admin.post(path, data=data | {"name": ""})).text
    assert (await admin.post(path, data=data | {"to_day": "2026-12-01"})).status_code == 303
    assert "1 Dec 2026" in (await reader.get("/organisations")).text
    assert ((await reader.get(path)).status_code, (await admin.get(f"/organisations/{uuid4()}")).status_code) == (
        403,
        404,
    )
