"""The planner's question: what the board, the calendar of the country and the programme's frame make of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.facilities.actions.holidays import keep_holiday
from monitor.facilities.rules.holidays import DayKind
from monitor.kit.problems import BadForm
from monitor.programme.actions import accept_version, change_programme, keep_proposal, pin_entry, set_mark
from monitor.programme.actions.proposing import follow_proposal, start_proposal
from monitor.programme.queries import board_of, to_put_right
from monitor.programme.queries.question import question_of
from monitor.programme.rules.by_hand import NoteKind, notes_of
from monitor.programme.rules.faults import Lack
from monitor.programme.rules.model import Job, Limit, Snapshot
from monitor.programme.rules.programmes import Frame, MarkKind, NewMark, check_frame
from monitor.programme.rules.question import spread
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitType
from tests.makers_facilities import make_facility, make_mandate, make_region
from tests.people import Cast
from tests.programmes.makers import Made, make_entry, make_programme


async def asked(cast: Cast, made: Made) -> tuple[Snapshot, dict[str, Job]]:
    """Give the question and its jobs by id."""
    _, question = await question_of(cast.coordinator, made.version)
    return question.snapshot, {job.id: job for job in question.snapshot.jobs}


async def framed(cast: Cast, made: Made, frame: Frame, now: datetime) -> None:
    await change_programme(actor=cast.coordinator, programme_id=made.programme, frame=frame, now=now)


def frame_of(made: Made, days: int = 28) -> Frame:
    return Frame("Autumn", made.first_day, made.first_day + timedelta(days=days - 1))


async def test_holidays_and_closed_days_are_no_days_of_a_visit(cast: Cast, now: datetime) -> None:
    here, there = [await make_facility(cast.coordinator, name=n, zone="Asia/Dushanbe", now=now) for n in ("A", "B")]
    made = await make_programme(cast.coordinator, days=28, now=now)
    first = made.first_day
    for day, kind in ((first + timedelta(days=3), DayKind.OFF), (first + timedelta(days=5), DayKind.WORKING)):
        await keep_holiday(actor=cast.coordinator, country="TJ", day=day, name="Day", kind=kind, now=now)
    for place, after in ((None, 8), (here, 10)):
        on = first + timedelta(days=after)
        mark = NewMark(MarkKind.CLOSED, place, on, on + timedelta(days=1))
        await set_mark(actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=mark, now=now)
    snapshot, jobs = await asked(cast, made)
    assert (snapshot.closed, jobs[str(here)].closed, jobs[str(there)].closed) == ((3, 8, 9), (10, 11), ())
    entry = await make_entry(cast.coordinator, made, there, day=3, team=[cast.lead], now=now)
    board = await board_of(cast.coordinator, made.version)
    assert NoteKind.CLOSED in {note.kind for note in notes_of(board, now.date())[entry]}


@pytest.mark.parametrize(("working", "first"), [(False, date(2026, 11, 26)), (True, date(2026, 11, 27))])
async def test_notice_counts_from_the_next_working_day_and_over_holidays(
    cast: Cast, now: datetime, working: bool, first: date
) -> None:
    place = await make_facility(cast.coordinator, zone="Asia/Dushanbe", now=now)
    await make_mandate(cast.coordinator, notice_days=3, notice_working=working, now=now)
    tuesday = date(2026, 11, 24)
    await keep_holiday(actor=cast.coordinator, country="TJ", day=tuesday, name="Day", kind=DayKind.OFF, now=now)
    made = await make_programme(cast.coordinator, days=28, first_day=date(2026, 11, 23), now=now)
    snapshot, jobs = await asked(cast, made)
    assert snapshot.date_of(snapshot.today + jobs[str(place)].notice) == first


async def test_two_visits_at_a_place_keep_a_gap_unless_a_person_settled_them(cast: Cast, now: datetime) -> None:
    place, other = [await make_facility(cast.coordinator, name=n, now=now) for n in ("A", "B")]
    made = await make_programme(cast.coordinator, days=28, now=now)
    await make_entry(cast.coordinator, made, place, day=1, team=[cast.lead], now=now)
    pinned = await make_entry(cast.coordinator, made, place, day=3, team=[cast.lead], now=now)
    await pin_entry(actor=cast.coordinator, entry_id=pinned, now=now)
    await make_entry(cast.coordinator, made, place, day=9, type=VisitType.FOLLOW_UP, team=[cast.lead], now=now)
    _, jobs = await asked(cast, made)
    gaps = [jobs[f"{place}{n}"].rhythm.least for n in ("", "/2", "/3")]
    assert (gaps, jobs[str(other)].rhythm.least) == ([0, 14, 0], 14)


async def test_the_frame_says_limits_ways_and_where_journeys_begin(cast: Cast, now: datetime) -> None:
    home, far = [await make_region(cast.coordinator, name=name, now=now) for name in ("Home", "Far")]
    for region, latitude in ((home, "38.5"), (far, "42.5")):
        await make_facility(cast.coordinator, region=region, latitude=latitude, longitude="68.8", now=now)
    made = await make_programme(cast.coordinator, days=28, first_day=date(2026, 12, 21), now=now)
    assert Lack.NO_HOME in {fault.lack for fault in (await to_put_right(cast.coordinator, made.version)).faults}
    frame = replace(frame_of(made), home=home, budget=28, evenly=True, travel_km=400)
    await framed(cast, made, frame, now)
    snapshot, _ = await asked(cast, made)
    assert (snapshot.travel, snapshot.limits) == (400, (Limit(0, 6, 7), Limit(0, 13, 14), Limit(0, 20, 21)))
    assert ({person.home for person in snapshot.monitors}, [road.other for road in snapshot.roads]) == (
        {str(home)},
        [str(far)],
    )
    assert 560 < snapshot.roads[0].km < 600
    assert {fault.lack for fault in (await to_put_right(cast.coordinator, made.version)).faults} == set()


@pytest.mark.parametrize(("days", "stretch"), [(5, 7), (28, 7), (91, 7), (92, 14), (182, 14), (364, 28)])
def test_a_budget_comes_due_stretch_by_stretch(days: int, stretch: int) -> None:
    limits = spread(days, budget=2 * days)
    assert [(limit.first, limit.last + 1) for limit in limits] == [(0, day) for day in range(stretch, days, stretch)]
    assert [limit.person_days for limit in limits] == [2 * (limit.last + 1) for limit in limits]


def test_a_frame_says_what_it_cannot_be() -> None:
    frame = Frame("Autumn", date(2026, 12, 1), date(2026, 12, 30), travel_km=-1, nights=101)
    with pytest.raises(BadForm) as bad:
        check_frame(frame)
    assert [fault.field for fault in bad.value.errors] == ["travel_km", "nights"]


async def proposed(cast: Cast, made: Made, now: datetime) -> UUID:
    proposal = await start_proposal(
        actor=cast.coordinator, proposal_id=uuid4(), version_id=made.version, iterations=20, now=now
    )
    await follow_proposal(actor=cast.coordinator, proposal_id=proposal, clock=lambda: now)
    return await keep_proposal(actor=cast.coordinator, proposal_id=proposal, version_id=uuid4(), now=now)


async def test_a_night_that_was_drawn_is_told_the_team(cast: Cast, now: datetime) -> None:
    await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, days=28, now=now)
    await framed(cast, made, replace(frame_of(made), nights=100, weekends=0), now)
    kept = await proposed(cast, made, now)
    board = await board_of(cast.coordinator, kept)
    (entry,) = board.entries
    assert (entry.night, NoteKind.NIGHT in {note.kind for note in notes_of(board, now.date())[entry.id]}) == (
        True,
        True,
    )
    (visit,) = await accept_version(actor=cast.coordinator, version_id=kept, now=now)
    assert (await visit_open_to(cast.coordinator, visit)).objectives == "Come in the evening or at night."
