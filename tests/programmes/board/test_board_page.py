"""What of a board is shown: some places, some weeks; and how one gets back to just that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.programme.actions import accept_version, begin_version, move_entry
from monitor.programme.queries import board_of
from monitor.programme.rules.accepting import trips_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitType
from monitor.web.pages.programme import board as board_page
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, Clients
from tests.programmes.makers import Made, make_entry, make_programme

YEAR, FIRST = 364, date(2027, 1, 4)


async def arrange(coordinator: Actor, now: datetime) -> tuple[Made, list[UUID]]:
    """Three places of two regions and two types, a year to plan with 364 person-days."""
    north, south = [await make_region(coordinator, name=name, now=now) for name in ("North", "South")]
    places = [
        await make_facility(coordinator, name=name, kind=kind, region=region, now=now)
        for name, kind, region in (
            ("Alpha", "colony", north), ("Beta", "colony", south), ("Gamma", "police_station", south),
        )
    ]  # fmt: skip
    return await make_programme(coordinator, first_day=FIRST, days=YEAR, budget=364, now=now), places


def rows(page: str) -> list[str]:
    return re.findall(r'<tr id="p-[^"]+">\n<th scope="row"><a [^>]+><bdi>(\w+)', page)


def weeks(page: str) -> int:
    """Count the weeks of the first row."""
    return page.partition('<tr id="p-')[2].partition("</tr>")[0].count("<td data-week=")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Alpha", "Beta", "Gamma"]),
        ("region=South", ["Beta", "Gamma"]),
        ("type=colony&order=name", ["Alpha", "Beta"]),
        ("visit=yes", ["Beta"]),
        ("q=gam", ["Gamma"]),
        ("type=colony&region=South&q=alpha", []),
        ("order=other&part=-1&weeks=99", ["Alpha", "Beta", "Gamma"]),
    ],
)
async def test_the_board_is_narrowed(
    cast: Cast, client_as: Clients, now: datetime, query: str, names: Sequence[str]
) -> None:
    made, places = await arrange(cast.coordinator, now)
    await make_entry(cast.coordinator, made, places[1], now=now)
    client = await client_as(cast.coordinator)
    shown = (await client.get(f"/programmes/board/{made.version}?{query}")).text
    assert sorted(rows(shown)) == names


async def test_what_was_narrowed_stays_so_on_the_way_to_a_visit_and_back(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    made, places = await arrange(cast.coordinator, now)
    entry = await make_entry(cast.coordinator, made, places[1], now=now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/board/{made.version}"
    view = f"{base}?region=South&weeks=2"
    shown = (await client.get(view)).text
    for way in (f"/programmes/visits/{entry}", f"{base}/put?place={places[1]}", f"{base}/paste"):
        along = way + ("&" if "?" in way else "?") + "board=region%3DSouth%26weeks%3D2"
        assert way.startswith("/programmes/visits") or f'"{along.replace("&", "&amp;")}"' in shown
        assert f'href="{view.replace("&", "&amp;")}' in (await client.get(along)).text
    visit = f"/programmes/visits/{entry}"
    moved = await client.post(f"{visit}/move?board=region%3DSouth%26weeks%3D2", data={"first_day": "2027-05-03"})
    assert moved.headers["location"] == f"{view}#p-{places[1]}"
    elsewhere = await client.post(f"{visit}/pin?board=https%3A%2F%2Fexample.org%2F%3Fregion%3DSouth")
    assert elsewhere.headers["location"] == f"{base}#p-{places[1]}"


async def test_a_year_is_shown_by_quarters(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, places = await arrange(cast.coordinator, now)
    entry = await make_entry(cast.coordinator, made, places[0], day=100, days=2, team=[cast.lead, cast.deputy], now=now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/board/{made.version}"
    first = (await client.get(base)).text
    assert (weeks(first), f"/programmes/visits/{entry}" in first, "1 visit in other weeks" in first) == (
        13,
        False,
        True,
    )
    assert re.findall(r"<bdi>(Q\d 2027|All weeks)</bdi><span class=\"under\">([^<]+)", first) == [
        ("Q1 2027", "0 of 87 person-days"),
        ("Q2 2027", "4 of 91 person-days"),
        ("Q3 2027", "0 of 92 person-days"),
        ("Q4 2027", "0 of 92 person-days"),
        ("All weeks", "4 of 364 person-days"),
    ]
    second = (await client.get(f"{base}?weeks=2")).text
    assert (weeks(second), f"/programmes/visits/{entry}" in second, "in other weeks" in second) == (13, True, False)
    assert weeks((await client.get(f"{base}?weeks=all")).text) == 52
    form = {"id": str(uuid4()), "facility": str(places[1]), "week": "15", "typed": "ll"}
    part = (await client.post(f"{base}/cells", data=form, headers={"x-board": "weeks=2"})).text
    assert (weeks(part), "5 of 91 person-days" in part) == (13, True)


async def test_many_places_stand_on_several_parts(
    cast: Cast, client_as: Clients, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_page, "MOST_ROWS", 2)
    made, _ = await arrange(cast.coordinator, now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/board/{made.version}?order=name"
    first, second, beyond = [(await client.get(f"{base}&part={n}")).text for n in (1, 2, 9)]
    assert (rows(first), rows(second), rows(beyond)) == (["Alpha", "Beta"], ["Gamma"], ["Gamma"])
    assert ("Part 1 of 2" in first, "3 places" in first) == (True, True)


async def test_visits_of_one_journey_bear_one_letter(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, places = await arrange(cast.coordinator, now)
    for place, day in ((places[1], 1), (places[2], 3), (places[0], 2), (places[2], 8)):
        await make_entry(cast.coordinator, made, place, day=day, team=[cast.lead, cast.deputy], now=now)
    client = await client_as(cast.coordinator)
    shown = (await client.get(f"/programmes/board/{made.version}")).text
    assert (shown.count("<sub>a</sub>"), "On one journey with Gamma." in shown) == (2, True)
    assert re.findall(r'<td title="([^"]+)"><span aria-hidden="true">(\w)</span>', shown) == [("a: Beta, Gamma", "a")]
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    board = await board_of(cast.coordinator, made.version)
    assert sorted(len(trip) for trip in trips_on(board)) == [1, 1, 2]
    assert all(entry.trip for entry in board.entries)


async def test_type_and_length_are_changed_by_the_visits_form(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, places = await arrange(cast.coordinator, now)
    await make_entry(cast.coordinator, made, places[0], day=1, team=[cast.lead, cast.deputy], now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    version = uuid4()
    await begin_version(actor=cast.coordinator, version_id=version, parent=made.version, now=now)
    (entry,) = (await board_of(cast.coordinator, version)).entries
    client, at = await client_as(cast.coordinator), f"/programmes/visits/{entry.id}"
    form = {"first_day": entry.first_day.isoformat(), "days": "3", "type": "follow_up"}
    assert (await client.post(f"{at}/move", data={**form, "type": "no_such"})).status_code == 422
    assert (await client.post(f"{at}/move", data={**form, "days": "0"})).status_code == 422
    assert (await client.post(f"{at}/move", data=form)).status_code == 303
    assert "follow-up visit." in (await client.get(f"/programmes/board/{version}")).text.lower()
    await move_entry(actor=cast.coordinator, entry_id=entry.id, first_day=entry.first_day + timedelta(days=1), now=now)
    await accept_version(actor=cast.coordinator, version_id=version, now=now)
    assert entry.visit is not None
    visit = await visit_open_to(cast.coordinator, entry.visit)
    assert (visit.type, visit.first_day, visit.last_day) == (
        VisitType.FOLLOW_UP, entry.first_day + timedelta(days=1), entry.first_day + timedelta(days=3),
    )  # fmt: skip
