"""What is added to a denial after it was logged; the first telling stays as it was (law 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.denials.queries import denial_told_by
from monitor.denials.rules import (
    PLAIN,
    Denial,
    Field,
    NothingToAdd,
    PlaceKnown,
    check_code,
    check_reason,
    check_value,
)
from monitor.denials.tables import DenialAmendmentRow, DenialMatchRow, DenialOutcomeRow, DenialStepRow
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor
from monitor.kit.canonical import canonical, digest
from monitor.kit.crypto import new_token
from monitor.kit.periods import local_day
from monitor.kit.problems import BadForm, Conflict, FieldError, NotHere
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.outside.database import number, one
from monitor.outside.keyring import keyring
from monitor.people.rules import Need

_LATEST_ZONE = "Pacific/Kiritimati"


@dataclass(frozen=True, slots=True)
class _Sent:
    added_by: UUID
    salt: str
    digest: str


@action(Need.DENIAL_LOG)
async def amend_denial(
    *, actor: Actor, denial: UUID, amendment_id: UUID, field: Field, value: str, reason: str, now: datetime
) -> None:
    """Add to or correct one field, saying why. Raises NotHere, NotYours, BadForm, NothingToAdd, Conflict."""
    told = await denial_told_by(actor, denial)
    kept = check_value(field, value, _today(told, now))
    check_reason(reason)
    content = canonical({"denial": denial, "field": field, "value": kept, "reason": reason.strip()})
    if await _sent_before("denial_amendment", actor, amendment_id, content):
        return
    if kept == _standing(told, field):
        raise NothingToAdd()
    salt, ring, plain = new_token(), keyring(), field in PLAIN
    await DenialAmendmentRow(
        id=amendment_id,
        denial=denial,
        seq=await _next("denial_amendment", denial),
        field=field.value,
        value=kept if plain else None,
        day=date.fromisoformat(kept) if field is Field.DAY else None,
        number=int(kept) if field is Field.MINUTES_LOST else None,
        value_sealed=None if plain else ring.seal("denial_amendment.value", amendment_id, kept),
        reason_sealed=ring.seal("denial_amendment.reason", amendment_id, reason.strip()),
        added_by=actor.account,
        at=now,
        salt=salt,
        digest=digest(salt, content),
    ).save()
    record(Need.DENIAL_LOG, actor=actor, subject=denial, at=now, content=content, salt=salt)


@action(Need.DENIAL_LOG)
async def match_place(*, actor: Actor, denial: UUID, match_id: UUID, facility: UUID, now: datetime) -> None:
    """Say which facility an unlisted place is; a later match corrects an earlier one. Raises NotHere, PlaceKnown."""
    told = await denial_told_by(actor, denial)
    if not told.place_as_written:
        raise PlaceKnown()
    await facility_open_to(actor, facility)
    if told.facility == facility:
        return
    await DenialMatchRow(
        id=match_id,
        denial=denial,
        seq=await _next("denial_match", denial),
        facility=facility,
        matched_by=actor.account,
        at=now,
    ).save()
    record(Need.DENIAL_LOG, actor=actor, subject=denial, at=now, content={"facility": facility})


@action(Need.DENIAL_LOG)
async def note_step(
    *,
    actor: Actor,
    denial: UUID,
    step_id: UUID,
    kind: str,
    day: date,
    note: str,
    due_day: date | None,
    now: datetime,
) -> None:
    """Note what was done about a denial and by when an answer is due. Raises NotHere, NotYours, BadForm, Conflict."""
    told = await denial_told_by(actor, denial)
    check_code("kind", "denial_steps", kind)
    _check_day(day, _today(told, now))
    if due_day is not None and due_day < day:
        raise BadForm((FieldError("due_day", say(N_("The answer is due before the step. Correct one of the days."))),))
    content = canonical({"denial": denial, "kind": kind, "day": day, "note": note.strip(), "due": due_day})
    if await _sent_before("denial_step", actor, step_id, content):
        return
    salt = new_token()
    await DenialStepRow(
        id=step_id,
        denial=denial,
        seq=await _next("denial_step", denial),
        kind=kind,
        day=day,
        note_sealed=keyring().seal("denial_step.note", step_id, note.strip()),
        due_day=due_day,
        added_by=actor.account,
        at=now,
        salt=salt,
        digest=digest(salt, content),
    ).save()
    record(Need.DENIAL_LOG, actor=actor, subject=denial, at=now, content=content, salt=salt)


@action(Need.DENIAL_LOG)
async def note_result(*, actor: Actor, denial: UUID, result_id: UUID, result: str, day: date, now: datetime) -> None:
    """Note what a denial came to; the last one counts. Raises NotHere, NotYours, BadForm."""
    told = await denial_told_by(actor, denial)
    check_code("result", "denial_results", result)
    _check_day(day, _today(told, now))
    if await number("select count(*) from denial_outcome where id = {} and added_by = {}", result_id, actor.account):
        return
    await DenialOutcomeRow(
        id=result_id,
        denial=denial,
        seq=await _next("denial_outcome", denial),
        result=result,
        day=day,
        added_by=actor.account,
        at=now,
    ).save()
    record(Need.DENIAL_LOG, actor=actor, subject=denial, at=now, content={"result": result, "day": day})


def _standing(told: Denial, field: Field) -> str | None:
    """Give what now stands in a field, to refuse an amendment that changes nothing."""
    first = {
        Field.KIND: told.kind,
        Field.GROUND: told.ground,
        Field.WORDS: told.words,
        Field.AREA: told.area,
        Field.ORDERED_BY: told.ordered_by,
        Field.DAY: told.day.isoformat(),
        Field.MINUTES_LOST: None if told.minutes_lost is None else str(told.minutes_lost),
    }
    return told.now(field) or first.get(field)


def _today(told: Denial, now: datetime) -> date:
    """Give the day it is at the denial's place; the latest day anywhere while the place is not known."""
    return local_day(now, told.zone if told.facility else _LATEST_ZONE)


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise BadForm((FieldError("day", say(N_("This day has not come yet. Correct it."))),))


async def _sent_before(table: str, actor: Actor, row: UUID, content: str) -> bool:
    """Say whether this very row was sent before. Raises Conflict for other content, NotHere for another's id."""
    kept = await one(_Sent, f"select added_by, salt, digest from {table} where id = {{}}", row)
    if kept is None:
        return False
    if kept.added_by != actor.account:
        raise NotHere()
    if kept.digest != digest(kept.salt, content):
        raise Conflict()
    return True


async def _next(table: str, denial: UUID) -> int:
    return await number(f"select coalesce(max(seq), 0) + 1 from {table} where denial = {{}}", denial)
