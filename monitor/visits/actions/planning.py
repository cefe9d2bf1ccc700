"""Changing what is planned: days, trips, teams; answers to warnings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import check_places
from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token
from monitor.kit.periods import local_day
from monitor.kit.problems import NotHere
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run, run_many
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.visits.actions.beginning import TRIP, Seats, let_take_part, sealed_objectives, seat
from monitor.visits.actions.lives import hold, lift_if_over
from monitor.visits.queries import visit_reached, warnings_for
from monitor.visits.rules import (
    ASKS_REASON,
    NoSuchWarning,
    Notice,
    Plan,
    ReasonNeeded,
    Teammate,
    TeamRole,
    TripKnown,
    Visit,
    WarningKind,
    check_before_gate,
    check_plan,
)
from monitor.visits.tables import VisitRow, WarningAnswerRow


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
    await check_places(actor, [plan.facility])
    if plan.notice is Notice.UNANNOUNCED and not visit.secret:
        await _hide(visit)
    joining = organisations - set(visit.organisations)
    await let_take_part({visit.trip: joining})
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
    await seat(actor, [Seats(visit_id, plan.team, {*visit.organisations, *joining})], now)
    record(Need.VISIT_PLAN, actor=actor, subject=visit_id, at=now, content=asdict(plan), salt=new_token())


@action(Need.VISIT_PLAN)
async def set_apart(*, actor: Actor, visits: Sequence[UUID], now: datetime) -> UUID:
    """Put visits of one trip on a trip of their own, as secret as the one they leave; give that trip.

    Whoever takes part in it from then on learns nothing of the visits left behind, not even by the old trip's title.
    Raises WrongMove, NotYours, NotHere.
    """
    trip, left = uuid4(), None
    for visit_id in visits:
        await hold(visit_id)
        visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
        check_before_gate(visit.state)
        if left is None:
            left = visit
            await run_many("trip", TRIP, [(trip, visit.organisation, "", visit.secret, actor.account, now)])
            await let_take_part({trip: set(visit.organisations) - {visit.organisation}})
        elif visit.trip != left.trip:
            raise NotHere()
        await run("update visit set trip = {} where id = {}", trip, visit_id)
        record(Need.VISIT_PLAN, actor=actor, subject=visit_id, at=now)
    if left is not None and left.secret:
        await lift_if_over(actor, [left.trip], now)
    return trip


@action(Need.VISIT_PLAN)
async def add_to_team(*, actor: Actor, visit_id: UUID, mates: Sequence[Teammate], now: datetime) -> None:
    """Put more people on a team before the gate; who is on it already stays as they are."""
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_PLAN, visit_id)
    check_before_gate(visit.state)
    new = [mate for mate in mates if not visit.has(mate.account)]
    held = {member.role for member in visit.team} - {TeamRole.MEMBER}
    seats = [Teammate(mate.account, TeamRole.MEMBER if mate.role in held else mate.role) for mate in new]
    await seat(actor, [Seats(visit_id, seats, visit.organisations)], now)
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


async def _hide(visit: Visit) -> None:
    known = await number("select count(*) from visit where trip = {} and id <> {}", visit.trip, visit.id)
    released = await number("select count(*) from release where kind = 'visit' and subject = {}", visit.id)
    if known or released:
        raise TripKnown()
    await run("update trip set secret = {}, secret_lifted_at = null where id = {}", True, visit.trip)


async def _rewrite(visit: UUID, plan: Plan) -> None:
    await VisitRow.update(
        {
            VisitRow.facility: plan.facility,
            VisitRow.first_day: plan.first_day,
            VisitRow.last_day: plan.last_day,
            VisitRow.type: plan.type.value,
            VisitRow.notice: plan.notice.value,
            VisitRow.languages: " ".join(plan.languages),
            VisitRow.objectives_sealed: sealed_objectives(visit, plan.objectives),
            VisitRow.notice_given_at: plan.notice_given_at,
            VisitRow.notice_to: tidy(plan.notice_to),
            VisitRow.notice_how: tidy(plan.notice_how),
        }
    ).where(VisitRow.id == visit)
