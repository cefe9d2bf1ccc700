"""Closing the record of a visit: settled, measured, signed by its digest in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence, Item, Questionnaire
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor
from monitor.kit.canonical import digest
from monitor.kit.crypto import new_token
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import one, run_many
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.records.queries import Basis, Drafted, DraftItem, basis_of, draft_of, record_of
from monitor.records.queries.heads import AGREED_DISSENT
from monitor.records.rules import (
    AgreedAnswer,
    AgreedRow,
    Measurement,
    NotOverYet,
    NoWayToTell,
    Origin,
    RecordClosed,
    Settled,
    check_ready,
    figures,
    judge,
    measure,
    record_text,
)
from monitor.records.tables import RecordRow
from monitor.sheets.rules import Given
from monitor.visits.actions import move_on
from monitor.visits.actions.lives import hold
from monitor.visits.queries import visit_reached
from monitor.visits.rules import OVER, Visit, VisitState

_MEASUREMENT = (
    "id", "record", "facility", "day", "edition", "key", "value", "absence", "numerator", "denominator", "unjudged",
    "not_assessed", "not_allowed", "not_applicable", "unknown", "unresolved", "private",
)  # fmt: skip
_AGREED = (
    "id", "record", "row", "key", "value", "absence", "answer", "chosen_by", "dissent_sealed", "source", "noncompliant",
    "private",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    visit: UUID
    closed_by: UUID


@dataclass(frozen=True, slots=True)
class _Head:
    """A record on its way in: why it is closed as it is, its text, what its figures rest on."""

    id: UUID
    visit: Visit
    revision: int
    reasons: tuple[str, str]
    text: str
    basis: Basis


@action(Need.RECORD_CLOSE)
async def close_record(
    *,
    actor: Actor,
    record_id: UUID,
    visit: UUID,
    confirmed_blanks: int,
    gap_reason: str = "",
    reason: str = "",
    now: datetime,
) -> UUID:
    """Close the record of a visit that is over and move the visit on; a refused visit needs no checklist (law 1).

    `confirmed_blanks` is how many blanks the person saw and agreed to count as not assessed; `gap_reason` says why a
    "not allowed" has no denial, or why there is no checklist; `reason` why a closed record is closed anew. Raises
    NotHere, NotOverYet, RecordClosed, RowsToMatch, StillDiffer, Unconfirmed, WithoutDenial, NoWayToTell.
    """
    await hold(visit)
    found = await visit_reached(actor, Need.RECORD_CLOSE, visit)
    before = await one(_Known, "select visit, closed_by from record where id = {}", record_id)
    if before is not None:
        if before != _Known(visit, actor.account):
            raise NotHere()
        return record_id
    before_it = await record_of(actor, visit)
    _check_moment(found, before_it is not None, reason.strip())
    drafted = await draft_of(actor, found)
    _check_settled(drafted, confirmed_blanks, gap_reason.strip())
    basis = await basis_of(actor, found)
    rows, answers = _agreed(drafted)
    settled = _settled(drafted, rows, answers, basis)
    measured = measure(settled, basis.indicators.all) if settled else ()
    head = _Head(
        id=record_id,
        visit=found,
        revision=before_it.revision + 1 if before_it else 1,
        reasons=(reason.strip(), gap_reason.strip()),
        text=record_text(answers, measured, rows),
        basis=basis,
    )
    await _keep_head(actor, head, now)
    await _keep_rows(head, rows, answers, drafted)
    await _keep_figures(head, drafted.questionnaire, measured)
    if before_it is None:
        await move_on(actor=actor, visit_id=visit, to=VisitState.RECORDED, now=now)
        await move_on(actor=actor, visit_id=visit, to=VisitState.CLOSED, now=now)
    return record_id


def _check_moment(visit: Visit, closed: bool, reason: str) -> None:
    if visit.state not in OVER:
        raise NotOverYet()
    if closed and not reason:
        raise RecordClosed()


def _check_settled(drafted: Drafted, confirmed_blanks: int, gap_reason: str) -> None:
    if drafted.draft is not None:
        check_ready(drafted.draft, confirmed_blanks, gap_reason)
    elif drafted.outcome is not Outcome.REFUSED and not gap_reason:
        raise NoWayToTell()


def _agreed(drafted: Drafted) -> tuple[tuple[AgreedRow, ...], tuple[AgreedAnswer, ...]]:
    """Give the record its rows, under ids of their own, and its answers; sealed values stay on their sheets."""
    if drafted.questionnaire is None:
        return (), ()
    ids = {row.id: uuid4() for row in drafted.rows}
    rows = tuple(AgreedRow(ids[row.id], row.block, row.private, row.rows) for row in drafted.rows)
    answers = []
    for (key, row), item in drafted.items.items():
        asked = drafted.questionnaire.by_key(key).item
        if not asked.sealed:
            answers.append(_answer(asked, item, ids[row] if row else None))
    return tuple(sorted(rows, key=lambda each: each.id)), tuple(answers)


def _answer(asked: Item, item: DraftItem, row: UUID | None) -> AgreedAnswer:
    merged = item.merged
    given = merged.given
    if merged.origin is not Origin.UNRESOLVED and (given is None or given.blank):
        given = Given(absence=Absence.NOT_ASSESSED)
    differed = merged.origin in {Origin.CHOSEN, Origin.UNRESOLVED}
    return AgreedAnswer(
        key=asked.key,
        given=given or Given(),
        answer=merged.answer,
        chosen_by=item.chosen_by,
        source=merged.origin,
        noncompliant=judge(asked, given) if given else None,
        row=row,
        dissent=item.dissent,
        voices=tuple(voice.answer.id for voice in item.voices) if differed else (),
    )


def _settled(
    drafted: Drafted, rows: Sequence[AgreedRow], answers: Sequence[AgreedAnswer], basis: Basis
) -> Settled | None:
    if drafted.questionnaire is None:
        return None
    return Settled(
        asked=drafted.questionnaire,
        given={each.place: each.given for each in answers},
        day=drafted.visit.last_day,
        rows={row.id: row.block for row in rows},
        open=frozenset(each.place for each in answers if each.source is Origin.UNRESOLVED),
        facts=basis.facts,
    )


async def _keep_head(actor: Actor, head: _Head, now: datetime) -> None:
    reason, gap_reason = head.reasons
    salt = new_token()
    await RecordRow(
        id=head.id,
        visit=head.visit.id,
        revision=head.revision,
        state="closed",
        closed_at=now,
        closed_by=actor.account,
        reason=reason or None,
        gap_reason=gap_reason or None,
        digest=digest(salt, head.text),
        salt=salt,
        members=head.basis.facts.members,
        members_refused=head.basis.facts.members_refused,
        indicator_set=head.basis.revision,
    ).save()
    record(Need.RECORD_CLOSE, actor=actor, subject=head.id, at=now, content=head.text, salt=salt)


async def _keep_rows(head: _Head, rows: Sequence[AgreedRow], answers: Sequence[AgreedAnswer], drafted: Drafted) -> None:
    if drafted.questionnaire is None:
        return
    apart = {row.id for row in rows if row.private}
    alone = {question.item.key for question in drafted.questionnaire.everything if question.item.private_only}
    ids = sorted(uuid4() for _ in answers)
    lines, voices = [], []
    # In the order of random ids, so that no table tells in which order people were spoken to (law 6).
    for own, each in zip(ids, sorted(answers, key=lambda each: (str(each.row), each.key)), strict=True):
        private = each.key in alone or each.row in apart
        lines.append((own, head.id, each.row or head.id, *_cells(own, each), private))
        voices += [(uuid4(), own, voice) for voice in each.voices]
    await run_many(
        "agreed_row", ("id", "record", "block", "private"), [(r.id, head.id, r.block, r.private) for r in rows]
    )
    await run_many("agreed_answer", _AGREED, lines)
    await run_many("agreed_voice", ("id", "agreed", "answer"), voices)


async def _keep_figures(head: _Head, asked: Questionnaire | None, measured: Sequence[Measurement]) -> None:
    if asked is not None:
        place = head.visit.facility, head.visit.first_day, asked.hash
        await run_many("measurement", _MEASUREMENT, [(uuid4(), head.id, *place, *figures(each)) for each in measured])


def _cells(own: UUID, answer: AgreedAnswer) -> tuple[object, ...]:
    return (
        answer.key,
        answer.given.value,
        answer.given.absence.value if answer.given.absence else None,
        answer.answer,
        answer.chosen_by,
        keyring().seal(AGREED_DISSENT, own, answer.dissent) if answer.dissent else None,
        answer.source.value,
        answer.noncompliant,
    )
