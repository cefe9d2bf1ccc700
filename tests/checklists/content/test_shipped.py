"""The checklists that come with the product: complete, in both languages, and true to their own rules.

What one checklist asks by name is held in the files beside this one; here is what holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from monitor.checklists.rules import (
    Authority,
    Basis,
    Follows,
    Item,
    Library,
    Loaded,
    Mark,
    Questionnaire,
    Role,
    TextStatus,
    When,
    assemble,
    authority_of,
    load,
    question_text,
)
from monitor.codes import VOCABULARIES
from monitor.outside.shipped import read_checklist_files
from monitor.outside.shipped import shipped as shipped_folder

GLOSSARY = Path(__file__).parents[3] / "monitor" / "locale" / "glossary.yaml"
PRONOUNCED = {"en": 160, "ru": 200}

POLICE_STATION = """
held_today held_women held_children unregistered_found unofficial_rooms sep_sex sep_children
reg_exists reg_actual_time reg_officers reg_injuries reg_movements reg_signed
files_sampled legal_order_each reg_gap_hours notify_hours notify_recorded lawyer_hours lawyer_legal_aid lawyer_waiver
judge_hours_max overtime_cases interpreter_used rights_written rights_poster lawyer_private
interview_recorded interview_log interview_room suspicious_objects
police_cell_m2 daylight ventilation artificial_light call_system rest_place bedding_clean
toilet_access water_drink full_meal outdoor_police drunk_check child_guardian_present child_parents_told
staff_identified staff_interview_training
rights_oral reasons_given notify_family detention_place_known lawyer_first lawyer_choice lawyer_denied
doctor_request doctor_private interview_night
allegation_physical allegation_stage allegation_threats confession_pressure arrest_force injuries_seen
restraint_to_object extortion_reports complaint_known complaint_external
"""

REMAND_PRISON = """
capacity_official held_today occupancy_peak held_untried held_women held_children sep_sex sep_children sep_untried
files_sampled legal_order_each reg_injuries lawyer_hours detention_over_limit months_pretrial_max review_detention
m2_person_worst m2_single width_min height_min dorm_size_max daylight ventilation own_bed beds_n bedding_clean
call_system toilet_private toilet_ratio shower_week hygiene_items pests own_clothes meals_day food_quality water_drink
outdoor_hours hours_out_of_cell books education_offer
visits_month calls_month mail_oversight_sealed lawyer_private case_documents
screening_24h screening_hours screening_tb doctor_days confidential_exam injuries_described suicide_plan opioid_care
solitary_n solitary_max_days solitary_reviewed search_strip force_recorded force_count_12m masked_staff
rights_of_untried allegation_physical allegation_sexual between_detainees informal_leaders extortion_reports
complaints_12m complaint_torture_12m complaint_external deaths_12m deaths_investigated self_harm_12m
"""

POLICE_CORE = """
held_today unregistered_found unofficial_rooms reg_exists reg_actual_time files_sampled legal_order_each reg_gap_hours
judge_hours_max overtime_cases rights_oral notify_family lawyer_first doctor_request allegation_physical
toilet_access water_drink child_guardian_present
"""

REMAND_CORE = """
capacity_official held_today held_untried legal_order_each detention_over_limit m2_person_worst own_bed shower_week
meals_day water_drink outdoor_hours hours_out_of_cell visits_month lawyer_private screening_24h injuries_described
solitary_max_days allegation_physical between_detainees deaths_12m
"""

ASKED_ALONE = """
allegation_sexual allegation_stage arrest_force between_detainees extortion_reports informal_leaders interview_night
lawyer_choice masked_staff restraint_to_object rights_oral
"""


@cache
def shipped() -> Library:
    return load(read_checklist_files(shipped_folder("checklists")))


def entry(name: str) -> Loaded:
    found = shipped().named(name)
    assert found is not None
    return found


def items() -> Iterator[tuple[Loaded, Item]]:
    return ((each, item) for each in shipped().entries for item in each.edition.items)


def sheet(name: str, *modules: str) -> Questionnaire:
    entries = [entry(each) for each in (name, *modules)]
    texts = [(each.edition.name, words) for each in entries for words in each.texts]
    return assemble(entries[0].edition, [each.edition for each in entries[1:]], texts)


@pytest.mark.parametrize(("name", "keys"), [("police_station", POLICE_STATION), ("remand_prison", REMAND_PRISON)])
def test_a_checklist_asks_what_the_standards_name(name: str, keys: str) -> None:
    assert [item.key for item in entry(name).edition.items] == keys.split()


@pytest.mark.parametrize(("name", "keys"), [("police_station", POLICE_CORE), ("remand_prison", REMAND_CORE)])
def test_the_core_is_as_the_standards_mark_it(name: str, keys: str) -> None:
    assert {item.key for item in entry(name).edition.items if item.core} == set(keys.split())


@pytest.mark.parametrize("name", ["police_station", "remand_prison"])
def test_what_endangers_people_is_asked_alone(name: str) -> None:
    asked = {item.key: item for item in entry(name).edition.items if item.key in ASKED_ALONE.split()}
    assert {key for key, item in asked.items() if not item.private_only and not item.computed} == set()


def test_a_place_of_each_kind_has_one_checklist() -> None:
    served = [place for each in shipped().entries for place in each.use.serves]
    assert len(served) == len(set(served))
    assert {code.id for code in VOCABULARIES["facility_types"]} - set(served) == {"transport_vehicle"}
    assert set(served) <= {code.id for code in VOCABULARIES["facility_types"]}


def test_every_language_has_every_word() -> None:
    for each in shipped().entries:
        drafts = {"tg", "kk", "ky", "uz"} if each.edition.name == "access" else set()
        assert {"en", "ru"} | drafts == {texts.language for texts in each.texts}
        assert {texts.status for texts in each.texts if texts.language in drafts} <= {TextStatus.DRAFT}
        for texts in each.texts:
            assert set(texts.items) == {item.key for item in each.edition.items}
            assert all(text.question and text.help for text in texts.items.values())


def test_no_question_is_longer_than_a_breath() -> None:
    for each in shipped().entries:
        for texts in each.texts:
            longest = PRONOUNCED.get(texts.language, max(PRONOUNCED.values()))
            assert [key for key, text in texts.items.items() if len(text.question) > longest] == []


def test_shared_questions_are_worded_alike() -> None:
    words: dict[tuple[str, str], str] = {}
    for each in shipped().entries:
        for texts in each.texts:
            for key, text in texts.items.items():
                assert words.setdefault((texts.language, key), text.question) == text.question


def test_english_is_the_source_and_other_languages_wait_for_a_person() -> None:
    for each in shipped().entries:
        for texts in each.texts:
            source = TextStatus.CONFIRMED if texts.language == "en" else TextStatus.DRAFT
            assert (each.edition.name, texts.language, texts.status) == (each.edition.name, texts.language, source)


def test_every_checklist_asks_how_the_team_was_received() -> None:
    for each in shipped().entries:
        if each.edition.role is Role.CHECKLIST:
            attached = {module.module: module.when for module in each.use.modules}
            assert attached["access"] is When.ALWAYS
            assert attached["follow_up"] is When.LATER_VISITS


def test_modules_proposed_for_people_are_proposed_where_such_people_are_counted() -> None:
    for each in shipped().entries:
        counted = {item.key for item in each.edition.items}
        assert {module.held for module in each.use.modules if module.held} <= counted


def test_codes_go_up_and_each_item_stands_once() -> None:
    modules = [each.module for each in entry("police_station").use.modules]
    full = sheet("police_station", *modules)
    keys = [question.item.key for question in full.everything]
    assert len(keys) == len(set(keys))
    assert [part.letter for part in full.parts] == sorted(part.letter for part in full.parts)


def test_codes_do_not_move_when_a_module_is_left_out() -> None:
    alone, full = sheet("remand_prison"), sheet("remand_prison", "access", "follow_up", "women_and_mothers")
    assert {q.item.key: q.code for q in alone.questions}.items() <= {q.item.key: q.code for q in full.questions}.items()


def test_what_the_visit_already_says_is_not_asked_again() -> None:
    follows = {q.item.key: q.item.follows_from for q in sheet("remand_prison", "access").questions}
    assert {key: value for key, value in follows.items() if value} == {
        "entry_wait_min": Follows.WAIT_MINUTES,
        "entry_full_team": Follows.FULL_TEAM,
        "entry_notice": Follows.NOTICE,
        "all_areas_open": Follows.AREAS,
        "records_open": Follows.RECORDS,
        "equipment_allowed": Follows.EQUIPMENT,
        "private_interviews_ok": Follows.PRIVATE_INTERVIEWS,
        "interviews_private_n": Follows.ALONE,
        "capacity_official": Follows.CAPACITY,
        "held_today": Follows.HELD_TODAY,
    }


def test_a_number_not_checked_in_its_source_is_never_a_limit() -> None:
    for each, item in items():
        rule = item.noncompliant
        for texts in each.texts:
            if rule and rule.reference and texts.provisions[rule.reference].mark is Mark.FROM_KNOWLEDGE:
                assert authority_of(item, texts) in {Authority.UNCHECKED, Authority.DESIRABLE}


def test_our_own_alarm_level_cites_nothing() -> None:
    own = [item for _, item in items() if item.noncompliant and item.noncompliant.basis is Basis.WORKING_PROPOSAL]
    assert own
    assert [item.key for item in own if item.noncompliant and item.noncompliant.reference] == []


def test_russian_speaks_and_another_language_falls_back_to_marked_english() -> None:
    asked = sheet("remand_prison", "access")
    russian, tajik = question_text(asked, "own_bed", "ru"), question_text(asked, "own_bed", "tg")
    assert (russian.text.question, russian.fallback) == ("У каждого ли своё спальное место?", False)
    assert (tajik.text.question, tajik.language, tajik.fallback) == (
        "Does everyone have a bed of their own?",
        "en",
        True,
    )


def _russian() -> dict[str, str]:
    files = read_checklist_files(shipped_folder("checklists"))
    return {path: text.lower() for path, text in files.items() if path.endswith("ru.yaml")}


def test_no_text_says_what_the_glossary_avoids() -> None:
    avoided = [str(each).lower() for term in yaml.safe_load(GLOSSARY.read_text()) for each in term.get("avoid", ())]
    assert len(_russian()) == len(shipped().entries) + 1
    assert [(path, each) for path, text in _russian().items() for each in avoided if each in text] == []


@pytest.mark.parametrize("word", ["lawyer", "doctor", "interpreter"])
def test_the_words_of_the_trade_are_said_one_way(word: str) -> None:
    (stems,) = [term["stems"] for term in yaml.safe_load(GLOSSARY.read_text()) if term["en"] == word]
    for each in shipped().entries:
        english, russian = (dict(texts.items) for texts in each.texts if texts.language in PRONOUNCED)
        said = [key for key, text in english.items() if word in text.question.lower().split()]
        assert [key for key in said if not any(stem in russian[key].question.lower() for stem in stems)] == []
