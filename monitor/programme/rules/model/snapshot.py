"""The frozen question a planner answers: jobs, monitors, days, roads, budget and weights, and nothing else.

Days are numbers from the first day of the period, which is 0; days before it are negative. Weeks are calendar weeks,
months calendar months. Weights and costs are thousandths of a risk point, so that sums are exact in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

FREE, UNKNOWN, AWAY = "+", "?", "-"
LONGEST_VISIT = 7
# Where no region is recorded a place is as far as any other and lies near nothing; so does whoever has no home.
NO_REGION, NO_HOME = "?", ""


class Wanted(StrEnum):
    """Whether a visit should fall on a weekend; a wish with a weight, never a rule."""

    EITHER = "either"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each thing costs, in thousandths of a risk point unless it says otherwise.

    `unvisited` is per point of a job not visited and `mandatory` multiplies it; `early` is per point over the whole
    period, `late` per point after the due day; `km` per kilometre and person; `unknown` per person and day of unknown
    availability; `evenness` per visit a person already has in the month, in choosing people only; `gap` and `weekday`
    per point of a visit that comes when it is expected, within `gap_days` of the usual interval; `weekend` per point;
    `noise` per point at most; `lottery` in hundredths of the person-days; the changes are per visit, and times
    `soon_times` where the old date is within `soon_days`.
    """

    unvisited: int = 1000
    mandatory: int = 10
    early: int = 300
    late: int = 150
    km: int = 10
    unknown: int = 300
    evenness: int = 400
    gap: int = 100
    gap_days: int = 14
    weekday: int = 50
    weekend: int = 100
    noise: int = 300
    lottery: int = 12
    lottery_below: int = 70
    change_day: int = 8000
    change_member: int = 2000
    change_drop: int = 20000
    soon_days: int = 14
    soon_times: int = 3


@dataclass(frozen=True, slots=True)
class Needs:
    """Whom a team must have; `organisations` is how many different ones at least."""

    woman: bool = False
    doctor: bool = False
    languages: tuple[str, ...] = ()
    organisations: int = 1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of visits before: the day of the last one, the usual interval, and the least gap in days."""

    previous: int | None = None
    usual: int | None = None
    least: int = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person has set for a job: its first day, members who must be on the team, or both."""

    day: int | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A visit that stands: announced, under way or done. The planner takes it as it is."""

    day: int
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One visit that could be made.

    It begins on `earliest` at the soonest and ends on `latest` at the latest (None: the period's own ends). `closed`
    are days on which the place takes no visit. `organisations` are those whose mandate covers the place; None does
    not restrict, an empty tuple is a blind spot. `conflicts` are monitors who may not go. `score` is in whole points.
    """

    id: str
    facility: str
    kind: str
    region: str
    score: int
    days: int = 1
    least: int = 2
    most: int = 4
    needs: Needs = field(default_factory=Needs)
    conflicts: tuple[str, ...] = ()
    organisations: tuple[str, ...] | None = None
    earliest: int | None = None
    latest: int | None = None
    due: int | None = None
    closed: tuple[int, ...] = ()
    notice: int = 0
    rhythm: Rhythm = field(default_factory=Rhythm)
    mandatory: bool = False
    forbidden: bool = False
    pin: Pin | None = None
    lock: Lock | None = None
    weekend: Wanted = Wanted.EITHER
    night: bool = False


@dataclass(frozen=True, slots=True)
class Monitor:
    """Somebody who can be sent. `calendar` has one mark a day: `+` free, `?` unknown, `-` not available."""

    id: str
    organisation: str
    home: str
    calendar: str
    woman: bool = False
    doctor: bool = False
    languages: tuple[str, ...] = ()
    month_cap: int = 31


@dataclass(frozen=True, slots=True)
class Road:
    """How far two regions are apart, one way, the same in both directions."""

    one: str
    other: str
    km: int


@dataclass(frozen=True, slots=True)
class Limit:
    """The most person-days that visits beginning from one day to another, both included, may take."""

    first: int
    last: int
    person_days: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a plan depends on except the seed, of which only the hash is known here.

    `budget` is in person-days and `limits` are parts of it, `cars` the most visits on one day (None: no limit),
    `closed` the days without any visit, `today` the day notice can be given on. Where no road is told, `far`
    kilometres are taken. Whoever has a road of more than `travel` kilometres to a region keeps the day before and the
    day after a visit there for the way, unless they are on another visit there (None: nobody does).
    """

    first_day: date
    days: int
    jobs: tuple[Job, ...]
    monitors: tuple[Monitor, ...]
    budget: int
    roads: tuple[Road, ...] = ()
    far: int = 300
    weights: Weights = field(default_factory=Weights)
    today: int = 0
    closed: tuple[int, ...] = ()
    cars: int | None = None
    unknown_ok: bool = False
    travel: int | None = None
    limits: tuple[Limit, ...] = ()
    seed_hash: str = ""

    def date_of(self, day: int) -> date:
        """Give the date of a day of the period."""
        return self.first_day + timedelta(days=day)

    def week_of(self, day: int) -> int:
        """Give the number of the calendar week a day falls in; the first day's week is 0."""
        return (self.first_day.weekday() + day) // 7

    def month_of(self, day: int) -> int:
        """Give the number of the calendar month a day falls in; the first day's month is 0."""
        when = self.date_of(day)
        return (when.year - self.first_day.year) * 12 + when.month - self.first_day.month
