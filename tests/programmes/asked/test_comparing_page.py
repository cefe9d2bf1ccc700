"""The page of two versions side by side."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from monitor.programme.actions import begin_version, remove_entry
from monitor.programme.queries import entries_on, version_open_to
from monitor.programme.rules.programmes import VersionState
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients
from tests.programmes.makers import make_entry, make_programme


async def test_versions_stand_side_by_side_and_one_is_set_aside(cast: Cast, client_as: Clients, now: datetime) -> None:
    places = [await make_facility(cast.coordinator, name=f"Prison no {n}", now=now) for n in range(2)]
    made = await make_programme(cast.coordinator, now=now)
    for place in places:
        await make_entry(cast.coordinator, made, place, team=[cast.lead, cast.deputy], now=now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/{made.programme}/compare"
    assert "There is one version so far." in (await client.get(address)).text
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    assert "The same visits on the same days with the same people." in (await client.get(address)).text
    dropped = next(each for each in await entries_on(cast.coordinator, copy) if each.facility == places[1])
    await remove_entry(actor=cast.coordinator, entry_id=dropped.id, now=now)
    shown = (await client.get(address)).text
    told = (
        "Taken out",
        "Prison no 1",
        "1 visit differs",
        "Dilshod Deputy; in-depth visit",
        "Set version 2 aside",
        f"/programmes/board/{copy}",
    )
    assert [words for words in told if words not in shown] == []
    other_way = (await client.get(f"{address}?one={copy}&other={made.version}")).text
    assert ("Added" in other_way, "Taken out" in other_way) == (True, False)
    await client.post(f"/programmes/board/{copy}/aside")
    assert (await version_open_to(cast.coordinator, copy)).state is VersionState.SET_ASIDE
    assert (await client.get(f"{address}?one={uuid4()}")).status_code == 404


@pytest.mark.parametrize("name", ["stranger", "coordinator_ngo", "lead", "partner", "analyst", "admin"])
async def test_others_find_nothing(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    made = await make_programme(cast.coordinator, now=now)
    client = await client_as(cast.everybody[name])
    hidden, none = [await client.get(f"/programmes/{each}/compare") for each in (made.programme, uuid4())]
    assert hidden.status_code in {403, 404}
    assert (hidden.status_code, len(hidden.text)) == (none.status_code, len(none.text))
