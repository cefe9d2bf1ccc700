"""What rules may not say: each refusal names the place and what to write instead."""

from __future__ import annotations

import pytest

from monitor.checklists.rules import Item, Kind, Source
from monitor.checklists.rules.expressions import (
    Doubt,
    Known,
    Misread,
    check_condition,
    check_value_rule,
    cycle,
    known_of,
    parse,
)
from monitor.kit.words import word

REFUSED = [
    ("${a} == 1", 5, "Write one: =."),
    ("${a} <> 1", 5, "Write != for “differs from”."),
    ("${a} && ${b}", 5, "Write and."),
    ("${a} || ${b}", 5, "Write or."),
    ("!${a}", 0, "Write not(…), or != for “differs from”."),
    ("sum(${a}[. > 1])", 8, "Compute 1 or 0 in each row and add them up with sum(${key})."),
    ("../held > 1", 0, "Write ${key} for an answer, and div to divide."),
    ("/data/held > 1", 0, "Write ${key} for an answer, and div to divide."),
    ("./held", 0, "Write ${key} for an answer, and div to divide."),
    ("${a} / 2", 5, "Write ${key} for an answer, and div to divide."),
    ("${last-saved#a}", 0, "Write ${key} with letters, digits and _ only, and close it with }."),
    ("$a", 0, "Write ${key} with letters, digits and _ only, and close it with }."),
    ("${a} = 'no", 7, "Close it with the quote it began with."),
    ("${a} = ’no’", 7, "Write straight quotes: 'yes'."),
    ("${a} = “no”", 7, "Write straight quotes: 'yes'."),
    ("${a} | ${b}", 5, "Write coalesce(…) for the first that is given."),
    ("1.2.3", 0, "Write it like 12 or 0.5, with at most 20 digits."),
    ("123456789012345678901", 0, "Write it like 12 or 0.5, with at most 20 digits."),
    ("٣ + 1", 0, "Write it like 12 or 0.5, with at most 20 digits."),
    ("${a} # 1", 5, "Take it away, or put text between quotes: 'yes'."),
    ("${a} = yes", 7, "Write ${yes} for an answer, or 'yes' for a text."),
    ("1 < 2 < 3", 6, "Join two comparisons with and, or use parentheses."),
    ("1 = 2 != 3", 6, "Join two comparisons with and, or use parentheses."),
    ("--1", 0, "Write one, or use parentheses."),
    ("", 0, "Write what it compares or computes with."),
    ("1 +", 3, "Write what it compares or computes with."),
    ("* 1", 0, "Write what it compares or computes with."),
    ("and 1", 0, "Write what it compares or computes with."),
    ("sum(${a},)", 9, "Write what it compares or computes with."),
    ("(1", 0, "Close it with )."),
    ("not(${a}", 3, "Close it with )."),
    ("1)", 1, "Take it away."),
    ("${a} ${b}", 5, "Join the two with and, or, =, + or another operator."),
    ("if(1, 2)", 0, "Give it 3."),
    ("today(1)", 0, "Give it 0."),
    ("substr('a')", 0, "Give it 2 to 3."),
    ("selekted(${a}, 'x')", 0, "Did you mean selected(), count-selected()?"),
    ("current()/../a", 0, "A row knows itself: write ${key} for the same row, and an aggregate such as sum(${key}) outside."),
    ("position(..)", 0, "The order of rows says who was spoken to when; ask for a number as an item of its own."),
    ("pulldata('f', 'a', 'b', 'c')", 0, "Nothing is looked up in other files; ask it, or let it follow from the visit record."),
    ("indexed-repeat(${a}, ${b}, 1)", 0, "Single rows are not looked up; use an aggregate such as sum(${key})."),
    ("once(random())", 0, "Values are computed anew each time; ask it as an item of its own."),
    ("uuid()", 0, "Ids are given by the program."),
    ("random()", 0, "The same answers must always give the same result."),
    ("now()", 0, "Write today(); ask for a moment as an item of its own."),
    ("jr:choice-name(${a}, '${a}')", 0, "Compare the option's id; words differ from language to language."),
    ("regex(${a}, ${b})", 12, "Write it between quotes."),
    ("regex(${a}, 'x+?')", 15, "Leave one sign: the whole text must fit in any case."),
    ("regex(${a}, 'x++')", 15, "Leave one sign: the whole text must fit in any case."),
    ("regex(${a}, '(?=x)')", 14, "Use plain groups: (…) or (?:…)."),
    ("regex(${a}, '(?<!x)')", 14, "Use plain groups: (…) or (?:…)."),
    ("regex(${a}, '(?P<n>x)')", 14, "Use plain groups: (…) or (?:…)."),
    ("regex(${a}, '(x')", 15, "Close it, or write \\( for the sign itself."),
    ("regex(${a}, 'x)')", 14, "Take one away, or write \\)."),
    ("regex(${a}, '*x')", 13, "Write \\ before it if the sign itself is meant."),
    ("regex(${a}, 'x{2')", 15, "Write {2}, {2,} or {2,5}."),
    ("regex(${a}, 'x{3,2}')", 15, "Write {2}, {2,} or {2,5}."),
    ("regex(${a}, 'x{256}')", 15, "Write {2}, {2,} or {2,5}."),
    ("regex(${a}, '[z-a]')", 17, "Write it from the lower to the higher letter, such as [a-z]."),
    ("regex(${a}, '[a-z')", 17, "Write them like [a-z], with \\ before a bracket meant as a sign."),
    ("regex(${a}, '[[:alpha:]]')", 14, "Write them like [a-z], with \\ before a bracket meant as a sign."),
    ("regex(${a}, 'a^b')", 14, "Take it away: the whole text must fit in any case."),
    ("regex(${a}, '(((x{255}){255}){255})')", 13, "Ask for fewer repeats."),
]  # fmt: skip
CLASSES = ("\\1", "\\p{L}", "\\b", "\\u0041", "\\A", "\\")
KNOWN = {
    "held": Known(Kind.INTEGER),
    "why": Known(Kind.CHOICE_ONE, ("a", "b")),
    "which": Known(Kind.CHOICE_MANY, ("a", "b")),
    "told": Known(Kind.YES_NO, ("yes", "no")),
    "day": Known(Kind.DATE),
    "arrest": Known(Kind.MOMENT),
    "clock": Known(Kind.TIME),
    "said": Known(Kind.TEXT),
    "persons": Known(Kind.INTEGER, (), "rooms"),
    "room": Known(Kind.TEXT, (), "rooms"),
}
DOUBTED = [
    ("${helt} > 1", "No item has the key “helt”."),
    ("${told}", "“${told}” is a value, not a condition."),
    ("not(${held})", "“${held}” is a value, not a condition."),
    ("${told} and ${held} > 1", "“${told}” is a value, not a condition."),
    ("${told} = 'maybe'", "“${told}” has no answer “maybe”."),
    ("'c' != ${why}", "“${why}” has no answer “c”."),
    ("selected(${which}, 'z')", "“${which}” has no answer “z”."),
    ("${which} = 'a'", "“${which} = 'a'” compares several answers at once."),
    ("${why} < 'b'", "“${why} < 'b'” puts texts in order."),
    ("${held} = 'x'", "“${held} = 'x'” compares “number” with “text”."),
    ("${said} = 3", "“${said} = 3” compares “text” with “number”."),
    ("${day} > '2026-01-01'", "“${day} > '2026-01-01'” compares “date” with “text”."),
    ("${clock} > ${held}", "“${clock} > ${held}” compares “time” with “number”."),
    ("${said} + 1 > 2", "“${said}” is not a number."),
    ("-${why} > 2", "“${why}” is not a number."),
    ("round(${told}) > 2", "“${told}” is not a number."),
    ("${persons} > 1", "“${persons}” is a whole column here."),
    ("sum(${held}) > 1", "“${held}” is not a column of another block."),
    ("median(${held} + 1) > 1", "“${held} + 1” is not a column of another block."),
    ("sum(${room}) > 1", "“${room}” is not a number."),
    (". > 1", "There is no answer here that a point could stand for."),
]
SOUND = [
    "${held} > 0 and ${told} = 'no' or ${why} != 'a'",
    "selected(${which}, 'a') and count-selected(${which}) > 1",
    "${held} = '' or ${day} != '' or '' = ${which}",
    "sum(${persons}) = ${held} and count(${room}) > 0 and min(${persons}, ${held}) > 0",
    "(${arrest} - ${day}) * 24 > 24 and today() - ${day} <= 7 and ${day} < today() + 1",
    "decimal-time(${clock}) >= decimal-time('22:00') and ${clock} != ''",
    "if(${told} = 'yes', ${held}, 0) > 1 and coalesce(${held}, 0) >= 0",
    "max(${day}, ${arrest}) <= today() and string-length(${said}) > 3 and regex(${said}, '\\d+')",
    "${unheard} = 1 or true()",
]


