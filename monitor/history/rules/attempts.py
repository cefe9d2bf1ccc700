"""Attempts to enter one facility over the years: how each turned out, and how people fared at the gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.denials.rules import Attempt, Condition, Outcome, ThreeDates, Turn, last_words, three_dates
from monitor.visits.rules import (
    KEPT_OUT,
    WITHOUT_TRYING,
    Admission,
    AdmissionStatus,
    Entry,
    Notice,
    StageKind,
    VisitState,
    VisitType,
)


@dataclass(frozen=True, slots=True)
class Visited:
    """One attempt to enter, under the name the facility had then; times only as durations."""

    visit: UUID
    day: date
    last_day: date
    facility_name: str
    organisation_name: str
    type: VisitType
    notice: Notice
    state: VisitState
    secret: bool
    reference: str | None
    turn: Turn
    wait_minutes: int | None
    inside_minutes: int | None

    @property
    def outcome(self) -> Outcome | None:
        return self.turn.outcome


@dataclass(frozen=True, slots=True)
class Coming:
    """A visit that is planned and has not reached the gate."""

    visit: UUID
    day: date
    state: VisitState
    secret: bool


@dataclass(frozen=True, slots=True)
class AtGate:
    """Persons who sought entry, by kind of organisation; a person counts once for each visit.

    `sought` is the sum of the other three. Who withdrew for an own reason, or was never heard of, sought nothing.
    """

    kind: str
    sought: int
    let_in: int
    in_part: int
    kept_out: int


def dates_of(visited: Iterable[Visited], conditions: frozenset[Condition]) -> ThreeDates:
    """Give the last entry, the last with the whole team, the last with private talks as defined (law 1)."""
    attempts = (
        Attempt(v.day, v.turn.outcome, v.turn.tally, v.turn.stages, v.turn.denials, v.turn.heads) for v in visited
    )
    return three_dates(attempts, conditions)


def inside_minutes(entry: Entry) -> int | None:
    """Give the minutes between being let in and leaving, None unless both times are known."""
    let_in, left = entry.at(StageKind.ADMITTED), entry.at(StageKind.LEFT)
    return None if let_in is None or left is None else max(0, round((left - let_in).total_seconds() / 60))


def at_gate(entries: Iterable[Entry]) -> tuple[AtGate, ...]:
    """Count persons at the gate over all attempts by kind of organisation, in the order of the kinds' names."""
    sought: dict[str, list[Admission]] = {}
    for entry in entries:
        for admission in last_words(entry.admissions):
            if admission.status not in WITHOUT_TRYING:
                sought.setdefault(admission.organisation_kind, []).append(admission)
    return tuple(_counted(kind, admissions) for kind, admissions in sorted(sought.items()))


def _counted(kind: str, admissions: Sequence[Admission]) -> AtGate:
    kept_out = sum(a.status in KEPT_OUT for a in admissions)
    in_part = sum(a.status is AdmissionStatus.PARTLY for a in admissions)
    return AtGate(kind, len(admissions), len(admissions) - kept_out - in_part, in_part, kept_out)
