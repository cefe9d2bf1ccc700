"""Keeping what must be known before a visit: credentials, conflicts of interest. What ends stays in the file."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, FieldError, NotHere
from monitor.kit.text import tidy
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run
from monitor.outside.keyring import keyring
from monitor.people.queries.readiness import check_kept
from monitor.people.rules import Need, check_order
from monitor.people.tables import ConflictRow, CredentialRow


@action(Need.READINESS_KEEP)
async def add_credential(
    *,
    actor: Actor,
    credential_id: UUID,
    account: UUID,
    paper: str,
    from_day: date,
    to_day: date | None,
    now: datetime,
) -> None:
    """Note a paper that lets a person in, by its number, with its first and last day. Raises NotHere, BadForm."""
    await check_kept(actor, account)
    if not tidy(paper):
        raise BadForm((FieldError("paper", say(N_("Write the number of the paper."))),))
    check_order(from_day, to_day, "paper_to")
    if await _is_there("credential", credential_id, account):
        return
    await CredentialRow(id=credential_id, account=account, number=tidy(paper), from_day=from_day, to_day=to_day).save()
    record(Need.READINESS_KEEP, actor=actor, subject=credential_id, at=now)


@action(Need.READINESS_KEEP)
async def withdraw_credential(*, actor: Actor, account: UUID, credential: UUID, now: datetime) -> None:
    """Note that a paper does not count (any more). Raises NotHere."""
    await check_kept(actor, account)
    await _check_there("credential", credential, account)
    await run("update credential set withdrawn = true where id = {} and account = {}", credential, account)
    record(Need.READINESS_KEEP, actor=actor, subject=credential, at=now)


@action(Need.READINESS_KEEP)
async def declare_conflict(
    *, actor: Actor, conflict_id: UUID, account: UUID, facility: UUID, reason: str, now: datetime
) -> None:
    """Declare a conflict of interest with a facility that the caller found; the reason is sealed. Raises NotHere, BadForm."""
    await check_kept(actor, account)
    if not reason.strip():
        raise BadForm((FieldError("reason", say(N_("Say in a line why. Only you and your coordinators read it."))),))
    if await _is_there("conflict", conflict_id, account):
        return
    await ConflictRow(
        id=conflict_id,
        account=account,
        facility=facility,
        reason_sealed=keyring().seal("conflict.reason", conflict_id, reason.strip()),
        declared_at=now,
    ).save()
    record(Need.READINESS_KEEP, actor=actor, subject=conflict_id, at=now)


@action(Need.READINESS_KEEP)
async def end_conflict(*, actor: Actor, account: UUID, conflict: UUID, now: datetime) -> None:
    """Note that a conflict of interest is over. Raises NotHere."""
    await check_kept(actor, account)
    await _check_there("conflict", conflict, account)
    await run(
        "update conflict set ended_at = {} where id = {} and account = {} and ended_at is null", now, conflict, account
    )
    record(Need.READINESS_KEEP, actor=actor, subject=conflict, at=now)


async def _is_there(table: str, row: UUID, account: UUID) -> bool:
    """Say whether this very row was sent before. Raises NotHere if the id is another person's."""
    if await number(f"select count(*) from {table} where id = {{}}", row) == 0:
        return False
    await _check_there(table, row, account)
    return True


async def _check_there(table: str, row: UUID, account: UUID) -> None:
    if await number(f"select count(*) from {table} where id = {{}} and account = {{}}", row, account) == 0:
        raise NotHere()
