"""The register's pages for an owner (coordinator), a member (monitor) and a stranger."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from monitor.facilities.actions import rename_facility
from monitor.facilities.queries import facilities, facility_open_to, mandates
from monitor.facilities.rules import Coverage, NoticeTerm
from monitor.outside.database import number
from tests.makers_facilities import make_authority, make_facility, make_mandate, make_region
from tests.people import Cast, Clients
from tests.visits.counting import Counter

PLACE = {
    "name": "IVS of Khujand",
    "aliases": "ИВС Худжанд\r\nThe yellow house",
    "type": "temporary_detention_facility",
    "zone": "Asia/Dushanbe",
    "status": "open",
    "code": "T-1",
    "places": "40",
}


async def test_a_coordinator_adds_a_place(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    shown = (await client.get("/facilities/new")).text
    wanted = re.search(r'name="id" value="([^"]+)"', shown)
    assert wanted is not None
    answer = await client.post("/facilities/new", data=PLACE | {"id": wanted[1]})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/facilities/{wanted[1]}")
    [line] = (await facilities(cast.lead)).rows
    place = await facility_open_to(cast.lead, line.id)
    assert (place.name, place.code, place.capacity, len(place.other_names)) == ("IVS of Khujand", "T-1", 40, 2)


async def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    wrong = {"zone": "Mars/Base", "latitude": "north", "type": "castle", "places": "many", "id": str(uuid4())}
    answer = await client.post("/facilities/new", data=PLACE | wrong)
    assert answer.status_code == 422
    for said in ("Choose a time zone", "Write the coordinate", "Choose the type", "Write a whole number"):
        assert said in answer.text
    assert 'value="IVS of Khujand"' in answer.text
    assert "The yellow house" in answer.text
    assert await number("select count(*) from facility") == 0


async def test_members_read_and_do_not_keep_strangers_sign_in(cast: Cast, now: datetime, client_as: Clients) -> None:
    place = await make_facility(cast.coordinator, now=now)
    addresses = ("/facilities", "/authorities", "/regions", "/mandates")
    keeping = ("/facilities/new", f"/facilities/{place}/edit")
    member, stranger = await client_as(cast.monitor_ngo), await client_as(None)
    assert [(await member.get(path)).status_code for path in addresses] == [200] * 4
    assert [(await member.get(path)).status_code for path in keeping] == [403] * 2
    assert [(await stranger.get(path)).status_code for path in (*addresses, *keeping)] == [303] * 6
    refused = [await member.post(f"/facilities/{place}/{part}") for part in ("name", "alias", "status", "capacity")]
    assert [answer.status_code for answer in refused] == [403] * 4


async def test_each_fact_is_changed_on_its_own(cast: Cast, now: datetime, client_as: Clients) -> None:
    place = await make_facility(cast.coordinator, name="Old name", now=now)
    ministry = await make_authority(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    steps = {
        "name": {"new_name": "New name", "name_from": "2026-01-01"},
        "alias": {"alias": "Nickname", "alias_language": "en"},
        "authority": {"authority": str(ministry), "authority_from": "2026-02-01"},
        "status": {"status": "temporarily_closed", "status_from": "2026-03-01", "status_note": "repairs"},
        "capacity": {"places": "120", "capacity_day": "2026-04-01", "capacity_source": "order 7"},
        "edit": {"type": "colony", "zone": "Asia/Tashkent", "unofficial": "yes"},
    }
    for part, data in steps.items():
        answer = await client.post(f"/facilities/{place}/{part}", data=data)
        assert (part, answer.status_code) == (part, 303)
    found = await facility_open_to(cast.lead, place)
    assert (found.name, found.status, found.capacity) == ("New name", "temporarily_closed", 120)
    assert (found.authority_name, found.type, found.zone) == ("Ministry of the Interior", "colony", "Asia/Tashkent")
    shown = (await client.get(f"/facilities/{place}/edit")).text
    for said in ("Old name", "Nickname", "since 1 Mar 2026", "repairs", "1 Apr 2026", "order 7"):
        assert said in shown


async def test_a_wrong_change_is_told_on_the_same_page(cast: Cast, now: datetime, client_as: Clients) -> None:
    place = await make_facility(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    answer = await client.post(f"/facilities/{place}/capacity", data={"places": "", "capacity_source": "order 7"})
    assert answer.status_code == 422
    assert "Write how many people the place is meant for." in answer.text
    assert 'value="order 7"' in answer.text


async def test_a_name_is_taken_back(cast: Cast, now: datetime, client_as: Clients) -> None:
    place = await make_facility(cast.coordinator, aliases=("Wrong",), now=now)
    [alias] = (await facility_open_to(cast.lead, place)).other_names
    client = await client_as(cast.coordinator)
    assert (await client.post(f"/facilities/{place}/alias/{alias.id}/withdraw")).status_code == 303
    assert (await client.post(f"/facilities/{place}/alias/{uuid4()}/withdraw")).status_code == 404
    assert (await facility_open_to(cast.lead, place)).other_names == ()


async def test_the_list_says_its_filters_in_words(cast: Cast, now: datetime, client_as: Clients) -> None:
    region = await make_region(cast.coordinator, "Sughd", now=now)
    await make_facility(cast.coordinator, name="IVS Khujand", region=region, now=now)
    await make_facility(cast.coordinator, name="Colony 3", kind="colony", now=now)
    client = await client_as(cast.lead)
    shown = (await client.get(f"/facilities?region={region}&q=hujand&type=temporary_detention_facility")).text
    assert "1 place" in shown
    assert "IVS Khujand" in shown
    assert "Colony 3" not in shown
    assert re.findall(r'title="Take this filter away">([^<]+)<', shown) == [
        "hujand",
        "Temporary detention facility (IVS)",
        "Sughd",
    ]
    assert "No place like this." in (await client.get("/facilities?q=nowhere")).text


async def test_the_list_goes_in_parts_and_keeps_its_filters(cast: Cast, now: datetime, client_as: Clients) -> None:
    for n in range(53):
        await make_facility(cast.coordinator, name=f"Cell {n:02}", now=now)
    client = await client_as(cast.lead)
    shown = (await client.get("/facilities?q=cell&page=2")).text
    assert "53 places" in shown
    assert "Part 2 of 2" in shown
    assert re.findall(r">(Cell \d\d)<", shown) == ["Cell 50", "Cell 51", "Cell 52"]
    assert 'href="/facilities?q=cell&amp;page=1"' in shown


@pytest.mark.parametrize("path", ["/facilities", "/mandates", "/authorities", "/regions"])
async def test_pages_cost_the_same_whatever_the_number_of_rows(
    cast: Cast, now: datetime, client_as: Clients, query_count: Counter, path: str
) -> None:
    client = await client_as(cast.coordinator)
    costs = []
    for n in (1, 3):
        while (await facilities(cast.lead)).total < n:
            ministry = await make_authority(cast.coordinator, now=now)
            place = await make_facility(cast.coordinator, authority=ministry, now=now)
            await make_mandate(cast.coordinator, facility=place, now=now)
        costs.append(await query_count.during(lambda: client.get(path)))
    assert costs[0] == costs[1]


async def test_the_list_is_taken_away_with_its_meaning(cast: Cast, now: datetime, client_as: Clients) -> None:
    await make_facility(cast.coordinator, name="=1+1", code="K-1", capacity=7, now=now)
    client = await client_as(cast.analyst)
    table = (await client.get("/facilities/export.csv")).content.decode("utf-8-sig")
    assert "K-1,'=1+1," in table
    book = CalamineWorkbook.from_filelike(BytesIO((await client.get("/facilities/export.xlsx?q=k-1")).content))
    assert book.sheet_names == ["About", "Places"]
    told = {str(row[0]): row[1] for row in book.get_sheet_by_name("About").to_python()}
    assert (told["Filters"], told["Rows"], told["Made by"]) == ("k-1", 1, "Anna Analyst")
    assert book.get_sheet_by_name("Places").to_python()[1][:2] == ["K-1", "=1+1"]
    assert await number("select count(*) from ledger where body like '%export.make%'") == 2
    assert (await (await client_as(cast.lead)).get("/facilities/export.csv")).status_code == 403


async def test_a_coordinator_keeps_mandates_on_the_page(cast: Cast, now: datetime, client_as: Clients) -> None:
    place = await make_facility(cast.coordinator, name="Colony 3", code="K-3", now=now)
    client = await client_as(cast.coordinator)
    typed = {"id": str(uuid4()), "organisation": str(cast.coordinator.organisation), "facility": "k-3"}
    typed |= {
        "coverage": "contested",
        "legal_basis": "Law 5",
        "notice": "yes",
        "notice_days": "3",
        "notice_working": "yes",
    }
    assert (await client.post("/mandates", data=typed)).status_code == 303
    [made] = await mandates(cast.lead)
    assert (made.facility, made.coverage, made.notice) == (place, Coverage.CONTESTED, NoticeTerm(3, working=True))
    assert "3 working days" in (await client.get("/mandates")).text
    answer = await client.post(f"/mandates/{made.id}/end", data={"ends": "2026-11-01"})
    assert answer.status_code == 303
    shown = (await client.get("/mandates")).text
    assert "before 1 Nov 2026" in shown
    assert "over" in shown


async def test_a_mandate_without_a_law_or_for_another_body_is_refused(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    typed = {"id": str(uuid4()), "organisation": str(cast.coordinator.organisation), "coverage": "covered"}
    lawless = await client.post("/mandates", data=typed)
    assert lawless.status_code == 422
    assert "Name the law, order or agreement" in lawless.text
    foreign = typed | {"organisation": str(cast.stranger.organisation), "legal_basis": "Law 5"}
    assert (await client.post("/mandates", data=foreign)).status_code == 403
    nowhere = typed | {"facility": "no such place", "legal_basis": "Law 5"}
    assert "Write the code or the full name of one place" in (await client.post("/mandates", data=nowhere)).text


async def test_authorities_move_with_their_day_and_never_in_a_circle(
    cast: Cast, now: datetime, client_as: Clients
) -> None:
    top = await make_authority(cast.coordinator, "Ministry", now=now)
    below = await make_authority(cast.coordinator, "Department", parent=top, now=now)
    client = await client_as(cast.coordinator)
    circle = await client.post("/authorities/move", data={"moved": str(top), "above": str(below)})
    assert circle.status_code == 422
    assert "This would put Ministry above itself." in circle.text
    moved = await client.post("/authorities/move", data={"moved": str(below), "moved_from": "2026-01-01"})
    assert moved.status_code == 303
    assert "– Department" not in (await client.get("/authorities")).text


async def test_no_title_carries_a_name(cast: Cast, now: datetime, client_as: Clients) -> None:
    place = await make_facility(cast.coordinator, name="Secretville", now=now)
    await rename_facility(
        actor=cast.coordinator, facility=place, name="Secretville 2", from_day=date(2026, 1, 1), now=now
    )
    client = await client_as(cast.coordinator)
    for path in (f"/facilities/{place}/edit", "/facilities?q=Secretville"):
        title = re.search(r"<title>(.*?)</title>", (await client.get(path)).text)
        assert title is not None
        assert "Secretville" not in title[1]


async def test_regions_are_added_and_their_names_corrected(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    region = str(uuid4())
    assert (await client.post("/regions", data={"id": region, "name": "Sugd"})).status_code == 303
    assert (await client.post("/regions/name", data={"region": region, "new_name": "Sughd"})).status_code == 303
    shown = (await client.get("/regions")).text
    assert ">Sughd<" in shown
    assert "Sugd" not in shown
    assert (await client.post("/regions/name", data={"region": str(uuid4()), "new_name": "X"})).status_code == 404
    assert (await client.post("/regions/name", data={})).status_code == 422
