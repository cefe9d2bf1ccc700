"""One search box: what is found, by whom, and that nothing else is counted."""

from __future__ import annotations

from datetime import date, datetime

from monitor.denials.queries import denial_open_to
from monitor.history.queries import search
from tests.makers_denials import make_outside_denial
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients

DAY = date(2026, 3, 1)


async def test_places_are_found_in_any_script_and_by_code(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="ИВС города Худжанд", code="TD-014", now=now)
    for text in ("khujand", "Хуҷанд", "td-014"):
        found = await search(cast.stranger, text)
        assert [line.id for line in found.facilities] == [facility]
        assert found.facilities_total == 1


async def test_a_visit_is_found_by_its_number_by_those_who_may_see_it(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, reference="V-2026-007", now=now)
    assert [line.id for line in (await search(cast.lead, "v-2026-007")).visits] == [visit]
    assert (await search(cast.stranger, "v-2026-007")).is_empty


async def test_a_refusal_is_found_by_its_number_by_those_who_may_read_it(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    number = (await denial_open_to(cast.partner, denial)).reference
    assert [line.id for line in (await search(cast.partner, number.lower())).denials] == [denial]
    for outsider in (cast.stranger, cast.coordinator, cast.analyst):
        assert (await search(outsider, number)).is_empty


async def test_people_are_found_within_the_own_office(cast: Cast) -> None:
    assert [line.name for line in (await search(cast.coordinator, "lena")).people] == ["Lena Lead"]
    assert (await search(cast.coordinator_ngo, "lena")).people_total == 0
    assert (await search(cast.lead, "oleg")).people_total == 0


async def test_the_page_says_what_to_do_when_nothing_is_found(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.lead)
    assert "Nothing you may see goes by that name or number" in (await client.get("/search?q=nowhere")).text
    assert "Nothing you may see" not in (await client.get("/search?q=")).text
    assert (await (await client_as(None)).get("/search?q=a")).status_code == 303
