"""What is due for one person, derived anew each time from what they may see; and the rows that say it was noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from monitor.facilities.queries import mandates
from monitor.facilities.queries.holidays import workdays_in
from monitor.facilities.rules import Mandate, mandate_that_counts
from monitor.installation.queries import last_backup
from monitor.installation.rules import BACKUP_EVERY, backup_due
from monitor.kit.actor import Actor, Scope, query
from monitor.kit.periods import local_day
from monitor.notices.queries.letters import last_given_up
from monitor.notices.rules import Due, DueKind, Noted, VisitFacts, due_of_visit
from monitor.outside.database import Sql, joined, read, sql
from monitor.people.queries.readiness import kept_people
from monitor.people.rules import Need
from monitor.visits.queries import visible_visits
from monitor.visits.queries.visits import FROM, PLACE
from monitor.visits.rules import Notice, VisitState

AHEAD = timedelta(days=120)
PROMISES_AHEAD = timedelta(days=14)
PAPERS_AHEAD, PAPERS_BEHIND = timedelta(days=30), timedelta(days=90)
_LONG_OVER = timedelta(days=90)
_BACKUP, _LETTERS = UUID(int=1), UUID(int=3)


@dataclass(frozen=True, slots=True)
class _Visit:
    id: UUID
    place: str
    organisation: UUID
    facility: UUID
    facility_type: str
    zone: str
    first_day: date
    last_day: date
    state: VisitState
    notice: Notice
    notice_given: bool
    secret: bool


@dataclass(frozen=True, slots=True)
class _Promise:
    id: UUID
    visit: UUID
    place: str
    what: str
    due_day: date
    secret: bool


@dataclass(frozen=True, slots=True)
class _Paper:
    id: UUID
    account: UUID
    name: str
    to_day: date


@query(Need.ACCOUNT_OWN)
async def due_of(actor: Actor, now: datetime) -> list[Due]:
    """List what is due for the actor, the most pressing first."""
    found = [*await _of_visits(actor, now), *await _promises(actor, now), *await _papers(actor, now)]
    found += [*await _backup(actor, now), *await _letters(actor)]
    return sorted(found, key=lambda due: (due.day, due.kind, due.about, due.subject))


def visible_dues(actor: Actor) -> Sql:
    """Restrict rows of what is due, aliased `d`, to the actor's own: they are nobody else's business."""
    return sql("d.account = {}", actor.account)


@query(Need.ACCOUNT_OWN)
async def noted_of(actor: Actor, now: datetime) -> list[Noted]:
    """List the rows noted for the actor that are open, or not long over."""
    return await read(
        Noted,
        "select d.id, d.kind, d.subject, d.period, d.secret, d.made_at, d.settled_at, d.letter from due d where {} "
        "and (d.settled_at is null or d.settled_at > {}) order by d.made_at, d.id",
        visible_dues(actor),
        now - _LONG_OVER,
    )


async def _of_visits(actor: Actor, now: datetime) -> list[Due]:
    if not actor.may(Need.VISIT_RUN):
        return []
    found = await read(
        _Visit,
        f"select v.id, {PLACE} as place, t.organisation, v.facility, f.type as facility_type, f.zone, v.first_day, "
        "v.last_day, v.state, v.notice, v.notice_given_at is not null as notice_given, t.secret "
        f"{FROM} where v.state in ('proposed', 'planned', 'ready', 'under_way', 'ended', 'recorded') "
        "and v.first_day <= {} and {} and {}",
        now.date() + AHEAD,
        _answered_for(actor),
        visible_visits(actor),
    )
    workdays = await workdays_in(actor, {visit.zone for visit in found}) if found else {}
    held = await mandates(actor) if any(_may_ask_notice(visit) for visit in found) else []
    return [
        due
        for visit in found
        for due in due_of_visit(_facts(visit, held), local_day(now, visit.zone), workdays[visit.zone])
    ]


def _answered_for(actor: Actor) -> Sql:
    """Restrict visits `v` of trips `t` to those the actor answers for: leads, stands in for, or plans."""
    mine = sql(
        "exists (select 1 from team_member tm where tm.visit = v.id and tm.account = {} and tm.role <> 'member')",
        actor.account,
    )
    parts, scopes = [mine], actor.scopes(Need.VISIT_RUN)
    if Scope.ORGANISATION in scopes:
        parts.append(sql("t.organisation = {}", actor.organisation))
    if Scope.JOINT in scopes:
        parts.append(
            sql(
                "exists (select 1 from trip_organisation jo where jo.trip = t.id and jo.organisation = {})",
                actor.organisation,
            )
        )
    return sql("({})", joined(parts, " or "))


def _may_ask_notice(visit: _Visit) -> bool:
    return visit.notice is not Notice.UNANNOUNCED and not visit.notice_given


def _facts(visit: _Visit, held: Sequence[Mandate]) -> VisitFacts:
    own = [each for each in held if each.organisation == visit.organisation]
    mandate = mandate_that_counts(own, facility=visit.facility, kind=visit.facility_type, day=visit.first_day)
    return VisitFacts(
        id=visit.id,
        place=visit.place,
        first_day=visit.first_day,
        last_day=visit.last_day,
        state=visit.state,
        notice=visit.notice,
        notice_given=visit.notice_given,
        term=None if mandate is None else mandate.notice,
        secret=visit.secret,
    )


async def _promises(actor: Actor, now: datetime) -> list[Due]:
    if not actor.may(Need.VISIT_RUN):
        return []
    found = await read(
        _Promise,
        f"select p.id, p.visit, {PLACE} as place, p.what, p.due_day, t.secret from promise p "
        "join visit v on v.id = p.visit join trip t on t.id = v.trip where p.due_day <= {} "
        "and not exists (select 1 from promise_check c where c.promise = p.id) and {} and {}",
        now.date() + PROMISES_AHEAD,
        _answered_for(actor),
        visible_visits(actor),
    )
    return [
        Due(DueKind.PROMISE, row.id, row.due_day, about=row.place, what=row.what, visit=row.visit, secret=row.secret)
        for row in found
    ]


async def _papers(actor: Actor, now: datetime) -> list[Due]:
    """Find papers of admission that run out within a month, or ran out lately, with none that lasts longer."""
    if not actor.may(Need.READINESS_KEEP):
        return []
    found = await read(
        _Paper,
        "select c.id, c.account, a.name, c.to_day from credential c join account a on a.id = c.account "
        "where {} and not c.withdrawn and c.to_day >= {} and c.to_day <= {} "
        "and (a.left_on is null or a.left_on > {}) and not exists (select 1 from credential o "
        "where o.account = c.account and not o.withdrawn and (o.to_day is null or o.to_day > c.to_day))",
        kept_people(actor),
        now.date() - PAPERS_BEHIND,
        now.date() + PAPERS_AHEAD,
        now.date(),
    )
    return [
        Due(DueKind.CREDENTIAL, paper.account, paper.to_day, about="" if paper.account == actor.account else paper.name)
        for paper in found
    ]


async def _backup(actor: Actor, now: datetime) -> list[Due]:
    """Ask for a backup a week after the last; where none was made yet, once in each week."""
    if not actor.may(Need.BACKUP_MAKE):
        return []
    last = await last_backup(actor)
    if not backup_due(last, now):
        return []
    day = (last + BACKUP_EVERY).date() if last else now.date() - timedelta(days=now.date().weekday())
    return [Due(DueKind.BACKUP, _BACKUP, day)]


async def _letters(actor: Actor) -> list[Due]:
    if not actor.may(Need.INSTALLATION_MANAGE):
        return []
    last = await last_given_up(actor)
    return [Due(DueKind.LETTERS, _LETTERS, last.date())] if last else []
