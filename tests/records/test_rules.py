"""Several sheets into one record, and what is measured in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, Kind
from monitor.records.rules import (
    Candidate,
    Decision,
    Merged,
    Origin,
    Settled,
    StillDiffer,
    Unconfirmed,
    WithoutDenial,
    agree,
    check_ready,
    measure,
    merge,
)
from monitor.sheets.rules import Given, Place
from tests.makers_sheets import shipped_questionnaire

Q = shipped_questionnaire()
YES, NO = Given(value="yes"), Given(value="no")
NO_TIME, CLOSED = Given(absence=Absence.NOT_ASSESSED), Given(absence=Absence.NOT_ALLOWED)
GIVEN = st.sampled_from([Given(), YES, NO, *(Given(absence=kind) for kind in Absence)])
CANDIDATES = st.lists(st.builds(Candidate, answer=st.uuids(version=4), given=GIVEN), max_size=5)


def two(first: Given, second: Given) -> list[Candidate]:
    return [Candidate(uuid4(), first), Candidate(uuid4(), second)]


def test_what_one_person_answered_goes_in() -> None:
    only = Candidate(uuid4(), YES)
    assert merge([only, Candidate(uuid4(), Given())]) == Merged(YES, only.answer, Origin.ONE)


def test_two_alike_agree_and_two_that_differ_wait_for_a_choice() -> None:
    assert merge(two(NO, NO)).origin is Origin.SAME
    pair = two(YES, NO)
    assert merge(pair).differs
    assert merge(pair, Decision(pair[1].answer)) == Merged(NO, pair[1].answer, Origin.CHOSEN)


def test_having_had_no_time_contradicts_nobody() -> None:
    assert merge(two(NO_TIME, YES)).given == YES
    assert merge(two(NO_TIME, NO_TIME)).given == NO_TIME
    assert merge(two(CLOSED, YES)).differs


@given(CANDIDATES)
def test_the_order_of_sheets_changes_nothing(candidates: list[Candidate]) -> None:
    assert merge(candidates).given == merge(candidates[::-1]).given


@given(CANDIDATES, st.uuids(version=4))
def test_nothing_enters_the_record_that_stands_on_no_sheet(candidates: list[Candidate], chosen: UUID) -> None:
    merged = merge(candidates, Decision(chosen))
    if merged.given is not None and merged.origin is not Origin.BLANK:
        assert Candidate(merged.answer or uuid4(), merged.given) in candidates
    assert (merged.origin is Origin.BLANK) == all(each.given.blank for each in candidates)


KEYS = [question.item.key for question in Q.questions if question.item.kind is Kind.YES_NO]
Placed = dict[tuple[str, UUID | None], Given]


def settled(answers: Mapping[str, Given], *open_keys: str) -> Settled:
    placed: Placed = {(key, None): each for key, each in answers.items()}
    return Settled(Q, placed, date(2026, 11, 22), open=frozenset((key, None) for key in open_keys))


@given(st.dictionaries(st.sampled_from(KEYS), GIVEN), st.sets(st.sampled_from(KEYS)))
def test_a_theme_adds_up_and_no_absence_counts_as_an_answer(answers: Mapping[str, Given], left_open: set[str]) -> None:
    agreed = {key: each for key, each in answers.items() if not each.blank and key not in left_open}
    themes = [each for each in measure(settled(agreed, *left_open)) if each.key.startswith("theme:")]
    counted = sum((each.denominator or 0) + each.unjudged + sum(each.absences.values()) for each in themes)
    assert counted == len(agreed)
    assert sum(each.unresolved for each in themes) == len(left_open)
    assert sum(each.denominator or 0 for each in themes) <= sum(each.value is not None for each in agreed.values())
    assert all((each.value is None) == (each.denominator == 0) == (each.absence is not None) for each in themes)


def test_closing_waits_for_choices_confirmation_and_denials() -> None:
    items: dict[Place, Merged] = {(q.item.key, None): Merged(YES, uuid4(), Origin.ONE) for q in Q.questions}
    keys = iter(items)
    open_choice, blank, refused = next(keys), next(keys), next(keys)
    check_ready(agree(Q, items, set()), 0, "")
    with pytest.raises(StillDiffer):
        check_ready(agree(Q, {**items, open_choice: Merged(None, None, Origin.CHOSEN)}, set()), 0, "")
    with pytest.raises(Unconfirmed):
        check_ready(agree(Q, {**items, blank: Merged(Given(), None, Origin.BLANK)}, set()), 0, "")
    locked = agree(Q, {**items, refused: Merged(CLOSED, uuid4(), Origin.ONE)}, set())
    with pytest.raises(WithoutDenial):
        check_ready(locked, 0, "")
    check_ready(locked, 0, "the key could not be found")


def test_what_is_left_open_has_no_value_and_no_longer_differs() -> None:
    left = merge(two(YES, NO), Decision(None))
    assert left == Merged(Given(), None, Origin.UNRESOLVED)
    assert merge(two(YES, YES), Decision(None)).origin is Origin.SAME


def test_an_answer_without_a_threshold_is_counted_apart() -> None:
    agreed = {"interviews_requested": Given(value="3"), "management_coop": Given(value="poor"), "fear_signs": CLOSED}
    access = {each.key: each for each in measure(settled(agreed))}["theme:visit_access"]
    assert (access.numerator, access.denominator, access.unjudged, access.value) == (1, 1, 1, "100.0")
    assert access.absences[Absence.NOT_ALLOWED] == 1
