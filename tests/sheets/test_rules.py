"""What an answer is, what follows from elsewhere, how far a sheet has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, BadValue, Follows, Questionnaire
from monitor.sheets.rules import (
    Dot,
    Facts,
    FollowsElsewhere,
    Given,
    Hindered,
    NewAnswer,
    check_given,
    content_of,
    follow,
    progress,
    state_of,
    unanswered,
    words_read,
)
from tests.makers_sheets import shipped_questionnaire
from tests.sheets.small import small_questionnaire

Q: Questionnaire = shipped_questionnaire()
KEYS = [question.item.key for question in Q.questions]
GATE = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
GIVEN = st.one_of(
    st.just(Given()), st.builds(Given, value=st.just("1")), st.builds(Given, absence=st.sampled_from(Absence))
)


@given(st.dictionaries(st.sampled_from(KEYS), GIVEN))
def test_every_item_is_counted_once_and_in_one_way(answers: Mapping[str, Given]) -> None:
    state = state_of(Q, {}, {(key, None): given for key, given in answers.items()}, (), date(2026, 11, 22))
    for section in progress(state):
        assert section.blank + section.answered + sum(section.absences.values()) == section.asked
        assert len(section.dots) == section.asked
        assert section.dots.count(Dot.NOT_ALLOWED) == section.absences[Absence.NOT_ALLOWED]


@given(st.dictionaries(st.sampled_from(KEYS), st.builds(Given, absence=st.none() | st.sampled_from(Absence))))
def test_what_is_left_to_ask_is_blank_and_does_not_follow(answers: Mapping[str, Given]) -> None:
    state = state_of(Q, {}, {(key, None): given for key, given in answers.items()}, (), date(2026, 11, 22))
    left = {question.item.key for question in unanswered(state)}
    assert left == {q.item.key for q in Q.questions if q.item.follows_from is None and state.given(q.item.key).blank}
    assert left.isdisjoint(key for key, given in answers.items() if given.absence)


def test_a_value_is_kept_in_its_one_spelling() -> None:
    question = small_questionnaire().by_key("area")
    assert check_given(question.item, question.code, " 3,50 ", None) == Given(value="3.5")
    assert check_given(question.item, question.code, "  ", None) == Given()
    assert check_given(question.item, question.code, None, Absence.NOT_ALLOWED) == Given(absence=Absence.NOT_ALLOWED)
    with pytest.raises(BadValue):
        check_given(question.item, question.code, "large", None)


def test_what_follows_from_elsewhere_takes_no_answer() -> None:
    question = Q.by_key("held_today")
    with pytest.raises(FollowsElsewhere):
        check_given(question.item, question.code, "12", None)


def test_two_contents_are_equal_only_if_everything_said_is() -> None:
    sheet, answer = uuid4(), NewAnswer(id=uuid4(), key="toilet_access", value="no")
    said = content_of(sheet, answer, Given(value="no"))
    assert content_of(sheet, replace(answer, id=uuid4()), Given(value="no")) == said
    assert content_of(sheet, replace(answer, remark="two of six"), Given(value="no")) != said
    assert content_of(uuid4(), answer, Given(value="no")) != said


def test_a_sheet_names_the_words_it_was_read_in() -> None:
    english, russian = words_read(Q, "en"), words_read(Q, "ru")
    assert len(english) == len(russian) == 2
    assert set(english).isdisjoint(russian)
    assert words_read(Q, "de") == english


def inside(**more: Any) -> Facts:
    facts = Facts(notice="unannounced", gate_at=GATE, admitted_at=GATE + timedelta(minutes=40), team=5, let_in=5)
    return replace(facts, **more)


def test_a_head_not_counted_is_not_zero_and_not_unknown() -> None:
    assert follow(inside())[Follows.HELD_TODAY].given == Given(absence=Absence.NOT_ASSESSED)
    assert follow(inside(heads_counted=True))[Follows.ALONE].given == Given(absence=Absence.UNKNOWN)
    assert follow(inside(heads_counted=True, held_today=0))[Follows.HELD_TODAY].given == Given(value="0")


def test_the_wait_runs_from_the_gate_to_the_door() -> None:
    assert follow(inside())[Follows.WAIT_MINUTES].given == Given(value="40")
    assert follow(inside(admitted_at=None))[Follows.WAIT_MINUTES].given == Given(absence=Absence.NOT_ASSESSED)
    turned_away = inside(admitted_at=None, left_at=GATE + timedelta(minutes=90), let_in=0, held_back=5)
    assert follow(turned_away)[Follows.WAIT_MINUTES].given == Given(value="90")


def test_the_whole_team_came_in_only_if_nobody_was_held_back() -> None:
    assert follow(inside())[Follows.FULL_TEAM].given == Given(value="yes")
    assert follow(inside(let_in=3, held_back=2))[Follows.FULL_TEAM].given == Given(value="no")
    assert follow(inside(team=0, let_in=0))[Follows.FULL_TEAM].given == Given(absence=Absence.NOT_ASSESSED)


def test_a_door_nobody_tried_is_not_open() -> None:
    assert follow(inside())[Follows.AREAS].given == Given(absence=Absence.NOT_ASSESSED)
    assert follow(inside(stages=frozenset({"tour"})))[Follows.AREAS].given == Given(value="yes")
    closed = inside(stages=frozenset({"tour"}), hindered=frozenset({Hindered.AREAS}))
    assert follow(closed)[Follows.AREAS].given == Given(value="no")


def test_a_team_kept_out_was_not_allowed_to_look() -> None:
    refused = inside(let_in=0, held_back=5, admitted_at=None)
    kept_out = {Follows.AREAS, Follows.RECORDS, Follows.EQUIPMENT, Follows.PRIVATE_INTERVIEWS}
    assert {each for each, said in follow(refused).items() if said.given.absence is Absence.NOT_ALLOWED} == kept_out
