"""What cannot go as planned stands first on the calendar; a leave and a hidden visit are told alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.kit.periods import Days, closed
from monitor.visits.actions import cancel_visit
from monitor.visits.queries import conflicts_between
from monitor.visits.rules import Busy, Planned, VisitState, WarningKind, conflicts_of
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.visits.plans import DAY, a_plan, planned

LENA, DIMA = UUID(int=11), UUID(int=12)
FIRST_DAYS = st.integers(0, 6).map(lambda n: DAY + timedelta(days=n))


def _seat(visit: int, account: UUID, first: date, length: int) -> Planned:
    return Planned(UUID(int=visit), f"Place {visit}", account, "Lena", first, first + timedelta(days=length))


SEATS = st.lists(
    st.builds(_seat, st.integers(1, 4), st.sampled_from([LENA, DIMA]), FIRST_DAYS, st.integers(0, 3)),
    max_size=8,
    unique_by=lambda seat: (seat.visit, seat.account),
)
AWAY = st.lists(
    st.builds(
        lambda account, first, length: Busy(account, closed(first, first + timedelta(days=length))),
        st.sampled_from([LENA, DIMA]),
        FIRST_DAYS,
        st.integers(0, 3),
    ),
    max_size=5,
)


@given(SEATS)
def test_everybody_on_two_visits_on_a_day_is_named_once_for_each_two(seats: list[Planned]) -> None:
    expected = {
        (seat.account, frozenset({seat.visit, other.visit}))
        for seat in seats
        for other in seats
        if seat.account == other.account and seat.visit != other.visit and seat.days.meets(other.days)
    }
    found = conflicts_of(seats, [])
    assert {(each.account, frozenset(seat.visit for seat in each.visits)) for each in found} == expected
    assert len(found) == len(expected)
    for each in found:
        assert all(each.first_day in seat.days and each.last_day in seat.days for seat in each.visits)


@given(SEATS, AWAY)
def test_whoever_is_not_available_is_named_once_for_each_visit(seats: list[Planned], away: list[Busy]) -> None:
    expected = {
        (seat.account, seat.visit)
        for seat in seats
        for busy in away
        if busy.account == seat.account and busy.days.meets(seat.days)
    }
    found = [each for each in conflicts_of(seats, away) if each.kind is WarningKind.NOT_AVAILABLE]
    assert sorted((each.account, each.visits[0].visit) for each in found) == sorted(expected)


def test_whoever_is_on_a_visit_under_way_is_there() -> None:
    seat, away = _seat(1, LENA, DAY, 0), [Busy(LENA, closed(DAY, DAY))]
    assert [each.kind for each in conflicts_of([seat], away)] == [WarningKind.NOT_AVAILABLE]
    assert conflicts_of([replace(seat, state=VisitState.UNDER_WAY)], away) == ()


@given(SEATS, AWAY)
def test_how_times_away_are_cut_up_tells_nothing(seats: list[Planned], away: list[Busy]) -> None:
    pieces = [Busy(busy.account, closed(day, day)) for busy in away for day in _days(busy.days)]
    assert conflicts_of(seats, pieces + away) == conflicts_of(seats, away)


def _days(days: Days) -> list[date]:
    return [day for n in range(20) if (day := DAY + timedelta(days=n)) in days]


async def test_only_what_is_ahead_is_warned_of(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    for state in (VisitState.PLANNED, VisitState.CLOSED):
        await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, state=state, now=now)
    assert await conflicts_between(cast.coordinator, closed(DAY, DAY)) == ()
    other = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    assert [each.kind for each in await conflicts_between(cast.coordinator, closed(DAY, DAY))] == [
        WarningKind.DOUBLE_BOOKING
    ]
    assert await conflicts_between(cast.coordinator, closed(DAY + timedelta(days=1), DAY + timedelta(days=9))) == ()
    await cancel_visit(actor=cast.coordinator, visit_id=other, reason="Floods", now=now)
    assert await conflicts_between(cast.coordinator, closed(DAY, DAY)) == ()


@pytest.mark.parametrize("path", ["/calendar", "/calendar/week", "/calendar/agenda"])
async def test_conflicts_stand_before_the_days(path: str, cast: Cast, client_as: Clients, now: datetime) -> None:
    for name in ("Prison no 4", "Ward 2"):
        facility = await make_facility(cast.coordinator, name=name, now=now)
        await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, now=now)
    text = (await (await client_as(cast.coordinator)).get(path)).text
    assert "1 thing cannot go as planned" in text
    assert text.index("double booking") < text.index("Lena Lead") < text.index("Ward 2") < text.index('2026-11-22"')


async def test_a_week_shows_its_days_and_the_weeks_beside_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, now=now)
    client = await client_as(cast.lead)
    week = (await client.get(f"/calendar/week?day={DAY}")).text
    assert "Prison no 4" in week
    assert "16 Nov 2026 – 22 Nov 2026" in week
    assert 'href="/calendar/week?day=2026-11-23"' in week
    assert "Prison no 4" not in (await client.get("/calendar/week?day=2026-11-23")).text
    for odd in ("x", "9999-12-31", "0001-01-01", "2026-13-40"):
        assert "16 Nov 2026 – 22 Nov 2026" in (await client.get(f"/calendar/week?day={odd}")).text
