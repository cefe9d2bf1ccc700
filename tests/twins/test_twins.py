"""Law 4: whoever is outside a secret trip sees the same world with it and without it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from monitor.outside.database import any_of, number
from monitor.settings import Settings
from tests.conftest import fresh
from tests.outside.test_pictures import picture
from tests.people import Clients
from tests.twins.worlds import (
    NOT_ONLY_IDS,
    Hidden,
    World,
    addresses,
    build,
    ids,
    normalised,
    secret_ids,
    unasked,
    words_of,
    writes,
)

OUTSIDERS = ("bystander", "monitor_ngo", "coordinator_ngo", "partner", "analyst", "admin", "stranger")
# The same rules in the words of the other database: one of the office, one of the organisation beside, one who plans there.
ON_POSTGRES = ("bystander", "monitor_ngo", "coordinator_ngo")
STANDS_IN = {
    "trip": "trip",
    "planned": "visit",
    "begun": "visit",
    "denial": "denial",
    "sheet": "sheet",
    "row": "sheet_row",
    "talk": "sheet_row",
    "photo": "attachment",
    "device": "device",
    "programme": "programme",
    "version": "programme_version",
    "entry": "planned_entry",
    "proposal": "programme_proposal",
}

# A form, an answer with the row it is in and a way out of the team, a picture.
SENT: tuple[dict[str, Any], ...] = (
    {"data": {}},
    {"json": {"key": "toilet_access", "value": "no", "device": str(UUID(int=3)), "reason": "Twice.", "answers": []}},
    {"content": picture(), "params": {"key": "room_photo", "device": str(UUID(int=3))}},
)


def _outsiders(house: Settings) -> tuple[str, ...]:
    return ON_POSTGRES if house.database_url else OUTSIDERS


async def _seen(name: str, world: World, clients: Clients) -> dict[str, tuple[int, str]]:
    client, seen = await clients(world.outsiders[name]), {}
    for address in addresses(clients.app, world):
        with ids(f"asking {address}"):
            answer = await client.get(address)
        seen[address] = (answer.status_code, normalised(words_of(answer)))
    return seen


async def _answered(name: str, world: World, clients: Clients) -> dict[str, tuple[int, str]]:
    client, answered = await clients(world.outsiders[name]), {}
    for method, address in writes(clients.app, world):
        for sent in SENT:
            with ids(f"writing {address}"):
                answer = await client.request(method, address, **sent)
            answered[f"{method} {address} {sent}"] = (answer.status_code, normalised(answer.text))
    return answered


async def test_a_guess_at_a_secret_record_is_answered_like_any_other(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    answered = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        answered.append({name: await _answered(name, world, client_as) for name in _outsiders(house)})
    assert answered[0] == answered[1]
    for each in answered[0].values():
        assert {status for status, _ in each.values()} <= {200, 303, 400, 403, 404, 409, 413, 422}
        assert len(each) > 100


async def test_two_worlds_are_one_to_an_outsider(house: Settings, client_as: Clients, now: datetime) -> None:
    seen = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        seen.append({name: await _seen(name, world, client_as) for name in _outsiders(house)})
    for name, with_trip in seen[0].items():
        without = seen[1][name]
        assert with_trip.keys() == without.keys()
        assert [(name, address) for address, answer in with_trip.items() if answer != without[address]] == []
        assert len(with_trip) > 100


async def test_the_worlds_do_differ_for_the_coordinator(house: Settings, client_as: Clients, now: datetime) -> None:
    seen = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        client = await client_as(world.cast.coordinator)
        seen.append((await client.get("/visits")).text)
        for name, table in STANDS_IN.items():
            there = await number(f"select count(*) from {table} where id in {{}}", any_of((secret_ids()[name],)))
            assert there == (hidden is Hidden.SECRET_TRIP), name
    assert seen[0] != seen[1]


async def test_no_address_is_left_out(client_as: Clients) -> None:
    assert unasked(client_as.app) == NOT_ONLY_IDS
