"""Planning: visits, trips, teams; answers to warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor
from monitor.kit.canonical import canonical, digest
from monitor.kit.crypto import new_token
from monitor.kit.periods import local_day
from monitor.kit.problems import Conflict, NotHere, NotYours
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import any_of, number, one, run
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.visits.actions.lives import hold
from monitor.visits.queries import candidates, visit_open_to, visit_reached, visits_on_trip, warnings_for
from monitor.visits.rules import (
    ASKS_REASON,
    NewTrip,
    NoSuchWarning,
    Notice,
    Plan,
    ReasonNeeded,
    StrangerOnTeam,
    Teammate,
    TeamRole,
    TripKnown,
    Visit,
    VisitState,
    WarningKind,
    check_before_gate,
    check_plan,
    reaches,
)
from monitor.visits.tables import (
    TeamMemberRow,
    TripOrganisationRow,
    TripRow,
    VisitRow,
    VisitStateRow,
    WarningAnswerRow,
)


@dataclass(frozen=True, slots=True)
class _Made:
    created_by: UUID
    salt: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Trip:
    """A trip as planning needs it: whose, with whom, secret or not."""

    id: UUID
    organisations: tuple[UUID, ...]
    secret: bool


@action(Need.VISIT_PLAN)
async def plan_visit(
    *,
    actor: Actor,
    visit_id: UUID,
    plan: Plan,
    trip: NewTrip | UUID,
    state: VisitState = VisitState.PLANNED,
    now: datetime,
) -> UUID:
    """Plan a visit, on a new trip or as one more of a trip; `state` is planned or proposed.

    An unannounced visit is secret from this very save. Saving the same id again with the same content changes nothing.
    Raises BadForm, StrangerOnTeam, TripKnown, Conflict, NotHere.
    """
    check_plan(plan)
    check_before_gate(state)
    if await _is_saved(actor, visit_id, plan, trip):
        return visit_id
    await facility_open_to(actor, plan.facility)
    on = await _begin_trip(actor, trip, plan, now) if isinstance(trip, NewTrip) else await _trip_to_join(actor, trip)
    if plan.notice is Notice.UNANNOUNCED and not on.secret:
        raise TripKnown()
    salt = new_token()
    await _row(actor, visit_id, plan, on.id, state, salt, now).save()
    await VisitStateRow(
        id=uuid4(), visit=visit_id, state=state.value, reason="", seq=1, moved_by=actor.account, at=now
    ).save()
    await _seat(actor, visit_id, plan.team, on.organisations, now)
    mark = digest(salt, canonical([asdict(plan), _trip_id(trip)]))
    await run("update visit set digest = {} where id = {}", mark, visit_id)
    record(Need.VISIT_PLAN, actor=actor, subject=visit_id, at=now, content=asdict(plan), salt=salt)
    return visit_id


@action(Need.VISIT_PLAN)
async def change_plan(
    *, actor: Actor, visit_id: UUID, plan: Plan, organisations: frozenset[UUID] = frozenset(), now: datetime
) -> None:
    """Change what was planned, until the gate; `organisations` take part from now on beside those that already do.

    A plan that becomes unannounced is secret from then on; one that becomes announced stays secret until that is
    lifted. Raises BadForm, WrongMove, StrangerOnTeam, TripKnown, NotYours, NotHere.
    """
    check_plan(plan)
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
    check_before_gate(visit.state)
    await facility_open_to(actor, plan.facility)
    if plan.notice is Notice.UNANNOUNCED and not visit.secret:
        await _hide(visit)
    taking_part = await _join(visit.trip, visit.organisations, organisations)
    settles = (plan.facility, plan.first_day, plan.last_day, plan.type, plan.notice) != (
        visit.facility,
        visit.first_day,
        visit.last_day,
        visit.type,
        visit.notice,
    )
    await _rewrite(visit_id, plan)
    if settles:
        await run("update visit set settled_at = {} where id = {}", now, visit_id)
    await run("delete from team_member where visit = {}", visit_id)
    await _seat(actor, visit_id, plan.team, taking_part, now)
    record(Need.VISIT_PLAN, actor=actor, subject=visit_id, at=now, content=asdict(plan), salt=new_token())


@action(Need.VISIT_PLAN)
async def add_to_team(*, actor: Actor, visit_id: UUID, mates: Sequence[Teammate], now: datetime) -> None:
    """Put more people on a team before the gate; who is on it already stays as they are."""
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
    check_before_gate(visit.state)
    new = [mate for mate in mates if not visit.has(mate.account)]
    held = {member.role for member in visit.team} - {TeamRole.MEMBER}
    seats = [Teammate(mate.account, TeamRole.MEMBER if mate.role in held else mate.role) for mate in new]
    await _seat(actor, visit_id, seats, visit.organisations, now)
    record(Need.VISIT_PLAN, actor=actor, subject=visit_id, at=now)


@action(Need.VISIT_PLAN)
async def answer_warning(
    *, actor: Actor, visit_id: UUID, kind: WarningKind, about: Collection[UUID], reason: str = "", now: datetime
) -> None:
    """Dismiss warnings of one kind, or give the written reason where one is asked for.

    `about` are the persons, organisations or the facility that the answer speaks of. Raises ReasonNeeded, NoSuchWarning.
    """
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
    known = await warnings_for(actor, visit_id, local_day(now, visit.zone))
    held = {entry.warning.about for entry in known if entry.warning.kind is kind}
    if not about or not held.issuperset(about):
        raise NoSuchWarning()
    if kind in ASKS_REASON and not tidy(reason):
        raise ReasonNeeded()
    for subject in sorted(set(about)):
        row = uuid4()
        await WarningAnswerRow(
            id=row,
            visit=visit_id,
            warning=kind.value,
            about=subject,
            reason_sealed=keyring().seal("warning_answer.reason", row, tidy(reason)) if tidy(reason) else None,
            answered_by=actor.account,
            at=now,
        ).save()
        record(Need.VISIT_PLAN, actor=actor, subject=row, at=now)


def _trip_id(trip: NewTrip | UUID) -> UUID:
    return trip.id if isinstance(trip, NewTrip) else trip


async def _is_saved(actor: Actor, visit: UUID, plan: Plan, trip: NewTrip | UUID) -> bool:
    """Say whether this very plan was saved before under this id. Raises Conflict, or NotHere if it is another's."""
    made = await one(_Made, "select created_by, salt, digest from visit where id = {}", visit)
    if made is None:
        return False
    if made.created_by != actor.account:
        raise NotHere()
    if made.digest != digest(made.salt, canonical([asdict(plan), _trip_id(trip)])):
        raise Conflict()
    return True


