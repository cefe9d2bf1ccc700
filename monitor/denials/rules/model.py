"""A denial as it is told, kept and added to; what may be said of it and what not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from monitor.codes import VOCABULARIES, is_code
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, say

LONGEST_WORDS = 8_000
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class KeptOut:
    """One person or group that was refused; an account for team members, only a word for anybody else."""

    who: str
    account: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a denial when it is logged. Only `kind`, `words`, `day` and who was kept out are asked for.

    `words` is what they said; nobody held is named in it. `reporter` names who reported it when that is not the one
    who enters it and has no account.
    """

    kind: str
    words: str
    day: date
    kept_out: tuple[KeptOut, ...]
    stage: str = "outside_visit"
    area: str = ""
    ground: str | None = None
    decided_rank: str = ""
    decided_post: str = ""
    decided_agency: str = ""
    ordered_by: str = ""
    in_writing: bool | None = None
    arrived_at: datetime | None = None
    refused_at: datetime | None = None
    ended_at: datetime | None = None
    minutes_lost: int | None = None
    reported_by: UUID | None = None
    reporter: str = ""


class Field(StrEnum):
    """What may be added to or corrected later; the first telling stays beside it."""

    KIND = "kind"
    GROUND = "ground"
    WORDS = "words"
    AREA = "area"
    DECIDED_BY = "decided_by"
    ORDERED_BY = "ordered_by"
    IN_WRITING = "in_writing"
    MINUTES_LOST = "minutes_lost"
    DAY = "day"
    REPORTER = "reporter"
    WITNESSES = "witnesses"
    OFFERED = "offered"
    LEGAL_BASIS = "legal_basis"
    MORE = "more"


# Fields whose value is a code, a number or a day and is kept in the open so that lists and figures follow corrections.
CODED: Mapping[Field, str] = {Field.KIND: "denial_kinds", Field.GROUND: "grounds"}
PLAIN = frozenset({*CODED, Field.IN_WRITING, Field.MINUTES_LOST, Field.DAY})
FIELD_LABELS: Mapping[Field, str] = {
    Field.KIND: N_("What was refused"),
    Field.GROUND: N_("Ground"),
    Field.WORDS: N_("What they said"),
    Field.AREA: N_("Which part, paper or thing"),
    Field.DECIDED_BY: N_("Who decided (rank, post, agency)"),
    Field.ORDERED_BY: N_("On whose order"),
    Field.IN_WRITING: N_("Written or oral"),
    Field.MINUTES_LOST: N_("Minutes lost"),
    Field.DAY: N_("Day"),
    Field.REPORTER: N_("Reported by"),
    Field.WITNESSES: N_("Witnesses"),
    Field.OFFERED: N_("What was offered instead"),
    Field.LEGAL_BASIS: N_("Legal basis"),
    Field.MORE: N_("Anything more"),
}

REFUSED, OBSTRUCTED, WITHHELD, DELAYED, THIRD_PARTY = (code.id for code in VOCABULARIES["denial_classes"])
_GROUP_OF: Mapping[str, str] = {code.id: code.group for code in VOCABULARIES["denial_kinds"]}
_CLASS_OF_GROUP: Mapping[str, str] = {
    "before": REFUSED,
    "gate": REFUSED,
    "inside": OBSTRUCTED,
    "people": OBSTRUCTED,
    "papers": WITHHELD,
    "things": OBSTRUCTED,
    "others": THIRD_PARTY,
}
_CLASS_OF_KIND: Mapping[str, str] = {"entry_delayed": DELAYED, "searched": OBSTRUCTED, "notice_imposed": OBSTRUCTED}
_STAGE_OF_GROUP: Mapping[str, str] = {
    "before": "before_travel",
    "gate": "gate",
    "inside": "on_site",
    "people": "interviews",
    "papers": "documents",
    "things": "gate",
    "others": "outside_visit",
}
# Kept out outside any visit -> what was refused, so that the first screen asks once.
KIND_OF_PERSON: Mapping[str, str] = {
    "lawyer": "lawyer_kept_out",
    "family": "family_kept_out",
    "ngo": "ngo_kept_out",
    "doctor": "doctor_kept_out",
    "consul": "consul_kept_out",
    "interpreter": "interpreter_kept_out",
}
FIRST_ASKED = ("lawyer", "family", "ngo", "doctor", "consul", "other")


class NothingToAdd(Problem):
    status = 422
    sentence = N_("This says the same as what is kept. Change it, or go back.")


class PlaceKnown(Problem):
    status = 409
    sentence = N_("This denial was logged at a place of the list; there is nothing to match.")


