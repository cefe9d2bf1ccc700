"""What is due: derived from what is recorded, on working days, in the facility's own time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.facilities.rules import NoticeTerm
from monitor.kit.words import N_
from monitor.kit.workdays import Workdays
from monitor.visits.rules import BEFORE_GATE, Notice, VisitState

_READY_BEFORE = 2
_RECORDED_WITHIN = 5
_SEEN_AHEAD = timedelta(days=7)
_NOTICE_SEEN_AHEAD = timedelta(days=14)


class DueKind(StrEnum):
    PREPARATION = "preparation"
    AUTHORITY_NOTICE = "authority_notice"
    VISIT_OVER = "visit_over"
    RECORD = "record"
    PROMISE = "promise"
    CREDENTIAL = "credential"
    BACKUP = "backup"
    LETTERS = "letters"


DUE_WORDS: Mapping[DueKind, str] = {
    DueKind.PREPARATION: N_("get the visit ready"),
    DueKind.AUTHORITY_NOTICE: N_("give the notice that your mandate asks for"),
    DueKind.VISIT_OVER: N_("its days are over: say what became of it"),
    DueKind.RECORD: N_("sign the record"),
    DueKind.PROMISE: N_("was it kept?"),
    DueKind.CREDENTIAL: N_("a paper of admission runs out"),
    DueKind.BACKUP: N_("No backup was made this week. It takes a minute and a USB stick."),
    DueKind.LETTERS: N_("Letters could not be delivered."),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due for one person by a day; `about` names it on pages only, `secret` says it may not be told.

    `visit` is where it is done, for what is about a visit.
    """

    kind: DueKind
    subject: UUID
    day: date
    about: str = ""
    what: str = ""
    visit: UUID | None = None
    secret: bool = False

    @property
    def period(self) -> str:
        """Tell this time from another: a thing put off is due anew."""
        return self.day.isoformat()

    @property
    def key(self) -> tuple[DueKind, UUID, str]:
        return (self.kind, self.subject, self.period)


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What decides what is due about a visit; `term` is None where no notice need be given."""

    id: UUID
    place: str
    first_day: date
    last_day: date
    state: VisitState
    notice: Notice
    notice_given: bool
    term: NoticeTerm | None
    secret: bool


def due_of_visit(visit: VisitFacts, today: date, workdays: Workdays) -> tuple[Due, ...]:
    """Give what is due about a visit on a day of its facility's, what is not near yet left out."""
    if visit.state in (VisitState.ENDED, VisitState.RECORDED):
        day = workdays.after(visit.last_day, _RECORDED_WITHIN)
        return (_due(DueKind.RECORD, visit, day),) if today >= workdays.before(day, 1) else ()
    if visit.state not in BEFORE_GATE | {VisitState.UNDER_WAY}:
        return ()
    if visit.last_day < today:
        return (_due(DueKind.VISIT_OVER, visit, workdays.on_or_after(visit.last_day + timedelta(days=1))),)
    return (*_notice(visit, today, workdays), *_preparation(visit, today, workdays))


def _notice(visit: VisitFacts, today: date, workdays: Workdays) -> tuple[Due, ...]:
    unasked = visit.notice is Notice.UNANNOUNCED or visit.notice_given or visit.state not in BEFORE_GATE
    if unasked or visit.term is None:
        return ()
    day = workdays.on_or_before(visit.term.give_by(visit.first_day, workdays))
    return (_due(DueKind.AUTHORITY_NOTICE, visit, day),) if today >= day - _NOTICE_SEEN_AHEAD else ()


def _preparation(visit: VisitFacts, today: date, workdays: Workdays) -> tuple[Due, ...]:
    if visit.state is not VisitState.PLANNED:
        return ()
    day = workdays.before(visit.first_day, _READY_BEFORE)
    return (_due(DueKind.PREPARATION, visit, day),) if today >= day - _SEEN_AHEAD else ()


def _due(kind: DueKind, visit: VisitFacts, day: date) -> Due:
    return Due(kind, visit.id, day, about=visit.place, visit=visit.id, secret=visit.secret)


@dataclass(frozen=True, slots=True)
class Noted:
    """A row that says something is or was due; `letter` is the letter that told of it."""

    id: UUID
    kind: DueKind
    subject: UUID
    period: str
    secret: bool
    made_at: datetime
    settled_at: datetime | None
    letter: UUID | None

    @property
    def key(self) -> tuple[DueKind, UUID, str]:
        return (self.kind, self.subject, self.period)


@dataclass(frozen=True, slots=True)
class Changes:
    """What the rows miss: things newly due, rows over, rows due again after all."""

    new: tuple[Due, ...]
    settled: tuple[Noted, ...]
    again: tuple[Noted, ...]

    @property
    def some(self) -> bool:
        return bool(self.new or self.settled or self.again)


def changes(noted: Iterable[Noted], dues: Iterable[Due]) -> Changes:
    """Compare the rows of one person with what is due for them now."""
    rows = {row.key: row for row in noted}
    live = {due.key: due for due in dues}
    return Changes(
        new=tuple(due for key, due in live.items() if key not in rows),
        settled=tuple(row for key, row in rows.items() if key not in live and row.settled_at is None),
        again=tuple(row for key, row in rows.items() if key in live and row.settled_at is not None),
    )
