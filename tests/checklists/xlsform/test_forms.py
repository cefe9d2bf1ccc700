"""Forms of others become checklists and go out again the same; what they lose or cannot say is told by its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from monitor.checklists.rules import Edition, Kind, body_of, edition_hash
from monitor.checklists.rules.xlsform import Around, Feature, ReadForm, around, read_form, tables_of
from monitor.checklists.rules.xlsform.choices import id_of
from monitor.checklists.rules.xlsform.composing import scalar
from monitor.outside.shipped import read_checklist_files, shipped
from tests.checklists.xlsform.forms import FORMS, book_from, named, workbook

BECOMES = {
    "texts_and_notes": {"first_words": Kind.TEXT},
    "yes_or_no": {"lamp_lit": Kind.YES_NO, "lamp_why": Kind.TEXT},
    "choice_of_many": {"animals_seen": Kind.CHOICE_MANY, "rats_where": Kind.TEXT},
    "bounds": {"guards_seen": Kind.INTEGER, "air_outside": Kind.DECIMAL},
    "days_and_times": {"painted_on": Kind.DATE, "lights_out": Kind.TIME, "last_count": Kind.MOMENT},
    "scales": {
        "calm_felt": Kind.SCALE,
        "noise_level": Kind.INTEGER,
        "slope_seen": Kind.DECIMAL,
        "frost_felt": Kind.SCALE,
    },
    "photos": {"gate_view": Kind.PHOTO},
    "columns_of_ours": {
        "held_women": Kind.INTEGER,
        "paces": Kind.TALLY,
        "hit_lately": Kind.YES_NO,
        "waited_here": Kind.DURATION,
    },
}
NOTED: Mapping[str, set[Feature]] = {
    "texts_and_notes": {Feature.NOTE},
    "counted_repeats": {Feature.REPEAT_COUNT},
    "scales": {Feature.RANGE},
    "acknowledged": {Feature.ACKNOWLEDGE},
    "or_other": {Feature.OTHER},
    "one_other_language": {Feature.TRANSLATION},
    "what_phones_note": {
        Feature.METADATA,
        Feature.REQUIRED,
        Feature.DEFAULT,
        Feature.APPEARANCE,
        Feature.NEGATIVE,
        Feature.TRIGGER,
    },
    "columns_of_ours": set(),
}


@cache
def beside() -> Around:
    """Give the product's own checklists, which forms join."""
    return around(read_checklist_files(shipped("checklists")))


def read(name: str) -> ReadForm:
    """Read one of the forms."""
    return read_form(named(name), beside())


def edition(name: str) -> Edition:
    """Give what one of the forms becomes."""
    return read(name).entries[0].edition


def test_there_are_twenty_forms_and_more() -> None:
    assert len(FORMS) >= 20


@pytest.mark.parametrize("name", FORMS)
def test_a_form_goes_out_as_it_came_in(name: str) -> None:
    came = read(name)
    assert convert(workbook(named(name))).xform
    out = book_from(tables_of(came.entries))
    assert convert(workbook(out)).xform
    again = read_form(out, beside())
    assert [edition_hash(each.edition) for each in again.entries] == [edition_hash(e.edition) for e in came.entries]
    assert [body_of(words) for words in again.entries[0].texts] == [body_of(words) for words in came.entries[0].texts]
    assert again.notes == ()


@pytest.mark.parametrize("name", BECOMES)
def test_types_become_kinds(name: str) -> None:
    assert {item.key: item.kind for item in edition(name).items} == BECOMES[name]


def test_a_range_keeps_its_ends_and_zero_is_one() -> None:
    ends = [(item.minimum, item.maximum) for item in edition("scales").items]
    assert ends == [("1", "5"), ("0", "100"), ("0", "1"), ("-4", "0")]


@pytest.mark.parametrize("name", NOTED)
def test_what_is_read_otherwise_is_said(name: str) -> None:
    assert {note.feature for note in read(name).notes} == NOTED[name]


def test_a_note_becomes_help_of_the_next_question() -> None:
    (words,) = read("texts_and_notes").entries[0].texts
    assert words.items["first_words"].help == "Ask kindly.\nIn their words"


def test_a_repeat_becomes_a_block_and_sums_speak_of_its_columns() -> None:
    kitchens, after = edition("repeats").sections
    assert kitchens.block is not None
    assert (kitchens.block.name, kitchens.block.label) == ("kitchens", "kitchen_called")
    assert [item.calculate for item in after.items] == ["sum(${pots_n})", "count(${kitchen_called})"]


def test_a_group_hands_its_condition_on() -> None:
    asked = {item.key: item.relevant for item in edition("groups").items}
    assert asked["yard_trees"] == "${where_we_are} != ''"
    assert asked["shed_colour"] == (
        "(${where_we_are} != '') and (${yard_trees} > 0) and (string-length(${where_we_are}) > 3)"
    )


def test_names_and_choices_are_written_as_ours_in_rules_too() -> None:
    asked = {item.key: item.relevant for item in edition("names_not_ours").items}
    assert asked == {"q_1": None, "q_2": "${q_1} = 'o_2' and ${q_1} != 'o_1'", "name": None}


def test_what_a_trigger_only_suggests_is_asked() -> None:
    asked = {item.key: item.calculate for item in edition("what_phones_note").items}
    assert asked == {"doors_n": None, "doors_again": None, "doors_twice": "${doors_n} * 2"}


def test_both_languages_are_kept_and_a_missing_text_is_told() -> None:
    came = read("languages")
    english, russian = came.entries[0].texts
    assert (english.items["snow_lies"].question, russian.items["snow_lies"].question) == (
        "Does snow lie?",
        "Лежит ли снег?",
    )
    assert russian.items["paths_n"].question == "Paths swept"
    told = [(note.place.sheet, note.places) for note in came.notes if note.feature is Feature.TRANSLATION]
    assert told == [("settings", 2)]


def test_columns_of_ours_count() -> None:
    women, _, hit, waited = edition("columns_of_ours").items
    assert (women.core, women.source, women.theme, women.confirm) == (
        True, "document", "population.composition", ". <= ${paces}",
    )  # fmt: skip
    assert (hit.private_only, hit.provisions) == (True, ("nmr.1",))
    assert waited.noncompliant is not None
    assert waited.noncompliant.value == ("30",)


def test_a_name_of_the_library_is_not_taken_for_the_same_question() -> None:
    book = named("bounds")
    (_, heads), (_, cells), *_ = book["survey"]
    book["survey"] = [(1, heads), (2, (cells[0], "held_women", *cells[2:]))]
    came = read_form(book, beside())
    assert [item.key for item in came.entries[0].edition.items] == ["bounds_held_women"]
    assert Feature.NAMES in {note.feature for note in came.notes}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_is_written_so_that_it_is_read_again(text: str) -> None:
    assume(not set(text) & set("\ufffe\uffff"))
    node = yaml.compose(f"question: {scalar(text)}", Loader=yaml.SafeLoader)
    assert node is not None
    assert node.value[0][1].value == text


@given(st.text("abc_ 1.-Ж/\\", min_size=1))
def test_any_name_becomes_a_key(name: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", id_of(name, "q"))


def test_a_choice_that_stands_twice_is_kept_once() -> None:
    book = named("choice_of_one")
    book["choices"] = [*book["choices"], (5, ("state", "whole", "Whole again"))]
    came = read_form(book, beside())
    assert came.entries[0].edition.items[0].options == ("whole", "leaks", "gone")
    assert {note.feature for note in came.notes} == {Feature.CHOICES}
