"""Closing the record of a visit: settled, measured, signed by its digest in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence, Questionnaire
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor
from monitor.kit.canonical import digest
from monitor.kit.crypto import new_token
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import number, one, run_many
from monitor.people.rules import Need
from monitor.records.queries import Drafted, draft_of, record_of
from monitor.records.rules import (
    AgreedAnswer,
    Measurement,
    NotOverYet,
    NoWayToTell,
    RecordClosed,
    check_ready,
    judge,
    measure,
    record_text,
)
from monitor.records.tables import ChoiceRow, RecordRow
from monitor.sheets.queries import answers_of_visit
from monitor.sheets.rules import Given
from monitor.visits.actions import move_on
from monitor.visits.actions.lives import hold
from monitor.visits.queries import visit_reached
from monitor.visits.rules import OVER, Visit, VisitState

_MEASUREMENT = (
    "id", "record", "facility", "day", "edition", "key", "value", "absence", "numerator", "denominator", "unjudged",
    "not_assessed", "not_allowed", "not_applicable", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    visit: UUID
    closed_by: UUID


@action(Need.RECORD_CLOSE)
async def choose_answer(*, actor: Actor, visit: UUID, answer: UUID, now: datetime) -> None:
    """Choose which of several differing answers goes into the record; the others are kept. Raises NotHere."""
    await hold(visit)
    found = await visit_reached(actor, Need.RECORD_CLOSE, visit)
    chosen = next((each for each in await answers_of_visit(actor, found.id) if each.id == answer), None)
    if chosen is None or chosen.given.blank:
        raise NotHere()
    last = await number("select max(revision) from choice where visit = {} and key = {}", visit, chosen.key)
    choice = uuid4()
    await ChoiceRow(
        id=choice,
        visit=visit,
        key=chosen.key,
        answer=answer,
        revision=last + 1,
        chosen_by=actor.account,
        chosen_at=now,
    ).save()
    record(Need.RECORD_CLOSE, actor=actor, subject=choice, at=now, content=[visit, chosen.key, answer])


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
    NotHere, NotOverYet, RecordClosed, StillDiffer, Unconfirmed, WithoutDenial, NoWayToTell.
    """
    await hold(visit)
    found = await visit_reached(actor, Need.RECORD_CLOSE, visit)
    before = await one(_Known, "select visit, closed_by from record where id = {}", record_id)
    if before is not None:
        if before != _Known(visit, actor.account):
            raise NotHere()
        return record_id
    head = await record_of(actor, visit)
    _check_moment(found, head is not None, reason.strip())
    drafted = await draft_of(actor, found)
    _check_settled(drafted, confirmed_blanks, gap_reason.strip())
    answers = _agreed(drafted)
    measured = _measured(drafted.questionnaire, answers)
    await _keep_head(
        actor,
        found,
        record_id,
        revision=head.revision + 1 if head else 1,
        reasons=(reason.strip(), gap_reason.strip()),
        text=record_text(answers, measured),
        now=now,
    )
    await _keep_rows(found, record_id, drafted.questionnaire, answers, measured)
    if head is None:
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


def _agreed(drafted: Drafted) -> tuple[AgreedAnswer, ...]:
    if drafted.questionnaire is None:
        return ()
    answers = []
    for question in drafted.questionnaire.questions:
        item = drafted.items[question.item.key]
        given = item.merged.given
        if given is None or given.blank:
            given = Given(absence=Absence.NOT_ASSESSED)
        answers.append(
            AgreedAnswer(
                key=question.item.key,
                given=given,
                answer=item.merged.answer,
                chosen_by=item.chosen_by,
                source=item.merged.origin,
                noncompliant=judge(question.item, given),
            )
        )
    return tuple(answers)


def _measured(asked: Questionnaire | None, answers: tuple[AgreedAnswer, ...]) -> tuple[Measurement, ...]:
    return measure(asked, {answer.key: answer.given for answer in answers}) if asked else ()


async def _keep_head(
    actor: Actor, visit: Visit, record_id: UUID, *, revision: int, reasons: tuple[str, str], text: str, now: datetime
) -> None:
    reason, gap_reason = reasons
    salt = new_token()
    await RecordRow(
        id=record_id,
        visit=visit.id,
        revision=revision,
        state="closed",
        closed_at=now,
        closed_by=actor.account,
        reason=reason or None,
        gap_reason=gap_reason or None,
        digest=digest(salt, text),
        salt=salt,
    ).save()
    record(Need.RECORD_CLOSE, actor=actor, subject=record_id, at=now, content=text, salt=salt)


async def _keep_rows(
    visit: Visit,
    record_id: UUID,
    asked: Questionnaire | None,
    answers: tuple[AgreedAnswer, ...],
    measured: tuple[Measurement, ...],
) -> None:
    if asked is None:
        return
    private = {question.item.key for question in asked.questions if question.item.private_only}
    await run_many(
        "agreed_answer",
        ("id", "record", "key", "value", "absence", "answer", "chosen_by", "source", "noncompliant", "private"),
        [(uuid4(), record_id, *_cells(answer), answer.key in private) for answer in answers],
    )
    await run_many(
        "measurement",
        _MEASUREMENT,
        [(uuid4(), record_id, visit.facility, visit.first_day, asked.hash, *_figures(each)) for each in measured],
    )


def _cells(answer: AgreedAnswer) -> tuple[object, ...]:
    return (
        answer.key,
        answer.given.value,
        _code(answer.given.absence),
        answer.answer,
        answer.chosen_by,
        answer.source.value,
        answer.noncompliant,
    )


def _figures(each: Measurement) -> tuple[object, ...]:
    counts: Mapping[Absence, int] = each.absences
    return (
        each.key,
        each.value,
        _code(each.absence),
        each.numerator,
        each.denominator,
        each.unjudged,
        counts[Absence.NOT_ASSESSED],
        counts[Absence.NOT_ALLOWED],
        counts[Absence.NOT_APPLICABLE],
        counts[Absence.UNKNOWN],
    )


def _code(absence: Absence | None) -> str | None:
    return absence.value if absence else None
