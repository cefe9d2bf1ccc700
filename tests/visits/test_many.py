"""Planning many visits at once: what one gets, each gets; one that cannot be planned leaves none; few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from monitor.kit.problems import BadForm, Conflict, NotHere, NotYours, Problem
from monitor.ledger.queries import verify_ledger
from monitor.outside.database import number
from monitor.visits.actions import cancel_visits, move_on, plan_visits
from monitor.visits.queries import moves_of, visit_open_to, visits_on_trip, visits_open_to
from monitor.visits.rules import NewTrip, NewVisit, Notice, StrangerOnTeam, TeamRole, TripKnown, VisitState, WrongMove
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.visits.counting import Counter
from tests.visits.plans import DAY, a_plan, planned


def round_of(cast: Cast, facility: UUID, visits: int, joint: Sequence[UUID] = ()) -> list[NewVisit]:
    """One trip of so many visits, a day after the other."""
    trip = NewTrip(uuid4(), "Round", frozenset(joint))
    plans = [a_plan(facility, cast.lead, cast.deputy, first_day=DAY + timedelta(days=n)) for n in range(visits)]
    return [NewVisit(uuid4(), plan, trip if n == 0 else trip.id) for n, plan in enumerate(plans)]


async def test_each_of_many_is_planned_like_one(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    alone = await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    first, second = round_of(cast, facility, 2)
    proposed = NewVisit(uuid4(), a_plan(facility), NewTrip(uuid4()), VisitState.PROPOSED)
    entries = (await verify_ledger()).entries
    await plan_visits(actor=cast.coordinator, visits=[second, first, proposed], now=now)
    assert (await verify_ledger()).entries == entries + 3
    one, same = await visit_open_to(cast.lead, alone), await visit_open_to(cast.lead, first.id)
    team = [(mate.account, mate.organisation, mate.role) for mate in same.team]
    assert team == [(mate.account, mate.organisation, mate.role) for mate in one.team]
    assert team[0] == (cast.lead.account, cast.lead.organisation, TeamRole.LEAD)
    assert replace(same, id=one.id, trip=one.trip, trip_title=one.trip_title, team=one.team) == one
    on_trip = [line.id for line in await visits_on_trip(cast.coordinator, same.trip)]
    assert (on_trip, (await visit_open_to(cast.lead, second.id)).secret) == ([first.id, second.id], True)
    assert (await visit_open_to(cast.coordinator, proposed.id)).state is VisitState.PROPOSED
    for outsider in (cast.monitor_ombudsman, cast.coordinator_ngo, cast.stranger):
        with pytest.raises(NotHere):
            await visit_open_to(outsider, second.id)


async def test_organisations_join_the_trips_they_are_named_on(cast: Cast, now: datetime) -> None:
    facility, ngo = await make_facility(cast.coordinator, now=now), cast.monitor_ngo.organisation
    joint, own = round_of(cast, facility, 1, [ngo]), round_of(cast, facility, 1)
    await plan_visits(actor=cast.coordinator, visits=[*joint, *own], now=now)
    assert (await visit_open_to(cast.coordinator_ngo, joint[0].id)).organisations == (cast.lead.organisation, ngo)
    with pytest.raises(NotHere):
        await visit_open_to(cast.coordinator_ngo, own[0].id)
    guest = replace(own[0], id=uuid4(), trip=NewTrip(uuid4()), plan=a_plan(facility, cast.lead, cast.monitor_ngo))
    both = [*round_of(cast, facility, 1, [ngo]), guest]
    with pytest.raises(StrangerOnTeam):
        await plan_visits(actor=cast.coordinator, visits=both, now=now)


async def test_one_that_cannot_be_planned_leaves_none(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    good = round_of(cast, facility, 2)
    plan, trip = good[0].plan, good[0].trip
    assert isinstance(trip, NewTrip)
    open_trip = NewTrip(uuid4())
    announced = NewVisit(uuid4(), replace(plan, notice=Notice.ANNOUNCED), open_trip)
    wrong: list[tuple[type[Problem], Sequence[NewVisit]]] = [
        (NotHere, [NewVisit(uuid4(), replace(plan, facility=uuid4()), NewTrip(uuid4()))]),
        (NotHere, [NewVisit(uuid4(), plan, uuid4())]),
        (NotHere, [NewVisit(uuid4(), plan, NewTrip(trip.id))]),
        (NotHere, [NewVisit(uuid4(), plan, NewTrip(uuid4(), organisations=frozenset([uuid4()])))]),
        (StrangerOnTeam, [NewVisit(uuid4(), a_plan(facility, cast.stranger), NewTrip(uuid4()))]),
        (TripKnown, [announced, NewVisit(uuid4(), plan, open_trip.id)]),
        (BadForm, [NewVisit(uuid4(), replace(plan, last_day=DAY - timedelta(days=1)), NewTrip(uuid4()))]),
        (Conflict, [NewVisit(good[1].id, plan, trip.id)]),
    ]
    for problem, others in wrong:
        with pytest.raises(problem):
            await plan_visits(actor=cast.coordinator, visits=[*good, *others], now=now)
    for table in ("trip", "trip_organisation", "visit", "visit_state", "team_member"):
        assert await number(f"select count(*) from {table}") == 0


async def test_saving_many_again_adds_what_is_new(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    first, second = round_of(cast, facility, 2)
    for visits in ([first], [first, second], [first, second], []):
        await plan_visits(actor=cast.coordinator, visits=visits, now=now)
    assert await number("select count(*) from visit") == 2
    changed = replace(second, plan=replace(second.plan, objectives="Something else"))
    with pytest.raises(Conflict):
        await plan_visits(actor=cast.coordinator, visits=[first, changed], now=now)
    with pytest.raises(NotHere):
        await plan_visits(actor=cast.stranger, visits=[first], now=now)


async def test_many_take_as_many_statements_as_two(cast: Cast, now: datetime, query_count: Counter) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    planning, opening, ending = [], [], []
    for trips in (1, 9):
        visits = [each for _ in range(trips) for each in round_of(cast, facility, 2, [cast.monitor_ngo.organisation])]
        ids = [visit.id for visit in visits]
        plan = partial(plan_visits, actor=cast.coordinator, visits=visits, now=now)
        planning.append(await query_count.during(plan))
        opening.append(await query_count.during(partial(visits_open_to, cast.lead, ids)))
        off = partial(cancel_visits, actor=cast.coordinator, visits=ids, reason="Flood", now=now)
        ending.append(await query_count.during(off))
    assert ending[0] == ending[1] < 15
    assert planning[0] == planning[1] < 15
    assert opening == [3, 3]


async def test_many_are_open_only_if_each_is(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    mine = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    others = await planned(cast.coordinator, a_plan(facility, cast.deputy), now=now)
    assert await visits_open_to(cast.coordinator, [mine, others]) == {
        mine: await visit_open_to(cast.coordinator, mine),
        others: await visit_open_to(cast.coordinator, others),
    }
    assert await visits_open_to(cast.lead, [mine, mine]) == {mine: await visit_open_to(cast.lead, mine)}
    with pytest.raises(NotHere):
        await visits_open_to(cast.lead, [mine, others])
    assert await visits_open_to(cast.stranger, []) == {}


async def test_many_are_called_off_or_none(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    first, second = round_of(cast, facility, 2)
    await plan_visits(actor=cast.coordinator, visits=[first, second], now=now)
    begun = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    await move_on(actor=cast.lead, visit_id=begun, to=VisitState.UNDER_WAY, now=now)
    off = partial(cancel_visits, reason="Flood", now=now)
    for actor, visits, problem in (
        (cast.coordinator, [first.id, begun], WrongMove),
        (cast.coordinator, [first.id, uuid4()], NotHere),
        (cast.stranger, [first.id], NotHere),
        (cast.lead, [first.id], NotYours),
    ):
        with pytest.raises(problem):
            await off(actor=actor, visits=visits)
    assert {move.state for move in await moves_of(cast.coordinator, first.id)} == {VisitState.PLANNED}
    entries = (await verify_ledger()).entries
    await off(actor=cast.coordinator, visits=[first.id, second.id])
    assert (await verify_ledger()).entries == entries + 2
    for visit in (first.id, second.id):
        steps = [(move.state, move.reason) for move in await moves_of(cast.coordinator, visit)]
        assert steps == [(VisitState.PLANNED, ""), (VisitState.CANCELLED, "Flood")]
        assert (await visit_open_to(cast.coordinator, visit)).secret


async def test_the_last_visits_called_off_end_the_secrecy_of_their_trips(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    trips = [round_of(cast, facility, 2) for _ in range(2)]
    await plan_visits(actor=cast.coordinator, visits=[visit for trip in trips for visit in trip], now=now)
    made, left = trips[0]
    for state in (VisitState.UNDER_WAY, VisitState.ENDED):
        await move_on(actor=cast.lead, visit_id=made.id, to=state, now=now)
    await cancel_visits(actor=cast.coordinator, visits=[left.id, trips[1][0].id], reason="Flood", now=now)
    secret = [(await visit_open_to(cast.coordinator, trip[0].id)).secret for trip in trips]
    assert secret == [False, True]
