"""A sheet as expressions see it: what counts, what is not asked, what rows add up to; nothing absent becomes "no"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, Kind, Questionnaire
from monitor.checklists.rules.expressions import BLANK, Absent
from monitor.sheets.rules import (
    Given,
    NewRow,
    Place,
    SheetState,
    grid_of,
    mismatches,
    progress,
    rests_on,
    state_of,
)
from tests.makers_sheets import shipped_questionnaire
from tests.sheets.small import small_questionnaire

Q: Questionnaire = small_questionnaire()
TODAY = date(2026, 11, 22)
ROOMS = [UUID(int=number) for number in range(1, 5)]
ABSENT = st.builds(Given, absence=st.sampled_from(Absence))
NUMBER = st.one_of(st.just(Given()), ABSENT, st.builds(Given, value=st.integers(0, 40).map(str)))


def small(answers: Mapping[Place, Given], *, rooms: int = 0, talks: int = 0) -> SheetState:
    rows = [NewRow(row, "rooms") for row in ROOMS[:rooms]] + [NewRow(UUID(int=9 + n), "talks") for n in range(talks)]
    return state_of(Q, {}, answers, rows, TODAY)


@given(st.lists(NUMBER, max_size=4))
def test_a_sum_over_rows_skips_what_is_absent_and_is_absent_where_nothing_is_left(said: list[Given]) -> None:
    state = small({("sleepers", ROOMS[n]): each for n, each in enumerate(said)}, rooms=len(said))
    numbers = [int(each.value) for each in said if each.value is not None]
    assert state.given("sleeping").value == (str(sum(numbers)) if numbers else None)


@given(ABSENT, st.integers(0, 40).map(str))
def test_why_nothing_was_computed_holds_only_until_something_is(why: Given, sleepers: str) -> None:
    assert small({("sleeping", None): why}).given("sleeping") == why
    unknown = small({("sleeping", None): why, ("sleepers", ROOMS[0]): Given(absence=Absence.UNKNOWN)}, rooms=1)
    assert unknown.given("sleeping") == why
    later = small({("sleeping", None): why, ("sleepers", ROOMS[0]): Given(sleepers)}, rooms=1)
    assert later.given("sleeping") == Given(sleepers)


@given(NUMBER, NUMBER)
def test_what_is_not_relevant_counts_as_not_applicable_whatever_was_said(women: Given, held: Given) -> None:
    state = small({("women", None): women, ("held", None): held, ("women_apart", None): Given("yes")})
    known = women.value is not None
    expected = Given(absence=Absence.NOT_APPLICABLE) if known and women.value == "0" else Given("yes")
    assert state.given("women_apart") == expected
    assert state.said("women_apart") == Given("yes")
    assert state.relevant("women_apart") is (None if not known else women.value != "0")


@given(NUMBER, NUMBER)
def test_a_rule_that_cannot_be_judged_lets_an_answer_pass(women: Given, held: Given) -> None:
    state = small({("women", None): women, ("held", None): held})
    item = Q.by_key("women").item
    judged = women.value is not None and held.value is not None
    assert state.accepts(item, women) is (not judged or int(women.value or 0) <= int(held.value or 0))


@given(st.lists(NUMBER, min_size=1, max_size=4), NUMBER)
def test_heads_in_rooms_mismatch_only_where_it_is_certain(said: list[Given], held: Given) -> None:
    answers: dict[Place, Given] = {("sleepers", ROOMS[n]): each for n, each in enumerate(said)}
    state = small(answers | {("held", None): held}, rooms=len(said))
    numbers = [int(each.value) for each in said if each.value is not None]
    whole = len(numbers) == len(said)
    certain = numbers and held.value is not None
    wrong = certain and (sum(numbers) > int(held.value or 0) or (whole and sum(numbers) != int(held.value or 0)))
    assert bool(mismatches(Q, state)) is bool(wrong)


def test_a_row_sees_itself_and_the_sheet_sees_a_column() -> None:
    answers: dict[Place, Given] = {("area", ROOMS[0]): Given("12"), ("sleepers", ROOMS[0]): Given("8")}
    state = small(answers | {("area", ROOMS[1]): Given("9"), ("sleepers", ROOMS[1]): Given("0")}, rooms=2)
    assert state.given("each", ROOMS[0]) == Given("1.5")
    assert state.given("each", ROOMS[1]) == Given(absence=Absence.NOT_APPLICABLE)
    assert state.column("each") == (Decimal("1.5"), Absent(Absence.NOT_APPLICABLE))
    assert state.computed("count(${sleepers})") == Decimal(2)
    assert state.value("no_such_key") == BLANK


def test_what_is_private_only_does_not_count_in_a_group() -> None:
    talk = UUID(int=9)
    answers: dict[Place, Given] = {
        ("interview_privacy", talk): Given("others_held_present"),
        ("beaten", talk): Given("no"),
    }
    state = small(answers, talks=1)
    assert state.relevant("beaten", talk) is False
    assert state.given("beaten", talk) == Given(absence=Absence.NOT_APPLICABLE)
    assert state.computed("count-selected(${beaten})", talk) != Decimal(1)


@given(st.lists(NUMBER, max_size=3))
def test_every_question_of_every_row_is_counted_once(said: list[Given]) -> None:
    state = small({("sleepers", ROOMS[n]): each for n, each in enumerate(said)}, rooms=len(said))
    counted = {section.letter: section for section in progress(state)}
    assert counted["V"].asked == 6 * len(said)
    assert counted["X"].asked == 0
    for section in counted.values():
        assert section.blank + section.answered + sum(section.absences.values()) == section.asked


def test_what_an_expression_rests_on_is_found_through_what_is_computed() -> None:
    grid = grid_of(Q)
    assert rests_on(grid, ["${hours} > 2"]) == {"hours", "lawyer_at", "taken_at"}
    assert rests_on(grid, ["${women_apart} = 'no'"]) == {"women_apart", "women"}
    assert rests_on(grid, [". < 3"]) == frozenset()


@pytest.mark.parametrize("module", ["rooms", "custody_files", "interviews", "documents_seen"])
def test_the_shipped_blocks_compute_on_an_empty_row(module: str) -> None:
    asked = shipped_questionnaire(module)
    (part,) = [each for each in asked.blocks if each.block and each.block.name == module]
    state = state_of(asked, {}, {}, [NewRow(ROOMS[0], module)], TODAY)
    computed = [question.item for question in part.questions if question.item.computed]
    assert all(state.given(item.key, ROOMS[0]).value is None for item in computed if item.kind is not Kind.YES_NO)