class NotOnThisVisit(Problem):
    status = 422
    sentence = N_("Someone named here was not on the team of this visit. Choose among the team.")


def class_of(kind: str) -> str:
    """Give the class that figures are published by."""
    return _CLASS_OF_KIND.get(kind, _CLASS_OF_GROUP[_GROUP_OF[kind]])


def stage_of(kind: str) -> str:
    """Say at which stage a kind of denial is met; a kind that does not exist counts as on site until it is refused."""
    return _STAGE_OF_GROUP[_GROUP_OF.get(kind, "inside")]


def kind_kept_out(who: str) -> str:
    """Say what was refused when somebody was kept out outside any visit."""
    return KIND_OF_PERSON.get(who, "other_kept_out")


def reference_of(denial: UUID, taken: Iterable[str] = ()) -> str:
    """Make the number to quote from the denial's random id: it tells neither how many there are nor in which order.

    Six letters and digits of an alphabet without look-alikes; longer in the rare case that the number is taken.
    """
    number, held = int.from_bytes(hashlib.sha256(denial.bytes).digest(), "big"), set(taken)
    letters = ""
    while True:
        number, rest = divmod(number, 32)
        letters += _LETTERS[rest]
        reference = "D-" + "-".join(letters[i : i + 3] for i in range(0, len(letters), 3))
        if len(letters) >= 6 and len(letters) % 3 == 0 and reference not in held:
            return reference


def check_told(told: Told, today: date) -> None:
    """Check what is said before it is kept. Raises BadForm with every fault at once."""
    faults = [
        fault
        for fault in (
            _code("kind", "denial_kinds", told.kind),
            _code("stage", "denial_stages", told.stage),
            _code("ground", "grounds", told.ground) if told.ground else None,
            *(_code("who", "denial_persons", person.who) for person in told.kept_out),
        )
        if fault is not None
    ]
    if not told.kept_out:
        faults.append(FieldError("who", say(N_("Say who was kept out."))))
    if not told.words.strip():
        faults.append(FieldError("words", say(N_("Write what they said, or “no reason given”."))))
    if len(told.words) > LONGEST_WORDS:
        faults.append(
            FieldError("words", say(N_("This is too long. Keep to %(number)s letters."), number=LONGEST_WORDS))
        )
    if told.day > today:
        faults.append(FieldError("day", say(N_("This day has not come yet. Correct it."))))
    if told.arrived_at and told.refused_at and told.refused_at < told.arrived_at:
        faults.append(FieldError("refused_at", say(N_("Refused before arriving: correct one of the two times."))))
    if told.refused_at and told.ended_at and told.ended_at < told.refused_at:
        faults.append(FieldError("ended_at", say(N_("Over before it began: correct one of the two times."))))
    if faults:
        raise BadForm(tuple(faults))


def check_value(field: Field, value: str, today: date) -> str:
    """Check the new value of a field and give it as it is kept. Raises BadForm."""
    kept = value.strip()
    fault: FieldError | None = None
    if not kept:
        fault = FieldError("value", say(N_("Write what is to be added.")))
    elif field in CODED:
        fault = _code("value", CODED[field], kept)
    elif field is Field.IN_WRITING and kept not in {"yes", "no"}:
        fault = FieldError("value", say(N_("Choose one of the answers.")))
    elif field is Field.MINUTES_LOST and not (kept.isdecimal() and len(kept) < 6):
        fault = FieldError("value", say(N_("Write the minutes as a whole number.")))
    elif field is Field.DAY:
        fault = _day(kept, today)
    if fault is not None:
        raise BadForm((fault,))
    return str(int(kept)) if field is Field.MINUTES_LOST else kept


def check_reason(reason: str) -> None:
    """Check that an amendment says why. Raises BadForm."""
    if not reason.strip():
        raise BadForm((FieldError("reason", say(N_("Say in a line why this is added or changed."))),))


def check_code(name: str, vocabulary: str, value: str) -> None:
    """Check one code of a form. Raises BadForm."""
    fault = _code(name, vocabulary, value)
    if fault is not None:
        raise BadForm((fault,))


def _code(name: str, vocabulary: str, value: str) -> FieldError | None:
    return None if is_code(vocabulary, value) else FieldError(name, say(N_("Choose one of the answers.")))


def _day(text: str, today: date) -> FieldError | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return FieldError("value", say(N_("Write the day as year-month-day, such as 2026-11-22, or pick it.")))
    return FieldError("value", say(N_("This day has not come yet. Correct it."))) if day > today else None
