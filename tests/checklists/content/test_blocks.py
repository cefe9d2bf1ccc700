"""Temporary detention, homes and schools, modules and blocks: what they ask, what works itself out, what stays sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from monitor.checklists.rules import Fact, Follows, Item, Kind, Photos, Source, When
from monitor.checklists.rules.expressions import answer_text, refs
from monitor.sheets.rules import Followed, Given, Mismatch, SheetState, mismatches, state_of
from monitor.sheets.rules.state import tree_of
from tests.checklists.content.test_computed import FULL, TODAY, Row, filled
from tests.checklists.content.test_shipped import entry, sheet, shipped

IVS = """
capacity_official held_today held_women held_children sep_sex sep_children sep_untried
reg_exists unregistered_found files_sampled legal_order_each reg_actual_time reg_gap_hours reg_injuries reg_movements
property_list notify_hours lawyer_hours judge_hours_max overtime_cases stay_days_max return_from_remand interview_log
rights_written child_hours m2_person_worst width_min height_min window_open ventilation artificial_light own_bed
bedding_clean call_system toilet_access toilet_private bucket_used shower_week hygiene_items meals_day water_drink
outdoor_hours hours_out_of_cell visits_month calls_month mail_oversight_sealed screening_24h screening_hours nurse_24h
first_aid injuries_described injuries_reported_n confidential_exam rights_oral notify_family lawyer_private
doctor_private doctor_independent judge_inquires allegation_physical allegation_threats confession_pressure
injuries_seen restraint_banned allegation_sexual complaint_known complaints_12m complaint_torture_12m
oversight_visits_12m deaths_12m
"""
HOMES = """
capacity_official held_today held_children sep_children sep_sex jv_placement_lawful jv_review jv_plan
jv_foster_considered soc_entry_basis soc_leave soc_money soc_alternatives jv_after m2_person_worst jv_room_size own_bed
daylight repair_state fire_safety jv_own_clothes jv_privacy shower_week hygiene_items womens_items meals_day
food_quality water_drink jv_schooling jv_qualified jv_exercise jv_recreation jv_work jv_contacts_week jv_visits_month
jv_siblings jv_exam screening_mental doctor_days medicines_ok jv_medication dental soc_bedbound soc_bedsores
access_mobility accommodation_given older_care psy_restraint_reg jv_staff_ratio jv_staff_vetted staff_night
allegation_physical jv_corporal jv_bullying allegation_sexual jv_restraint_12m jv_isolation_days jv_diet_punish
jv_child_complaint jv_abuse_reports soc_adult_protection complaint_external jv_runaways_12m psy_deaths_12m
oversight_visits_12m
"""
WOMEN = """
held_women sep_sex women_staff_present womens_items search_same_sex women_gender_health pregnant_care restraint_birth
infants_ok allegation_sexual solitary_vulnerable
"""
AT_RISK = """
held_foreign notify_consular foreign_language interpreter_used asylum_access disability_n access_mobility
accommodation_given lgbti_safe minority_equal older_care political_treatment child_hours sobering_restraint
"""
CHILDREN = """
held_children sep_children child_hours jv_exam jv_schooling jv_exercise jv_contacts_week jv_visits_month jv_corporal
jv_restraint_12m jv_isolation_days jv_diet_punish jv_child_complaint
"""
ROOMS = """
room_label room_use floor_area_m2 annexe_area_m2 persons_in_room sleeping_places width_min_m height_m window_openable
daylight_to_read toilet_screened temperature_c call_bell_works room_photo room_remark
"""
FILES = """
file_code file_sex file_age_group file_foreign apprehended_at apprehended_at_basis arrived_at registered_at
both_times_shown family_notified_at first_questioning_at lawyer_at admitted_at doctor_at judge_at released_or_moved_at
order_valid officers_named injuries_noted file_remark
"""
TALKS = """
consent_to_record interview_code interview_privacy chosen_by interview_sex interview_age_group rights_told family_told
lawyer_before_questioning alleged allegation_kinds alleged_place alleged_agency pressed_to_confess injuries_on_body
fear_of_reprisal follow_up_wanted interview_remark
"""
DOCUMENTS = """
document_label document_kind document_shown period_from period_to entries_read entries_with_gaps copies_made
document_photo document_remark
"""
TYPED = {
    "temporary_detention": IVS, "juvenile_or_social_care": HOMES, "women_and_mothers": WOMEN, "groups_at_risk": AT_RISK,
    "transport": "vehicle_ok vehicle_cubicle_m2 transit_food_water transfer_notified cuffed_in_hospital",
    "juveniles": CHILDREN,
}  # fmt: skip
COLUMNS = {"rooms": ROOMS, "custody_files": FILES, "interviews": TALKS, "documents_seen": DOCUMENTS}
FULL_VISIT = ("access", "follow_up", "women_and_mothers", "rooms", "custody_files", "interviews")
BLOCKS = frozenset({"rooms", "custody_files", "interviews"})
# Everything that hands type on a full visit outside rows; whoever adds to it asks whether it is said already.
HANDS = """
interviews_requested management_coop fear_signs reprisal_followup held_women held_children sep_sex sep_children
sep_untried reg_exists unregistered_found reg_movements property_list overtime_cases stay_days_max return_from_remand
interview_log rights_written ventilation artificial_light bedding_clean toilet_access bucket_used shower_week
hygiene_items meals_day water_drink outdoor_hours hours_out_of_cell visits_month calls_month mail_oversight_sealed
nurse_24h first_aid injuries_described injuries_reported_n confidential_exam lawyer_private doctor_private
doctor_independent judge_inquires restraint_banned complaint_known complaints_12m complaint_torture_12m
oversight_visits_12m deaths_12m women_staff_present womens_items search_same_sex women_gender_health pregnant_care
restraint_birth infants_ok solitary_vulnerable recommendations_prior recommendations_done reply_received oversight_book
ombudsman_access_regular complaint_reply_days investigation_prompt suspended_staff
"""
WORKED_OUT = {
    "files_sampled": "2", "legal_order_each": "no", "reg_actual_time": "yes", "reg_gap_hours": "5", "reg_injuries": "no",
    "notify_hours": "3", "lawyer_hours": "17", "judge_hours_max": "48", "child_hours": None, "screening_24h": None,
    "screening_hours": "6", "m2_person_worst": "2.17", "width_min": "1.9", "height_min": "2.6", "window_open": None,
    "own_bed": "no", "call_system": "no", "toilet_private": "no", "rights_oral": "yes", "notify_family": "no",
    "allegation_physical": "1", "allegation_threats": "1", "confession_pressure": "1", "injuries_seen": "1",
    "allegation_sexual": "0",
}  # fmt: skip
FIGURES = {
    "m2_per_person_min": ("2.17", None), "share_rooms_below_4": ("2", "2"), "share_rooms_below_3": ("2", "2"),
    "beds_per_person": ("0.857143", None), "registration_gap_median_h": ("3.75", None),
    "hours_to_notice_median": ("3", None), "hours_to_lawyer_median": ("17", None), "hours_to_doctor_median": ("6", None),
    "hours_to_judge_max": ("48", None), "share_files_complete": ("0", "1"), "share_told_rights": ("1", "1"),
    "share_alleging_illtreatment": ("1", "2"), "occupancy_rate": (None, None), "share_interviewed_alone": (None, None),
}  # fmt: skip
ON_PAGE = {
    "occupancy_rate", "m2_per_person_min", "registration_gap_median_h", "hours_to_lawyer_median",
    "share_interviewed_alone", "core_noncompliance_share",
}  # fmt: skip


def ivs() -> SheetState:
    return filled("temporary_detention", FULL)


def items_of(name: str) -> tuple[Item, ...]:
    return entry(name).edition.items


@pytest.mark.parametrize(("name", "keys"), TYPED.items())
def test_a_checklist_asks_what_is_listed(name: str, keys: str) -> None:
    assert [item.key for item in items_of(name)] == keys.split()


@pytest.mark.parametrize(("name", "keys"), COLUMNS.items())
def test_a_block_asks_for_its_columns_and_works_out_the_rest(name: str, keys: str) -> None:
    assert [item.key for item in items_of(name) if item.calculate is None] == keys.split()
    (section,) = entry(name).edition.sections
    assert section.block is not None
    assert {texts.blocks[name].row and texts.blocks[name].add for texts in entry(name).texts} != {""}


def test_a_full_visit_types_no_fact_twice() -> None:
    asked = sheet("temporary_detention", *FULL_VISIT)
    keys = [question.item.key for question in asked.everything]
    assert len(keys) == len(set(keys))
    assert {q.item.key for q in asked.questions if not q.item.computed} == set(HANDS.split())


def test_thirty_items_of_a_full_visit_need_no_hand() -> None:
    asked = sheet("temporary_detention", *FULL_VISIT)
    assert sum(question.item.computed for question in asked.questions) == 35
    assert sum(question.item.computed for part in asked.blocks for question in part.questions) == 34


def test_what_is_worked_out_rests_on_blocks_that_are_always_there() -> None:
    for name in ("temporary_detention", "juvenile_or_social_care"):
        always = {each.module for each in entry(name).use.modules if each.when is When.ALWAYS}
        columns = {item.key for module in always & BLOCKS for item in items_of(module)}
        for item in items_of(name):
            assert item.calculate is None or refs(tree_of(item.calculate)) <= columns


def test_rows_answer_for_temporary_detention_what_they_say() -> None:
    state = ivs()
    assert {item.key: state.given(item.key).value for item in items_of("temporary_detention") if item.calculate} == (
        WORKED_OUT
    )


def test_without_rows_nothing_is_claimed() -> None:
    state = filled("temporary_detention", {})
    assert {key: state.given(key).value for key in WORKED_OUT} == dict.fromkeys(WORKED_OUT) | {"files_sampled": "0"}


def test_a_judge_waited_for_counts_as_a_childs_only_where_a_child_waited() -> None:
    times = {"apprehended_at": "2026-11-20T12:00", "judge_at": "2026-11-21T18:00"}
    for age, hours in (("age_14_17", "30"), ("age_25_59", None), ("not_known", None)):
        state = filled("temporary_detention", {"custody_files": ({"file_code": "1", "file_age_group": age, **times},)})
        assert state.given("child_hours").value == hours


def test_a_talk_without_consent_asks_nothing_more() -> None:
    state = filled(
        "temporary_detention", {"interviews": ({"consent_to_record": "none", "interview_privacy": "alone"},)}
    )
    (row,) = state.rows("interviews")
    asked = [q.item.key for q in state.asked.block_named("interviews").questions if not q.item.computed]
    assert [key for key in asked if state.relevant(key, row)] == TALKS.split()[:4]


def test_heads_in_rooms_are_held_against_heads_counted() -> None:
    state = ivs()
    assert mismatches(state.asked, state) == []
    counted = {Follows.HELD_TODAY: Followed(Given(value="9"), "From the visit", "heads")}
    assert mismatches(state.asked, again(state, counted)) == [
        Mismatch("rooms", "persons_in_room", "7", "held_today", "9")
    ]


def again(state: SheetState, counted: Mapping[Follows, Followed], today: date = TODAY) -> SheetState:
    rows = [Row(row.int, block) for block in sorted(BLOCKS) for row in state.rows(block)]
    return state_of(state.asked, counted, state.answers, rows, today)


def test_what_tells_when_a_person_was_held_or_spoken_to_is_sealed() -> None:
    for name in ("custody_files", "interviews"):
        (section,) = entry(name).edition.sections
        assert section.block is not None
        assert section.block.private
        assert {item.sealed for item in section.items if item.kind in {Kind.MOMENT, Kind.DATE, Kind.TIME}} <= {True}
        assert {item.kind for item in section.items if item.calculate} <= {Kind.INTEGER, Kind.DECIMAL}
        assert {item.key for item in section.items if item.kind is Kind.TEXT and not item.sealed} == {
            section.block.label
        }


def test_files_and_talks_do_not_point_at_each_other() -> None:
    files, talks = ({item.key for item in items_of(name)} for name in ("custody_files", "interviews"))
    for item in (*items_of("custody_files"), *items_of("interviews")):
        rules = [rule for rule in (item.relevant, item.constraint, item.confirm, item.calculate) if rule]
        own = files if item.key in files else talks
        assert all(refs(tree_of(rule)) <= own for rule in rules)


def test_consent_comes_first_and_what_was_told_is_asked_alone() -> None:
    first, *others = items_of("interviews")
    assert first.key == "consent_to_record"
    assert {item.key for item in others if item.private_only} == set(TALKS.split()[6:]) - {
        "family_told",
        "lawyer_before_questioning",
    }


def test_forty_figures_are_named_and_six_stand_on_the_page() -> None:
    figures = shipped().indicators
    assert len(figures.all) == 40
    assert {each.id for each in figures.all if each.on_page} == ON_PAGE
    assert {language: set(words) for language, words in figures.texts.items()} == {
        language: {each.id for each in figures.all} for language in ("en", "ru")
    }


def test_a_figure_names_what_some_checklist_asks_or_the_record_itself_knows() -> None:
    asked = {item.key for each in shipped().entries for item in each.edition.items} | {fact.value for fact in Fact}
    for figure in shipped().indicators.all:
        assert set().union(*(refs(tree_of(text)) for text in figure.expressions.values())) <= asked


@pytest.mark.parametrize(("name", "said"), FIGURES.items())
def test_a_figure_is_worked_out_from_rows(name: str, said: tuple[str | None, str | None]) -> None:
    figure = next(each for each in shipped().indicators.all if each.id == name)
    number = Item("figure", Kind.DECIMAL, "overall.summary", Source.DOCUMENT)
    state = ivs()
    worked = [answer_text(number, state.computed(text)) for text in figure.expressions.values()]
    assert [each if isinstance(each, str) else None for each in worked] == list(said[: len(worked)])


def test_photos_show_rooms_and_pages_only() -> None:
    photos = {item.key for each in shipped().entries for item in each.edition.items if item.kind is Kind.PHOTO}
    assert photos == {"room_photo", "document_photo"}
    assert {each.use.photos for each in shipped().entries} == {Photos.ALLOWED}


def test_today_changes_nothing() -> None:
    later = again(ivs(), {}, date(2030, 1, 1))
    assert {key: later.given(key).value for key in WORKED_OUT} == WORKED_OUT
