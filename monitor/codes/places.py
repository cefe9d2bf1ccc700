"""Codes about places: what kind of place, whether it works, who may enter it."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.codes.kinds import Code
from monitor.kit.words import N_

_FACILITY_TYPES = (
    Code("police_station", N_("Police station"), "police"),
    Code("police_unit_special", N_("Specialised police unit (organised crime or drugs)"), "police"),
    Code("temporary_detention_facility", N_("Temporary detention facility (IVS)"), "police"),
    Code("security_service_facility", N_("Holding facility of a security service"), "police"),
    Code(
        "anticorruption_or_drug_agency_facility",
        N_("Holding facility of an anti-corruption or drug-control body"),
        "police",
    ),
    Code("remand_prison", N_("Pre-trial detention facility (SIZO)"), "prison"),
    Code("colony", N_("Prison or colony"), "prison"),
    Code("colony_settlement", N_("Open colony or colony settlement"), "prison"),
    Code("prison_special_regime", N_("High-security or life-sentence prison"), "prison"),
    Code("prison_hospital", N_("Prison hospital or tuberculosis colony"), "prison"),
    Code("juvenile_colony", N_("Colony or education facility for convicted juveniles"), "minors"),
    Code("closed_school", N_("Closed or special school for minors"), "minors"),
    Code("minors_reception_centre", N_("Reception or adaptation centre for minors"), "minors"),
    Code("court_cells", N_("Court holding cells"), "police"),
    Code("transport_vehicle", N_("Escort vehicle or train carriage"), "transit"),
    Code("transit_point", N_("Transit cells"), "transit"),
    Code("special_reception_centre", N_("Special reception centre for administrative arrest"), "police"),
    Code("sobering_centre", N_("Sobering-up centre"), "police"),
    Code("military_guardhouse", N_("Military guardhouse or disciplinary unit"), "military"),
    Code("military_unit", N_("Military unit with detention on site"), "military"),
    Code("border_post", N_("Border post or transit zone"), "migration"),
    Code("immigration_detention", N_("Immigration or deportation centre"), "migration"),
    Code("asylum_centre_closed", N_("Closed reception centre for asylum seekers"), "migration"),
    Code("psychiatric_hospital", N_("Psychiatric hospital"), "health"),
    Code("forensic_psychiatric", N_("Secure or specialised psychiatric hospital"), "health"),
    Code("drug_treatment_compulsory", N_("Compulsory drug or alcohol treatment facility"), "health"),
    Code("tb_compulsory", N_("Compulsory tuberculosis hospital"), "health"),
    Code("social_care_home", N_("Social-care home for adults with disabilities"), "care"),
    Code("nursing_home", N_("Home for older persons"), "care"),
    Code("orphanage", N_("Orphanage or children's home"), "minors"),
    Code("boarding_school_disability", N_("Boarding institution for children with disabilities"), "minors"),
    Code("rehabilitation_centre_closed", N_("Closed rehabilitation or shelter that people cannot leave"), "care"),
    Code("unofficial_place", N_("Unofficial place of detention (flat, basement, vehicle)"), "other"),
    Code("other_place", N_("Other place a person cannot leave at will"), "other"),
)

PLACES: Mapping[str, tuple[Code, ...]] = {
    "facility_types": _FACILITY_TYPES,
    "facility_status": (
        Code("open", N_("Open")),
        Code("temporarily_closed", N_("Closed for a time")),
        Code("closed", N_("Closed")),
        Code("planned", N_("Planned, not open yet")),
    ),
    "facility_names": (
        Code("official", N_("Official name")),
        Code("former", N_("Former name")),
        Code("alias", N_("Also called")),
    ),
    "facility_figures": (
        Code("population", N_("People held")),
        Code("capacity", N_("Places")),
        Code("inspected_by", N_("Inspected by")),
    ),
    "mandate_coverage": (
        Code("covered", N_("Covered by the mandate")),
        Code("covered_partly", N_("Covered in part (some rooms, some groups)")),
        Code("contested", N_("Covered in law, contested by the authority")),
        Code("not_covered", N_("Left out of the mandate")),
        Code("unknown", N_("Not established")),
    ),
}
