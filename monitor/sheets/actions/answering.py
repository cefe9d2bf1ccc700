"""Keeping answers: added in one batch, each exactly once, the current ones kept by the same action (D1, D17)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence, Questionnaire
from monitor.denials.actions import log_denial
from monitor.denials.rules import Told
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, Conflict, FieldError, NotHere, Problem
from monitor.ledger.actions import action, record
from monitor.outside.database import any_of, run, run_many
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.actions.opening import sheet_to_fill
from monitor.sheets.queries import answers_on, denials_to_link, questionnaire_of
from monitor.sheets.queries.answers import REMARK, AnswerMark, Place, answers_kept, places_on
from monitor.sheets.rules import (
    AlreadyAnswered,
    DenialElsewhere,
    FollowsElsewhere,
    Given,
    Kept,
    NewAnswer,
    NotAsked,
    Sheet,
    check_given,
    content_of,
    digest_of,
)

_COLUMNS = (
    "id", "sheet", "key", "revision", "value", "absence", "sources", "remark_sealed", "area", "observed_by",
    "entered_by", "observed_at", "entered_at", "digest", "salt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """An answer about to be kept, at its place among the answers to its key."""

    answer: NewAnswer
    given: Given
    revision: int
    denial: UUID | None


@action(Need.SHEET_FILL)
async def give_answers(*, actor: Actor, sheet: UUID, answers: Sequence[NewAnswer], now: datetime) -> tuple[Kept, ...]:
    """Keep answers on a sheet; those sent before are told as kept and not added again.

    Raises BadForm with every answer that cannot be kept under its key, FollowsElsewhere, NotHere; Conflict when an id
    came before with other content.
    """
    opened = await sheet_to_fill(actor, sheet)
    asked = await questionnaire_of(actor, opened.visit.id)
    givens = _checked(asked, answers)
    await _check_denials(actor, opened.visit.id, answers)
    # Taking the sheet's row first puts writers of one sheet in a line, also where rows are locked one by one.
    await run("update sheet set answered_at = {} where id = {}", now, sheet)
    known = await answers_kept(answer.id for answer in answers)
    for answer, given in zip(answers, givens, strict=True):
        _check_known(actor, sheet, answer, given, known.get(answer.id))
    new = {a.id: (a, given) for a, given in zip(answers, givens, strict=True) if a.id not in known}
    places = await places_on(sheet, opened.sheet.observed_by, {answer.key for answer, _ in new.values()})
    entries = _placed(list(new.values()), places)
    await _add(actor, opened.sheet, entries, now)
    if known:
        places |= await places_on(sheet, opened.sheet.observed_by, {answer.key for answer in answers})
    return tuple(_kept(answer, given, entries, places) for answer, given in zip(answers, givens, strict=True))


def _checked(asked: Questionnaire, answers: Sequence[NewAnswer]) -> list[Given]:
    givens: list[Given] = []
    faults: list[FieldError] = []
    questions = {question.item.key: question for question in asked.questions}
    for answer in answers:
        question = questions.get(answer.key)
        if question is None:
            raise NotAsked()
        try:
            givens.append(check_given(question.item, question.code, answer.value, answer.absence))
        except FollowsElsewhere:
            raise
        except Problem as problem:
            faults.append(FieldError(answer.key, problem.said))
    if faults:
        raise BadForm(tuple(faults))
    return givens


async def _check_denials(actor: Actor, visit: UUID, answers: Sequence[NewAnswer]) -> None:
    wanted = {answer.denial for answer in answers if answer.denial is not None}
    if wanted and wanted - {denial.id for denial in await denials_to_link(actor, visit)}:
        raise DenialElsewhere()


def _check_known(actor: Actor, sheet: UUID, answer: NewAnswer, given: Given, mark: AnswerMark | None) -> None:
    if mark is None:
        return
    if mark.entered_by != actor.account:
        raise NotHere()
    if mark.sheet != sheet or mark.digest != digest_of(mark.salt, content_of(sheet, answer, given)):
        raise Conflict()


def _placed(new: Sequence[tuple[NewAnswer, Given]], places: Mapping[str, Place]) -> list[_Entry]:
    entries: list[_Entry] = []
    last = {key: (place.revision, _carried(place)) for key, place in places.items()}
    for answer, given in new:
        revision, carried = last.get(answer.key, (0, None))
        refused = given.absence is Absence.NOT_ALLOWED
        denial = (answer.denial or carried) if refused else None
        entries.append(_Entry(answer, given, revision + 1, denial))
        last[answer.key] = (revision + 1, denial)
    return entries


def _carried(place: Place) -> UUID | None:
    # A remark added to a "not allowed" is a new row; it still stands for the same closed door.
    return place.denial if place.absence is Absence.NOT_ALLOWED else None


async def _add(actor: Actor, sheet: Sheet, entries: Sequence[_Entry], now: datetime) -> None:
    if not entries:
        return
    rows = [_row(actor, sheet, entry, now) for entry in entries]
    current = {entry.answer.key: entry for entry in entries}
    await run_many("answer", _COLUMNS, rows)
    await _point_to(sheet, current)
    links = [(uuid4(), e.answer.id, e.denial, actor.account, now) for e in entries if e.denial is not None]
    await run_many("answer_denial", ("id", "answer", "denial", "linked_by", "linked_at"), links)
    content = [[row[0], row[-2]] for row in rows]
    record(Need.SHEET_FILL, actor=actor, subject=sheet.id, at=now, content=content)


def _row(actor: Actor, sheet: Sheet, entry: _Entry, now: datetime) -> tuple[object, ...]:
    answer, given = entry.answer, entry.given
    salt = secrets.token_hex(16)
    return (
        answer.id,
        sheet.id,
        answer.key,
        entry.revision,
        given.value,
        given.absence.value if given.absence else None,
        " ".join(sorted(set(answer.sources))),
        keyring().seal(REMARK, answer.id, answer.remark) if answer.remark else None,
        answer.area,
        sheet.observed_by,
        actor.account,
        answer.observed_at,
        now,
        digest_of(salt, content_of(sheet.id, answer, given)),
        salt,
    )


async def _point_to(sheet: Sheet, current: Mapping[str, _Entry]) -> None:
    """Point the sheet's keys at the answers just added."""
    values = [(entry.answer.id, sheet.id, key, sheet.observed_by, entry.revision) for key, entry in current.items()]
    await run(
        "delete from current_answer where sheet = {} and author = {} and key in {}",
        sheet.id,
        sheet.observed_by,
        any_of(current),
    )
    await run_many("current_answer", ("answer", "sheet", "key", "author", "revision"), values)


