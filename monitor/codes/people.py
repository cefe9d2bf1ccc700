"""Codes about organisations and people."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.codes.kinds import Code
from monitor.kit.words import N_

PEOPLE: Mapping[str, tuple[Code, ...]] = {
    "organisation_kinds": (
        Code("ombudsman", N_("Ombudsman office")),
        Code("npm", N_("National preventive mechanism")),
        Code("ngo", N_("Civil society")),
        Code("expert", N_("Independent expert")),
    ),
    "roles": (
        Code("monitor", N_("Monitor")),
        Code("coordinator", N_("Coordinator")),
        Code("partner", N_("Civil-society account")),
        Code("analyst", N_("Analyst")),
        Code("administrator", N_("Administrator")),
    ),
    "sex": (
        Code("woman", N_("Woman")),
        Code("man", N_("Man")),
        Code("not_stated", N_("Not stated")),
    ),
    "expertise": (
        Code("lawyer", N_("Lawyer by training")),
        Code("doctor", N_("Doctor")),
        Code("forensic_doctor", N_("Forensic doctor")),
        Code("psychologist", N_("Psychologist")),
        Code("psychiatrist", N_("Psychiatrist")),
        Code("social_worker", N_("Social worker")),
        Code("child_specialist", N_("Specialist for children")),
        Code("interpreter", N_("Interpreter")),
        Code("building", N_("Building and engineering")),
        Code("other", N_("Other")),
    ),
    "released_kinds": (
        Code("visit", N_("Visit")),
        Code("denial", N_("Denial")),
    ),
}
