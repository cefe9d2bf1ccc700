"""Every sentence that field mode shows, by a short name: the page carries them in all its languages, since it has no
server to ask."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.kit.words import LANGUAGES, N_, catalogue

# The page fills in {name} itself; where a sentence counts, both forms are given and the language chooses among its own.
SENTENCES: Mapping[str, str] = {
    "notes": N_("Notes"),
    "back": N_("Back"),
    "language": N_("Language"),
    "insecure": N_("This page needs a secure address (https). Ask whoever runs the server."),
    "storeless": N_("This browser keeps nothing for this page: leave private browsing, or use another browser."),
    "newer": N_("A newer version is here. It is used when this page is opened next time."),
    "use_newer": N_("Use it now"),
    # The lock.
    "set_up": N_("Set up this phone"),
    "set_up_lead": N_("What you write here lies on this phone only, encrypted, until it is sent. Choose a passphrase."),
    "passphrase": N_("Passphrase"),
    "again": N_("The same once more"),
    "passphrase_help": N_("At least ten characters; several words are easiest. Nobody can find it out for you."),
    "too_short": N_("This passphrase is too short. Take at least ten characters."),
    "not_same": N_("The two differ. Type the same one twice."),
    "set_up_do": N_("Set up"),
    "setting_up": N_("One moment"),
    "sign_in_first": N_("Sign in once on this phone, with a network, before it can be set up."),
    "sign_in": N_("Sign in"),
    "unlock": N_("Unlock"),
    "unlock_wrong": N_("This is not the passphrase. Try again."),
    "unlock_wait": N_("Too many tries. Wait {seconds} seconds."),
    "forgotten": N_("Forgotten?"),
    "forgotten_help": N_(
        "Nobody can open what lies here without the passphrase. Files that you saved sealed before are opened by your "
        "coordinator. To begin anew, wipe this phone: what was not sent is then lost."
    ),
    "lock": N_("Lock"),
    "locked_idle": N_("Locked because nothing was touched for a while. What you wrote is kept."),
    # The list of visits.
    "my_visits": N_("My visits"),
    "no_visits": N_("No visit is on this phone. Open its page while you have a network and choose “Take along”."),
    "take": N_("Take along"),
    "take_which": N_("This is the visit you came from."),
    "take_lead": N_("This takes the blank checklist, the place's name and the names of the team onto this phone."),
    "take_history": N_("Also what the last closed record says"),
    "take_history_not": N_(
        "Better not: whoever takes the phone and the passphrase from you could read what earlier visits found."
    ),
    "take_do": N_("Take along"),
    "taken": N_("On this phone. It now works without a network."),
    "give_back": N_("Remove this visit from the phone"),
    "give_back_sure": N_("Remove this visit from this phone? With a network you can take it along again."),
    "give_back_do": N_("Remove"),
    "give_back_not": N_("Something of this visit is not yet sent. Send it first, or save the sealed file."),
    "removed": N_("Removed from this phone."),
    "refusal_elsewhere": N_("A refusal without a visit"),
    "gate": N_("At the gate"),
    "checklist": N_("Checklist"),
    "refusal": N_("Refusal"),
    "team_notes": N_("Notes for the team"),
    "numbers": N_("Numbers"),
    "steps": N_("What happens next"),
    "before_record": N_("Last record: {said}"),
    # Gate.
    "in": N_("In"),
    "refused": N_("Refused"),
    "waiting": N_("Waiting"),
    "gate_elsewhere": N_(
        "What was recorded on the server or by others is not shown here. What you tap here is added to it, and the latest counts."
    ),
    "at_gate": N_("We are at the gate"),
    "lead_refused": N_("The lead was refused. {name} is the deputy."),
    "deputy_leads": N_("The deputy takes the lead"),
    "leads_now": N_("{name} leads now."),
    "some_refused": N_("Refused: {refused} of {team}. Record what was said."),
    "they_said": N_("What they said"),
    "lead": N_("Lead"),
    "deputy": N_("Deputy"),
    "rarer": N_("Came late, partly in, or withdrew"),
    "who": N_("Who"),
    "how_it_went": N_("How it went"),
    "in_words": N_("In words"),
    "held_today": N_("Held today"),
    "alone": N_("Spoken to alone"),
    "in_groups": N_("Spoken to in groups"),
    "unknown_empty": N_("Leave empty what you do not know."),
    "save": N_("Save"),
    "kept_here": N_("Kept on this phone"),
    "whole_number": N_("Write a whole number, or leave it empty if it is not known."),
    # Denial.
    "what_refused": N_("What was refused"),
    "who_kept_out": N_("Who was kept out"),
    "whole_team": N_("Whole team"),
    "they_said_help": N_("As it was said. No names of persons held."),
    "area": N_("Which part, paper or thing"),
    "ground": N_("Ground"),
    "not_chosen": N_("Not chosen"),
    "day": N_("Day"),
    "time": N_("Time"),
    "place": N_("Where"),
    "place_help": N_("In your own words; the coordinator finds it in the list."),
    "needed": N_("This is needed."),
    "log_refusal": N_("Keep this refusal"),
    # Notes.
    "note": N_("A note"),
    "note_help": N_("For the team and its coordinators. No names of persons held."),
    "note_save": N_("Keep this note"),
    # The outbox.
    "unsent": N_("Not yet sent"),
    "unsent_count": N_("Not yet sent: {n}"),
    "all_sent": N_("Everything is sent"),
    "send_now": N_("Send now"),
    "sending": N_("Sending"),
    "offline": N_("No network, or the server does not answer. It is sent by itself when it does."),
    "signed_out": N_("You are signed out. Sign in; what you wrote is kept here and sent after that."),
    "another": N_("Somebody else is signed in here. Sign in with the account these notes were begun with."),
    "withdrawn": N_(
        "You are no longer on this team, or the visit is not there. It is kept here; give the sealed file to your "
        "coordinator."
    ),
    "try_again": N_("Try again"),
    "waits": N_("waits to be sent"),
    "give_up": N_("Remove"),
    "give_up_sure": N_("Remove this from the phone? It is not on the server and cannot be brought back."),
    "k_stage": N_("Step of the visit"),
    "k_admission": N_("At the gate"),
    "k_lead": N_("Change of the lead"),
    "k_heads": N_("Numbers"),
    "k_denial": N_("Refusal"),
    "k_note": N_("Note"),
    "k_answer": N_("Answer {code}"),
    "k_row": N_("New row"),
    "k_drop": N_("Row taken out"),
    "k_restore": N_("Row put back"),
    "k_photo": N_("Photo {code}"),
    # The sealed file.
    "file": N_("Sealed file"),
    "file_lead": N_(
        "Everything not yet sent, in one file that only your coordinator can open. Save it on a stick or send it, if this "
        "phone may break or be taken."
    ),
    "file_save": N_("Save the sealed file"),
    "file_saved": N_("Saved. What is in it stays on this phone too, until it is sent."),
    "file_empty": N_("There is nothing to save: everything is sent."),
    # Wiping.
    "wipe": N_("Wipe this phone"),
    "wipe_lead": N_("Everything that this page keeps on this phone goes: visits, notes, what is not yet sent."),
    "wipe_unsent": N_("Not yet sent: {n}. Save the sealed file first, or it is lost."),
    "wipe_do": N_("Wipe"),
    "wipe_anyway": N_("Wipe without saving"),
    "sign_out": N_("Sign out and wipe"),
    "wiped": N_("Wiped. Nothing is left on this phone."),
    "ended": N_("This phone was taken out of use, and wiped itself."),
    "more": N_("More"),
    "evict": N_("This browser may clear what it keeps after some days without use. Send as soon as you can."),
    # The sheet.
    "no_checklist": N_("No checklist was chosen for this visit. Choose one on its page, then take it along again."),
    "unreadable": N_(
        "This cannot be read. Write a number, a day such as 20.11 or a time such as 905; it is kept here only."
    ),
    "asked_in": N_("Questions in"),
    "go_to": N_("Go to"),
    "no_code": N_("There is no such code here."),
    "photo_large": N_("This photo is too large or is none."),
}


def worded() -> dict[str, dict[str, str]]:
    """Word every sentence in each of the house's languages."""
    return {
        language: {name: catalogue(language).gettext(text) for name, text in SENTENCES.items()}
        for language in LANGUAGES
    }
