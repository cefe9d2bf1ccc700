"""Expressions: the shared cases, absence through everything, and the text that parses back to the same tree."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, Kind
from monitor.checklists.rules.expressions import (
    Absent,
    answer_text,
    evaluate,
    parse,
    tree_json,
    truth,
    value_of,
    written,
)
from monitor.checklists.rules.expressions.patterns import fits
from monitor.checklists.rules.values import number_text
from tests.vectors.growing import Grower
from tests.vectors.reading import (
    KEPT,
    GivenHere,
    HereScope,
    an_item,
    cases,
    differing,
    names,
    scope_file,
    told,
)


@pytest.mark.parametrize("name", names())
def test_a_text_is_read_as_its_tree(name: str) -> None:
    assert [case.text for case in cases(name) if tree_json(parse(case.text)) != case.tree] == []


@pytest.mark.parametrize("name", [name for name in names() if name != KEPT])
def test_the_shared_cases_give_what_they_say(name: str) -> None:
    scope = HereScope(scope_file())
    given = [told(evaluate(parse(case.text), scope)) for case in cases(name)]
    assert differing((case.text for case in cases(name)), [case.gives for case in cases(name)], given) == {}


def test_computed_values_are_kept_as_their_kind_says() -> None:
    scope = HereScope(scope_file())
    given = []
    for case in cases(KEPT):
        assert case.kind is not None
        given.append(told(answer_text(an_item(case.kind), evaluate(parse(case.text), scope))))
    assert differing((case.text for case in cases(KEPT)), [case.gives for case in cases(KEPT)], given) == {}


def test_there_are_enough_cases_and_none_twice() -> None:
    texts = [(case.kind, case.text) for name in names() for case in cases(name)]
    assert len(texts) >= 1000
    assert len(texts) == len(set(texts))


@given(st.integers(0))
def test_what_is_written_reads_back_as_the_same_tree(seed: int) -> None:
    tree = Grower(seed).tree()
    assert parse(written(tree)) == tree


@given(st.integers(0))
def test_any_tree_gives_a_value(seed: int) -> None:
    grower = Grower(seed)
    sort, text = told(evaluate(grower.tree(), HereScope(grower.scope())))
    assert sort in {"number", "text", "truth", "dated", "absent"}
    assert sort != "number" or number_text(Decimal(text)) == text


@given(st.integers(0))
def test_patterns_fit_what_regular_expressions_do(seed: int) -> None:
    pattern, text = Grower(seed).pattern(), Grower(seed + 1).text()
    assert fits(pattern, text) is (re.fullmatch(pattern, text, re.ASCII) is not None)


def test_no_pattern_stands_still() -> None:
    assert not fits("(a|a)*(a+)+(a{0,50}){0,10}b", "a" * 4000)


def test_a_condition_holds_does_not_or_is_not_known() -> None:
    scope = HereScope(scope_file())
    texts = ("${three} > 2", "${three} > 3", "${unknown} > 2", "2", "0", "'a'")
    assert [truth(evaluate(parse(text), scope)) for text in texts] == [True, False, None, True, False, True]


def test_an_unreadable_date_does_not_apply() -> None:
    assert value_of(an_item(Kind.DATE), GivenHere("someday")) == Absent(Absence.NOT_APPLICABLE)
