"""Places: found under any name, known as of a day, kept by coordinators."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from monitor.facilities.actions import Place, add_alias, add_facility, move_facility, rename_facility, set_status
from monitor.facilities.queries import facilities, facility_open_to, find_facilities
from monitor.facilities.rules import CodeTaken, Filters, Status, Told
from monitor.kit.problems import Conflict, NotHere, NotYours
from tests.makers_facilities import make_authority, make_facility, make_mandate, make_region
from tests.people import Cast


async def test_a_facility_keeps_its_history_under_the_names_of_each_date(cast: Cast, now: datetime) -> None:
    ministry = await make_authority(cast.coordinator, now=now)
    justice = await make_authority(cast.coordinator, "Ministry of Justice", now=now)
    place = await make_facility(cast.coordinator, name="SIZO 1", authority=ministry, now=now)
    await rename_facility(
        actor=cast.coordinator, facility=place, name="Remand prison 9", from_day=date(2024, 5, 1), now=now
    )
    await move_facility(actor=cast.coordinator, facility=place, authority=justice, from_day=date(2025, 1, 1), now=now)
    before = await facility_open_to(cast.monitor_ngo, place, date(2024, 4, 30))
    after = await facility_open_to(cast.monitor_ngo, place)
    assert (before.name, before.authority_name) == ("SIZO 1", "Ministry of the Interior")
    assert (after.name, after.authority_name) == ("Remand prison 9", "Ministry of Justice")
    assert [(n.name, n.days.end) for n in after.other_names] == [("SIZO 1", date(2024, 5, 1))]


async def test_a_name_corrected_on_its_own_day_leaves_no_former_name(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, name="Prizon", now=now)
    later = now.replace(hour=10)
    await rename_facility(actor=cast.coordinator, facility=place, name="Prison", from_day=None, now=later)
    found = await facility_open_to(cast.lead, place)
    assert (found.name, found.other_names) == ("Prison", ())


@pytest.mark.parametrize("typed", ["Худжанд", "Хуҷанд", "hujand", "IVS  khujand", "ИВС-7", "khuj sugh"])
async def test_every_spelling_of_a_name_finds_the_place(cast: Cast, now: datetime, typed: str) -> None:
    region = await make_region(cast.coordinator, now=now)
    place = await make_facility(
        cast.coordinator, name="ИВС Худжанд", code="ИВС-7", region=region, aliases=("IVS Khujand",), now=now
    )
    await make_facility(cast.coordinator, name="Colony 3", now=now)
    assert [line.id for line in await find_facilities(cast.monitor_ngo, typed)] == [place]


async def test_filters_reach_parts_of_regions_and_departments(cast: Cast, now: datetime) -> None:
    region = await make_region(cast.coordinator, now=now)
    district = await make_region(cast.coordinator, "Isfara", parent=region, now=now)
    ministry = await make_authority(cast.coordinator, now=now)
    department = await make_authority(cast.coordinator, "Prison department", parent=ministry, now=now)
    place = await make_facility(cast.coordinator, region=district, authority=department, now=now)
    await make_facility(cast.coordinator, name="Elsewhere", now=now)
    for filters in (Filters(region=region), Filters(authority=ministry), Filters(search="isfara")):
        assert [line.id for line in (await facilities(cast.analyst, filters)).rows] == [place]


async def test_filters_by_status_and_mandate(cast: Cast, now: datetime) -> None:
    shut = await make_facility(cast.coordinator, name="Shut", kind="colony", now=now)
    await set_status(actor=cast.coordinator, facility=shut, status=Status.CLOSED, since=Told(date(2025, 1, 1)), now=now)
    entered = await make_facility(cast.coordinator, name="Entered", kind="remand_prison", now=now)
    await make_mandate(cast.coordinator, kind="remand_prison", now=now)
    closed = await facilities(cast.lead, Filters(status=Status.CLOSED))
    covered = await facilities(cast.lead, Filters(mandate_of=cast.lead.organisation))
    then = await facilities(cast.lead, Filters(status=Status.CLOSED, day=date(2024, 12, 31)))
    assert [[line.id for line in page.rows] for page in (closed, covered, then)] == [[shut], [entered], []]


async def test_a_list_stands_in_the_order_its_names_are_read_in(cast: Cast, now: datetime) -> None:
    for name in ("Изолятор", "Yangiob", "colony 7", "Zhilino", "Havost", "Khorun", "Колония", "Colony 3"):
        await make_facility(cast.coordinator, name=name, now=now)
    found = [(await facilities(cast.lead, Filters(), part, 3)).rows for part in (1, 2, 3)]
    assert [line.name for rows in found for line in rows] == (
        ["Colony 3", "colony 7", "Havost", "Khorun", "Yangiob", "Zhilino", "Изолятор", "Колония"]
    )


async def test_adding_twice_is_once_and_other_content_a_conflict(cast: Cast, now: datetime) -> None:
    wanted, place = uuid4(), Place(name="IVS", type="temporary_detention_facility", zone="UTC")
    for _ in range(2):
        await add_facility(actor=cast.coordinator, facility_id=wanted, place=place, day=now.date(), now=now)
    assert (await facilities(cast.coordinator)).total == 1
    other = Place(name="Other", type="colony", zone="UTC")
    with pytest.raises(Conflict):
        await add_facility(actor=cast.coordinator, facility_id=wanted, place=other, day=now.date(), now=now)
    with pytest.raises(NotHere):
        await add_facility(actor=cast.stranger, facility_id=wanted, place=place, day=now.date(), now=now)


async def test_a_code_names_one_place(cast: Cast, now: datetime) -> None:
    await make_facility(cast.coordinator, code="K-1", now=now)
    with pytest.raises(CodeTaken):
        await make_facility(cast.coordinator, code="K-1", now=now)


async def test_only_coordinators_keep_the_register(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    for who in (cast.lead, cast.partner, cast.analyst, cast.admin):
        with pytest.raises(NotYours):
            await add_alias(actor=who, facility=place, name="Other", now=now)
    with pytest.raises(NotHere):
        await facility_open_to(cast.coordinator, uuid4())
