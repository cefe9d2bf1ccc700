"""What a person's own calendar is told: dates for all, a place only by their choice and never of a secret visit.

An entry keeps its name for as long as the address holds. Whatever changes for the reader raises its number, and what is
no longer theirs stays as cancelled, with the days it had when they last saw it, so that their calendar lets go of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from monitor.kit.canonical import canonical, digest
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.visits.rules.lives import VisitState
from monitor.visits.rules.plans import VisitType

MOST_FEEDS = 5
BACK = timedelta(days=92)


class Details(StrEnum):
    """What an address tells: that one is busy, or the place of one's own open visits too."""

    NEUTRAL = "neutral"
    OWN = "own"


class Standing(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that holds; `read_on` is the last day on which a program asked there."""

    id: UUID
    account: UUID
    details: Details
    made_at: datetime
    read_on: date | None


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A visit on whose team the reader is, as they may know it today; cancelled ones too."""

    visit: UUID
    first_day: date
    last_day: date
    state: VisitState
    secret: bool
    place: str
    type: VisitType


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What an address said of a visit last; `said` is a digest of it."""

    visit: UUID
    uid: str
    sequence: int
    first_day: date
    last_day: date
    standing: Standing
    said: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FeedLine:
    """An entry to hand over; without a place it is a plain “busy”."""

    entry: FeedEntry
    place: str = ""
    type: VisitType | None = None


class TooManyFeeds(Problem):
    status = 422
    sentence = N_("You have five addresses already. End one that no calendar reads any more, then make a new one.")


class FeedMade(Problem):
    """The same form sent twice: the address was shown to the first sending only."""

    status = 409
    sentence = N_("This address was made a moment ago and is shown only once. If you have not copied it, end it below.")


def lines_of(
    details: Details, own: Iterable[OwnVisit], kept: Iterable[FeedEntry], *, since: date, now: datetime
) -> tuple[FeedLine, ...]:
    """Give what an address says now, in the order of days; an entry that is not as kept has changed just now.

    `own` are the reader's visits from `since` on; `kept` is all that was said before.
    """
    known = {entry.visit: entry for entry in kept}
    lines = [_line(details, visit, known.pop(visit.visit, None), now) for visit in own]
    lost = [entry for entry in known.values() if entry.last_day >= since]
    gone = [FeedLine(_told(entry, entry, Standing.CANCELLED, (), now)) for entry in lost]
    shown = [line for line in (*lines, *gone) if line is not None]
    return tuple(sorted(shown, key=lambda line: (line.entry.first_day, line.entry.uid)))


def _line(details: Details, visit: OwnVisit, kept: FeedEntry | None, now: datetime) -> FeedLine | None:
    standing = _standing(visit.state)
    if kept is None and standing is Standing.CANCELLED:
        return None
    named = details is Details.OWN and not visit.secret
    words = (visit.place, visit.type) if named else ()
    entry = _told(kept or _new(visit, now), visit, standing, words, now)
    return FeedLine(entry, visit.place, visit.type) if named else FeedLine(entry)


def _new(visit: OwnVisit, now: datetime) -> FeedEntry:
    return FeedEntry(visit.visit, str(uuid4()), -1, visit.first_day, visit.last_day, Standing.CONFIRMED, "", now)


def _told(
    entry: FeedEntry, days: OwnVisit | FeedEntry, standing: Standing, words: tuple[str, ...], now: datetime
) -> FeedEntry:
    said = digest(entry.uid, canonical([days.first_day, days.last_day, standing, words]))
    if said == entry.said:
        return entry
    return replace(
        entry,
        sequence=entry.sequence + 1,
        first_day=days.first_day,
        last_day=days.last_day,
        standing=standing,
        said=said,
        changed_at=now,
    )


def _standing(state: VisitState) -> Standing:
    if state is VisitState.CANCELLED:
        return Standing.CANCELLED
    return Standing.TENTATIVE if state is VisitState.PROPOSED else Standing.CONFIRMED
