"""Today: next visits, what is due, what is not recorded yet; nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar import Response, get

from monitor.installation.queries import last_backup, sheet_read_back
from monitor.kit.actor import Actor
from monitor.kit.periods import Days, closed
from monitor.people.rules import Need
from monitor.visits import queries
from monitor.visits.queries import Filters, VisitLine
from monitor.visits.queries.entries import PromiseDue
from monitor.visits.rules import BEFORE_GATE, VisitState
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.render import page

AHEAD = timedelta(days=30)
SOON = timedelta(days=14)
BACKUP_EVERY = timedelta(days=7)
MOST = 12


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a person has before them, of the visits they run or plan."""

    coming: tuple[VisitLine, ...] = ()
    passed: tuple[VisitLine, ...] = ()
    unrecorded: tuple[VisitLine, ...] = ()
    promises: tuple[PromiseDue, ...] = ()


@get("/", opt={"need": Need.ACCOUNT_OWN})
async def today(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show what is next, what is due and what is not recorded yet."""
    return page(
        request,
        "today.html",
        agenda=await _agenda(actor, now),
        today=now.date(),
        backup=await _backup_due(actor, now),
        sheet=actor.may(Need.INSTALLATION_MANAGE) and await sheet_read_back(actor) is None,
    )


async def _agenda(actor: Actor, now: datetime) -> Agenda:
    """Gather the visits: everybody's own, and all of the organisation's for those who plan."""
    if not actor.may(Need.VISIT_VIEW):
        return Agenda()
    day, own = now.date(), None if actor.may(Need.VISIT_PLAN) else actor.account
    coming = await queries.visits_between(actor, closed(day, day + AHEAD))
    passed = await queries.visits(
        actor, Filters(states=BEFORE_GATE | {VisitState.UNDER_WAY}, days=Days(None, day), team=own)
    )
    ended = await queries.visits(actor, Filters(states=frozenset({VisitState.ENDED}), team=own), size=MOST)
    return Agenda(
        coming=tuple(line for line in coming if _is_ahead(line) and (own is None or line.mine))[:MOST],
        passed=tuple(line for line in passed.rows if line.last_day < day)[:MOST],
        unrecorded=ended.rows,
        promises=tuple(await queries.promises_due(actor, day + SOON) if actor.may(Need.VISIT_RUN) else ())[:MOST],
    )


def _is_ahead(line: VisitLine) -> bool:
    return line.state in BEFORE_GATE or line.state is VisitState.UNDER_WAY


async def _backup_due(actor: Actor, now: datetime) -> bool:
    """Say whether the reader should make a backup: none in a week."""
    if not actor.may(Need.BACKUP_MAKE):
        return False
    made = await last_backup(actor)
    return made is None or now - made > BACKUP_EVERY


HANDLERS = [today]
