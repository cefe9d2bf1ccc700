"""Mandates: the narrowest that holds on the day counts; each body keeps its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.facilities.actions import end_mandate, withdraw_mandate
from monitor.facilities.queries import mandate_at, mandates, mandates_on
from monitor.facilities.rules import BasisNeeded, Coverage, Mandate, NoticeTerm, mandate_that_counts
from monitor.kit.periods import Days
from monitor.kit.problems import BadForm, NotHere, NotYours
from monitor.kit.workdays import Workdays
from tests.makers_facilities import make_facility, make_mandate
from tests.people import Cast

KIND = "temporary_detention_facility"
HERE, BODY = UUID(int=7), UUID(int=8)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
periods = st.builds(Days, st.none() | days, st.none() | days)
held = st.builds(
    Mandate,
    id=st.uuids(),
    organisation=st.just(BODY),
    organisation_name=st.just("Office"),
    facility=st.sampled_from([None, HERE, UUID(int=9)]),
    facility_type=st.sampled_from([None, "colony", KIND]),
    coverage=st.sampled_from(Coverage),
    legal_basis=st.just("Law"),
    notice_required=st.just(False),
    notice_days=st.none(),
    notice_working=st.just(False),
    days=periods,
)


@given(st.lists(held), days)
def test_the_one_that_counts_speaks_of_the_place_and_none_is_narrower(mandates: list[Mandate], day: date) -> None:
    chosen = mandate_that_counts(mandates, facility=HERE, kind=KIND, day=day)
    speaking = [m for m in mandates if m.facility in (None, HERE) and m.facility_type in (None, KIND) and day in m.days]
    assert (chosen in speaking) if speaking else (chosen is None)
    if chosen is not None:
        assert chosen.breadth == min(m.breadth for m in speaking)


FRIDAY = date(2026, 11, 20)
works = st.builds(
    Workdays,
    off=st.frozensets(st.dates(FRIDAY, FRIDAY + timedelta(days=20)), max_size=6),
    worked=st.frozensets(st.dates(FRIDAY, FRIDAY + timedelta(days=20)), max_size=3),
)


@given(st.builds(NoticeTerm, st.integers(1, 12), st.booleans()), st.integers(0, 9), works)
def test_the_soonest_visit_is_the_first_whose_notice_can_still_be_given(
    term: NoticeTerm, later: int, workdays: Workdays
) -> None:
    today = FRIDAY + timedelta(days=later)
    given_on = workdays.on_or_after(today)
    every = (today + timedelta(days=n) for n in range(200))
    assert term.soonest(today, workdays) == next(d for d in every if term.give_by(d, workdays) >= given_on)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    holiday = Workdays(off=frozenset({date(2026, 11, 24)}))
    assert NoticeTerm(3).soonest(FRIDAY, holiday) == date(2026, 11, 23)
    assert NoticeTerm(3, working=True).soonest(FRIDAY, holiday) == date(2026, 11, 26)
    assert NoticeTerm(3, working=True).give_by(date(2026, 11, 26), holiday) == FRIDAY
    assert NoticeTerm(3, working=True).give_by(date(2026, 11, 25), holiday) == date(2026, 11, 19)


async def test_a_place_goes_before_its_type_and_that_before_all(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, kind=KIND, now=now)
    other = await make_facility(cast.coordinator, kind=KIND, now=now)
    await make_mandate(cast.coordinator, coverage=Coverage.COVERED, now=now)
    await make_mandate(cast.coordinator, kind=KIND, coverage=Coverage.COVERED_PARTLY, now=now)
    await make_mandate(cast.coordinator, facility=place, coverage=Coverage.CONTESTED, notice_days=3, now=now)
    found = [await mandate_at(cast.lead, cast.lead.organisation, spot, now.date()) for spot in (place, other)]
    assert [m and m.coverage for m in found] == [Coverage.CONTESTED, Coverage.COVERED_PARTLY]
    assert [m and m.notice_days for m in found] == [3, None]


async def test_days_decide_and_history_stays(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    first = await make_mandate(cast.coordinator, from_day=date(2020, 1, 1), now=now)
    await end_mandate(actor=cast.coordinator, mandate=first, to_day=date(2024, 1, 1), now=now)
    spoken = [
        await mandate_at(cast.lead, cast.lead.organisation, place, day)
        for day in (date(2019, 12, 31), date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert [m is not None for m in spoken] == [False, True, False]


async def test_each_body_that_may_enter_is_listed_once(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await make_mandate(cast.coordinator, now=now)
    await make_mandate(cast.coordinator, facility=place, coverage=Coverage.CONTESTED, now=now)
    await make_mandate(cast.coordinator_ngo, coverage=Coverage.NOT_COVERED, now=now)
    listed = [(m.organisation_name, m.coverage) for m in await mandates_on(cast.monitor_ngo, place, now.date())]
    assert listed == [("Office of the Ombudsman", Coverage.CONTESTED), ("Open Doors", Coverage.NOT_COVERED)]


async def test_a_coordinator_keeps_the_own_bodys_and_an_administrator_all(cast: Cast, now: datetime) -> None:
    made = await make_mandate(cast.coordinator, now=now)
    with pytest.raises(NotYours):
        await make_mandate(cast.coordinator_ngo, organisation=cast.coordinator.organisation, now=now)
    with pytest.raises(NotYours):
        await withdraw_mandate(actor=cast.stranger, mandate=made, now=now)
    with pytest.raises(NotHere):
        await withdraw_mandate(actor=cast.coordinator, mandate=uuid4(), now=now)
    await withdraw_mandate(actor=cast.admin, mandate=made, now=now)
    place = await make_facility(cast.coordinator, now=now)
    assert await mandate_at(cast.lead, cast.lead.organisation, place, now.date()) is None


async def test_notice_is_a_year_at_most(cast: Cast, now: datetime) -> None:
    await make_mandate(cast.coordinator, notice_days=365, notice_working=True, now=now)
    for days in (-1, 366, 999_999_999):
        with pytest.raises(BadForm):
            await make_mandate(cast.coordinator, notice_days=days, now=now)
    (held,) = await mandates(cast.coordinator)
    assert held.notice == NoticeTerm(365, working=True)
    assert replace(held, notice_days=999_999_999).notice == held.notice


async def test_a_mandate_names_its_law(cast: Cast, now: datetime) -> None:
    with pytest.raises(BasisNeeded):
        await make_mandate(cast.coordinator, legal_basis="  ", now=now)
    await make_mandate(cast.coordinator, legal_basis="", coverage=Coverage.UNKNOWN, now=now)
