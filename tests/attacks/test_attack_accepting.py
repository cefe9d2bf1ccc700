"""What accepting a plan lets others learn: visits that share a journey are one secret until one of them is another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.programme.actions import (
    accept_version,
    begin_version,
    change_programme,
    move_entry,
    remove_entry,
    set_team,
)
from monitor.programme.queries import entries_on
from monitor.programme.rules.programmes import Frame, Seat
from monitor.visits.actions import move_on
from monitor.visits.queries import moves_of, visit_open_to, visits_at
from monitor.visits.rules import Visit, VisitState
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, Clients
from tests.programmes.makers import Made, make_entry, make_programme


async def one_journey(cast: Cast, now: datetime) -> tuple[Made, list[UUID]]:
    """Accept two visits of the same people in one region and week."""
    region = await make_region(cast.coordinator, now=now)
    places = [await make_facility(cast.coordinator, name=f"Cellar no {n}", region=region, now=now) for n in range(2)]
    made = await make_programme(cast.coordinator, partners=[cast.monitor_ngo.organisation], now=now)
    for day, place in enumerate(places):
        await make_entry(cast.coordinator, made, place, day=day, team=[cast.lead, cast.deputy], now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    return made, places


async def test_another_house_on_one_visit_learns_nothing_of_the_next_on_the_way(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    made, (shared, own) = await one_journey(cast, now)
    later = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    (entry,) = [each for each in await entries_on(cast.coordinator, later) if each.facility == shared]
    team = [Seat(cast.lead.account, True), Seat(cast.monitor_ngo.account)]
    await set_team(actor=cast.coordinator, entry_id=entry.id, team=team, now=now)
    await accept_version(actor=cast.coordinator, version_id=later, now=now)
    seen = {place: await visits_at(cast.coordinator_ngo, place) for place in (shared, own)}
    assert {place: len(lines) for place, lines in seen.items()} == {shared: 1, own: 0}
    (line,) = seen[shared]
    visit = await visit_open_to(cast.coordinator_ngo, line.id)
    assert (visit.secret, {mate.account for mate in visit.team}) == (
        True,
        {cast.lead.account, cast.monitor_ngo.account},
    )
    (other,) = await visits_at(cast.coordinator, own)
    assert (await visit_open_to(cast.coordinator, other.id)).secret
    client = await client_as(cast.coordinator_ngo)
    assert (await client.get(f"/visits/{other.id}")).status_code == 404


async def again(cast: Cast, made: Made, now: datetime) -> tuple[UUID, dict[UUID, UUID]]:
    """Begin the next version and give it with its entries by place."""
    later = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    return later, {each.facility: each.id for each in await entries_on(cast.coordinator, later)}


async def standing(cast: Cast, place: UUID) -> Visit:
    (line,) = await visits_at(cast.coordinator, place)
    return await visit_open_to(cast.coordinator, line.id)


async def test_a_journey_that_gets_other_people_as_a_whole_stays_one(cast: Cast, now: datetime) -> None:
    made, places = await one_journey(cast, now)
    before = {(await standing(cast, place)).trip for place in places}
    later, entries = await again(cast, made, now)
    for entry in entries.values():
        team = [Seat(cast.lead.account, True), Seat(cast.monitor_ngo.account)]
        await set_team(actor=cast.coordinator, entry_id=entry, team=team, now=now)
    await accept_version(actor=cast.coordinator, version_id=later, now=now)
    after = [await standing(cast, place) for place in places]
    assert {visit.trip for visit in after} == before
    assert [len(visit.organisations) for visit in after] == [2, 2]


async def test_a_visit_moved_to_another_week_no_longer_holds_the_others_secret(cast: Cast, now: datetime) -> None:
    made, (stays, moved) = await one_journey(cast, now)
    later, entries = await again(cast, made, now)
    day = made.first_day + timedelta(days=70)
    await move_entry(actor=cast.coordinator, entry_id=entries[moved], first_day=day, now=now)
    await accept_version(actor=cast.coordinator, version_id=later, now=now)
    first, second = await standing(cast, stays), await standing(cast, moved)
    assert (first.trip == second.trip, second.first_day, second.trip_title) == (False, day, "")
    for state in (VisitState.UNDER_WAY, VisitState.ENDED):
        await move_on(actor=cast.coordinator, visit_id=first.id, to=state, now=now)
    assert [(await standing(cast, place)).secret for place in (stays, moved)] == [False, True]


async def test_what_is_over_is_no_secret_once_the_rest_of_the_journey_left(cast: Cast, now: datetime) -> None:
    made, (over, moved) = await one_journey(cast, now)
    begun = await standing(cast, over)
    for state in (VisitState.UNDER_WAY, VisitState.ENDED):
        await move_on(actor=cast.coordinator, visit_id=begun.id, to=state, now=now)
    assert (await standing(cast, over)).secret
    later, entries = await again(cast, made, now)
    day = made.first_day + timedelta(days=70)
    await move_entry(actor=cast.coordinator, entry_id=entries[moved], first_day=day, now=now)
    await accept_version(actor=cast.coordinator, version_id=later, now=now)
    assert [(await standing(cast, place)).secret for place in (over, moved)] == [False, True]


async def test_why_a_visit_was_taken_out_is_said_in_the_planners_language(cast: Cast, now: datetime) -> None:
    made, (dropped, _) = await one_journey(cast, now)
    by = replace(cast.coordinator, language="ru")
    later, entries = await again(cast, made, now)
    await remove_entry(actor=by, entry_id=entries[dropped], now=now)
    await accept_version(actor=by, version_id=later, now=now)
    visit = await standing(cast, dropped)
    assert (visit.state, visit.secret) == (VisitState.CANCELLED, True)
    assert [move.reason for move in await moves_of(cast.coordinator, visit.id)][-1] == "Исключено из программы."


@pytest.mark.parametrize("stands", [False, True])
async def test_a_house_taken_out_of_a_programme_is_let_into_none_of_its_visits(
    cast: Cast, client_as: Clients, now: datetime, stands: bool
) -> None:
    """People of a partner stay on a draft when the partner is taken out; accepting it must not tell their house."""
    by, team = cast.coordinator, [Seat(cast.lead.account, True), Seat(cast.monitor_ngo.account)]
    place = await make_facility(by, name="Cellar no 7", now=now)
    made = await make_programme(by, partners=[cast.monitor_ngo.organisation], now=now)
    entry = await make_entry(by, made, place, team=[cast.lead], now=now)
    version = made.version
    if stands:
        await accept_version(actor=by, version_id=version, now=now)
        version, entries = await again(cast, made, now)
        entry = entries[place]
    await set_team(actor=by, entry_id=entry, team=team, now=now)
    frame = Frame("First quarter", made.first_day, made.first_day + timedelta(days=90))
    await change_programme(actor=by, programme_id=made.programme, frame=frame, now=now)
    answer = await (await client_as(by)).post(f"/programmes/board/{version}/accept")
    assert (answer.status_code, "cannot be sent by this programme" in answer.text) == (422, True)
    assert await visits_at(cast.coordinator_ngo, place) == []
    assert len(await visits_at(by, place)) == int(stands)
