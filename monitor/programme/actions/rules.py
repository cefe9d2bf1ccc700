"""What an organisation asks of its programmes: how often, with how many points; what is pinned, forbidden or closed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token
from monitor.kit.problems import NotHere
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.actions.again import saved_before
from monitor.programme.queries import marks_on, programme_open_to, visible_programmes, weights_of
from monitor.programme.rules.coverage import CoverageRule, check_rule
from monitor.programme.rules.priority import Weights, check_weights
from monitor.programme.rules.programmes import MarkKind, NewMark, check_mark, check_points
from monitor.programme.tables import CoverageRuleRow, ManualPointsRow, ProgrammeMarkRow, RiskWeightRow


@action(Need.PROGRAMME_PLAN)
async def set_coverage_rule(*, actor: Actor, rule_id: UUID, rule: CoverageRule, now: datetime) -> None:
    """Say how often and by whom a type of place is visited from a day on. Raises BadForm."""
    check_rule(rule)
    if await saved_before(actor.account, ("coverage_rule", "said_by"), rule_id, asdict(rule)):
        return
    await CoverageRuleRow(
        id=rule_id,
        organisation=actor.organisation,
        said_by=actor.account,
        said_at=now,
        seq=await _next(actor, "coverage_rule"),
        **asdict(rule),
    ).save()
    record(Need.PROGRAMME_PLAN, actor=actor, subject=rule_id, at=now, content=asdict(rule), salt=new_token())


@action(Need.PROGRAMME_PLAN)
async def add_manual_points(
    *, actor: Actor, points_id: UUID, facility: UUID, points: int, reason: str, until_day: date, now: datetime
) -> None:
    """Give a place points of one's own, more or fewer, with a reason and a last day; 0 takes them back. Raises BadForm."""
    check_points(points, tidy(reason), until_day, actor.today)
    await facility_open_to(actor, facility)
    said = {"facility": facility, "points": points, "until_day": until_day}
    if await saved_before(actor.account, ("manual_points", "said_by"), points_id, said):
        return
    await ManualPointsRow(
        id=points_id,
        organisation=actor.organisation,
        facility=facility,
        points=points,
        reason_sealed=keyring().seal("manual_points.reason", points_id, tidy(reason)),
        until_day=until_day,
        said_by=actor.account,
        said_at=now,
        seq=await _next(actor, "manual_points"),
    ).save()
    record(Need.PROGRAMME_PLAN, actor=actor, subject=points_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def set_weights(*, actor: Actor, weights: Weights, now: datetime) -> None:
    """Say how many points each reason is worth; what stays the same is not written again. Raises BadForm."""
    check_weights(weights)
    said, held = asdict(weights), asdict(await weights_of(actor))
    for name in sorted(said):
        if said[name] != held[name]:
            await RiskWeightRow(
                id=uuid4(),
                organisation=actor.organisation,
                name=name,
                points=said[name],
                said_by=actor.account,
                said_at=now,
                seq=await _next(actor, "risk_weight"),
            ).save()
    if said != held:
        record(Need.PROGRAMME_PLAN, actor=actor, subject=actor.organisation, at=now, content=said, salt=new_token())


@action(Need.PROGRAMME_PLAN)
async def set_mark(*, actor: Actor, mark_id: UUID, programme_id: UUID, mark: NewMark, now: datetime) -> None:
    """Pin or forbid a place, or close days. A pin ends a ban of the same place and the other way round. Raises BadForm."""
    programme = await programme_open_to(actor, programme_id)
    check_mark(mark, programme)
    if mark.facility is not None:
        await facility_open_to(actor, mark.facility)
    if mark.kind is not MarkKind.CLOSED:
        mark = NewMark(mark.kind, mark.facility)
    said = {"programme": programme_id, "kind": mark.kind.value, "facility": mark.facility, "first_day": mark.first_day}
    if await saved_before(actor.account, ("programme_mark", "said_by"), mark_id, said):
        return
    if mark.kind is not MarkKind.CLOSED:
        for held in await marks_on(actor, programme_id):
            if held.facility == mark.facility and held.kind is not MarkKind.CLOSED:
                await _end(actor, held.id, now)
    await ProgrammeMarkRow(
        id=mark_id,
        programme=programme_id,
        kind=mark.kind.value,
        facility=mark.facility,
        first_day=mark.first_day,
        last_day=mark.last_day or mark.first_day,
        said_by=actor.account,
        said_at=now,
    ).save()
    record(Need.PROGRAMME_PLAN, actor=actor, subject=mark_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def end_mark(*, actor: Actor, mark_id: UUID, now: datetime) -> None:
    """Take back a pin, a ban or closed days. Raises NotHere."""
    held = await number(
        "select count(*) from programme_mark m join programme p on p.id = m.programme where m.id = {} "
        "and m.ended_at is null and {}",
        mark_id,
        visible_programmes(actor),
    )
    if not held:
        raise NotHere()
    await _end(actor, mark_id, now)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=mark_id, at=now)


async def _end(actor: Actor, mark: UUID, now: datetime) -> None:
    await run("update programme_mark set ended_at = {}, ended_by = {} where id = {}", now, actor.account, mark)


async def _next(actor: Actor, table: str) -> int:
    """Number what an organisation says, so that the last word is known even of two in one instant."""
    return await number(
        f"select coalesce(max(x.seq), 0) + 1 from {table} x where x.organisation = {{}}", actor.organisation
    )
