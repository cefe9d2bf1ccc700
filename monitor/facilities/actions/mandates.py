"""Keeping mandates: rows with their days; a new row counts from its first day, the old one stays as history."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from monitor.facilities.queries import facility_open_to, mandates
from monitor.facilities.rules import BasisNeeded, Coverage, Mandate, check_notice
from monitor.facilities.tables import MandateRow
from monitor.kit.actor import Actor, Scope
from monitor.kit.problems import NotHere, NotYours
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import run
from monitor.people.rules import Need


@action(Need.MANDATE_EDIT)
async def set_mandate(
    *,
    actor: Actor,
    mandate_id: UUID,
    organisation: UUID,
    facility: UUID | None,
    facility_type: str | None,
    coverage: Coverage,
    legal_basis: str,
    notice_days: int | None,
    notice_working: bool = False,
    from_day: date | None,
    to_day: date | None,
    now: datetime,
) -> UUID:
    """Say what a body may enter, from a day on: one facility, a type, or (neither given) every place.

    `notice_days` None means that no notice need be given, 0 that it is needed and no time is set; `notice_working`
    that working days are counted. Raises NotYours, BadForm, BasisNeeded, NotHere.
    """
    _check_own(actor, organisation)
    check_notice(notice_days)
    if coverage is not Coverage.UNKNOWN and not tidy(legal_basis):
        raise BasisNeeded()
    if facility is not None:
        await facility_open_to(actor, facility)
    row = MandateRow(
        id=mandate_id,
        organisation=organisation,
        facility=facility,
        facility_type=None if facility else facility_type,
        coverage=coverage.value,
        legal_basis=tidy(legal_basis),
        notice_required=notice_days is not None,
        notice_days=notice_days or None,
        notice_working=notice_working and bool(notice_days),
        from_day=from_day,
        to_day=to_day,
        entered_at=now,
        entered_by=actor.account,
    )
    await row.save()
    record(Need.MANDATE_EDIT, actor=actor, subject=mandate_id, at=now, content=[coverage, legal_basis, from_day])
    return mandate_id


@action(Need.MANDATE_EDIT)
async def end_mandate(*, actor: Actor, mandate: UUID, to_day: date, now: datetime) -> None:
    """Say that a mandate ended: `to_day` is the first day on which it no longer held."""
    await _own_mandate(actor, mandate)
    await run("update mandate set to_day = {} where id = {}", to_day, mandate)
    record(Need.MANDATE_EDIT, actor=actor, subject=mandate, at=now, content=to_day)


@action(Need.MANDATE_EDIT)
async def withdraw_mandate(*, actor: Actor, mandate: UUID, now: datetime) -> None:
    """Take back a mandate entered by mistake; the row stays, unread."""
    await _own_mandate(actor, mandate)
    await run("update mandate set withdrawn = {} where id = {}", True, mandate)
    record(Need.MANDATE_EDIT, actor=actor, subject=mandate, at=now, content="withdrawn")


async def _own_mandate(actor: Actor, mandate: UUID) -> Mandate:
    held = {found.id: found for found in await mandates(actor)}
    if mandate not in held:
        raise NotHere()
    _check_own(actor, held[mandate].organisation)
    return held[mandate]


def _check_own(actor: Actor, organisation: UUID) -> None:
    """Let a coordinator keep the mandates of the own body, whoever holds all of them every body's."""
    if not actor.has(Need.MANDATE_EDIT, Scope.ALL) and organisation != actor.organisation:
        raise NotYours()