async def _begin_trip(actor: Actor, trip: NewTrip, plan: Plan, now: datetime) -> _Trip:
    if await number("select count(*) from trip where id = {}", trip.id):
        raise NotHere()
    secret = plan.notice is Notice.UNANNOUNCED
    await TripRow(
        id=trip.id,
        organisation=actor.organisation,
        title=tidy(trip.title),
        secret=secret,
        created_by=actor.account,
        created_at=now,
    ).save()
    return _Trip(trip.id, await _join(trip.id, (actor.organisation,), trip.organisations), secret)


async def _trip_to_join(actor: Actor, trip: UUID) -> _Trip:
    lines = await visits_on_trip(actor, trip)
    if not lines:
        raise NotHere()
    first: Visit = await visit_open_to(actor, lines[0].id)
    if not reaches(actor, Need.VISIT_PLAN, first):
        raise NotYours()
    return _Trip(trip, first.organisations, first.secret)


async def _hide(visit: Visit) -> None:
    known = await number("select count(*) from visit where trip = {} and id <> {}", visit.trip, visit.id)
    released = await number("select count(*) from release where kind = 'visit' and subject = {}", visit.id)
    if known or released:
        raise TripKnown()
    await run("update trip set secret = {}, secret_lifted_at = null where id = {}", True, visit.trip)


async def _join(trip: UUID, present: tuple[UUID, ...], wanted: Iterable[UUID]) -> tuple[UUID, ...]:
    new = sorted(set(wanted) - set(present))
    if await number("select count(*) from organisation where id in {}", any_of(new)) < len(new):
        raise NotHere()
    for organisation in new:
        await TripOrganisationRow(id=uuid4(), trip=trip, organisation=organisation).save()
    return (*present, *new)


async def _seat(
    actor: Actor, visit: UUID, team: Sequence[Teammate], organisations: Sequence[UUID], now: datetime
) -> None:
    """Put people on a team; their organisations take part, so that their coordinators know of the visit (law 4)."""
    if not team:
        return
    known = {person.account: person.organisation for person in await candidates(actor, organisations, now.date())}
    if any(mate.account not in known for mate in team):
        raise StrangerOnTeam()
    for mate in team:
        await TeamMemberRow(
            id=uuid4(), visit=visit, account=mate.account, organisation=known[mate.account], role=mate.role.value
        ).save()


def _row(actor: Actor, visit: UUID, plan: Plan, trip: UUID, state: VisitState, salt: str, now: datetime) -> VisitRow:
    return VisitRow(
        id=visit,
        trip=trip,
        facility=plan.facility,
        first_day=plan.first_day,
        last_day=plan.last_day,
        type=plan.type.value,
        notice=plan.notice.value,
        languages=" ".join(plan.languages),
        objectives_sealed=_sealed(visit, plan.objectives),
        notice_given_at=plan.notice_given_at,
        notice_to=tidy(plan.notice_to),
        notice_how=tidy(plan.notice_how),
        state=state.value,
        settled_at=now,
        salt=salt,
        digest="",
        created_by=actor.account,
        created_at=now,
    )


async def _rewrite(visit: UUID, plan: Plan) -> None:
    await VisitRow.update(
        {
            VisitRow.facility: plan.facility,
            VisitRow.first_day: plan.first_day,
            VisitRow.last_day: plan.last_day,
            VisitRow.type: plan.type.value,
            VisitRow.notice: plan.notice.value,
            VisitRow.languages: " ".join(plan.languages),
            VisitRow.objectives_sealed: _sealed(visit, plan.objectives),
            VisitRow.notice_given_at: plan.notice_given_at,
            VisitRow.notice_to: tidy(plan.notice_to),
            VisitRow.notice_how: tidy(plan.notice_how),
        }
    ).where(VisitRow.id == visit)


def _sealed(visit: UUID, objectives: str) -> str | None:
    return keyring().seal("visit.objectives", visit, objectives) if objectives.strip() else None
