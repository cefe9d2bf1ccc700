"""What is not asked because it follows from the visit, its denials or the facility (law 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.checklists.rules import Absence, Follows
from monitor.kit.words import N_
from monitor.sheets.rules.answers import Given


class Hindered(StrEnum):
    """What a denial on a visit kept the team from, as far as an item of the access list asks for it."""

    AREAS = "areas"
    RECORDS = "records"
    EQUIPMENT = "equipment"
    PRIVATE_INTERVIEWS = "private_interviews"


# Kinds of denial (codes) that answer an item of the access list with "no".
HINDERED_BY: Mapping[str, Hindered] = {
    "area_closed": Hindered.AREAS,
    "storage_locked": Hindered.AREAS,
    "register_refused": Hindered.RECORDS,
    "personal_file_refused": Hindered.RECORDS,
    "medical_file_refused": Hindered.RECORDS,
    "video_refused": Hindered.RECORDS,
    "figures_refused": Hindered.RECORDS,
    "phone_refused": Hindered.EQUIPMENT,
    "camera_refused": Hindered.EQUIPMENT,
    "recorder_refused": Hindered.EQUIPMENT,
    "computer_refused": Hindered.EQUIPMENT,
    "measuring_refused": Hindered.EQUIPMENT,
    "medical_instrument_refused": Hindered.EQUIPMENT,
    "notebook_refused": Hindered.EQUIPMENT,
    "other_thing_refused": Hindered.EQUIPMENT,
    "private_talk_refused": Hindered.PRIVATE_INTERVIEWS,
    "talk_overheard": Hindered.PRIVATE_INTERVIEWS,
    "talk_cut_short": Hindered.PRIVATE_INTERVIEWS,
    "group_talk_only": Hindered.PRIVATE_INTERVIEWS,
    "meeting_refused": Hindered.PRIVATE_INTERVIEWS,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record about a visit. A count of None was left unknown if `heads_counted`, else not entered.

    `team` are the members whose admission is on record, `let_in` those who came in at all, `held_back` those refused,
    let in late or partly, or gone in protest; `stages` are the stages marked.
    """

    notice: str
    stages: frozenset[str] = frozenset()
    gate_at: datetime | None = None
    admitted_at: datetime | None = None
    left_at: datetime | None = None
    team: int = 0
    let_in: int = 0
    held_back: int = 0
    hindered: frozenset[Hindered] = frozenset()
    heads_counted: bool = False
    held_today: int | None = None
    alone: int | None = None
    in_groups: int | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A computed answer and where it comes from: a sentence, and the place on the visit's page to correct it."""

    given: Given
    source: str
    place: str


FOLLOWED_HEADS = N_("From the numbers entered for this visit")
FOLLOWED_NOTICE = N_("From the plan of this visit")
FOLLOWED_GATE = N_("From the times and admissions at the gate")
FOLLOWED_DENIALS = N_("From the refusals logged on this visit")
FOLLOWED_CAPACITY = N_("From the facility's page")

_NOTICE_OPTIONS: Mapping[str, str] = {
    "unannounced": "unannounced",
    "announced": "announced_by_choice",
    "announced_by_obligation": "announced_because_required",
}
_NOT_YET = Given(absence=Absence.NOT_ASSESSED)


def follow(facts: Facts) -> Mapping[Follows, Followed]:
    """Compute every answer that follows from the facts; those of rooms not built yet are not among them."""
    return {
        Follows.HELD_TODAY: _heads(facts, facts.held_today),
        Follows.ALONE: _heads(facts, facts.alone),
        Follows.IN_GROUPS: _heads(facts, facts.in_groups),
        Follows.NOTICE: Followed(_notice(facts), FOLLOWED_NOTICE, "plan"),
        Follows.WAIT_MINUTES: Followed(_wait(facts), FOLLOWED_GATE, "gate"),
        Follows.FULL_TEAM: Followed(_full_team(facts), FOLLOWED_GATE, "gate"),
        Follows.AREAS: _open(facts, Hindered.AREAS, "tour" in facts.stages),
        Follows.RECORDS: _open(facts, Hindered.RECORDS, "documents" in facts.stages),
        Follows.EQUIPMENT: _open(facts, Hindered.EQUIPMENT, facts.let_in > 0),
        Follows.PRIVATE_INTERVIEWS: _open(facts, Hindered.PRIVATE_INTERVIEWS, bool(facts.alone)),
        Follows.CAPACITY: Followed(_number(facts.capacity), FOLLOWED_CAPACITY, "facility"),
    }


def _number(value: int | None) -> Given:
    return Given(absence=Absence.UNKNOWN) if value is None else Given(value=str(value))


def _heads(facts: Facts, value: int | None) -> Followed:
    return Followed(_number(value) if facts.heads_counted else _NOT_YET, FOLLOWED_HEADS, "heads")


def _notice(facts: Facts) -> Given:
    option = _NOTICE_OPTIONS.get(facts.notice)
    return Given(value=option) if option else Given(absence=Absence.UNKNOWN)


def _wait(facts: Facts) -> Given:
    until = facts.admitted_at or (facts.left_at if facts.team and not facts.let_in else None)
    if facts.gate_at is None or until is None or until < facts.gate_at:
        return _NOT_YET
    return Given(value=str(int((until - facts.gate_at).total_seconds() // 60)))


def _full_team(facts: Facts) -> Given:
    if facts.held_back:
        return Given(value="no")
    return Given(value="yes") if facts.team and facts.let_in == facts.team else _NOT_YET


def _open(facts: Facts, what: Hindered, tried: bool) -> Followed:
    # No denial means "open" only where the team got as far as trying: a tour never made has opened no door.
    if what in facts.hindered:
        given = Given(value="no")
    elif facts.let_in:
        given = Given(value="yes") if tried else _NOT_YET
    else:
        given = Given(absence=Absence.NOT_ALLOWED) if facts.held_back else _NOT_YET
    return Followed(given, FOLLOWED_DENIALS, "denials")
