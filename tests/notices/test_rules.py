"""When a thing is due, when a letter is written, when it is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from monitor.facilities.rules import NoticeTerm
from monitor.kit.workdays import Workdays
from monitor.notices.rules import (
    Choice,
    DueKind,
    Fault,
    Noted,
    Rhythm,
    VisitFacts,
    changes,
    due_of_visit,
    is_quiet,
    latest_turn,
    next_attempt,
    told_now,
    wakes_at,
)
from monitor.visits.rules import Notice, VisitState

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FRIDAY, SUNDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)
HOURS = st.integers(0, 23)
ZONES = st.sampled_from(["UTC", "Asia/Almaty", "Europe/Berlin", "America/St_Johns"])
CHOICES = st.builds(
    Choice,
    rhythm=st.sampled_from(Rhythm),
    zone=ZONES,
    hour=HOURS,
    weekday=st.integers(0, 6),
    quiet_from=HOURS,
    quiet_to=HOURS,
)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


A_VISIT = VisitFacts(
    id=UUID(int=7),
    place="Remand prison",
    first_day=date(2026, 12, 1),
    last_day=date(2026, 12, 1),
    state=VisitState.PLANNED,
    notice=Notice.ANNOUNCED,
    notice_given=False,
    term=None,
    secret=False,
)


def dues(day: date, workdays: Workdays | None = None, **facts: Any) -> list[tuple[DueKind, date]]:
    found = due_of_visit(replace(A_VISIT, **facts), day, workdays or Workdays())
    return [(due.kind, due.day) for due in found]


def test_a_visit_is_to_be_ready_two_working_days_before() -> None:
    assert dues(SUNDAY) == [(DueKind.PREPARATION, date(2026, 11, 27))]
    assert dues(date(2026, 11, 19)) == []
    assert dues(SUNDAY, state=VisitState.READY) == []
    holiday = Workdays(off=frozenset({date(2026, 11, 30)}))
    assert dues(SUNDAY, holiday) == [(DueKind.PREPARATION, date(2026, 11, 26))]


def test_notice_falls_on_the_working_day_before_and_only_where_it_is_asked() -> None:
    asked: dict[str, Any] = {"state": VisitState.READY, "term": NoticeTerm(2)}
    assert dues(SUNDAY, **asked) == [(DueKind.AUTHORITY_NOTICE, date(2026, 11, 27))]
    assert dues(SUNDAY, notice_given=True, **asked) == []
    assert dues(SUNDAY, notice=Notice.UNANNOUNCED, **asked) == []
    assert dues(SUNDAY, state=VisitState.READY) == []
    working: dict[str, Any] = {"state": VisitState.READY, "term": NoticeTerm(4, working=True)}
    assert dues(SUNDAY, **working) == [(DueKind.AUTHORITY_NOTICE, date(2026, 11, 25))]


def test_days_that_are_over_ask_what_became_of_the_visit_and_then_for_its_record() -> None:
    past: dict[str, Any] = {"first_day": FRIDAY, "last_day": FRIDAY}
    assert dues(SUNDAY, **past) == [(DueKind.VISIT_OVER, MONDAY)]
    assert dues(FRIDAY, state=VisitState.UNDER_WAY, **past) == []
    ended: dict[str, Any] = {"state": VisitState.ENDED, **past}
    assert dues(SUNDAY, **ended) == []
    assert dues(date(2026, 11, 26), **ended) == [(DueKind.RECORD, date(2026, 11, 27))]
    assert dues(date(2026, 11, 26), **past, state=VisitState.CLOSED) == []


def noted(n: int, made: datetime = NOON, settled: datetime | None = None, letter: UUID | None = None) -> Noted:
    return Noted(UUID(int=n), DueKind.PREPARATION, UUID(int=n), "2026-12-01", False, made, settled, letter)


def test_rows_follow_what_is_due() -> None:
    (live,) = due_of_visit(A_VISIT, SUNDAY, Workdays())
    row = Noted(UUID(int=1), live.kind, live.subject, live.period, False, NOON, None, None)
    over = Noted(UUID(int=1), live.kind, live.subject, live.period, False, NOON, NOON, None)
    assert changes([], [live]).new == (live,)
    assert not changes([row], [live]).some
    assert changes([row], []).settled == (row,)
    assert changes([over], [live]).again == (over,)
    assert not changes([over], []).some


def test_a_letter_tells_only_what_was_there_at_its_turn() -> None:
    daily = Choice(hour=9)
    early, late = noted(1, NOON - timedelta(hours=4)), noted(2)
    rows = [early, late, noted(3, NOON, settled=NOON), noted(4, NOON, letter=UUID(int=9))]
    assert told_now(daily, rows, NOON) == (early,)
    assert told_now(Choice(rhythm=Rhythm.AT_ONCE), rows, NOON) == (early, late)
    assert told_now(Choice(rhythm=Rhythm.NEVER), rows, NOON) == ()
    assert told_now(Choice(hour=9, quiet_from=11, quiet_to=13), rows, NOON) == ()


@given(CHOICES, INSTANTS)
def test_a_turn_is_past_and_no_older_than_its_rhythm(choice: Choice, now: datetime) -> None:
    turn = latest_turn(choice, now)
    longest = {Rhythm.AT_ONCE: 0, Rhythm.WEEKLY: 7}.get(choice.rhythm, 1)
    assert turn <= now <= turn + timedelta(days=longest, hours=1 if longest else 0)


@given(CHOICES, INSTANTS)
def test_quiet_hours_end(choice: Choice, now: datetime) -> None:
    awake = wakes_at(choice, now)
    assert now <= awake <= now + timedelta(hours=25)
    assert (awake == now) == (not is_quiet(choice, now))
    assert not is_quiet(choice, awake)


def test_silence_is_tried_for_three_days_and_a_refusal_once() -> None:
    assert next_attempt(Fault.REFUSED, 1, NOON) is None
    assert next_attempt(Fault.FORBIDDEN, 1, NOON) is None
    at, waits = NOON, []
    for attempt in range(1, 200):
        again = next_attempt(Fault.NO_ANSWER, attempt, at)
        if again is None:
            break
        waits.append(again - at)
        at = again
    assert waits[:7] == [timedelta(minutes=n) for n in (1, 2, 4, 8, 16, 32, 60)]
    assert timedelta(days=2.9) < at - NOON < timedelta(days=3.2)
