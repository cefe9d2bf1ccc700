"""Days said by the person or entered for whoever telephones; others learn free, not available or not known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.kit.periods import Days, closed
from monitor.kit.problems import BadForm, Conflict, NotHere, NotYours, Problem
from monitor.outside.database import number
from monitor.people import actions
from monitor.people.queries import availability_open_to, marks_of
from monitor.people.rules import Availability, Mark
from monitor.visits.queries import away_days, busy_days, free_of
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast

FREE, AWAY, UNKNOWN = Mark.FREE, Mark.NOT_AVAILABLE, Mark.UNKNOWN
MONDAY = date(2026, 11, 23)
WEEK = Days(MONDAY, MONDAY + timedelta(days=7))
WORKING = [FREE] * 5 + [AWAY] * 2


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


async def say(by: Actor, of: Actor, first: int, last: int, mark: Mark, now: datetime, key: UUID | None = None) -> UUID:
    said = key or uuid4()
    await actions.say_days(
        actor=by, said_id=said, account=of.account, from_day=day(first), to_day=day(last), mark=mark, now=now
    )
    return said


async def say_usual(of: Actor, week: list[Mark], first: date, now: datetime) -> None:
    await actions.say_week(actor=of, account=of.account, week=week, from_day=first, now=now)


async def bring(of: Actor, taken: list[date], now: datetime) -> None:
    within = Days(now.date(), day(60))
    await actions.take_calendar(actor=of, account=of.account, taken=taken, within=within, now=now)


async def held(of: Actor) -> Availability:
    return await availability_open_to(of, of.account, WEEK)


async def test_a_week_holds_until_another_is_said_and_days_differ_from_it(cast: Cast, now: datetime) -> None:
    await say_usual(cast.lead, WORKING, now.date(), now)
    await say(cast.lead, cast.lead, 1, 2, AWAY, now)
    await say(cast.lead, cast.lead, 5, 5, FREE, now)
    assert (await held(cast.lead)).marks == (FREE, AWAY, AWAY, FREE, FREE, FREE, AWAY)
    await say_usual(cast.lead, [UNKNOWN] * 7, day(4), now)
    assert (await held(cast.lead)).marks == (FREE, AWAY, AWAY, FREE, UNKNOWN, FREE, UNKNOWN)
    assert await number("select count(*) from week_pattern") == 14


async def test_the_last_word_counts_and_what_it_says_anew_is_taken_back(cast: Cast, now: datetime) -> None:
    await say(cast.lead, cast.lead, 0, 6, AWAY, now)
    for mark in (FREE, AWAY, FREE):
        await say(cast.lead, cast.lead, 3, 3, mark, now)
    found = await held(cast.lead)
    assert (found.marks, len(found.words)) == ((AWAY, AWAY, AWAY, FREE, AWAY, AWAY, AWAY), 2)
    assert await number("select count(*) from day_exception") == 4


async def test_one_day_is_left_to_the_week_and_the_rest_stays_said(cast: Cast, now: datetime) -> None:
    await say(cast.coordinator, cast.lead, 0, 6, AWAY, now)
    await actions.leave_to_week(actor=cast.lead, account=cast.lead.account, day=day(2), now=now)
    found = await held(cast.lead)
    assert found.marks == (AWAY, AWAY, UNKNOWN, AWAY, AWAY, AWAY, AWAY)
    assert [(word.days, word.said_by) for word in found.words] == [
        (closed(day(0), day(1)), cast.coordinator.account),
        (closed(day(3), day(6)), cast.coordinator.account),
    ]


async def test_a_coordinator_enters_what_a_person_said_by_telephone_under_an_own_name(
    cast: Cast, now: datetime
) -> None:
    await say(cast.coordinator, cast.lead, 0, 0, FREE, now)
    (word,) = (await held(cast.lead)).words
    assert (word.said_by_name, word.said_at) == (cast.coordinator.name, now)


async def test_what_is_sent_twice_is_kept_once_and_another_word_is_a_conflict(cast: Cast, now: datetime) -> None:
    key = await say(cast.lead, cast.lead, 0, 1, AWAY, now)
    await say(cast.lead, cast.lead, 0, 1, AWAY, now, key)
    assert await number("select count(*) from day_exception") == 1
    with pytest.raises(Conflict):
        await say(cast.lead, cast.lead, 0, 1, FREE, now, key)
    with pytest.raises(NotHere):
        await say(cast.deputy, cast.deputy, 0, 1, AWAY, now, key)


async def test_what_is_taken_back_no_longer_holds_and_stays_in_the_file(cast: Cast, now: datetime) -> None:
    key = await say(cast.lead, cast.lead, 0, 6, AWAY, now)
    await actions.take_back_days(actor=cast.lead, account=cast.lead.account, said=key, now=now)
    found = await held(cast.lead)
    assert (found.words, set(found.marks), await number("select count(*) from day_exception")) == ((), {UNKNOWN}, 1)


@pytest.mark.parametrize(("last", "mark"), [(-1, AWAY), (1200, AWAY), (1, UNKNOWN)])
async def test_days_that_cannot_be_meant_are_refused(cast: Cast, now: datetime, last: int, mark: Mark) -> None:
    with pytest.raises(BadForm):
        await say(cast.lead, cast.lead, 0, last, mark, now)


async def test_a_calendar_replaces_what_it_gave_before_and_never_what_was_said(cast: Cast, now: datetime) -> None:
    await say(cast.lead, cast.lead, 1, 1, FREE, now)
    await bring(cast.lead, [day(0), day(1), day(2), day(90)], now)
    assert (await held(cast.lead)).marks == (AWAY, FREE, AWAY, *[UNKNOWN] * 4)
    await bring(cast.lead, [day(3)], now)
    found = await held(cast.lead)
    assert (found.marks, len(found.words)) == ((UNKNOWN, FREE, UNKNOWN, AWAY, *[UNKNOWN] * 3), 2)


@pytest.mark.parametrize(
    ("name", "refused"),
    [("monitor_ombudsman", NotHere), ("coordinator_ngo", NotHere), ("stranger", NotHere), ("partner", NotHere),
     ("admin", NotYours), ("analyst", NotYours)],
)  # fmt: skip
async def test_nobody_else_reads_or_sets_a_persons_days(
    cast: Cast, now: datetime, name: str, refused: type[Problem]
) -> None:
    other, lead = cast.everybody[name], cast.lead.account
    key = await say(cast.lead, cast.lead, 0, 0, AWAY, now)
    for tried in (
        lambda: availability_open_to(other, lead, WEEK),
        lambda: say(other, cast.lead, 1, 1, FREE, now),
        lambda: actions.say_week(actor=other, account=lead, week=WORKING, from_day=MONDAY, now=now),
        lambda: actions.leave_to_week(actor=other, account=lead, day=MONDAY, now=now),
        lambda: actions.take_back_days(actor=other, account=lead, said=key, now=now),
        lambda: actions.take_calendar(actor=other, account=lead, taken=[MONDAY], within=WEEK, now=now),
    ):
        with pytest.raises(refused):
            await tried()
    assert (await held(cast.lead)).marks == (AWAY, *[UNKNOWN] * 6)


async def test_marks_are_told_of_oneself_and_to_the_own_coordinator(cast: Cast, now: datetime) -> None:
    await say(cast.lead, cast.lead, 0, 0, AWAY, now)
    asked = [cast.lead.account, cast.monitor_ngo.account]
    told = {name: set(await marks_of(cast.everybody[name], asked, WEEK)) for name in ("lead", "coordinator", "partner")}
    assert told == {"lead": {asked[0]}, "coordinator": {asked[0]}, "partner": set()}
    assert (await marks_of(cast.coordinator, asked, WEEK))[asked[0]] == (AWAY, *[UNKNOWN] * 6)


async def test_a_visit_lies_over_what_was_said(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await say(cast.lead, cast.lead, 0, 6, FREE, now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, first_day=day(3), now=now)
    asked = [cast.lead.account]
    free = (await free_of(cast.coordinator, asked, WEEK))[cast.lead.account]
    besides = (await free_of(cast.coordinator, asked, WEEK, visit))[cast.lead.account]
    assert (free, besides) == ((FREE, FREE, FREE, AWAY, FREE, FREE, FREE), (FREE,) * 7)


async def test_weekdays_that_never_are_free_warn_a_planner_and_leave_the_calendar_alone(
    cast: Cast, now: datetime
) -> None:
    await say_usual(cast.lead, WORKING, now.date(), now)
    await say(cast.lead, cast.lead, 1, 1, AWAY, now)
    asked = [cast.lead.account]
    assert [busy.days for busy in await busy_days(cast.coordinator, asked, WEEK)] == [
        closed(day(1), day(1)),
        closed(day(5), day(6)),
    ]
    assert [busy.days for busy in await away_days(cast.coordinator, asked, WEEK)] == [closed(day(1), day(1))]
