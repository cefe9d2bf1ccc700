"""What rooms, files and talks already say is worked out and never typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from monitor.checklists.rules import Absence, Kind
from monitor.checklists.rules.expressions import BLANK, refs
from monitor.sheets.rules import Given, SheetState, state_of
from monitor.sheets.rules.state import tree_of
from tests.checklists.content.test_shipped import entry, sheet, shipped

TODAY = date(2026, 11, 22)
NOON = "2026-11-20T12:00"

Rows = Mapping[str, tuple[Mapping[str, str], ...]]

FILES = (
    {
        "file_code": "1", "apprehended_at": NOON, "registered_at": "2026-11-20T14:30", "both_times_shown": "yes",
        "lawyer_at": "2026-11-20T22:00", "judge_at": "2026-11-22T12:00", "family_notified_at": "2026-11-20T15:00",
        "admitted_at": NOON, "doctor_at": "2026-11-20T18:00", "order_valid": "yes", "injuries_noted": "none_noted",
    },
    {
        "file_code": "2", "apprehended_at": NOON, "registered_at": "2026-11-20T17:00", "both_times_shown": "yes",
        "lawyer_at": "2026-11-21T12:00", "order_valid": "no", "officers_named": "no", "injuries_noted": "field_empty",
    },
)  # fmt: skip
TALKS = (
    {
        "consent_to_record": "anonymous_use_only", "interview_privacy": "alone", "rights_told": "yes",
        "lawyer_before_questioning": "no", "family_told": "no", "alleged": "yes", "alleged_place": "this_place",
        "allegation_kinds": "beating,threats",
        "pressed_to_confess": "yes", "injuries_on_body": "yes",
    },
    {
        "consent_to_record": "anonymous_use_only", "interview_privacy": "alone", "rights_told": "not_known",
        "lawyer_before_questioning": "not_questioned",
        "family_told": "not_known", "alleged": "no", "pressed_to_confess": "not_asked", "injuries_on_body": "no",
    },
    {"consent_to_record": "none", "interview_privacy": "alone"},
)  # fmt: skip
ROOMS = (
    {
        "room_label": "1", "floor_area_m2": "12", "annexe_area_m2": "2", "persons_in_room": "4",
        "sleeping_places": "4", "width_min_m": "2.4", "height_m": "2.7", "daylight_to_read": "yes",
        "toilet_screened": "in_room_full", "call_bell_works": "yes",
    },
    {
        "room_label": "2", "room_use": "isolation", "floor_area_m2": "7.5", "annexe_area_m2": "1",
        "persons_in_room": "3",
        "sleeping_places": "2", "width_min_m": "1.9", "height_m": "2.6", "daylight_to_read": "no",
        "toilet_screened": "in_room_partial", "call_bell_works": "no",
    },
)  # fmt: skip
FULL: Rows = {"custody_files": FILES, "interviews": TALKS, "rooms": ROOMS}


class Row:
    """A row of a block."""

    def __init__(self, number: int, block: str) -> None:
        self.id, self.block = UUID(int=number), block


def filled(name: str, rows: Rows) -> SheetState:
    modules = [each.module for each in entry(name).use.modules if each.held is None]
    made: list[Row] = []
    answers: dict[tuple[str, UUID | None], Given] = {}
    for block, values in rows.items():
        for each in values:
            row = Row(len(made) + 1, block)
            made.append(row)
            answers |= {(key, row.id): Given(value=value) for key, value in each.items()}
    return state_of(sheet(name, *modules), {}, answers, made, TODAY)


POLICE = {
    "files_sampled": "2",
    "legal_order_each": "no",
    "reg_actual_time": "yes",
    "reg_officers": "no",
    "reg_injuries": "no",
    "reg_gap_hours": "5",
    "notify_hours": "3",
    "lawyer_hours": "17",
    "judge_hours_max": "48",
    "rights_oral": "yes",
    "notify_family": "no",
    "lawyer_first": "no",
    "allegation_physical": "1",
    "allegation_threats": "1",
    "confession_pressure": "1",
    "injuries_seen": "1",
    "police_cell_m2": "6.5",
    "daylight": "no",
    "call_system": "no",
}
REMAND = {
    "files_sampled": "2",
    "legal_order_each": "no",
    "reg_injuries": "no",
    "lawyer_hours": "17",
    "screening_hours": "6",
    "m2_person_worst": "2.17",
    "m2_single": "6.5",
    "width_min": "1.9",
    "height_min": "2.6",
    "dorm_size_max": "4",
    "daylight": "no",
    "own_bed": "no",
    "toilet_private": "no",
    "call_system": "no",
    "allegation_physical": "1",
    "allegation_sexual": "0",
}
EACH = pytest.mark.parametrize(("name", "expected"), [("police_station", POLICE), ("remand_prison", REMAND)])


@EACH
def test_rows_answer_what_they_say(name: str, expected: Mapping[str, str]) -> None:
    state = filled(name, FULL)
    assert {key: state.given(key).value for key in expected} == expected


@EACH
def test_nothing_else_is_worked_out_by_these_rows(name: str, expected: Mapping[str, str]) -> None:
    assert {item.key for item in entry(name).edition.items if item.calculate} == set(expected)


@EACH
def test_without_rows_nothing_is_claimed(name: str, expected: Mapping[str, str]) -> None:
    state = filled(name, {})
    assert {key: state.given(key).value for key in expected} == dict.fromkeys(expected) | {"files_sampled": "0"}


WELL = {
    "custody_files": {
        "file_code": "1", "order_valid": "yes", "both_times_shown": "yes", "officers_named": "yes",
        "injuries_noted": "none_noted", "admitted_at": NOON, "doctor_at": "2026-11-20T18:00",
    },
    "rooms": {
        "room_label": "1", "window_openable": "yes", "daylight_to_read": "yes", "toilet_screened": "in_room_full",
        "call_bell_works": "yes", "sleeping_places": "2", "persons_in_room": "2",
    },
}  # fmt: skip
TALKED = {"told_rights_n", "told_family_n", "told_lawyer_n"}  # what most say, not what each says
NOBODY_LOOKED = {"custody_files": {"file_code": "2"}, "rooms": {"room_label": "2"}}


@pytest.mark.parametrize("name", [each.edition.name for each in shipped().entries if each.edition.role == "checklist"])
def test_all_is_well_only_once_every_row_says_so(name: str) -> None:
    said = {}
    for second in (WELL, NOBODY_LOOKED):
        state = filled(name, {block: (row, second[block]) for block, row in WELL.items()})
        computed = (q.item for q in state.asked.questions if q.item.kind is Kind.YES_NO and q.item.calculate)
        rows = [item.key for item in computed if not refs(tree_of(item.calculate or "")) & TALKED]
        said[second["rooms"]["room_label"]] = {key: state.given(key).value for key in rows}
    assert said["1"]
    assert said == {"1": dict.fromkeys(said["1"], "yes"), "2": dict.fromkeys(said["1"])}


@pytest.mark.parametrize(
    ("toilets", "said"),
    [
        (("in_room_full", "outside"), "yes"),
        (("in_room_open", "outside"), "no"),
        (("outside", "none"), None),
        (("in_room_full", None), None),
    ],
)
def test_a_toilet_is_hidden_only_where_a_room_has_one(toilets: tuple[str | None, ...], said: str | None) -> None:
    rooms = tuple({"room_label": "1"} | ({"toilet_screened": where} if where else {}) for where in toilets)
    assert filled("prison", {"rooms": rooms}).given("toilet_private").value == said


def test_beds_are_held_against_people_of_the_same_rooms() -> None:
    formula = next(each.value for each in shipped().indicators.all if each.id == "beds_per_person")
    people_unknown = {"room_label": "3", "sleeping_places": "10"}
    whole, part = (filled("prison", {"rooms": rows}) for rows in (ROOMS, (*ROOMS, people_unknown)))
    assert whole.computed(f"round(7 * ({formula}), 6)") == Decimal(6)
    assert part.computed(formula or "") == BLANK


def test_a_column_not_allowed_stays_not_allowed() -> None:
    state = filled("police_station", {"custody_files": ({"file_code": "1"},)})
    answers: dict[tuple[str, UUID | None], Given] = {("order_valid", UUID(int=1)): Given(absence=Absence.NOT_ALLOWED)}
    denied = state_of(state.asked, {}, answers, [Row(1, "custody_files")], TODAY)
    assert denied.given("legal_order_each") == Given(absence=Absence.NOT_ALLOWED)


def test_an_unusual_number_is_asked_about_again() -> None:
    state = filled("remand_prison", {})
    months = next(item for item in entry("remand_prison").edition.items if item.key == "months_pretrial_max")
    said = [state.holds(months.confirm or "", own=Decimal(number)) for number in (60, 61)]
    assert said == [True, False]


def test_questions_about_children_wait_until_it_is_known_that_none_are_held() -> None:
    asked = filled("police_station", {})
    none_held = state_of(asked.asked, {}, {("held_children", None): Given(value="0")}, [], TODAY)
    assert (asked.relevant("sep_children"), none_held.relevant("sep_children")) == (None, False)