@pytest.mark.parametrize(("text", "place", "todo"), REFUSED)
def test_what_cannot_be_read_says_where_and_what_to_do(text: str, place: int, todo: str) -> None:
    with pytest.raises(Misread) as caught:
        parse(text)
    assert (caught.value.position, word(caught.value.todo, "en")) == (place, todo)


@pytest.mark.parametrize("escaped", CLASSES)
def test_classes_that_differ_between_engines_are_refused(escaped: str) -> None:
    with pytest.raises(Misread) as caught:
        parse(f"regex(${{a}}, '{escaped}')")
    assert word(caught.value.todo, "en").startswith("Read are \\d \\w \\s")


@pytest.mark.parametrize("text", ["1" + " + 1" * 300, "(" * 41 + "1" + ")" * 41, " " * 5000 + "1"])
def test_endless_rules_are_refused(text: str) -> None:
    with pytest.raises(Misread) as caught:
        parse(text)
    assert word(caught.value.todo, "en") == "Compute part of it in an item of its own."


@pytest.mark.parametrize(("text", "what"), DOUBTED)
def test_conditions_that_do_not_fit_their_questions_are_doubted(text: str, what: str) -> None:
    assert said(check_condition(parse(text), known=KNOWN)) == [what]


@pytest.mark.parametrize("text", SOUND)
def test_sound_conditions_are_not_doubted(text: str) -> None:
    assert said(check_condition(parse(text), known={**KNOWN, "unheard": Known(Kind.SCALE)})) == []


