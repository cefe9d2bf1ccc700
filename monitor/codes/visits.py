"""Codes about visits: types, notice, life, stages, admission."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.codes.kinds import Code
from monitor.kit.words import N_

VISITS: Mapping[str, tuple[Code, ...]] = {
    "visit_types": (
        Code("in_depth", N_("In-depth visit")),
        Code("follow_up", N_("Follow-up visit")),
        Code("ad_hoc", N_("Visit on an allegation")),
        Code("thematic", N_("Thematic visit")),
        Code("other", N_("Other visit")),
    ),
    "notice": (
        Code("unannounced", N_("Unannounced")),
        Code("announced", N_("Announced by choice")),
        Code("announced_by_obligation", N_("Announced because required")),
    ),
    "visit_states": (
        Code("proposed", N_("Proposed")),
        Code("planned", N_("Planned")),
        Code("ready", N_("Ready")),
        Code("under_way", N_("Under way")),
        Code("ended", N_("Ended")),
        Code("recorded", N_("Recorded")),
        Code("closed", N_("Closed")),
        Code("cancelled", N_("Cancelled")),
    ),
    "stages": (
        Code("gate", N_("At the gate")),
        Code("admitted", N_("Let in")),
        Code("opening_talk", N_("Opening talk")),
        Code("tour", N_("Tour of the premises")),
        Code("documents", N_("Reading documents")),
        Code("private_interviews", N_("Private talks")),
        Code("closing_talk", N_("Closing talk")),
        Code("left", N_("Left")),
    ),
    "admission": (
        Code("admitted", N_("Let in")),
        Code("refused", N_("Refused")),
        Code("waiting", N_("Waiting")),
        Code("late", N_("Let in late")),
        Code("partly", N_("Let in to a part only")),
        Code("withdrew_own", N_("Withdrew for an own reason")),
        Code("withdrew_protest", N_("Withdrew in protest at a refusal")),
    ),
    "team_roles": (
        Code("lead", N_("Lead")),
        Code("deputy", N_("Deputy")),
        Code("member", N_("Member")),
    ),
    "companions": (
        Code("interpreter", N_("Interpreter")),
        Code("driver", N_("Driver")),
        Code("official", N_("Official")),
        Code("journalist", N_("Journalist")),
        Code("other", N_("Other")),
    ),
    "outcomes": (
        Code("made", N_("Made")),
        Code("partly_refused", N_("Partly refused")),
        Code("refused", N_("Refused")),
        Code("cut_short", N_("Cut short")),
    ),
    "promises": (
        Code("kept", N_("Kept")),
        Code("partly", N_("Kept in part")),
        Code("not_kept", N_("Not kept")),
    ),
}
