"""Signing in: pages, cookies, throttle, and what a stranger can learn."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.kit.problems import NotHere
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.outside.keyring import keyring
from monitor.people.actions import change_roles, invite, sign_in
from monitor.people.queries import account_open_to
from monitor.people.rules import Role, TooManyTries, WrongSignIn
from tests.people import Cast, Clients

PASSWORD = "seven green lanterns"


async def _joined(cast: Cast, client_as: Clients, now: datetime) -> str:
    token = await invite(
        actor=cast.admin,
        organisation=cast.admin.organisation,
        name="Rustam Karimov",
        email="Rustam@Example.org",
        roles={Role.MONITOR},
        now=now,
    )
    stranger = await client_as(None)
    answer = await stranger.post(f"/join/{token}", data={"password": PASSWORD, "again": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    return token


async def test_an_invited_person_signs_in_and_out(cast: Cast, client_as: Clients, now: datetime) -> None:
    token = await _joined(cast, client_as, now)
    client = await client_as(None)
    assert (await client.get(f"/join/{token}")).status_code == 404
    answer = await client.post(
        "/sign-in", data={"email": "rustam@example.org", "password": PASSWORD, "next": "/people"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    assert "Rustam Karimov" in (await client.get("/people")).text
    await client.post("/sign-out")
    assert (await client.get("/people")).headers["location"] == "/sign-in?next=/people"


async def test_a_stranger_learns_nothing_from_addresses(client_as: Clients) -> None:
    stranger = await client_as(None)
    known, unknown = await stranger.get("/people"), await stranger.get("/visits/nowhere")
    assert (known.status_code, unknown.status_code) == (303, 303)
    assert dict(known.headers) | {"location": ""} == dict(unknown.headers) | {"location": ""}


async def test_tries_are_slowed_down(cast: Cast, now: datetime) -> None:
    for _ in range(5):
        with pytest.raises(WrongSignIn):
            await sign_in(email="nobody@example.org", password="x", address="192.0.2.1", now=now)
    with pytest.raises(TooManyTries):
        await sign_in(email="nobody@example.org", password="x", address="192.0.2.1", now=now)


async def test_a_foreign_page_cannot_write(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    answer = await client.post("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert (await client.get("/people")).status_code == 200


async def test_changed_roles_end_every_session(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.lead)
    await change_roles(actor=cast.admin, account=cast.lead.account, roles={Role.PARTNER}, now=now)
    assert (await client.get("/people")).status_code == 303


async def test_people_of_another_organisation_do_not_exist(cast: Cast) -> None:
    with pytest.raises(NotHere):
        await account_open_to(cast.stranger, cast.lead.account)
    assert (await account_open_to(cast.coordinator, cast.lead.account)).name == "Lena Lead"


async def test_every_answer_leaves_hardened(cast: Cast, client_as: Clients) -> None:
    for actor in (None, cast.coordinator):
        client = await client_as(actor)
        for address in ("/people", "/nowhere", "/sign-in", "/visits/not-an-id"):
            answer = await client.get(address)
            assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
            assert answer.headers["cache-control"] == "no-store"


async def test_nothing_is_there_for_somebody_signed_in(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    unrouted, put = await client.get("/nowhere"), await client.put("/people")
    assert (unrouted.status_code, put.status_code) == (404, 404)
    assert "Nothing here for you" in unrouted.text


async def _failed_before(address: str, times: int) -> None:
    """Count as many more failures of a network address as if passwords had been tried."""

    async def write() -> None:
        key = keyring().fingerprint(f"address:{address}")
        await run("update throttle set failures = failures + {} where key = {}", times, key)

    await one_transaction(write)


async def test_a_success_frees_its_own_address_only(cast: Cast, client_as: Clients, now: datetime) -> None:
    await _joined(cast, client_as, now)
    with pytest.raises(WrongSignIn):
        await sign_in(email="guess1@example.org", password="x", address="192.0.2.9", now=now)
    await _failed_before("192.0.2.9", 38)
    await sign_in(email="rustam@example.org", password=PASSWORD, address="192.0.2.9", now=now)
    with pytest.raises(WrongSignIn):
        await sign_in(email="guess@example.org", password="x", address="192.0.2.9", now=now)
    with pytest.raises(TooManyTries):
        await sign_in(email="rustam@example.org", password=PASSWORD, address="192.0.2.9", now=now)
