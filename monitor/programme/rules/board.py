"""The board as one value: places by weeks, what stands on it, who can be sent, what it covers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from monitor.facilities.rules import NoticeTerm
from monitor.kit.periods import closed, each_day
from monitor.kit.workdays import Workdays
from monitor.programme.rules.coverage import CoverageLine, CoverageRule, Due
from monitor.programme.rules.priority import Band, Score
from monitor.programme.rules.programmes import Mark, Programme, Version
from monitor.visits.rules import VisitState, VisitType


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week of the period; `first_day` is a Monday, or the first day of the period."""

    number: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter as far as the period reaches into it.

    `weeks` are those that begin in it, `person_days` what the visits take that begin in it, and `share` what falls to it
    when the budget is spread evenly over the days of the period; None without a budget.
    """

    number: int
    first_day: date
    last_day: date
    weeks: tuple[Week, ...]
    person_days: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the board, with what is known of visits before and what speaks for one now.

    `last_entry` and `last_in_depth` are days of visits that got in; None is never, as far as the actor may see. `last_team`
    is who was there last, so that the same pair at the same place is seen. `sendable` are the organisations whose
    people may go; None where no mandate was ever recorded, which restricts nobody. `notices` are the terms of those of
    their mandates that ask for notice.
    """

    id: UUID
    code: str | None
    name: str
    type: str
    region: UUID | None
    region_name: str
    last_entry: date | None
    last_in_depth: date | None
    usual_days: int | None
    last_team: frozenset[UUID]
    due: Due | None
    score: Score
    sendable: frozenset[UUID] | None
    notices: tuple[NoticeTerm, ...]
    rule: CoverageRule | None
    pinned: bool
    forbidden: bool

    @property
    def covered(self) -> bool:
        """Say whether anybody may go; a blind spot is shown and never left out."""
        return self.sendable is None or bool(self.sendable)

    def soonest(self, today: date, workdays: Workdays) -> date:
        """Give the first day on which a visit can begin, notice given as soon as somebody works."""
        return max((term.soonest(today, workdays) for term in self.notices), default=today)

    @property
    def never(self) -> bool:
        return self.last_entry is None

    @property
    def band(self) -> Band:
        return self.score.band


@dataclass(frozen=True, slots=True)
class Seated:
    """A person on the team of an entry."""

    account: UUID
    name: str
    organisation: UUID
    lead: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit of this version; `visit` is the one it became, `state` how that stands, `trip` the journey it is made on.

    `night` says that it is to come at night.
    """

    id: UUID
    facility: UUID
    first_day: date
    days: int
    type: VisitType
    pinned: bool
    visit: UUID | None
    state: VisitState | None
    team: tuple[Seated, ...]
    trip: UUID | None = None
    night: bool = False

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def is_off(self) -> bool:
        """Say whether the visit it became was called off: it is shown, and counts for nothing."""
        return self.state is VisitState.CANCELLED

    @property
    def lead(self) -> UUID | None:
        return next((seat.account for seat in self.team if seat.lead), None)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A visit of the period that stands beside this version, as far as the actor may see it."""

    visit: UUID
    facility: UUID
    first_day: date
    last_day: date
    type: VisitType
    state: VisitState
    team: tuple[Seated, ...]


@dataclass(frozen=True, slots=True)
class BoardPerson:
    """Somebody who can be put on a team. Of other organisations' people no more than the name is known.

    `calendar` has one mark for each day of the period: `+` free, `?` nobody has said, `-` not available, whatever the
    reason.
    """

    account: UUID
    name: str
    organisation: UUID
    organisation_name: str
    known: bool
    woman: bool
    doctor: bool
    languages: tuple[str, ...]
    calendar: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the board of one version shows; `workdays` are those of the country most places lie in."""

    programme: Programme
    version: Version
    versions: tuple[Version, ...]
    weeks: tuple[Week, ...]
    places: tuple[Place, ...]
    entries: tuple[Entry, ...]
    fixed: tuple[Fixed, ...]
    people: tuple[BoardPerson, ...]
    marks: tuple[Mark, ...]
    by_type: tuple[CoverageLine, ...]
    by_region: tuple[CoverageLine, ...]
    workdays: Workdays = field(default_factory=Workdays)

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Give the visits of this version without those called off."""
        return tuple(entry for entry in self.entries if not entry.is_off)

    @property
    def person_days(self) -> int:
        """Count what the visits of this version take, in days of people."""
        return sum(entry.days * len(entry.team) for entry in self.standing)


def weeks_of(first: date, last: date) -> tuple[Week, ...]:
    """Cut a period into calendar weeks."""
    weeks: list[Week] = []
    day = first
    while day <= last:
        end = min(last, day + timedelta(days=6 - day.weekday()))
        weeks.append(Week(len(weeks) + 1, day, end))
        day = end + timedelta(days=1)
    return tuple(weeks)


def quarters_of(board: Board) -> tuple[Quarter, ...]:
    """Cut the period into calendar quarters and count what the plan takes in each."""
    first, last = board.programme.first_day, board.programme.last_day
    spent: Counter[tuple[int, int]] = Counter()
    for entry in board.standing:
        spent[_quarter(entry.first_day)] += entry.days * len(entry.team)
    shares = _shares(board.programme.budget, first, last)
    return tuple(
        Quarter(
            number=number,
            first_day=days[0],
            last_day=days[-1],
            weeks=tuple(week for week in board.weeks if _quarter(week.first_day) == quarter),
            person_days=spent[quarter],
            share=shares.get(quarter),
        )
        for number, (quarter, days) in enumerate(_by_quarter(first, last).items(), start=1)
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def _by_quarter(first: date, last: date) -> dict[tuple[int, int], list[date]]:
    found: dict[tuple[int, int], list[date]] = {}
    for day in each_day(closed(first, last)):
        found.setdefault(_quarter(day), []).append(day)
    return found


def _shares(budget: int | None, first: date, last: date) -> dict[tuple[int, int], int]:
    """Spread a budget evenly over the days; what is rounded in one quarter is made good in the next."""
    if budget is None:
        return {}
    whole, past, given = (last - first).days + 1, 0, 0
    shares: dict[tuple[int, int], int] = {}
    for quarter, days in _by_quarter(first, last).items():
        past += len(days)
        shares[quarter] = round(budget * past / whole) - given
        given += shares[quarter]
    return shares
