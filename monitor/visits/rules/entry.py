"""What happens at the gate and inside: admission person by person, stages, heads, companions, promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, say


class StageKind(StrEnum):
    GATE = "gate"
    ADMITTED = "admitted"
    OPENING_TALK = "opening_talk"
    TOUR = "tour"
    DOCUMENTS = "documents"
    PRIVATE_INTERVIEWS = "private_interviews"
    CLOSING_TALK = "closing_talk"
    LEFT = "left"


class AdmissionStatus(StrEnum):
    """How it went for one person; waiting is said to take back a touch by mistake."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    WAITING = "waiting"
    LATE = "late"
    PARTLY = "partly"
    WITHDREW_OWN = "withdrew_own"
    WITHDREW_PROTEST = "withdrew_protest"


class CompanionKind(StrEnum):
    INTERPRETER = "interpreter"
    DRIVER = "driver"
    OFFICIAL = "official"
    JOURNALIST = "journalist"
    OTHER = "other"


class PromiseState(StrEnum):
    KEPT = "kept"
    NOT_KEPT = "not_kept"


ENTERED = frozenset({AdmissionStatus.ADMITTED, AdmissionStatus.LATE, AdmissionStatus.PARTLY})
KEPT_OUT = frozenset({AdmissionStatus.REFUSED, AdmissionStatus.WITHDREW_PROTEST})
# Who still waits, or went for a reason of their own, was neither let in nor kept out.
WITHOUT_TRYING = frozenset({AdmissionStatus.WAITING, AdmissionStatus.WITHDREW_OWN})


CLOCKS_DIFFER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Admission:
    """The last word on one team member at the gate."""

    account: UUID
    name: str
    organisation: UUID
    organisation_kind: str
    status: AdmissionStatus
    ground: str | None
    decided_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    kind: StageKind
    at: datetime
    entered_by: UUID


@dataclass(frozen=True, slots=True)
class Headcount:
    """Three numbers of a visit; None is unknown, which is not zero."""

    held_today: int | None
    alone: int | None
    in_groups: int | None
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Companion:
    """A person beside the team; the name is sealed and empty for whoever may not run the visit."""

    id: UUID
    kind: CompanionKind
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What the facility undertook at the closing talk, and what became of it; no state means not checked yet."""

    id: UUID
    visit: UUID
    what: str
    due_day: date | None
    state: PromiseState | None
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written on the spot of one visit: the last word on each person, on each stage, and the last three numbers."""

    visit: UUID
    admissions: tuple[Admission, ...]
    stages: tuple[Stage, ...]
    heads: Headcount | None

    def at(self, kind: StageKind) -> datetime | None:
        """Give the time of a stage, None if it was not reached or not written down."""
        return next((stage.at for stage in self.stages if stage.kind is kind), None)

    @property
    def wait_minutes(self) -> int | None:
        """Give the minutes between the gate and being let in, None unless both times are known."""
        gate, let_in = self.at(StageKind.GATE), self.at(StageKind.ADMITTED)
        return None if gate is None or let_in is None else max(0, round((let_in - gate).total_seconds() / 60))


class NotYet(Problem):
    status = 422
    sentence = N_("This time has not come yet. Check the day and the hour; they are read on the facility's clock.")


class NoDeputy(Problem):
    status = 422
    sentence = N_("The lead passes to somebody else on the team. Choose who takes over.")


def check_promise(what: str) -> None:
    """Check that a promise says something. Raises BadForm."""
    if not what.strip():
        raise BadForm((FieldError("promise_what", say(N_("Write what was promised."))),))


def check_time(at: datetime, now: datetime) -> None:
    """Check that what is written down has happened, allowing for clocks that differ. Raises NotYet."""
    if at > now + CLOCKS_DIFFER:
        raise NotYet()