def test_a_row_speaks_of_itself_without_an_aggregate() -> None:
    assert said(check_condition(parse("${persons} > 1"), known=KNOWN, block="rooms")) == []
    assert said(check_condition(parse("sum(${persons}) > 1"), known=KNOWN, block="rooms")) != []


def test_a_point_is_the_answer_being_judged() -> None:
    assert said(check_condition(parse(". > 1"), known=KNOWN, own=KNOWN["held"])) == []
    assert said(check_condition(parse(". = 'z'"), known=KNOWN, own=KNOWN["why"])) == ["“.” has no answer “z”."]


def test_what_is_computed_fits_its_item() -> None:
    def doubts(text: str, kind: Kind) -> int:
        return len(check_value_rule(parse(text), known=KNOWN, kind=kind))

    assert (doubts("sum(${persons})", Kind.DECIMAL), doubts("${why}", Kind.INTEGER)) == (0, 1)
    assert (doubts("${held} > 1", Kind.YES_NO), doubts("${held} > 1", Kind.INTEGER)) == (0, 1)
    assert (doubts("today() + 1", Kind.DATE), doubts("today() - ${day}", Kind.DATE)) == (0, 1)
    assert (doubts("${held}", Kind.TEXT), doubts("if(${held} > 1, 1, 'a')", Kind.INTEGER)) == (0, 0)


def test_yes_and_no_are_the_answers_of_a_yes_no_item() -> None:
    item = Item(key="x", kind=Kind.YES_NO, theme="a.b", source=Source.STAFF)
    assert known_of(item, "rooms") == Known(Kind.YES_NO, ("yes", "no"), "rooms")


def test_rules_that_need_each_other_are_found() -> None:
    assert cycle({"a": ["b"], "b": ["c"], "c": ["b"]}) == ("b", "c", "b")
    assert cycle({"a": ["a"]}) == ("a", "a")
    assert cycle({"a": ["b", "c"], "b": ["c"], "c": []}) is None


def said(doubts: tuple[Doubt, ...]) -> list[str]:
    return [word(doubt.sentence, "en") for doubt in doubts]
