"""The demo holds what it promises, under the same rules as a real house."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from monitor.denials.queries import denials, turns_of
from monitor.denials.rules import Filters as DenialFilters
from monitor.denials.rules import Outcome
from monitor.facilities.queries import facilities
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.ledger.queries import verify_ledger
from monitor.notices.queries import due_of
from monitor.notices.rules import DueKind
from monitor.outside.database import number
from monitor.people.actions import sign_in
from monitor.records.queries import measurements_at
from monitor.sheets.queries import faults_in_current_answers
from monitor.visits.queries import VisitLine, visit_open_to, visits
from monitor.visits.rules import VisitState
from tests.conftest import NOW
from tests.demo.conftest import Country
from tests.people import Clients

BOTH = ("coordinator", "NGO coordinator")


async def seen_by(country: Country, *roles: str) -> dict[UUID, VisitLine]:
    found: dict[UUID, VisitLine] = {}
    for role in roles:
        page = await visits(await country.actor(role), size=500)
        found |= {line.id: line for line in page.rows}
    return found


async def secrets_of(country: Country) -> list[UUID]:
    every = await seen_by(country, *BOTH)
    return [line.id for line in every.values() if line.secret]


async def test_visits_are_in_every_state_that_the_pages_show(country: Country) -> None:
    every = await seen_by(country, *BOTH)
    assert Counter(line.state for line in every.values()) == {
        VisitState.CLOSED: 80,
        VisitState.ENDED: 2,
        VisitState.UNDER_WAY: 1,
        VisitState.READY: 1,
        VisitState.PLANNED: 5,
        VisitState.CANCELLED: 1,
    }


async def test_refusals_and_visits_made_are_mixed_as_in_life(country: Country) -> None:
    outcomes: dict[UUID, Outcome | None] = {}
    for role in BOTH:
        actor = await country.actor(role)
        lines = await seen_by(country, role)
        outcomes |= {turn.visit: turn.outcome for turn in await turns_of(actor, lines)}
    counted = Counter(outcomes.values())
    assert counted[Outcome.REFUSED] == 5
    assert counted[Outcome.PARTLY_REFUSED] == 7
    assert counted[Outcome.CUT_SHORT] == 3
    assert counted[Outcome.MADE] >= 60


async def test_what_became_of_a_promise_was_seen_later_and_few_are_overdue(country: Country) -> None:
    looked = "from promise_check c join promise p on p.id = c.promise join visit v on v.id = p.visit"
    assert await number(f"select count(*) {looked} where c.checked_on > v.last_day") >= 10
    assert await number(f"select count(*) {looked} where c.checked_on <= v.last_day") == 0
    due = await due_of(await country.actor("coordinator"), NOW)
    promised = [each.day for each in due if each.kind is DueKind.PROMISE and each.day <= NOW.date()]
    assert 1 <= len(promised) <= 12
    assert min(promised) > NOW.date() - timedelta(days=100)


async def test_civil_society_logged_denials_outside_any_visit(country: Country) -> None:
    outside = DenialFilters(on_visits=False)
    by_ngo = await denials(await country.actor("NGO coordinator"), outside)
    by_partner = await denials(await country.actor("civil society"), outside)
    assert (by_ngo.total, by_partner.total) == (12, 8)
    assert sum(line.facility is None for line in by_ngo.rows) == 1


async def test_a_dozen_places_have_a_series(country: Country) -> None:
    actor = await country.actor("coordinator")
    listed = [line for page in (1, 2) for line in (await facilities(actor, page=page)).rows]
    assert len(listed) == 61
    points = []
    for line in listed:
        measured = await measurements_at(actor, line.id)
        points.append(len({each.day for each in measured}))
    assert sum(number >= 3 for number in points) >= 12
    assert max(points) <= 6


async def test_the_log_holds_and_the_answers_agree(country: Country) -> None:
    verified = await verify_ledger()
    assert verified.entries > 2000
    assert await faults_in_current_answers() == 0


async def test_everybody_named_can_sign_in(country: Country) -> None:
    assert set(country.sign_ins) == {
        "coordinator", "monitor", "lead", "NGO coordinator", "civil society", "analyst", "administrator",
    }  # fmt: skip
    for entry in country.sign_ins.values():
        assert await sign_in(email=entry.email, password=entry.password, address="127.0.0.1", now=NOW)


@pytest.mark.parametrize("role", ["civil society", "analyst", "administrator"])
async def test_secret_visits_are_not_there_for_others(country: Country, role: str) -> None:
    hidden, actor = await secrets_of(country), await country.actor(role)
    assert len(hidden) == 5
    if role != "administrator":
        assert not set(hidden) & set(await seen_by(country, role))
    for visit in hidden:
        with pytest.raises(NotHere if role != "administrator" else Exception):
            await visit_open_to(actor, visit)


async def test_the_ngo_knows_only_of_the_secret_trip_it_takes_part_in(country: Country) -> None:
    own, joint = await seen_by(country, "coordinator"), await seen_by(country, "NGO coordinator")
    hidden = {line.id for line in own.values() if line.secret}
    assert len(hidden) == 5
    assert len(hidden & set(joint)) == 2


REFUSED = {
    "analyst": {"/denials"},
    "administrator": {"/visits", "/calendar", "/calendar/agenda", "/denials"},
}


@pytest.mark.parametrize("role", [*BOTH, "monitor", "lead", "civil society", "analyst", "administrator"])
async def test_each_opens_the_pages_that_are_theirs(country: Country, visitors: Clients, role: str) -> None:
    client = await visitors(await country.actor(role))
    for path in ("/", "/calendar", "/calendar/agenda", "/facilities", "/visits", "/denials", "/checklists"):
        answer = await client.get(path)
        expected = 403 if path in REFUSED.get(role, set()) else 200
        assert (path, answer.status_code) == (path, expected)


@pytest.mark.parametrize("role", [*BOTH, "lead", "civil society", "analyst"])
async def test_each_opens_visits_and_places(country: Country, visitors: Clients, role: str) -> None:
    actor = await country.actor(role)
    client = await visitors(actor)
    lines = (await visits(actor, size=30)).rows
    assert lines
    for path in {f"/visits/{line.id}" for line in lines} | {f"/facilities/{line.facility}" for line in lines}:
        assert (path, (await client.get(path)).status_code) == (path, 200)


async def test_a_secret_visit_s_page_says_what_an_unknown_one_says(country: Country, visitors: Clients) -> None:
    actor: Actor = await country.actor("civil society")
    client = await visitors(actor)
    hidden = (await secrets_of(country))[0]
    known, unknown = await client.get(f"/visits/{hidden}"), await client.get(f"/visits/{UUID(int=7)}")
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text.replace(str(UUID(int=7)), str(hidden)))
