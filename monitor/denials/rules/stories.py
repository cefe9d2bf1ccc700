"""A denial as it is read: a line of a list, and the whole story with everything added to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.denials.rules.model import Field
from monitor.denials.rules.outcomes import Outcome, Tally
from monitor.visits.rules import Headcount, StageKind


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of denials is narrowed to; empty means all."""

    search: str = ""
    kind: str = ""
    ground: str = ""
    facility: UUID | None = None
    from_day: date | None = None
    to_day: date | None = None
    on_visits: bool | None = None
    unmatched: bool = False


@dataclass(frozen=True, slots=True)
class DenialLine:
    """A denial in a list or on a facility's axis, corrections followed: codes and counts, no words of anybody.

    `who` is the code of the first person kept out, `result` the last one reached, `due_day` the next answer due.
    """

    id: UUID
    reference: str
    day: date
    kind: str
    stage: str
    ground: str | None
    visit: UUID | None
    facility: UUID | None
    place: str
    who: str
    persons: int
    minutes_lost: int | None
    agency: str
    result: str | None
    due_day: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """How one visit turned out, with what the outcome was computed from."""

    visit: UUID
    outcome: Outcome | None
    tally: Tally
    stages: frozenset[StageKind]
    denials: frozenset[str]
    heads: Headcount | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A person or group of a denial; the name is empty for whoever has no account."""

    who: str
    account: UUID | None
    name: str
    organisation_name: str


@dataclass(frozen=True, slots=True)
class Amendment:
    field: Field
    value: str
    reason: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something done about a denial, and when an answer to it is due."""

    id: UUID
    kind: str
    day: date
    note: str
    due_day: date | None
    by_name: str


@dataclass(frozen=True, slots=True)
class Result:
    result: str
    day: date
    by_name: str


@dataclass(frozen=True, slots=True)
class Denial:
    """The whole story: as told on the first day, then what was added, done and reached, oldest first.

    Who reported it and what was added about that is left out for readers of other organisations.
    """

    id: UUID
    reference: str
    organisation: UUID
    organisation_name: str
    visit: UUID | None
    facility: UUID | None
    place: str
    place_as_written: str
    zone: str
    stage: str
    kind: str
    area: str
    ground: str | None
    words: str
    decided_rank: str
    decided_post: str
    decided_agency: str
    ordered_by: str
    in_writing: bool | None
    arrived_at: datetime | None
    refused_at: datetime | None
    ended_at: datetime | None
    minutes_lost: int | None
    day: date
    reporter: str
    entered_by: UUID
    entered_by_name: str
    submitted_at: datetime
    secret: bool
    kept_out: tuple[Refused, ...]
    amendments: tuple[Amendment, ...]
    steps: tuple[Step, ...]
    results: tuple[Result, ...]

    def now(self, field: Field) -> str | None:
        """Give the last added value of a field, None if nothing was added."""
        return last_value(self.amendments, field)

    @property
    def kind_now(self) -> str:
        return self.now(Field.KIND) or self.kind

    @property
    def ground_now(self) -> str | None:
        return self.now(Field.GROUND) or self.ground

    @property
    def day_now(self) -> date:
        added = self.now(Field.DAY)
        return date.fromisoformat(added) if added else self.day


def last_value(amendments: Sequence[Amendment], field: Field) -> str | None:
    """Give the last value among amendments, oldest first, of a field."""
    return next((a.value for a in reversed(amendments) if a.field is field), None)
