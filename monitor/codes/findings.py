"""Codes about answers: why one is missing, and where one is known from."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.codes.kinds import Code
from monitor.kit.words import N_

FINDINGS: Mapping[str, tuple[Code, ...]] = {
    "absences": (
        Code("not_assessed", N_("Not assessed")),
        Code("not_allowed", N_("Not allowed")),
        Code("not_applicable", N_("Not applicable")),
        Code("unknown", N_("Could not be established")),
    ),
    "sources": (
        Code("observation", N_("Seen")),
        Code("document", N_("Document")),
        Code("person_held", N_("Person held")),
        Code("staff", N_("Staff")),
    ),
}