def _kept(answer: NewAnswer, given: Given, entries: Sequence[_Entry], places: Mapping[str, Place]) -> Kept:
    entry = next((each for each in entries if each.answer.id == answer.id), None)
    place = places.get(answer.key)
    denial = entry.denial if entry else place.denial if place else None
    return Kept(answer.id, answer.key, given.absence is Absence.NOT_ALLOWED and denial is None)


@action(Need.SHEET_FILL)
async def mark_absent(
    *,
    actor: Actor,
    sheet: UUID,
    keys: Sequence[str],
    absence: Absence,
    area: str = "",
    denial: UUID | None = None,
    now: datetime,
) -> int:
    """Mark every question among `keys` that has no answer yet, and give how many; answers given stay.

    Raises AlreadyAnswered when none was left.
    """
    opened = await sheet_to_fill(actor, sheet)
    asked = await questionnaire_of(actor, opened.visit.id)
    standing = await answers_on(actor, sheet)
    wanted = frozenset(keys)
    blank = [
        question.item.key
        for question in asked.questions
        if question.item.key in wanted
        and not question.item.computed
        and (question.item.key not in standing or standing[question.item.key].given.blank)
    ]
    if not blank:
        raise AlreadyAnswered()
    answers = [NewAnswer(id=uuid4(), key=key, absence=absence, area=area.strip(), denial=denial) for key in blank]
    await give_answers(actor=actor, sheet=sheet, answers=answers, now=now)
    return len(blank)


@action(Need.SHEET_FILL)
async def mark_refused_area(
    *, actor: Actor, sheet: UUID, keys: Sequence[str], denial: UUID, told: Told, now: datetime
) -> int:
    """Log one denial on the visit and mark everything behind that one door as not allowed; gives how many (law 2)."""
    opened = await sheet_to_fill(actor, sheet)
    await log_denial(actor=actor, denial_id=denial, visit=opened.visit.id, told=told, now=now)
    return await mark_absent(
        actor=actor, sheet=sheet, keys=keys, absence=Absence.NOT_ALLOWED, area=told.area, denial=denial, now=now
    )
