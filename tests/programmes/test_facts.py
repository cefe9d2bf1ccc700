"""What points rest on, read from visits, denials, promises, records and registers as far as the actor may see."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.problems import BadForm, NotYours
from monitor.programme.actions import add_manual_points, set_coverage_rule, set_weights
from monitor.programme.queries import coverage_rules, priorities
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.priority import Reason, Weights
from monitor.visits.actions import note_promise
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState, VisitType
from tests.makers_denials import make_outside_denial, told
from tests.makers_facilities import make_facility
from tests.makers_visits import at_gate, at_stages, make_heads, make_visit
from tests.people import Cast


async def points(cast: Cast, place: UUID, name: str = "coordinator") -> dict[Reason, int]:
    """Sum the points of a place by reason, as somebody sees them."""
    found: dict[Reason, int] = {}
    for score in await priorities(cast.everybody[name]):
        for point in score.reasons if score.facility == place else ():
            found[point.reason] = found.get(point.reason, 0) + point.points
    return found


async def visited(cast: Cast, place: UUID, status: AdmissionStatus, *, ago: int, now: datetime) -> UUID:
    then = now - timedelta(days=ago)
    visit = await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, first_day=then.date(), state=VisitState.ENDED, now=then
    )
    await at_gate(visit, {cast.lead.account: status}, by=cast.lead, now=then)
    if status is AdmissionStatus.ADMITTED:
        await at_stages(visit, StageKind.ADMITTED, StageKind.TOUR, by=cast.lead, now=then)
    return visit


async def test_a_visit_made_moves_the_date_and_a_refused_one_does_not(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await visited(cast, place, AdmissionStatus.ADMITTED, ago=365, now=now)
    assert await points(cast, place) == {Reason.TIME: 20, Reason.TYPE: 10}
    await visited(cast, place, AdmissionStatus.REFUSED, ago=1, now=now)
    assert await points(cast, place) == {Reason.TIME: 20, Reason.TYPE: 10, Reason.ACCESS: 20}


async def test_others_see_only_what_is_theirs(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await visited(cast, place, AdmissionStatus.REFUSED, ago=1, now=now)
    assert await points(cast, place, "stranger") == {Reason.TIME: 60, Reason.TYPE: 10}
    for name in ("lead", "partner", "analyst", "admin"):
        with pytest.raises(NotYours):
            await priorities(cast.everybody[name])


async def test_people_counted_and_places_make_a_crowd(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, capacity=10, now=now)
    visit = await visited(cast, place, AdmissionStatus.ADMITTED, ago=0, now=now)
    await make_heads(visit, 15, None, None, by=cast.lead, now=now)
    assert (await points(cast, place))[Reason.OCCUPANCY] == 15


async def test_a_promise_asks_for_a_visit(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, state=VisitState.UNDER_WAY, type=VisitType.AD_HOC, now=now
    )
    due = now.date() + timedelta(days=30)
    await note_promise(actor=cast.lead, visit_id=visit, promise_id=uuid4(), what="A lamp", due_day=due, now=now)
    assert (await points(cast, place))[Reason.FOLLOW_UP] == 15


async def test_a_pass_refused_outside_any_visit_counts(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    said = told(kind="pass_refused", day=now.date())
    await make_outside_denial(cast.coordinator, facility=place, said=said, now=now)
    assert (await points(cast, place))[Reason.ACCESS] == 20


async def test_points_by_hand_and_weights_are_the_own_houses(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    until = now.date() + timedelta(days=60)
    for given in (5, 12):
        await add_manual_points(
            actor=cast.coordinator,
            points_id=uuid4(),
            facility=place,
            points=given,
            reason="Letters from relatives",
            until_day=until,
            now=now,
        )
    await set_weights(actor=cast.coordinator, weights=Weights(time=20), now=now)
    assert await points(cast, place) == {Reason.TIME: 30, Reason.TYPE: 10, Reason.BY_HAND: 12}
    assert await points(cast, place, "stranger") == {Reason.TIME: 60, Reason.TYPE: 10}
    with pytest.raises(BadForm) as faults:
        await add_manual_points(
            actor=cast.coordinator,
            points_id=uuid4(),
            facility=place,
            points=21,
            reason=" ",
            until_day=until + timedelta(days=200),
            now=now,
        )
    assert [error.field for error in faults.value.errors] == ["points", "reason", "until_day"]


async def test_the_latest_rule_of_a_type_counts(cast: Cast, now: datetime) -> None:
    today = now.date()
    for months, ahead in ((12, 0), (6, 10)):
        rule = CoverageRule("remand_prison", any_months=months, from_day=today + timedelta(days=ahead))
        await set_coverage_rule(actor=cast.coordinator, rule_id=uuid4(), rule=rule, now=now)
    for day, months in ((today, 12), (today + timedelta(days=10), 6)):
        assert (await coverage_rules(cast.coordinator, day))["remand_prison"].any_months == months
    assert await coverage_rules(cast.stranger, today) == {}
    bad = CoverageRule("castle", in_depth_months=0, visit_days=9, team_min=3, team_max=2, base_points=11)
    with pytest.raises(BadForm) as faults:
        await set_coverage_rule(actor=cast.coordinator, rule_id=uuid4(), rule=bad, now=now)
    assert [error.field for error in faults.value.errors] == [
        "facility_type", "in_depth_months", "visit_days", "team_min", "base_points"
    ]  # fmt: skip
