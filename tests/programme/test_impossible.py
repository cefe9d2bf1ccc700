"""What cannot be planned is named on the pages, with what to put right first; the planner runs all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from monitor.people.actions import end_account
from monitor.programme.actions import proposing, set_coverage_rule, set_mark
from monitor.programme.queries import board_of
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.programmes import MarkKind, NewMark
from tests.makers_facilities import make_facility, make_mandate
from tests.people import Cast, Clients
from tests.programmes.makers import Made, make_entry, make_programme

Arranged = Callable[[Cast, Clients, datetime], Awaitable[Made]]
KIND = "temporary_detention_facility"


async def simple(cast: Cast, now: datetime, *, budget: int | None = 20) -> Made:
    """One place and a programme of four weeks."""
    await make_facility(cast.coordinator, now=now)
    return await make_programme(cast.coordinator, days=28, budget=budget, now=now)


async def no_places(cast: Cast, client_as: Clients, now: datetime) -> Made:
    return await make_programme(cast.coordinator, days=28, now=now)


async def no_budget(cast: Cast, client_as: Clients, now: datetime) -> Made:
    return await simple(cast, now, budget=0)


async def nobody(cast: Cast, client_as: Clients, now: datetime) -> Made:
    """Everybody of the office leaves before the programme begins; a visit without a team stands on the board."""
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, days=28, now=now)
    await make_entry(cast.coordinator, made, place, now=now)
    for person in (cast.coordinator, cast.lead, cast.deputy, cast.monitor_ombudsman):
        await end_account(actor=cast.admin, account=person.account, left_on=made.first_day, now=now)
    return made


async def no_doctor(cast: Cast, client_as: Clients, now: datetime) -> Made:
    made = await simple(cast, now)
    await end_account(actor=cast.admin, account=cast.deputy.account, left_on=made.first_day, now=now)
    rule = CoverageRule(KIND, 12, 6, 1, 2, 3, doctor=True, mandatory=True)
    await set_coverage_rule(actor=cast.coordinator, rule_id=uuid4(), rule=rule, now=now)
    return made


async def closed_throughout(cast: Cast, client_as: Clients, now: datetime) -> Made:
    made = await simple(cast, now)
    mark = NewMark(MarkKind.CLOSED, None, made.first_day, made.first_day + timedelta(days=60))
    await set_mark(actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=mark, now=now)
    return made


async def notice_too_long(cast: Cast, client_as: Clients, now: datetime) -> Made:
    await make_mandate(cast.coordinator, notice_days=300, notice_working=True, now=now)
    return await simple(cast, now)


async def no_mandate(cast: Cast, client_as: Clients, now: datetime) -> Made:
    await make_mandate(cast.coordinator, kind="remand_prison", now=now)
    return await simple(cast, now)


async def team_too_large(cast: Cast, client_as: Clients, now: datetime) -> Made:
    made = await simple(cast, now)
    rule = CoverageRule(KIND, 12, 6, 1, 9, 12)
    await set_coverage_rule(actor=cast.coordinator, rule_id=uuid4(), rule=rule, now=now)
    return made


async def away_throughout(cast: Cast, client_as: Clients, now: datetime) -> Made:
    """Everybody says twice, overlapping, that they are away, on their own page."""
    made = await simple(cast, now)
    for person in (cast.coordinator, cast.lead, cast.deputy, cast.monitor_ombudsman):
        client = await client_as(person)
        for first, last in ((-3, 20), (10, 60)):
            period = {"id": str(uuid4()), "mark": "not_available"}
            period["away_from"] = (made.first_day + timedelta(days=first)).isoformat()
            period["away_to"] = (made.first_day + timedelta(days=last)).isoformat()
            answer = await client.post(f"/people/{person.account}/days/period", data=period)
            assert answer.status_code == 303
    return made


CASES: list[tuple[Arranged, str]] = [
    (no_places, "There is no visit to plan."),
    (no_budget, "There are no person-days."),
    (nobody, "There is nobody to send."),
    (no_doctor, "No doctor may go there, and the team needs one."),
    (closed_throughout, "There is no day on which a visit there could begin"),
    (notice_too_long, "There is no day on which a visit there could begin"),
    (no_mandate, "mandate for this place."),
    (team_too_large, "Fewer people may go there than the team needs."),
    (away_throughout, "No free day of theirs is known in the period."),
]


@pytest.mark.parametrize(("arrange", "named"), CASES, ids=[arrange.__name__ for arrange, _ in CASES])
async def test_what_cannot_be_planned_is_named_and_nothing_breaks(
    cast: Cast, client_as: Clients, now: datetime, arrange: Arranged, named: str
) -> None:
    made = await arrange(cast, client_as, now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/board/{made.version}"
    before = (await client.get(f"{base}/planner")).text
    assert ("Put right first" in before, before.replace("&#39;", "'").count(named)) == (
        True,
        1,
    )  # whoever it is true of
    run = str(uuid4())
    started = await client.post(f"{base}/planner", data={"id": run, "iterations": "300"})
    assert started.status_code == 303
    await asyncio.gather(*proposing._at_work)
    kept = await client.post(f"/programmes/planner/{run}/keep")
    board = kept.headers["location"]
    places = [f"{base}/places/{place.id}" for place in (await board_of(cast.coordinator, made.version)).places]
    paths = (base, board, f"{base}/planner", f"{board}/planner", f"{board}/accept", *places)
    pages = [await client.get(path) for path in paths]
    assert [(page.status_code, "<h1" in page.text) for page in pages] == [(200, True)] * len(pages)
    await accepting_says_why_not(client, board)


async def accepting_says_why_not(client: httpx.AsyncClient, board: str) -> None:
    answer = await client.post(f"{board}/accept")
    assert (answer.status_code, "There is no visit in this version yet." in answer.text) == (422, True)


async def test_a_damaged_calendar_is_named_and_plans_nothing(cast: Cast, client_as: Clients, now: datetime) -> None:
    made = await simple(cast, now)
    client = await client_as(cast.lead)
    files = {"file": ("mine.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:never", "text/calendar")}
    answer = await client.post(f"/people/{cast.lead.account}/days/calendar", data={"least": "any"}, files=files)
    assert answer.status_code == 422
    coordinator = await client_as(cast.coordinator)
    assert (await coordinator.get(f"/programmes/board/{made.version}/planner")).status_code == 200
