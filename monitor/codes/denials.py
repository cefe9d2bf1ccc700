"""Codes about refused, limited and delayed access: what was refused, when, to whom, on which ground, what followed."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.codes.kinds import Code
from monitor.kit.words import N_

_BEFORE = (
    Code("pass_refused", N_("Permit or pass refused"), "before"),
    Code("no_answer", N_("Request left without an answer"), "before"),
    Code("notice_imposed", N_("Prior notice or a date demanded"), "before"),
    Code("outside_mandate", N_("Place said to be outside the mandate"), "before"),
    Code("emergency", N_("Emergency or quarantine"), "before"),
    Code("return_refused", N_("Return visit refused"), "before"),
)
_GATE = (
    Code("entry_refused", N_("Whole team refused entry"), "gate"),
    Code("part_refused", N_("Part of the team refused entry"), "gate"),
    Code("entry_delayed", N_("Entry delayed"), "gate"),
    Code("credentials_disputed", N_("Credentials disputed"), "gate"),
    Code("searched", N_("Search imposed or things taken"), "gate"),
    Code("nobody_in_charge", N_("Nobody there who may decide"), "gate"),
)
_INSIDE = (
    Code("area_closed", N_("Rooms or buildings closed"), "inside"),
    Code("storage_locked", N_("Locked cupboard or store not opened"), "inside"),
    Code("time_limited", N_("Time limited or visit cut short"), "inside"),
    Code("escort_imposed", N_("Escort or route imposed"), "inside"),
    Code("place_prepared", N_("Place prepared in advance"), "inside"),
)
_PEOPLE = (
    Code("private_talk_refused", N_("Private talk refused"), "people"),
    Code("talk_overheard", N_("Talk overheard or filmed"), "people"),
    Code("talk_cut_short", N_("Talk cut short"), "people"),
    Code("group_talk_only", N_("Only talks in a group allowed"), "people"),
    Code("meeting_refused", N_("Meeting with a certain person refused"), "people"),
    Code("person_not_produced", N_("Person not produced, moved or hidden"), "people"),
    Code("person_pressured", N_("Person pressured before or after"), "people"),
    Code("staff_silenced", N_("Staff forbidden to talk"), "people"),
    Code("interpreter_refused", N_("Interpreter or outside expert refused"), "people"),
)
_PAPERS = (
    Code("register_refused", N_("Register or files withheld"), "papers"),
    Code("personal_file_refused", N_("Personal file withheld"), "papers"),
    Code("medical_file_refused", N_("Medical file withheld"), "papers"),
    Code("video_refused", N_("Video recordings withheld"), "papers"),
    Code("figures_refused", N_("Numbers or list of people held withheld"), "papers"),
    Code("copying_refused", N_("Copying refused"), "papers"),
)
_THINGS = (
    Code("phone_refused", N_("Phone not allowed in"), "things"),
    Code("camera_refused", N_("Camera or photographs not allowed"), "things"),
    Code("recorder_refused", N_("Voice recorder not allowed"), "things"),
    Code("computer_refused", N_("Computer not allowed"), "things"),
    Code("measuring_refused", N_("Measuring instrument not allowed"), "things"),
    Code("medical_instrument_refused", N_("Medical instrument not allowed"), "things"),
    Code("notebook_refused", N_("Pen or notebook not allowed"), "things"),
    Code("other_thing_refused", N_("Other equipment not allowed"), "things"),
)
_OTHERS = (
    Code("lawyer_kept_out", N_("Lawyer kept from a client"), "others"),
    Code("family_kept_out", N_("Family kept from a relative"), "others"),
    Code("ngo_kept_out", N_("Civil society kept out"), "others"),
    Code("doctor_kept_out", N_("Independent doctor kept out"), "others"),
    Code("consul_kept_out", N_("Consul kept out"), "others"),
    Code("interpreter_kept_out", N_("Interpreter kept out"), "others"),
    Code("parcel_refused", N_("Parcel or letter refused"), "others"),
    Code("other_kept_out", N_("Somebody else kept out"), "others"),
)
_PERSONS = (
    Code("lawyer", N_("Lawyer")),
    Code("family", N_("Family")),
    Code("ngo", N_("Civil society")),
    Code("doctor", N_("Doctor")),
    Code("consul", N_("Consul")),
    Code("interpreter", N_("Interpreter")),
    Code("ombudsman_staff", N_("Ombudsman staff")),
    Code("npm_member", N_("Member of the preventive mechanism")),
    Code("international_expert", N_("International expert")),
    Code("journalist", N_("Journalist")),
    Code("support", N_("Driver or support person")),
    Code("team_member", N_("Member of the visiting team")),
    Code("whole_team", N_("Whole team")),
    Code("other", N_("Somebody else")),
)
_GROUNDS = (
    Code("no_permission", N_("No permission from above")),
    Code("not_on_list", N_("Name not on the list")),
    Code("only_ombudsman", N_("Only ombudsman staff may enter")),
    Code("mandate", N_("Place not in the mandate")),
    Code("notice_required", N_("Prior notice needed")),
    Code("security", N_("Security situation")),
    Code("staff_shortage", N_("Too few staff")),
    Code("chief_absent", N_("The chief is not there")),
    Code("quarantine", N_("Quarantine or health rules")),
    Code("investigator_ban", N_("Investigator forbids it")),
    Code("investigation_secrecy", N_("Secrecy of an investigation")),
    Code("state_secret", N_("State secret")),
    Code("person_not_here", N_("Person said not to be here")),
    Code("person_refuses", N_("Person said to refuse the meeting")),
    Code("under_repair", N_("Under repair")),
    Code("hours", N_("Outside working hours")),
    Code("no_legal_basis", N_("No legal basis for the visit")),
    Code("none_given", N_("No reason given")),
    Code("other", N_("Other reason")),
)
_STEPS = (
    Code("phoned_superior", N_("Phoned a superior or the liaison officer")),
    Code("visitors_book", N_("Noted in the visitors' book")),
    Code("protest", N_("Written protest to the head of the place")),
    Code("ministry", N_("Written to the ministry or agency")),
    Code("complaint", N_("Complaint or appeal filed")),
    Code("prosecutor", N_("Written to the prosecutor")),
    Code("ombudsman", N_("Told the ombudsman or the coordination council")),
    Code("parliament", N_("Reported to parliament or the supervising body")),
    Code("public", N_("Made public")),
    Code("spt", N_("Told the Subcommittee on Prevention")),
    Code("treaty_body", N_("Told a treaty body or special rapporteur")),
    Code("reply", N_("Reply received")),
    Code("other", N_("Other step")),
)
_RESULTS = (
    Code("access_same_day", N_("Full access later the same day")),
    Code("access_after_call", N_("Access after a call to somebody senior")),
    Code("access_in_part", N_("Access in part")),
    Code("no_access", N_("No access at all")),
    Code("team_left", N_("Team left")),
    Code("return_granted", N_("Return visit granted")),
    Code("nothing_followed", N_("Nothing followed")),
)

DENIALS: Mapping[str, tuple[Code, ...]] = {
    "denial_kinds": (*_BEFORE, *_GATE, *_INSIDE, *_PEOPLE, *_PAPERS, *_THINGS, *_OTHERS),
    "denial_groups": (
        Code("before", N_("Before the visit")),
        Code("gate", N_("At the gate")),
        Code("inside", N_("Inside")),
        Code("people", N_("Talks with people")),
        Code("papers", N_("Papers and figures")),
        Code("things", N_("Things carried")),
        Code("others", N_("Others than a visiting team")),
    ),
    "denial_classes": (
        Code("refused", N_("Refused")),
        Code("obstructed", N_("Obstructed")),
        Code("information_withheld", N_("Information withheld")),
        Code("delayed", N_("Delayed")),
        Code("third_party", N_("Others kept out")),
    ),
    "denial_stages": (
        Code("before_travel", N_("While arranging the visit")),
        Code("gate", N_("At the gate or reception")),
        Code("opening_talk", N_("In the opening talk")),
        Code("on_site", N_("During the round of the premises")),
        Code("interviews", N_("During talks with people")),
        Code("documents", N_("While reading papers")),
        Code("closing_talk", N_("In the closing talk")),
        Code("after_visit", N_("After the visit")),
        Code("outside_visit", N_("Outside any visit")),
    ),
    "denial_persons": _PERSONS,
    "grounds": _GROUNDS,
    "denial_steps": _STEPS,
    "denial_results": _RESULTS,
}
