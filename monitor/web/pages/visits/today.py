"""Today: next visits, what is due, what is not recorded yet; nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from litestar import Response, get

from monitor.installation.queries import sheet_read_back
from monitor.kit.actor import Actor
from monitor.kit.periods import closed
from monitor.notices.queries import due_of
from monitor.notices.rules import DUE_WORDS, Due, DueKind
from monitor.people.rules import Need
from monitor.visits import queries
from monitor.visits.queries import Filters, VisitLine
from monitor.visits.rules import BEFORE_GATE, VisitState
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.render import page

AHEAD = timedelta(days=30)
MOST = 12
# Where a thing is done that is not about one visit.
PLACES = {DueKind.BACKUP: "/settings", DueKind.LETTERS: "/settings/letters"}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due: what it is about, what to do, where, by when."""

    href: str
    about: str
    what: str
    todo: str
    day: date
    kind: DueKind
    secret: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a person has before them, of the visits they run or plan."""

    coming: tuple[VisitLine, ...] = ()
    unrecorded: tuple[VisitLine, ...] = ()


@get("/", opt={"need": Need.ACCOUNT_OWN})
async def today(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show what is next, what is due and what is not recorded yet."""
    dues = await due_of(actor, now)
    return page(
        request,
        "today.html",
        agenda=await _agenda(actor, now),
        dues=[_line(due, actor) for due in dues if due.kind is not DueKind.RECORD],
        most=MOST,
        record_by=_record_days(dues),
        today=now.date(),
        sheet=actor.may(Need.INSTALLATION_MANAGE) and await sheet_read_back(actor) is None,
    )


def _line(due: Due, actor: Actor) -> DueLine:
    href = f"/visits/{due.visit}" if due.visit else PLACES.get(due.kind, f"/people/{due.subject}")
    return DueLine(href, due.about, due.what, DUE_WORDS[due.kind], due.day, due.kind, due.secret)


def _record_days(dues: list[Due]) -> dict[UUID, date]:
    """Say by when the record of a visit should be signed."""
    return {due.subject: due.day for due in dues if due.kind is DueKind.RECORD}


async def _agenda(actor: Actor, now: datetime) -> Agenda:
    """Gather the visits: everybody's own, and all of the organisation's for those who plan."""
    if not actor.may(Need.VISIT_VIEW):
        return Agenda()
    day, own = now.date(), None if actor.may(Need.VISIT_PLAN) else actor.account
    coming = await queries.visits_between(actor, closed(day, day + AHEAD))
    ended = await queries.visits(
        actor, Filters(states=frozenset({VisitState.ENDED, VisitState.RECORDED}), team=own), size=MOST
    )
    return Agenda(
        coming=tuple(line for line in coming if _is_ahead(line) and (own is None or line.mine))[:MOST],
        unrecorded=ended.rows,
    )


def _is_ahead(line: VisitLine) -> bool:
    return line.state in BEFORE_GATE or line.state is VisitState.UNDER_WAY


HANDLERS = [today]
