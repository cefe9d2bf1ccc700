"""The codes: every value of the standards' vocabularies is mapped or dropped by name, and every code has a label."""

from __future__ import annotations

import pytest

from monitor.codes import VOCABULARIES, choices, is_code, label_of
from monitor.codes.standards import DROPPED, MAPPED

# The ids as the standards list them; the forms are numbered as the study of the domain does.
LISTED = {
    "facility_types": """
        police_station police_unit_special temporary_detention_facility security_service_facility
        anticorruption_or_drug_agency_facility remand_prison colony colony_settlement prison_special_regime
        prison_hospital juvenile_colony closed_school minors_reception_centre court_cells transport_vehicle
        transit_point special_reception_centre sobering_centre military_guardhouse military_unit border_post
        immigration_detention asylum_centre_closed psychiatric_hospital forensic_psychiatric
        drug_treatment_compulsory tb_compulsory social_care_home nursing_home orphanage
        boarding_school_disability rehabilitation_centre_closed unofficial_place other_place
    """,
    "mandate_coverage": """
        covered covered_partly not_covered contested unknown
    """,
    "visit_types": """
        preventive ad_hoc follow_up thematic joint
    """,
    "visit_notice": """
        unannounced announced_by_choice announced_because_required
    """,
    "answer_special_values": """
        not_applicable not_asked not_known refused
    """,
    "access_denial.kinds": """
        entry_refused_all entry_refused_members entry_delayed areas_refused records_refused figures_refused
        person_refused person_hidden interview_not_private interview_cut_short equipment_refused
        photo_refused notice_imposed escort_imposed interpreter_or_expert_refused premises_cleaned_up
        follow_up_refused time_limited mandate_denied
    """,
    "access_denial.stages": """
        before_travel at_gate opening_talk on_site interviews records_review closing_talk after_visit
    """,
    "access_denial.persons_refused": """
        civil_society_member ombudsman_staff npm_member lawyer_member doctor_member interpreter
        journalist_member international_expert driver_or_support whole_team
    """,
    "access_denial.stated_reasons": """
        no_permission_from_superiors not_on_list only_ombudsman_staff mandate_excludes_place
        prior_notice_required security_situation staff_shortage quarantine_or_health investigation_secrecy
        state_secret person_not_here person_refuses under_repair holiday_or_hours no_legal_basis
        no_reason_given other_reason
    """,
    "access_denial.outcomes": """
        full_access_later_same_day partial_access_given no_access access_after_intervention visit_abandoned
        return_visit_granted complaint_filed reported_to_parliament reported_publicly reported_to_spt
        no_follow_up
    """,
    "access_denial.reprisal_kinds": """
        threat extra_discipline transfer_after_visit isolation physical_harm legal_action surveillance
        pressure_on_family denial_of_care pressure_on_monitor
    """,
    "domain.forms": """
        A1 A2 A3 A4 A5 B1 B2 B3 B4 B5 B6 C1 C2 C3 C4 D1 D2 D3 D4 D5 D6 D7 E1 E2 E3 E4 E5 E6 F1 F2 F3 F4 F5
        F6 F7 G1 G2 G3 G4 G5 G6 G7
    """,
}


def handled(vocabulary: str) -> list[str]:
    mapped = [code for name, (_, codes) in MAPPED.items() if name.split(" ")[0] == vocabulary for code in codes]
    return sorted([*mapped, *DROPPED.get(vocabulary, {})])


@pytest.mark.parametrize("vocabulary", LISTED)
def test_each_value_of_the_standards_is_mapped_once_or_dropped_once(vocabulary: str) -> None:
    assert handled(vocabulary) == sorted(LISTED[vocabulary].split())


def test_nothing_is_mapped_that_the_standards_do_not_list() -> None:
    assert {name.split(" ")[0] for name in (*MAPPED, *DROPPED)} == set(LISTED)


@pytest.mark.parametrize("name", MAPPED)
def test_each_value_is_mapped_to_a_code_that_exists(name: str) -> None:
    ours, codes = MAPPED[name]
    assert [code for code in codes.values() if not is_code(ours, code)] == []


def test_each_dropped_value_says_why() -> None:
    assert all(reason for codes in DROPPED.values() for reason in codes.values())


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_ids_and_labels_of_a_vocabulary_are_its_own(vocabulary: str) -> None:
    codes = VOCABULARIES[vocabulary]
    assert len({code.id for code in codes}) == len({code.label for code in codes}) == len(codes)


def test_groups_of_denial_kinds_are_codes() -> None:
    assert {kind.group for kind in VOCABULARIES["denial_kinds"]} == {g.id for g in VOCABULARIES["denial_groups"]}


def test_a_label_is_found_and_a_stray_code_is_a_fault() -> None:
    assert label_of("grounds", "mandate") == "Place not in the mandate"
    with pytest.raises(KeyError):
        label_of("grounds", "mandates")


def test_choices_are_worded_in_the_order_asked_for() -> None:
    assert choices("admission", "en", ("refused", "late")) == (("refused", "Refused"), ("late", "Let in late"))
    assert len(choices("facility_types", "en")) == 34
