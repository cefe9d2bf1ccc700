"""Agreeing: deciding where sheets differ, with a line of dissent, and joining the rows of two monitors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import any_of, number, one
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.records.queries import matches_of, rows_to_match, rows_together
from monitor.records.queries.drafts import DISSENT
from monitor.records.rules import Pair, check_match, pair_of
from monitor.records.tables import ChoiceRow, RowMatchRow
from monitor.sheets.queries import answers_of_visit
from monitor.sheets.rules import Answer
from monitor.visits.actions.lives import hold
from monitor.visits.queries import visit_reached


@dataclass(frozen=True, slots=True)
class Chosen:
    """A decision on one place: one of the answers that stand there, told apart by any of them.

    `left_open` puts none of them into the record: the place stays flagged as unresolved with every voice.
    """

    answer: UUID
    left_open: bool = False
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """What somebody says of two rows: the same, or not."""

    row: UUID
    same_as: UUID
    together: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    id: UUID
    answer: UUID | None
    dissent_sealed: str | None


@action(Need.RECORD_CLOSE)
async def settle(*, actor: Actor, visit: UUID, chosen: Sequence[Chosen], now: datetime) -> None:
    """Decide places where sheets differ; the answers not chosen stay on their sheets. Raises NotHere."""
    await hold(visit)
    found = await visit_reached(actor, Need.RECORD_CLOSE, visit)
    standing = {answer.id: answer for answer in await answers_of_visit(actor, found.id) if not answer.given.blank}
    if any(each.answer not in standing for each in chosen):
        raise NotHere()
    rows = await rows_together(actor, found.id) if chosen else {}
    for each in chosen:
        answer = standing[each.answer]
        taken, dissent = None if each.left_open else answer.id, each.dissent.strip()
        row = answer.row or visit
        if not await _stands(visit, answer.key, rows.get(row, (row,)), (taken, dissent)):
            await _keep(actor, visit, answer, taken, dissent, now)


async def _keep(actor: Actor, visit: UUID, answer: Answer, taken: UUID | None, dissent: str, now: datetime) -> None:
    choice = uuid4()
    last = await number("select max(revision) from choice where visit = {} and key = {}", visit, answer.key)
    await ChoiceRow(
        id=choice,
        visit=visit,
        row=answer.row or visit,
        key=answer.key,
        answer=taken,
        dissent_sealed=keyring().seal(DISSENT, choice, dissent) if dissent else None,
        revision=last + 1,
        chosen_by=actor.account,
        chosen_at=now,
    ).save()
    record(Need.RECORD_CLOSE, actor=actor, subject=choice, at=now, content=[visit, answer.key, taken, dissent])


async def _stands(visit: UUID, key: str, rows: Sequence[UUID], decided: tuple[UUID | None, str]) -> bool:
    """Say whether this was decided last of a place; `rows` are all it is known by."""
    before = await one(
        _Choice,
        "select id, answer, dissent_sealed from choice where visit = {} and key = {} and row in {} "
        "order by revision desc limit 1",
        visit,
        key,
        any_of(rows),
    )
    if before is None:
        return False
    written = keyring().open(DISSENT, before.id, before.dissent_sealed) if before.dissent_sealed else ""
    return (before.answer, written) == decided


@action(Need.RECORD_CLOSE)
async def choose_answer(*, actor: Actor, visit: UUID, answer: UUID, dissent: str = "", now: datetime) -> None:
    """Choose which of several differing answers goes into the record; the others are kept. Raises NotHere."""
    await settle(actor=actor, visit=visit, chosen=[Chosen(answer, dissent=dissent)], now=now)


@action(Need.RECORD_CLOSE)
async def match_rows(*, actor: Actor, visit: UUID, matched: Sequence[Matched], now: datetime) -> None:
    """Say of pairs of rows of two sheets whether they are the same. Raises NotHere, TwoOfOneSheet.

    Rows of private blocks are each their own and never matched.
    """
    await hold(visit)
    found = await visit_reached(actor, Need.RECORD_CLOSE, visit)
    rows = {row.id: row for row in await rows_to_match(actor, found.id)}
    told = await matches_of(actor, found.id)
    new: dict[Pair, bool] = {}
    for each in matched:
        one, other = rows.get(each.row), rows.get(each.same_as)
        if one is None or other is None or one.block != other.block or one.id == other.id:
            raise NotHere()
        new[pair_of(one.id, other.id)] = each.together
    check_match(list(rows.values()), {**told, **new})
    for pair, together in new.items():
        if told.get(pair) is not together:
            await _keep_match(actor, visit, pair, together=together, now=now)


async def _keep_match(actor: Actor, visit: UUID, pair: Pair, *, together: bool, now: datetime) -> None:
    row, same_as = pair
    last = await number("select max(revision) from row_match where row = {} and same_as = {}", row, same_as)
    match = uuid4()
    await RowMatchRow(
        id=match,
        visit=visit,
        row=row,
        same_as=same_as,
        together=together,
        revision=last + 1,
        matched_by=actor.account,
        matched_at=now,
    ).save()
    record(Need.RECORD_CLOSE, actor=actor, subject=match, at=now, content=[visit, row, same_as, together])
