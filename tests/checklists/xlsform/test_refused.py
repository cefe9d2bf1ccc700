"""Every feature that is not read is refused at its cell, with what to do instead."""

from __future__ import annotations

import pytest

from monitor.checklists.rules.xlsform import Feature, FormFault, FormRefused, check_converted, read_form
from monitor.kit.words import word
from tests.checklists.xlsform.forms import YES_NO, book_of
from tests.checklists.xlsform.test_forms import beside

HEADS = "survey\ntype | name | label | relevant | constraint | calculation | choice_filter | trigger\n"
FIRST = "text | wall_seen | Which wall? |\n"
REFUSED = {
    "geopoint | spot | Where? |": (3, "type", Feature.PLACE),
    "geotrace | walk | Which way? |": (3, "type", Feature.PLACE),
    "audio | voice | Record |": (3, "type", Feature.RECORDING),
    "video | film | Film |": (3, "type", Feature.RECORDING),
    "file | paper | Attach |": (3, "type", Feature.RECORDING),
    "barcode | tag | Scan |": (3, "type", Feature.BARCODE),
    "rank yes_no | order | Order |": (3, "type", Feature.RANK),
    "select_one_from_file towns.csv | town | Town |": (3, "type", Feature.EXTERNAL_CHOICES),
    "select_one_external towns | town | Town | | | | a = b": (3, "type", Feature.EXTERNAL_CHOICES),
    "csv-external | towns | |": (3, "type", Feature.EXTERNAL_CHOICES),
    "begin_score | score | Score |": (3, "type", Feature.STRUCTURE),
    "select_one yes_no | dry | Dry? | | | | dry = 'x'": (3, "choice_filter", Feature.CHOICE_FILTER),
    "calculate | town | | | | pulldata('t', 'a', 'b', ${wall_seen})": (3, "calculation", Feature.EXPRESSION),
    "calculate | town | | | | instance('t')/a/item[a = 1]/b": (3, "calculation", Feature.EXPRESSION),
    "calculate | nothing | |": (3, "calculation", Feature.CALCULATION),
    "integer | bricks | Bricks | position(..) > 1": (3, "relevant", Feature.EXPRESSION),
    "integer | bricks | Bricks | | regex(., '(?=a)')": (3, "constraint", Feature.EXPRESSION),
    "integer | bricks | Bricks | ${nowhere} > 1": (3, "relevant", Feature.GRAMMAR),
    "integer | bricks | Bricks | ${wall_seen} > 1": (3, "relevant", Feature.GRAMMAR),
    "select_one none | empty | Which? |": (3, "type", Feature.CHOICES),
}  # fmt: skip


def faults_of(text: str) -> tuple[FormFault, ...]:
    """Give every reason why a form is not read."""
    with pytest.raises(FormRefused) as refused:
        read_form(book_of(text), beside())
    return refused.value.faults


@pytest.mark.parametrize("row", REFUSED)
def test_a_feature_is_refused_at_its_cell(row: str) -> None:
    (fault,) = faults_of(HEADS + FIRST + row + "\n" + YES_NO)
    number, column, feature = REFUSED[row]
    assert (fault.place.sheet, fault.place.row, fault.place.column, fault.feature) == (
        "survey", number, column, feature,
    )  # fmt: skip
    assert word(fault.what, "en")
    assert word(fault.remedy, "en")


def test_all_reasons_are_told_at_once() -> None:
    faults = faults_of(HEADS + FIRST + "barcode | tag | Scan |\naudio | voice | Record |\n")
    assert [(fault.place.row, fault.feature) for fault in faults] == [(3, Feature.BARCODE), (4, Feature.RECORDING)]


def test_a_repeat_inside_a_repeat_is_refused() -> None:
    rows = "begin_repeat | outer | O |\n" + FIRST + "begin_repeat | inner | I |\ntext | brick | B |\nend_repeat | |\n"
    assert [fault.feature for fault in faults_of(HEADS + rows + "end_repeat | |\n")] == [Feature.REPEAT]


def test_a_repeat_needs_a_question_that_names_its_rows() -> None:
    rows = "begin_repeat | outer | O |\ndate | day_seen | Day |\nend_repeat | |\n"
    assert (Feature.REPEAT, 2) in {(f.feature, f.place.row) for f in faults_of(HEADS + rows)}


def test_a_form_without_questions_is_refused() -> None:
    assert [fault.feature for fault in faults_of("choices\nlist_name | name | label\n")] == [Feature.STRUCTURE]


def test_words_of_the_converter_are_passed_on_with_their_row() -> None:
    with pytest.raises(FormRefused) as refused:
        check_converted("[row : 7] On the 'survey' sheet, the 'name' value is invalid.")
    (fault,) = refused.value.faults
    assert (fault.place.sheet, fault.place.row, fault.feature) == ("survey", 7, Feature.CONVERTER)
    assert "the 'name' value is invalid." in word(fault.what, "en")


def test_a_form_that_was_converted_passes() -> None:
    check_converted(None)


def test_a_rule_changed_in_one_of_two_columns_is_refused() -> None:
    heads = "survey\ntype | name | label | item_key | kind | unit | constraint | our_constraint\n"
    faults = faults_of(heads + "integer | bricks | B | bricks | integer | number | . >= 0 and (. < 9) | . < 8\n")
    assert [(fault.place.column, fault.feature) for fault in faults] == [("constraint", Feature.GRAMMAR)]


def test_a_kind_that_does_not_go_with_the_type_is_refused() -> None:
    faults = faults_of("survey\ntype | name | label | item_key | kind\ntext | bricks | B | bricks | integer\n")
    assert [(fault.place.column, fault.feature) for fault in faults] == [("kind", Feature.GRAMMAR)]


@pytest.mark.parametrize("name", ["../outside", "/etc/x", "a/b", "..", "Ü"])
def test_a_name_never_leads_out_of_its_folder(name: str) -> None:
    rows = f"begin_group | g | G | {name}\ntext | brick_seen | B |\nend_group | | |\n"
    faults = faults_of("survey\ntype | name | label | section\n" + rows)
    assert [(fault.place.column, fault.feature) for fault in faults] == [("section", Feature.NAMES)]
    sheet = f"\nchecklist\nname | role | title::English (en)\n{name} | checklist | T\n"
    faults = faults_of("survey\ntype | name | label\ntext | brick_seen | B\n" + sheet)
    assert [(fault.place.sheet, fault.feature) for fault in faults] == [("checklist", Feature.NAMES)]
