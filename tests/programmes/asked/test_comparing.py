"""Two versions side by side."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from monitor.kit.problems import NotHere
from monitor.programme.actions import begin_version, move_entry, remove_entry, set_team
from monitor.programme.queries import compare_versions, entries_on
from monitor.programme.rules.comparing import Change
from monitor.programme.rules.programmes import Seat
from monitor.visits.rules import VisitType
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme


async def test_what_differs_is_told_place_by_place(cast: Cast, now: datetime) -> None:
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(5)]
    made = await make_programme(cast.coordinator, now=now)
    team = [cast.lead, cast.deputy]
    for day, place in enumerate(places[:4]):
        await make_entry(cast.coordinator, made, place, day=day, team=team, now=now)
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    entries = {entry.facility: entry for entry in await entries_on(cast.coordinator, copy)}
    first = made.first_day + timedelta(days=30)
    await move_entry(actor=cast.coordinator, entry_id=entries[places[0]].id, first_day=first, now=now)
    await remove_entry(actor=cast.coordinator, entry_id=entries[places[1]].id, now=now)
    seats = [Seat(cast.deputy.account, True), Seat(cast.lead.account)]
    await set_team(actor=cast.coordinator, entry_id=entries[places[2]].id, team=seats, now=now)
    kept = made.first_day + timedelta(days=3)
    await move_entry(
        actor=cast.coordinator, entry_id=entries[places[3]].id, first_day=kept, type=VisitType.FOLLOW_UP, now=now
    )
    compared = await compare_versions(cast.coordinator, made.version, copy)
    assert {each.facility: each.change for each in compared.differences} == {
        places[0]: Change.MOVED,
        places[1]: Change.DROPPED,
        places[2]: Change.OTHER_PEOPLE,
        places[3]: Change.OTHER_TYPE,
    }
    assert (compared.one.figures.visits, compared.other.figures.visits, compared.control) == (4, 3, None)
    assert (compared.one.figures.covered, compared.other.figures.covered) == (8000, 6000)


async def test_only_versions_of_one_own_programme_compare(cast: Cast, now: datetime) -> None:
    made, elsewhere = [await make_programme(cast.coordinator, now=now) for _ in range(2)]
    with pytest.raises(NotHere):
        await compare_versions(cast.coordinator, made.version, elsewhere.version)
    with pytest.raises(NotHere):
        await compare_versions(cast.stranger, made.version, made.version)
