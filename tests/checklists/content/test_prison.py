"""The prison and the psychiatric checklist: every question of the standards, in both languages, with rules that hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from monitor.checklists.rules import Authority, Item, Kind, Loaded, Texts, TextStatus, When, authority_of
from monitor.checklists.rules.expressions import BLANK, Column, Value, evaluate, parse, truth
from tests.checklists.content.test_shipped import shipped

GLOSSARY = Path(__file__).parents[3] / "monitor" / "locale" / "glossary.yaml"
BOTH = ("prison", "psychiatric_hospital")

KEYS = {
    "prison": {
        "B": "capacity_official held_today held_women sep_sex",
        "C": "staff_ratio staff_training_rights",
        "D": "m2_person_worst dorm_size_max beds_n own_bed daylight ventilation repair_state call_system",
        "E": "toilet_private toilet_ratio shower_week hygiene_items",
        "F": "meals_day food_quality food_from_family_needed water_drink water_litres",
        "G": "outdoor_hours hours_out_of_cell work_n work_paid_safe forced_work education_n religion_ok",
        "H": (
            "screening_24h doctor_days specialist_wait doctors_n medicines_ok health_independent confidential_exam "
            "injuries_described psych_care severe_mental_in_prison tb_cases opioid_care"
        ),
        "J": "visits_month visit_open calls_month mail_oversight_sealed news_access",
        "K": (
            "discipline_hearing sanctions_12m collective_punish solitary_n solitary_max_days solitary_reviewed "
            "force_count_12m force_recorded masked_staff"
        ),
        "L": (
            "rules_informed allegation_physical allegation_sexual between_detainees informal_leaders extortion_reports "
            "complaint_reprisal"
        ),
        "M": (
            "complaints_12m complaint_torture_12m complaint_torture_cases deaths_12m deaths_investigated self_harm_12m"
        ),
        "N": "sentence_plan early_release",
    },
    "psychiatric_hospital": {
        "B": "capacity_official held_today psy_held_involuntary psy_defacto psy_gender_ward psy_children_adult",
        "C": (
            "psy_independent_dec psy_second_opinion psy_days_to_court psy_review_regular psy_appeal psy_political "
            "psy_long_stay psy_discharge_plan"
        ),
        "D": "psy_consent_written psy_rights_leaflet psy_legal_capacity psy_guardian_conflict",
        "E": "psy_ward_space psy_ward_beds daylight psy_own_things cctv_in_private access_mobility fire_safety",
        "F": "toilet_private shower_week hygiene_items",
        "G": "meals_day food_quality water_drink",
        "H": "psy_plan psy_therapies psy_overmedication psy_ect psy_somatic",
        "J": "psy_staff_ratio psy_doctor_n psy_staff_trained",
        "K": (
            "psy_restraint_reg psy_restraint_24h psy_restraint_max_h psy_restraint_doctor psy_restraint_supervised "
            "psy_restraint_debrief psy_restraint_punish psy_restraint_by_patients psy_seclusion_room"
        ),
        "L": "psy_outdoor psy_activities psy_unpaid_work",
        "M": "psy_visits_free calls_month mail_oversight_sealed psy_lawyer_visit",
        "N": "psy_heard psy_forced_treatment psy_dignity psy_between allegation_physical allegation_sexual",
        "P": "psy_complaint complaint_external oversight_visits_12m psy_deaths_12m deaths_investigated",
    },
}

# What a number is held against: the comparison, the number, what it rests on, where it stands, how it may be spoken of.
LIMITS = {
    "prison": {
        "m2_person_worst": "lt 4 standard cpt.space_multi limit",
        "dorm_size_max": "gt 20 working_proposal - our_own",
        "toilet_ratio": "gt 25 standard icrc.toilets unchecked",
        "shower_week": "lt 2 standard epr.19.4 limit",
        "meals_day": "lt 3 standard epr.22.4 unchecked",
        "water_litres": "lt 10 standard icrc.water_total unchecked",
        "outdoor_hours": "lt 1 standard nmr.23 limit",
        "hours_out_of_cell": "lt 8 desirable_standard cpt.out_of_cell desirable",
        "doctor_days": "gt 3 working_proposal - our_own",
        "specialist_wait": "gt 14 working_proposal - our_own",
        "severe_mental_in_prison": "gt 0 any_case - any_case",
        "visits_month": "lt 1 working_proposal - our_own",
        "calls_month": "lt 2 working_proposal - our_own",
        "solitary_max_days": "gt 14 standard cpt.solitary_max unchecked",
        "staff_ratio": "gt 10 working_proposal - our_own",
        "allegation_physical": "gt 0 any_case - any_case",
        "allegation_sexual": "gt 0 any_case - any_case",
    },
    "psychiatric_hospital": {
        "psy_defacto": "gt 0 any_case - any_case",
        "psy_days_to_court": "gt psy_review_days national_parameter - national",
        "psy_restraint_max_h": "gt 4 working_proposal - our_own",
        "psy_staff_ratio": "gt 10 working_proposal - our_own",
        "psy_ward_space": "lt 4 standard cpt.space_multi limit",
        "psy_ward_beds": "gt 8 working_proposal - our_own",
        "shower_week": "lt 2 standard epr.19.4 limit",
        "meals_day": "lt 3 standard epr.22.4 unchecked",
        "psy_outdoor": "lt 1 standard cpt.psy_exercise unchecked",
        "calls_month": "lt 2 working_proposal - our_own",
        "allegation_physical": "gt 0 any_case - any_case",
        "allegation_sexual": "gt 0 any_case - any_case",
        "oversight_visits_12m": "lt 1 working_proposal - our_own",
    },
}

ADDED = {"prison": {"held_women", "allegation_sexual"}, "psychiatric_hospital": set[str]()}  # what modules lean on
COUNTS = {"prison": (69, 17), "psychiatric_hospital": (66, 18)}  # of the standards: items, core

ALONE = {
    "prison": {"forced_work", "masked_staff", "between_detainees", "informal_leaders", "extortion_reports",
               "complaint_reprisal"},
    "psychiatric_hospital": {"psy_restraint_punish", "psy_restraint_by_patients", "psy_forced_treatment",
                             "psy_dignity", "psy_between"},
}  # fmt: skip

COMPUTED = {
    "prison": {"m2_person_worst", "dorm_size_max", "own_bed", "daylight", "call_system", "toilet_private",
               "allegation_physical", "allegation_sexual"},
    "psychiatric_hospital": {"psy_ward_space", "psy_ward_beds", "daylight", "toilet_private", "allegation_physical",
                             "allegation_sexual"},
}  # fmt: skip

ALWAYS = [("access", When.ALWAYS), ("follow_up", When.LATER_VISITS), ("rooms", When.ALWAYS),
          ("interviews", When.ALWAYS)]  # fmt: skip
ATTACHED = {
    "prison": [
        *ALWAYS,
        ("women_and_mothers", When.HELD),
        *((name, When.CHOSEN) for name in ("groups_at_risk", "juveniles", "custody_files", "documents_seen",
                                           "transport")),
    ],
    "psychiatric_hospital": [*ALWAYS, ("groups_at_risk", When.CHOSEN), ("documents_seen", When.CHOSEN)],
}  # fmt: skip


def entry_of(name: str) -> Loaded:
    entry = shipped().named(name)
    assert entry is not None
    return entry


def item_of(name: str, key: str) -> Item:
    return next(item for item in entry_of(name).edition.items if item.key == key)


def english_of(name: str) -> Texts:
    return next(texts for texts in entry_of(name).texts if texts.language == "en")


@dataclass(frozen=True, slots=True)
class Answers:
    """A sheet in small: answers by key, columns as tuples, whatever is left out blank."""

    given: Mapping[str, Value | Column]
    own: Value = BLANK
    today: date = date(2026, 11, 22)

    def value(self, key: str) -> Value | Column:
        return self.given.get(key, BLANK)


def judged(name: str, key: str, rule: str, own: str | None, given: Mapping[str, str]) -> bool | None:
    expression = getattr(item_of(name, key), rule)
    answers = Answers({each: Decimal(value) for each, value in given.items()}, BLANK if own is None else Decimal(own))
    return truth(evaluate(parse(expression), answers))


@pytest.mark.parametrize("name", BOTH)
def test_each_section_asks_what_the_standards_list(name: str) -> None:
    sections = {each.letter: [item.key for item in each.items] for each in entry_of(name).edition.sections}
    assert sections == {letter: keys.split() for letter, keys in KEYS[name].items()}
    listed = {key for keys in KEYS[name].values() for key in keys.split()}
    core = {item.key for item in entry_of(name).edition.items if item.core}
    assert (len(listed - ADDED[name]), len(core)) == COUNTS[name]
    assert core & ADDED[name] == set()


@pytest.mark.parametrize("name", BOTH)
def test_what_endangers_who_answers_is_asked_alone(name: str) -> None:
    assert {item.key for item in entry_of(name).edition.items if item.private_only} == ALONE[name]


@pytest.mark.parametrize("name", BOTH)
def test_rooms_and_talks_say_it_once_for_all(name: str) -> None:
    assert {item.key for item in entry_of(name).edition.items if item.calculate} == COMPUTED[name]
    assert [(each.module, each.when) for each in entry_of(name).use.modules] == ATTACHED[name]


@pytest.mark.parametrize("name", BOTH)
def test_every_number_says_what_it_rests_on(name: str) -> None:
    found = {}
    for item in entry_of(name).edition.items:
        rule = item.noncompliant
        if rule and rule.basis:
            against = rule.parameter or ",".join(rule.value)
            spoken = authority_of(item, english_of(name))
            found[item.key] = f"{rule.op} {against} {rule.basis} {rule.reference or '-'} {spoken}"
    assert found == LIMITS[name]


@pytest.mark.parametrize("name", BOTH)
def test_numbers_nobody_checked_are_no_limits(name: str) -> None:
    spoken = {item.key: authority_of(item, english_of(name)) for item in entry_of(name).edition.items}
    unchecked = {key for key, limit in LIMITS[name].items() if limit.endswith("unchecked")}
    assert {key for key, each in spoken.items() if each is Authority.UNCHECKED} == unchecked


@pytest.mark.parametrize("name", BOTH)
def test_both_languages_are_whole_and_short(name: str) -> None:
    english, russian = entry_of(name).texts
    assert (english.language, english.status) == ("en", TextStatus.CONFIRMED)
    assert (russian.language, russian.status) == ("ru", TextStatus.DRAFT)
    assert list(english.items) == list(russian.items) == [item.key for item in entry_of(name).edition.items]
    for texts, most in ((english, 160), (russian, 200)):
        assert [key for key, text in texts.items.items() if len(text.question) > most or not text.help] == []


@pytest.mark.parametrize("name", BOTH)
def test_the_russian_speaks_the_words_of_the_trade(name: str) -> None:
    english, russian = entry_of(name).texts
    said = {"lawyer", "doctor", "interpreter", "remark", "capacity", "gate", "psychiatric hospital", "authority"}
    wrong = []
    for term in yaml.safe_load(GLOSSARY.read_text()):
        for key, text in english.items.items():
            there = " ".join((russian.items[key].question, russian.items[key].help, russian.items[key].confirm)).lower()
            here = " ".join((text.question, text.help, text.confirm)).lower()
            missing = term["en"] in said and re.search(rf"\b{term['en']}s?\b", here)
            if missing and not any(str(stem).lower() in there for stem in term["stems"]):
                wrong.append((key, term["en"]))
            wrong += [(key, each) for each in term.get("avoid", ()) if each in there]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "key", "rule", "own", "given", "holds"),
    [
        ("prison", "sep_sex", "relevant", None, {"held_women": "0"}, False),
        ("prison", "sep_sex", "relevant", None, {"held_women": "3"}, True),
        ("prison", "sep_sex", "relevant", None, {}, None),
        ("prison", "work_paid_safe", "relevant", None, {"work_n": "0"}, False),
        ("prison", "hours_out_of_cell", "constraint", "1", {"outdoor_hours": "1.5"}, False),
        ("prison", "complaint_torture_12m", "constraint", "5", {"complaints_12m": "5"}, True),
        ("prison", "complaint_torture_12m", "constraint", "6", {"complaints_12m": "5"}, False),
        ("prison", "complaint_torture_cases", "relevant", None, {"complaint_torture_12m": "0"}, False),
        ("prison", "deaths_investigated", "constraint", "3", {"deaths_12m": "2"}, False),
        ("prison", "solitary_n", "confirm", "41", {"held_today": "40"}, False),
        ("prison", "solitary_n", "confirm", "40", {"held_today": "40"}, True),
        ("prison", "beds_n", "confirm", "39", {"held_today": "40"}, False),
        ("psychiatric_hospital", "deaths_investigated", "relevant", None, {"psy_deaths_12m": "0"}, False),
        ("psychiatric_hospital", "psy_defacto", "confirm", "20",
         {"psy_held_involuntary": "80", "held_today": "100"}, True),
        ("psychiatric_hospital", "psy_defacto", "confirm", "30",
         {"psy_held_involuntary": "80", "held_today": "100"}, False),
        ("psychiatric_hospital", "psy_defacto", "confirm", "20", {"held_today": "100"}, None),
    ],
)  # fmt: skip
def test_rules_ask_and_accept(
    name: str, key: str, rule: str, own: str | None, given: Mapping[str, str], holds: bool | None
) -> None:
    assert judged(name, key, rule, own, given) is holds


def test_the_worst_room_answers_for_the_place() -> None:
    rows: dict[str, Value | Column] = {
        "rooms_dark": (Decimal(0), Decimal(1), BLANK),
        "beds_spare": (Decimal(2), Decimal(0)),
        "persons_in_room": (Decimal(8), Decimal(61), BLANK),
    }
    said = {
        key: evaluate(parse(str(item_of("prison", key).calculate)), Answers(rows))
        for key in ("daylight", "own_bed", "dorm_size_max", "call_system")
    }
    assert said == {"daylight": "no", "own_bed": "yes", "dorm_size_max": Decimal(61), "call_system": BLANK}


def test_counts_are_whole_and_parts_are_not() -> None:
    kinds = {item.key: item.kind for name in BOTH for item in entry_of(name).edition.items}
    parts = [
        "doctors_n",
        "doctor_days",
        "toilet_ratio",
        "staff_ratio",
        "psy_restraint_max_h",
        "psy_ward_space",
        "psy_doctor_n",
    ]
    wholes = [
        "beds_n",
        "work_n",
        "solitary_n",
        "solitary_max_days",
        "specialist_wait",
        "psy_ward_beds",
        "psy_long_stay",
    ]
    assert {kinds[key] for key in parts} == {Kind.DECIMAL}
    assert {kinds[key] for key in wholes} == {Kind.INTEGER}
