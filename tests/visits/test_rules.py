"""The life of a visit and what a planner is warned of, for any plan."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.facilities.rules import NoticeTerm
from monitor.kit.periods import Days, closed
from monitor.kit.problems import BadForm
from monitor.kit.workdays import Workdays
from monitor.people.rules import Expertise, Sex
from monitor.visits.rules import (
    ASKS_REASON,
    BEFORE_GATE,
    NEXT,
    OVER,
    Answered,
    Busy,
    MandateFacts,
    Notice,
    PersonFacts,
    Plan,
    PlanFacts,
    ReasonNeeded,
    Teammate,
    TeamRole,
    VisitState,
    VisitType,
    WarningKind,
    WarningsOpen,
    WrongMove,
    check_answered,
    check_move,
    check_plan,
    is_over,
    warnings_of,
)

FACILITY, OFFICE, LENA, DIMA = (UUID(int=n) for n in range(1, 5))
DAY = date(2026, 12, 1)
states = st.sampled_from(VisitState)
persons = st.builds(
    PersonFacts,
    account=st.sampled_from([LENA, DIMA]),
    name=st.just("Lena"),
    leads=st.booleans(),
    known=st.booleans(),
    sex=st.sampled_from(Sex),
    expertise=st.lists(st.sampled_from(Expertise), max_size=2).map(tuple),
    credentials=st.sampled_from([(), (Days(DAY),), (closed(DAY, DAY),)]),
    has_conflict=st.booleans(),
    busy=st.sampled_from([(), (Busy(LENA, closed(DAY, DAY)),), (Busy(LENA, closed(DAY, DAY), FACILITY, "Prison"),)]),
)


def facts(*people: PersonFacts, notice_days: int = 0, told_on: date = DAY - timedelta(days=30)) -> PlanFacts:
    term = NoticeTerm(notice_days) if notice_days else None
    give_by = term.give_by(DAY, Workdays()) if term else None
    return PlanFacts(
        facility=FACILITY,
        status="open",
        days=closed(DAY, DAY),
        type=VisitType.AD_HOC,
        notice=Notice.ANNOUNCED,
        told_on=told_on,
        languages=(),
        mandates=(MandateFacts(OFFICE, "Office", lets_in=True, notice=term, give_by=give_by),),
        people=people,
    )


FINE = PersonFacts(LENA, "Lena", leads=True, known=True, sex=Sex.WOMAN, credentials=(Days(DAY),))


@given(states, states, st.text())
def test_a_visit_moves_only_as_the_table_says(state: VisitState, to: VisitState, reason: str) -> None:
    allowed = to in NEXT[state]
    reasoned = to is not VisitState.CANCELLED or bool(reason.strip())
    if allowed and reasoned:
        check_move(state, to, reason)
    else:
        with pytest.raises((WrongMove, ReasonNeeded)):
            check_move(state, to, reason)


def test_every_state_is_reached_from_a_proposal_and_only_plans_are_cancelled() -> None:
    reached, ahead = set(), [VisitState.PROPOSED]
    while ahead:
        state = ahead.pop()
        if state not in reached:
            reached.add(state)
            ahead += NEXT[state]
    assert reached == set(VisitState)
    assert {state for state in VisitState if VisitState.CANCELLED in NEXT[state]} == BEFORE_GATE


@given(st.lists(states))
def test_a_trip_is_over_when_nothing_is_ahead_and_something_was_made(known: list[VisitState]) -> None:
    assert is_over(known) == (
        any(s in OVER for s in known) and not any(s in BEFORE_GATE or s is VisitState.UNDER_WAY for s in known)
    )


def test_a_sound_plan_has_no_warning() -> None:
    assert warnings_of(facts(FINE)) == ()


@given(st.lists(persons, max_size=4))
def test_a_leave_and_a_hidden_visit_warn_alike(people: list[PersonFacts]) -> None:
    for warning in warnings_of(facts(*people)):
        if warning.kind is WarningKind.NOT_AVAILABLE:
            assert dict(warning.said.values) == {"name": "Lena"}
        if warning.kind in {WarningKind.NO_CREDENTIAL, WarningKind.CONFLICT_OF_INTEREST}:
            assert any(person.known and person.account == warning.about for person in people)


@given(st.lists(persons, max_size=4))
def test_what_asks_for_a_reason_comes_first_and_holds_the_visit_back(people: list[PersonFacts]) -> None:
    found = warnings_of(facts(*people))
    kinds = [warning.kind in ASKS_REASON for warning in found]
    assert kinds == sorted(kinds, reverse=True)
    unanswered = tuple(Answered(warning, None) for warning in found)
    if any(kinds):
        with pytest.raises(WarningsOpen):
            check_answered(unanswered)
    else:
        check_answered(unanswered)


@pytest.mark.parametrize(("told", "warned"), [(2, True), (3, False)])
def test_notice_is_too_short_by_the_mandate_only(told: int, warned: bool) -> None:
    found = warnings_of(facts(FINE, notice_days=3, told_on=DAY - timedelta(days=told)))
    assert (WarningKind.NOTICE_TOO_SHORT in {warning.kind for warning in found}) == warned


def test_a_credential_must_hold_on_every_day() -> None:
    ends = PersonFacts(LENA, "Lena", leads=True, known=True, sex=Sex.WOMAN, credentials=(Days(None, DAY),))
    assert [warning.kind for warning in warnings_of(facts(ends))] == [WarningKind.NO_CREDENTIAL]


def test_a_plan_names_all_its_faults_at_once() -> None:
    team = (Teammate(LENA, TeamRole.LEAD), Teammate(LENA, TeamRole.DEPUTY))
    plan = Plan(FACILITY, DAY, DAY - timedelta(days=1), VisitType.OTHER, Notice.ANNOUNCED, team)
    with pytest.raises(BadForm) as bad:
        check_plan(plan)
    assert [fault.field for fault in bad.value.errors] == ["last_day", "deputy"]
