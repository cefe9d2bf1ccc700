"""Accepting a version: secret visits from one plan, once; a later version moves, adds and calls off."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from monitor.kit.problems import NotHere, NotYours
from monitor.programme.actions import (
    accept_version,
    begin_version,
    move_entry,
    put_entry,
    remove_entry,
    set_team,
)
from monitor.programme.queries import board_of, entries_on, points_kept, priorities, versions_of
from monitor.programme.rules.accepting import InThePast, NothingPlanned
from monitor.programme.rules.programmes import NewEntry, Seat, VersionSettled, VersionState, VisitBegun
from monitor.visits.actions import cancel_visit, change_plan, move_on
from monitor.visits.queries import visit_open_to, visits
from monitor.visits.rules import Notice, Plan, Teammate, TeamRole, VisitState, VisitType
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme
from tests.visits.counting import Counter


async def test_an_accepted_plan_is_secret_visits(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, partners=[cast.monitor_ngo.organisation], now=now)
    team = [cast.lead, cast.deputy, cast.monitor_ngo]
    await make_entry(cast.coordinator, made, place, day=1, days=2, team=team, now=now)
    (planned,) = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    visit = await visit_open_to(cast.coordinator, planned)
    assert (visit.state, visit.secret, visit.first_day) == (
        VisitState.PLANNED,
        True,
        made.first_day + timedelta(days=1),
    )
    assert [(mate.name, mate.role) for mate in visit.team] == [
        ("Lena Lead", TeamRole.LEAD),
        ("Dilshod Deputy", TeamRole.DEPUTY),
        ("Nina Ngo", TeamRole.MEMBER),
    ]
    for insider in (cast.lead, cast.monitor_ngo, cast.coordinator_ngo):
        assert (await visit_open_to(insider, planned)).id == planned
    for outsider in (cast.monitor_ombudsman, cast.second_ngo, cast.partner, cast.analyst, cast.stranger):
        with pytest.raises(NotHere):
            await visit_open_to(outsider, planned)


async def test_a_version_is_accepted_once(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    for outsider, problem in ((cast.stranger, NotHere), (cast.lead, NotYours)):
        with pytest.raises(problem):
            await accept_version(actor=outsider, version_id=made.version, now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    with pytest.raises(VersionSettled):
        await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    assert (await visits(cast.coordinator)).total == 1


async def test_people_who_go_round_a_region_in_a_week_are_on_one_journey(cast: Cast, now: datetime) -> None:
    region = await make_region(cast.coordinator, now=now)
    near = [await make_facility(cast.coordinator, name=f"Near {n}", region=region, now=now) for n in range(2)]
    far = await make_facility(cast.coordinator, name="Far", now=now)
    made = await make_programme(cast.coordinator, now=now)
    for day, place in enumerate((*near, far)):
        await make_entry(cast.coordinator, made, place, day=day, team=[cast.lead, cast.deputy], now=now)
    await make_entry(cast.coordinator, made, near[0], day=8, team=[cast.lead, cast.deputy], now=now)
    planned = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    trips = [(await visit_open_to(cast.coordinator, visit)).trip for visit in planned]
    assert (len(planned), len(set(trips)), max(trips.count(trip) for trip in trips)) == (4, 3, 2)


async def test_what_cannot_be_planned_leaves_nothing(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    with pytest.raises(NothingPlanned):
        await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    later = type(cast.coordinator)(
        cast.coordinator.account,
        cast.coordinator.organisation,
        grants=cast.coordinator.grants,
        today=made.first_day + timedelta(days=1),
    )
    with pytest.raises(InThePast):
        await accept_version(actor=later, version_id=made.version, now=now)
    assert (await visits(cast.coordinator)).total == 0


async def test_a_later_version_changes_what_stands(cast: Cast, now: datetime) -> None:
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(3)]
    made = await make_programme(cast.coordinator, now=now)
    for place in places[:2]:
        await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    kept, dropped = sorted(await entries_on(cast.coordinator, copy), key=lambda e: places.index(e.facility))
    moved = made.first_day + timedelta(days=20)
    await move_entry(actor=cast.coordinator, entry_id=kept.id, first_day=moved, now=now)
    await set_team(actor=cast.coordinator, entry_id=kept.id, team=[Seat(cast.deputy.account, True)], now=now)
    await remove_entry(actor=cast.coordinator, entry_id=dropped.id, now=now)
    entry = NewEntry(places[2], made.first_day, team=(Seat(cast.lead.account, True),))
    await put_entry(actor=cast.coordinator, entry_id=uuid4(), version_id=copy, entry=entry, now=now)
    (planned,) = await accept_version(actor=cast.coordinator, version_id=copy, now=now)
    assert kept.visit is not None
    assert dropped.visit is not None
    again = await visit_open_to(cast.coordinator, kept.visit)
    assert (again.first_day, again.lead, again.secret) == (moved, cast.deputy.account, True)
    assert (await visit_open_to(cast.coordinator, dropped.visit)).state is VisitState.CANCELLED
    assert (await visit_open_to(cast.coordinator, planned)).facility == places[2]
    states = [version.state for version in await versions_of(cast.coordinator, made.programme)]
    assert states == [VersionState.ACCEPTED, VersionState.SET_ASIDE]


async def test_what_another_version_would_call_off_does_not_stand_beside_it(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made, older = await make_programme(cast.coordinator, now=now), uuid4()
    await begin_version(actor=cast.coordinator, version_id=older, parent=made.version, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead, cast.deputy], now=now)
    (planned,) = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    assert (await board_of(cast.coordinator, older)).fixed == ()
    await move_on(actor=cast.lead, visit_id=planned, to=VisitState.UNDER_WAY, now=now)
    assert [each.visit for each in (await board_of(cast.coordinator, older)).fixed] == [planned]


async def test_what_has_begun_stays_and_what_was_called_off_stays_out(cast: Cast, now: datetime) -> None:
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(2)]
    made = await make_programme(cast.coordinator, now=now)
    for place in places:
        await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    begun, off = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    await move_on(actor=cast.lead, visit_id=begun, to=VisitState.UNDER_WAY, now=now)
    await cancel_visit(actor=cast.coordinator, visit_id=off, reason="Flood", now=now)
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    (entry,) = await entries_on(cast.coordinator, copy)
    with pytest.raises(VisitBegun):
        await remove_entry(actor=cast.coordinator, entry_id=entry.id, now=now)
    assert await accept_version(actor=cast.coordinator, version_id=copy, now=now) == ()
    assert (await visit_open_to(cast.coordinator, begun)).state is VisitState.UNDER_WAY


async def test_a_copy_takes_a_visit_as_it_stands_now(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    (planned,) = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    day = made.first_day + timedelta(days=4)
    plan = Plan(place, day, day, VisitType.AD_HOC, Notice.UNANNOUNCED, (Teammate(cast.deputy.account, TeamRole.LEAD),))
    await change_plan(actor=cast.coordinator, visit_id=planned, plan=plan, now=now)
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    assert [(e.first_day, e.lead) for e in await entries_on(cast.coordinator, copy)] == [(day, cast.deputy.account)]
    before = await visit_open_to(cast.coordinator, planned)
    await accept_version(actor=cast.coordinator, version_id=copy, now=now)
    assert await visit_open_to(cast.coordinator, planned) == before


async def test_points_are_kept_as_they_were(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    before = tuple(await priorities(cast.coordinator))
    assert await points_kept(cast.coordinator, made.version) == ()
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    await make_facility(cast.coordinator, name="Later", now=now)
    assert await points_kept(cast.coordinator, made.version) == before
    with pytest.raises(NotHere):
        await points_kept(cast.stranger, made.version)


async def test_an_accepted_visit_is_an_entry_and_not_another_one(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    (planned,) = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    board = await board_of(cast.coordinator, made.version)
    assert ([entry.visit for entry in board.entries], board.fixed) == ([planned], ())
    assert "-" not in next(p.calendar for p in board.people if p.account == cast.lead.account)


async def test_a_large_plan_takes_as_many_statements_as_a_small_one(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(9)]
    count, asked = Counter(monkeypatch), []
    accept = partial(accept_version, actor=cast.coordinator, now=now)
    copy = partial(begin_version, actor=cast.coordinator, now=now)
    for few in (2, 9):
        made = await make_programme(cast.coordinator, now=now)
        for day, place in enumerate(places[:few]):
            await make_entry(cast.coordinator, made, place, day=day, team=[cast.lead], now=now)
        draft, again = uuid4(), uuid4()
        await copy(version_id=draft, parent=made.version)
        accepted = await count.during(partial(accept, version_id=made.version))
        copied = await count.during(partial(copy, version_id=again, parent=made.version))
        same = await count.during(partial(accept, version_id=again))
        asked.append((accepted, copied, same, await count.during(partial(accept, version_id=draft))))
    assert asked[0] == asked[1]
    found = [line.state for line in (await visits(cast.coordinator)).rows]
    assert (found.count(VisitState.PLANNED), found.count(VisitState.CANCELLED)) == (11, 11)
