"""The first start: a one-time page, a small office, a recovery sheet that is read back."""

from __future__ import annotations

import re

from monitor.installation.queries import recovery_code_of
from monitor.outside.keyring import keyring
from monitor.people.actions.signing import offer_set_up
from monitor.people.queries import system_actor
from monitor.settings import Settings
from tests.conftest import NOW
from tests.people import Cast, Clients

FIRST = {
    "organisation": "Office of the Ombudsman",
    "kind": "ombudsman",
    "name": "Saodat Nazarova",
    "email": "saodat@example.org",
    "password": "seven green lanterns",
    "again": "seven green lanterns",
}


async def test_the_first_person_sets_up_once(house: Settings, client_as: Clients) -> None:
    token = await offer_set_up()
    client = await client_as(None)
    assert "costs secrecy" in (await client.get(f"/setup/{token}")).text
    answer = await client.post(f"/setup/{token}", data=FIRST)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/recovery")
    assert "Recovery sheet" in (await client.get("/settings/recovery")).text
    assert (await client.get(f"/setup/{token}")).status_code == 404


async def test_who_sets_up_in_russian_goes_on_in_russian(house: Settings, client_as: Clients) -> None:
    client, russian = await client_as(None), {"accept-language": "ru"}
    await client.post(f"/setup/{await offer_set_up()}", data=FIRST, headers=russian)
    assert "<h1>Лист восстановления</h1>" in (await client.get("/settings/recovery")).text


async def test_what_was_typed_is_kept_and_named(house: Settings, client_as: Clients) -> None:
    token = await offer_set_up()
    client = await client_as(None)
    answer = await client.post(f"/setup/{token}", data=FIRST | {"email": "saodat", "again": "other"})
    assert answer.status_code == 422
    assert 'value="Saodat Nazarova"' in answer.text
    assert len(re.findall(r'aria-invalid="true"', answer.text)) == 2


async def test_a_wrong_or_older_address_is_over(house: Settings, client_as: Clients) -> None:
    older = await offer_set_up()
    await offer_set_up()
    client = await client_as(None)
    answers = [await client.get(f"/setup/{token}") for token in (older, "guess")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await client.post(f"/setup/{older}", data=FIRST)).status_code == 404


async def test_the_sheet_is_shown_until_it_is_read_back(cast: Cast, client_as: Clients) -> None:
    client, code = await client_as(cast.admin), keyring().recovery_code()
    shown = re.findall(r"<code>([0-9A-Z]{4})</code>", (await client.get("/settings/recovery")).text)
    assert "-".join(shown) == code
    wrong = code.replace(code[0], "7" if code[0] != "7" else "8")
    assert (await client.post("/settings/recovery", data={"code": wrong})).status_code == 422
    answer = await client.post("/settings/recovery", data={"code": code.replace("-", " ").lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert shown[0] not in (await client.get("/settings/recovery")).text
    assert await recovery_code_of(system_actor(NOW.date())) == ""


async def test_settings_ask_for_a_backup_and_give_it(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.admin)
    assert "A backup is due" in (await client.get("/settings")).text
    answer = await client.post("/settings/backup")
    assert answer.status_code == 200
    assert answer.content.startswith(b"monitor sealed 1\n")
    assert b"Corinne" not in answer.content
    assert "A backup is due" not in (await client.get("/settings")).text


async def test_only_the_keeper_sees_keys_and_backups(cast: Cast, client_as: Clients) -> None:
    for actor in (cast.coordinator, cast.stranger, cast.partner, cast.analyst):
        client = await client_as(actor)
        answers = [
            await client.get("/settings/recovery"),
            await client.post("/settings/recovery", data={"code": "x"}),
            await client.post("/settings/backup"),
        ]
        assert [answer.status_code for answer in answers] == [403, 403, 403]
