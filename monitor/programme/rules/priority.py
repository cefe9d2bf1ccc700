"""Risk points of a place: additive, each with its reason, source, day and half-life. What is not known never lowers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from monitor.denials.rules import ENTRIES, Outcome, Turn
from monitor.kit.problems import BadForm, FieldError
from monitor.kit.words import N_, Sentence, say
from monitor.visits.rules import VisitType

MOST = 150
MOST_WEIGHT = 100
HIGH, MEDIUM = 70, 40


class Band(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Reason(StrEnum):
    """Why a place has points."""

    TIME = "time"
    OPEN_ITEMS = "open_items"
    PROMISES = "promises"
    FOLLOW_UP = "follow_up"
    ACCESS = "access"
    OCCUPANCY = "occupancy"
    GROUPS = "groups"
    TYPE = "type"
    CHANGE = "change"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for each reason and their caps, settable per organisation; our own starting values, from no source."""

    time: int = 40
    open_item: int = 2
    open_cap: int = 36
    refused: int = 20
    partial: int = 10
    delayed: int = 5
    access_cap: int = 40
    occupancy: int = 15
    group: int = 4
    groups_cap: int = 8
    follow_up_due: int = 15
    follow_up_overdue: int = 25
    change: int = 4


@dataclass(frozen=True, slots=True)
class Point:
    """Points for one reason: `source` is the record it rests on, `day` when that happened, `half_life` in days."""

    reason: Reason
    points: int
    said: Sentence
    source: UUID | None = None
    day: date | None = None
    half_life: int | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """All points of one place, the weightiest first."""

    facility: UUID
    reasons: tuple[Point, ...] = ()

    @property
    def points(self) -> int:
        """Add up, never less than nothing and never more than the most."""
        return max(0, min(MOST, sum(point.points for point in self.reasons)))

    @property
    def band(self) -> Band:
        return band_of(self.points)


@dataclass(frozen=True, slots=True)
class ByHand:
    """Points somebody gave a place, with the reason and the last day they hold."""

    id: UUID
    points: int
    reason: str
    until_day: date
    said_by_name: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to enter a place, and how it turned out."""

    visit: UUID
    day: date
    type: VisitType
    turn: Turn


@dataclass(frozen=True, slots=True)
class Past:
    """Every attempt at a place, the latest first; `last_team` is who was on the last one that got in."""

    attempts: tuple[Attempt, ...] = ()
    last_team: frozenset[UUID] = frozenset()

    @property
    def last_entry(self) -> date | None:
        """Give the day of the last visit that got in; a refused attempt does not move it."""
        return next((each.day for each in self.attempts if each.turn.outcome in ENTRIES), None)

    @property
    def last_in_depth(self) -> date | None:
        return next((e.day for e in self.attempts if e.turn.outcome in ENTRIES and e.type is VisitType.IN_DEPTH), None)

    @property
    def usual_days(self) -> int | None:
        """Give the usual days between visits that got in: the middle of the gaps, None with fewer than two gaps."""
        days = sorted(each.day for each in self.attempts if each.turn.outcome in ENTRIES)
        gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
        return gaps[len(gaps) // 2] if len(gaps) > 1 else None


@dataclass(frozen=True, slots=True)
class Shut:
    """A refusal outside any visit, such as a pass that was not given."""

    denial: UUID
    day: date


@dataclass(frozen=True, slots=True)
class OpenItems:
    """How many questions fell short when last judged, and the latest day one was."""

    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Promised:
    """Something the place undertook that is not known to be kept."""

    id: UUID
    due_day: date | None
    broken: bool


@dataclass(frozen=True, slots=True)
class Crowd:
    """The last known number of people held, with the places there were."""

    held: int
    places: int
    day: date


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the points of one place rest on; whatever is not known stays out and lowers nothing."""

    facility: UUID
    type: str
    past: Past = field(default_factory=Past)
    in_depth_months: int | None = None
    any_months: int | None = None
    base_points: int | None = None
    shut: tuple[Shut, ...] = ()
    open_items: OpenItems | None = None
    promises: tuple[Promised, ...] = ()
    crowd: Crowd | None = None
    changed_on: date | None = None
    by_hand: ByHand | None = None


def band_of(points: int) -> Band:
    """Say which band points fall in."""
    return Band.HIGH if points >= HIGH else Band.MEDIUM if points >= MEDIUM else Band.LOW


def score_of(facility: UUID, points: Iterable[Point]) -> Score:
    """Put the points of a place together, the weightiest first; reasons without points are left out."""
    found = [point for point in points if point.points]
    return Score(facility, tuple(sorted(found, key=lambda point: (-abs(point.points), point.reason))))


def faded(points: float, days: int, half_life: int) -> float:
    """Let points fade by half each half-life; what lies ahead has not begun to fade."""
    return float(points * 0.5 ** (max(0, days) / half_life))


def capped(points: Iterable[Point], cap: int) -> list[Point]:
    """Keep the weightiest points up to a cap over all of them, so that one noisy source does not rule."""
    kept: list[Point] = []
    left = cap
    for point in sorted(points, key=lambda each: -each.points):
        if left > 0:
            kept.append(replace(point, points=min(point.points, left)))
            left -= kept[-1].points
    return kept


def is_full_entry(attempt: Attempt) -> bool:
    """Say whether an attempt got in whole: nobody kept out, nothing refused, no time lost at the gate."""
    tally = attempt.turn.tally
    return attempt.turn.outcome is Outcome.MADE and not attempt.turn.denials and tally.kept_out == tally.in_part == 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A place whose points would change: its rank among all, from 1, and its points, before and after."""

    facility: UUID
    rank_before: int
    rank_after: int
    before: int
    after: int


def check_weights(weights: Weights) -> None:
    """Check what each reason is worth. Raises BadForm with every fault at once."""
    said = say(N_("Give 0 to %(most)s points."), most=MOST_WEIGHT)
    faults = [FieldError(name, said) for name, points in asdict(weights).items() if not 0 <= points <= MOST_WEIGHT]
    if faults:
        raise BadForm(tuple(faults))


def moved_across(before: Mapping[UUID, int], after: Mapping[UUID, int], first: int) -> tuple[list[Moved], list[Moved]]:
    """Say which places would come among the first so many by points, and which would no longer be there.

    Places with the same points keep the order they had before.
    """
    old = {facility: rank for rank, facility in enumerate(sorted(before, key=lambda f: (-before[f], f)), start=1)}
    new = {facility: rank for rank, facility in enumerate(sorted(after, key=lambda f: (-after[f], old[f])), start=1)}
    found = [Moved(facility, old[facility], rank, before[facility], after[facility]) for facility, rank in new.items()]
    entering = [each for each in found if each.rank_after <= first < each.rank_before]
    return entering, [each for each in found if each.rank_before <= first < each.rank_after]
