"""A programme and its versions as values: frame, planned visits, teams, marks; what may be put where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.codes import is_code
from monitor.kit.periods import Days, closed
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, say
from monitor.programme.rules.model import LONGEST_VISIT
from monitor.visits.rules import VisitType

LONGEST_PERIOD = timedelta(days=731)
MOST_POINTS = 20
LONGEST_POINTS = timedelta(days=183)


class VersionState(StrEnum):
    DRAFT = "draft"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"


class How(StrEnum):
    """Who made a version: people on the board, or the planner."""

    BY_HAND = "by_hand"
    PROPOSED = "proposed"


class MarkKind(StrEnum):
    """Pin: this place must be visited. Forbid: it must not. Closed: no visit on these days, there or anywhere."""

    PIN = "pin"
    FORBID = "forbid"
    CLOSED = "closed"


STATE_LABELS = {
    VersionState.DRAFT: N_("Draft"),
    VersionState.ACCEPTED: N_("Accepted"),
    VersionState.SET_ASIDE: N_("Set aside"),
}
HOW_LABELS = {How.BY_HAND: N_("By hand"), How.PROPOSED: N_("Proposed by the planner")}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a programme plans within; days are both included. No budget or no number of cars: no limit is set.

    `home` is the region journeys begin in. `weekends` and `nights` are how many visits in a hundred should fall there.
    With `evenly` no more of the budget is used at any time than its part by then. Whoever goes more than `travel_km` keeps the day
    before and the day after for the way; None: no day is kept.
    """

    title: str
    first_day: date
    last_day: date
    budget: int | None = None
    cars: int | None = None
    unknown_ok: bool = True
    partners: frozenset[UUID] = frozenset()
    home: UUID | None = None
    weekends: int = 10
    nights: int = 5
    evenly: bool = False
    travel_km: int | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the actor's organisation; `partners` are organisations whose people may be put on teams."""

    id: UUID
    organisation: UUID
    title: str
    first_day: date
    last_day: date
    budget: int | None
    cars: int | None
    unknown_ok: bool
    home: UUID | None
    weekends: int
    nights: int
    partners: tuple[UUID, ...]
    made_at: datetime
    evenly: bool = False
    travel_km: int | None = None

    @property
    def period(self) -> Days:
        return closed(self.first_day, self.last_day)

    @property
    def organisations(self) -> tuple[UUID, ...]:
        """Give the own organisation and those whose people may be put on teams."""
        return (self.organisation, *self.partners)


@dataclass(frozen=True, slots=True)
class Version:
    """One plan of a programme; only a draft changes."""

    id: UUID
    programme: UUID
    parent: UUID | None
    number: int
    state: VersionState
    how: How
    made_at: datetime
    made_by_name: str
    settled_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.state is VersionState.DRAFT


@dataclass(frozen=True, slots=True)
class Seat:
    """Who is to be on a team, and whether this person leads."""

    account: UUID
    lead: bool = False


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A visit to put on the board; the team may come later."""

    facility: UUID
    first_day: date
    days: int = 1
    type: VisitType = VisitType.IN_DEPTH
    team: tuple[Seat, ...] = ()

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody has set: a place pinned or forbidden, or days without visits (everywhere where no place is named)."""

    id: UUID
    kind: MarkKind
    facility: UUID | None
    first_day: date | None
    last_day: date | None
    said_by_name: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class NewMark:
    kind: MarkKind
    facility: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None


class VersionSettled(Problem):
    """Only a draft can be changed."""

    status = 409
    sentence = N_("This version is no longer a draft. Begin a new version from it to change the plan.")


class VisitBegun(Problem):
    """What has begun is no longer a plan."""

    status = 409
    sentence = N_("This visit has begun, so it stays where it is. Put another one on the board.")


class NotOnBoard(Problem):
    """Somebody who cannot be put on a team of this programme."""

    status = 422
    sentence = N_("Someone on this team cannot be sent by this programme. Choose among the people on the board.")


def check_frame(frame: Frame) -> None:
    """Check a frame. Raises BadForm with every fault at once."""
    faults: list[FieldError] = []
    if not frame.title.strip():
        faults.append(FieldError("title", say(N_("Give the programme a name, such as “First quarter”."))))
    if frame.last_day < frame.first_day:
        faults.append(FieldError("last_day", say(N_("The last day comes before the first. Correct one of them."))))
    elif frame.last_day - frame.first_day >= LONGEST_PERIOD:
        faults.append(FieldError("last_day", say(N_("A programme covers two years at most."))))
    for field, limit in (("budget", frame.budget), ("cars", frame.cars), ("travel_km", frame.travel_km)):
        if limit is not None and limit < 0:
            faults.append(FieldError(field, say(N_("This cannot be less than nothing."))))
    for field, share in (("weekends", frame.weekends), ("nights", frame.nights)):
        if not 0 <= share <= 100:
            faults.append(FieldError(field, say(N_("Give a number from 0 to 100."))))
    if faults:
        raise BadForm(tuple(faults))


def check_entry(entry: NewEntry, programme: Programme) -> None:
    """Check a visit before it is put on the board. Raises BadForm with every fault at once."""
    faults: list[FieldError] = []
    if not 1 <= entry.days <= LONGEST_VISIT:
        faults.append(
            FieldError("days", say(N_("A visit takes one to %(most)s days on the board."), most=LONGEST_VISIT))
        )
    elif entry.first_day not in programme.period or entry.last_day not in programme.period:
        faults.append(FieldError("first_day", say(N_("This visit would fall outside the days of the programme."))))
    accounts = [seat.account for seat in entry.team]
    if len(set(accounts)) < len(accounts):
        faults.append(FieldError("team", say(N_("The same person is named twice."))))
    if sum(seat.lead for seat in entry.team) > 1:
        faults.append(FieldError("team", say(N_("A team has one lead."))))
    if faults:
        raise BadForm(tuple(faults))


def check_mark(mark: NewMark, programme: Programme) -> None:
    """Check a mark. Raises BadForm."""
    if mark.kind is MarkKind.CLOSED:
        first, last = mark.first_day, mark.last_day or mark.first_day
        if first is None or last is None or last < first:
            raise BadForm((FieldError("first_day", say(N_("Say on which days no visit is made."))),))
        if not closed(first, last).meets(programme.period):
            raise BadForm((FieldError("first_day", say(N_("These days lie outside the programme."))),))
    elif mark.facility is None:
        raise BadForm((FieldError("facility", say(N_("Choose a place."))),))


def check_points(points: int, reason: str, until: date, today: date) -> None:
    """Check points given by hand. Raises BadForm with every fault at once."""
    faults: list[FieldError] = []
    if not -MOST_POINTS <= points <= MOST_POINTS:
        faults.append(FieldError("points", say(N_("Give at most %(most)s points, more or fewer."), most=MOST_POINTS)))
    if not reason.strip():
        faults.append(FieldError("reason", say(N_("Write in one line why. Your name stands beside it."))))
    if not today <= until <= today + LONGEST_POINTS:
        faults.append(FieldError("until_day", say(N_("Points given by hand hold for six months at most."))))
    if faults:
        raise BadForm(tuple(faults))


def is_facility_type(kind: str) -> bool:
    """Say whether this is a type of place that is known."""
    return is_code("facility_types", kind)
