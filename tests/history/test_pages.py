"""The facility's page and search, as each of the cast gets them."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import uuid4

from tests.history.filling import fill_history
from tests.makers_facilities import make_facility, make_mandate
from tests.makers_history import make_attempt
from tests.people import Cast, Clients
from tests.visits.counting import Counter


async def test_a_place_never_visited_says_what_to_do(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    answer = await (await client_as(cast.coordinator)).get(f"/facilities/{facility}")
    assert answer.status_code == 200
    assert "Plan a first visit" in answer.text
    assert "<title>Facility · monitor</title>" in answer.text


async def test_the_page_says_who_was_kept_out(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    await make_mandate(cast.coordinator, kind="temporary_detention_facility", now=now)
    await make_attempt(cast, facility, date(2026, 3, 1), kept_out=[cast.monitor_ngo, cast.second_ngo], now=now)
    answer = await (await client_as(cast.coordinator)).get(f"/facilities/{facility}")
    assert "2 of 3 refused, both from civil society" in answer.text
    assert "Law on the Ombudsman, article 7" in answer.text


async def test_the_keeper_of_the_machine_sees_the_place_only(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    await make_attempt(cast, facility, date(2026, 3, 1), now=now)
    answer = await (await client_as(cast.admin)).get(f"/facilities/{facility}")
    assert "Prison no 4" in answer.text
    assert "1 Mar 2026" not in answer.text


async def test_a_place_that_does_not_exist_is_not_here(cast: Cast, client_as: Clients) -> None:
    answer = await (await client_as(cast.coordinator)).get(f"/facilities/{uuid4()}")
    assert answer.status_code == 404


async def test_the_page_asks_as_much_of_the_database_at_2_visits_and_at_50(
    cast: Cast, client_as: Clients, now: datetime, query_count: Counter
) -> None:
    client = await client_as(cast.coordinator)
    costs = []
    for visits in (2, 50):
        facility = await fill_history(cast, visits=visits, records=8, now=now)
        path = f"/facilities/{facility}"
        costs.append(await query_count.during(partial(client.get, path)))
    assert costs[0] == costs[1] > 0
    assert costs[0] < 45


async def test_a_denial_begun_from_the_page_knows_its_place(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    client = await client_as(cast.coordinator)
    page = (await client.get(f"/facilities/{facility}")).text
    assert f'href="/denials/new?facility={facility}"' in page
    asked = (await client.get(f"/denials/new?facility={facility}")).text
    assert 'value="Prison no 4"' in asked
    assert f'value="{facility}" autocomplete="off" checked' in asked
    assert (await client.get(f"/denials/new?facility={uuid4()}")).status_code == 404
