"""What an export says about itself: what it holds, for whom, how absence is shown, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.checklists.rules import Absence
from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.words import N_, say, word
from monitor.press.spreadsheets import Value
from monitor.records.rules.exporting.cells import WHY
from monitor.records.rules.exporting.choosing import What
from monitor.records.rules.exporting.taken import Taken

_WHAT = {
    What.RECORDS: N_("Closed records of visits, the latest revision of each"),
    What.SHEETS: N_("What single persons filled in, before it was agreed on. What is computed stands in records only, as do talks and files read."),
}  # fmt: skip
_TOLD = (
    (N_("No answer"), N_("The column beside each question says why there is no answer. Where it is empty there is one. None of these is a no or a zero.")),
    (N_("Rows"), N_("Rooms, talks, files and documents stand in tables of their own; PARENT_KEY is the KEY of the record they belong to.")),
    (N_("Talks and files read"), N_("Their rows get new keys in each export and stand in random order over the whole of it. Their texts, times of day and everything sealed are left out, so that nobody can be told by the order of talks.")),
    (N_("Several answers"), N_("They stand together in one column, and each has a column of its own with 1 or 0.")),
    (N_("Several versions"), N_("Answers stand in one column over all versions as long as the question stayed the same or was only reworded. What was asked otherwise before stands in a column whose name ends in “before”.")),
    (N_("SubmissionDate"), N_("When the record was closed; of filled checklists the last day of the visit.")),
    (N_("SubmitterID"), N_("Who closed or filled it, under a name made for this export. Names are left out.")),
    (N_("ReviewState"), N_("approved: the record is closed; hasIssues: it is, with questions on which people differed; received: a filled checklist.")),
    (N_("Photos"), N_("Photos stay in the system; their names stand here.")),
    (N_("Secret visits"), N_("Visits that are still secret are left out.")),
)  # fmt: skip
_FIGURES = N_("Free words and photos are left out: the account that made this reads figures only.")


def about_answers(actor: Actor, taken: Taken, head: str, now: datetime) -> tuple[tuple[str, Value], ...]:
    """Word what an export says about itself, for a sheet or a first line; `head` is the ledger's."""
    language = taken.wanted.language
    rows: list[tuple[str, Value]] = [
        (N_("What"), word(_WHAT[taken.wanted.what], language)),
        (N_("How many"), len(taken.heads)),
        (N_("Narrowed to"), _narrowed(taken)),
        (N_("Versions"), "; ".join(_versions(taken))),
        (N_("Made at"), f"{now:%Y-%m-%d %H:%M} UTC"),
        (N_("Made by"), actor.name),
        *((what, word(said, language)) for what, said in _TOLD),
        (N_("Log before this export"), head),
    ]
    if not taken.free:
        rows.append((N_("Free words"), word(_FIGURES, language)))
    told = [(word(what, language), said) for what, said in rows]
    return (*told, *_reasons(language))


def _reasons(language: str) -> Sequence[tuple[str, Value]]:
    kinds = ((kind.value, label_of("absences", kind.value)) for kind in Absence)
    return [(code, word(said, language)) for code, said in (*kinds, *WHY.values())]


def _versions(taken: Taken) -> list[str]:
    return sorted({f"{form.asked.name} {form.version}" for form in taken.forms.values()})


def _narrowed(taken: Taken) -> str:
    wanted, language = taken.wanted, taken.wanted.language
    told = [
        word(said, language)
        for said, narrow in (
            (say(N_("checklist %(name)s"), name=wanted.checklist), wanted.checklist),
            (N_("one version"), wanted.edition),
            (N_("one facility"), wanted.facility),
            (say(N_("visits from %(day)s"), day=str(wanted.first)), wanted.first),
            (say(N_("visits until %(day)s"), day=str(wanted.last)), wanted.last),
        )
        if narrow
    ]
    return "; ".join(told) or word(N_("nothing: all that the person who made it may take out"), language)
