"""The page of what no longer fits, and that of other days and people for one visit."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.programme.queries import entries_on, options_of
from monitor.visits.queries import visit_open_to
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, Clients
from tests.programmes.asked.test_mending import arrange, fall_ill
from tests.programmes.makers import make_entry, make_programme

FORM = re.compile(r'<form method="post" action="(/programmes/visits/[^"]+/(?:mend|options))">\s*(.*?)</form>', re.S)
FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')


def forms(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Read what each button of the page would send."""
    found = []
    for address, body in FORM.findall(page):
        sent: dict[str, list[str]] = {}
        for name, value in FIELD.findall(body):
            sent.setdefault(name, []).append(value)
        found.append((address, sent))
    return found


async def test_somebody_telephones_and_one_press_mends(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, _, _ = await arrange(cast, now)
    client = await client_as(cast.coordinator)
    address = f"/programmes/board/{made.version}/mend"
    assert "Every visit ahead can be made as it stands." in (await client.get(address)).text
    await fall_ill(cast, cast.lead, made, now)
    page = (await client.get(address)).text
    told = ("1 visit does not fit", "Lena Lead is not available.", "Same days, other people", "Leaves: Lena Lead")
    assert [words for words in told if words not in page] == []
    assert "Place 0" not in page
    action, sent = forms(page)[0]
    answer = await client.post(action, data=sent)
    after = (await client.get(answer.headers["location"])).text
    assert ("The visit was changed, and no other." in after, "Every visit ahead" in after) == (True, True)
    assert "This version was set aside." in (await client.get(address)).text
    again = await client.post(action, data=sent)
    assert (again.status_code, "no longer a draft" in again.text) == (409, True)


async def test_a_visit_is_called_off_from_the_page(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, _, _ = await arrange(cast, now)
    await fall_ill(cast, cast.lead, made, now)
    client = await client_as(cast.coordinator)
    action, sent = forms((await client.get(f"/programmes/board/{made.version}/mend")).text)[-1]
    assert sent == {"drop": ["yes"]}
    await client.post(action, data=sent)
    states = [entry.state for entry in await entries_on(cast.coordinator, made.version)]
    assert states == ["planned", "cancelled"]


async def test_a_rule_the_board_does_not_note_is_named(cast: Cast, client_as: Clients, now: datetime) -> None:
    made = await make_programme(cast.coordinator, days=28, now=now)
    for n in range(2):
        region = await make_region(cast.coordinator, f"Far away {n}", now=now)
        place = await make_facility(cast.coordinator, name=f"Place {n}", region=region, now=now)
        await make_entry(cast.coordinator, made, place, day=n, team=[cast.lead, cast.deputy], now=now)
    client = await client_as(cast.coordinator)
    page = (await client.get(f"/programmes/board/{made.version}/mend")).text
    told = ("1 visit does not fit", "Somebody is sent to two regions away from home in one week. Lena Lead")
    assert [words for words in told if words not in page] == []


async def test_other_days_are_shaded_and_taken(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, places, entries = await arrange(cast, now)
    client = await client_as(cast.coordinator)
    shut = {
        "id": str(uuid4()),
        "place": str(places[1]),
        "closed_from": (made.first_day + timedelta(days=9)).isoformat(),
    }
    await client.post(f"/programmes/{made.programme}/closed", data=shut)
    address = f"/programmes/visits/{entries[1]}/options"
    page = (await client.get(address)).text
    told = (
        "Other days",
        "What is in the way, and on which days",
        "It is a holiday, or the place is closed.",
        "Oleg Office",
    )
    assert [words for words in told if words not in page] == []
    options = await options_of(cast.coordinator, entries[1])
    free = next(each.day for each in options.days if each.block is None and each.day > 8)
    day = made.first_day + timedelta(days=free)
    chosen = (await client.get(f"{address}?day={day.isoformat()}")).text
    action, sent = next(each for each in forms(chosen) if each[1]["first_day"] == [day.isoformat()])
    answer = await client.post(action, data=sent)
    held = UUID(answer.headers["location"].rpartition("/")[2].partition("#")[0])
    moved = max(await entries_on(cast.coordinator, held), key=lambda each: each.first_day)
    assert (moved.first_day, held != made.version) == (day, True)
    assert moved.visit is not None
    assert (await visit_open_to(cast.coordinator, moved.visit)).first_day == day


async def test_what_cannot_be_read_loses_nothing(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/visits/{entries[0]}"
    for sent in ({}, {"first_day": "soon"}, {"first_day": "1999-01-01", "team": str(cast.lead.account)}):
        for page in ("mend", "options"):
            assert (await client.post(f"{base}/{page}", data=sent)).status_code == 422
    away = made.first_day.isoformat()
    assert (await client.post(f"{base}/options", data={"first_day": away, "team": str(uuid4())})).status_code == 422
    assert (await client.get(f"{base}/options?day=never&month=x")).status_code == 200
    assert (await client.get(f"/programmes/visits/{uuid4()}/options")).status_code == 404


@pytest.mark.parametrize("name", ["stranger", "coordinator_ngo", "lead", "partner", "analyst", "admin"])
async def test_others_find_nothing(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    made = await make_programme(cast.coordinator, now=now)
    place = (await arrange(cast, now, accepted=False))[1][0]
    entry = await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    client = await client_as(cast.everybody[name])
    sent = {"first_day": made.first_day.isoformat(), "team": str(cast.lead.account)}
    answers = [await client.get(f"/programmes/board/{made.version}/mend")]
    answers.append(await client.get(f"/programmes/visits/{entry}/options"))
    answers += [await client.post(f"/programmes/visits/{entry}/{page}", data=sent) for page in ("mend", "options")]
    assert {answer.status_code for answer in answers} <= {403, 404}
    (held,) = await entries_on(cast.coordinator, made.version)
    assert held.first_day == made.first_day
