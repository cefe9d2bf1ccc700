"""Law 4: whoever is outside a secret trip sees the same world with it and without it."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.settings import Settings
from tests.conftest import fresh
from tests.people import Clients
from tests.twins.worlds import Hidden, World, addresses, build, normalised

OUTSIDERS = ("monitor_ngo", "second_ngo", "coordinator_ngo", "partner", "analyst", "admin", "stranger")


async def _seen(name: str, world: World, clients: Clients) -> dict[str, tuple[int, str]]:
    client = await clients(world.outsiders[name])
    return {
        address: ((answer := await client.get(address)).status_code, normalised(answer.text))
        for address in addresses(clients.app, world)
    }


@pytest.mark.parametrize("name", OUTSIDERS)
async def test_two_worlds_are_one_to_an_outsider(name: str, house: Settings, client_as: Clients, now: datetime) -> None:
    seen = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        seen.append(await _seen(name, await build(hidden, now), client_as))
    with_trip, without = seen
    assert with_trip.keys() == without.keys()
    different = [address for address, answer in with_trip.items() if answer != without[address]]
    assert different == []
    assert len(with_trip) > 100


async def test_the_worlds_do_differ_for_the_coordinator(house: Settings, client_as: Clients, now: datetime) -> None:
    seen = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        client = await client_as(world.cast.coordinator)
        seen.append((await client.get("/visits")).text)
    assert seen[0] != seen[1]
