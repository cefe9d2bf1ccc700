"""What docs/checklists.md says of expressions is so: the functions, the table of truths, the examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.checklists.rules.expressions import evaluate, parse, truth
from monitor.checklists.rules.expressions.vocabulary import FUNCTIONS
from tests.vectors.reading import HereScope, scope_file, told

DOCUMENT = Path(__file__).parents[3] / "docs" / "checklists.md"
SECTION = DOCUMENT.read_text().partition("\n## Expressions\n")[2]
TRUTHS = {"true": "true()", "false": "false()", "–": "${unknown}"}


def rows(head: str) -> list[list[str]]:
    table = SECTION.partition(f"| {head} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


def test_the_functions_told_are_the_functions_there_are() -> None:
    written = " ".join(row[0] for row in rows("written | gives"))
    named = set(re.findall(r"`([a-z][a-z-]+)(?:\(|`)", written)) - {"div", "mod", "and", "or"}
    assert named == set(FUNCTIONS)


@pytest.mark.parametrize("row", rows("a | b | a and b | a or b | not(a)"), ids=str)
def test_the_table_of_truths_is_what_is_computed(row: list[str]) -> None:
    one, other, both, either, opposite = row
    texts = (f"{TRUTHS[one]} and {TRUTHS[other]}", f"{TRUTHS[one]} or {TRUTHS[other]}", f"not({TRUTHS[one]})")
    given = [truth(evaluate(parse(text), HereScope(scope_file()))) for text in texts]
    assert given == [{"true": True, "false": False, "–": None}[each] for each in (both, either, opposite)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.1 + 0.2", "0.3"), ("1 div 3 * 3", "1"), ("round(0.5)", "0"), ("round(1.5)", "2"), ("round(0.125, 2)", "0.12")],
)
def test_the_examples_give_what_is_told(text: str, number: str) -> None:
    assert told(evaluate(parse(text), HereScope(scope_file()))) == ("number", number)
