"""Keeping what a device wrote, each entry by the action it stands for, each exactly once whoever brings it.

The same entry may come twice from its device, and once more out of a sealed file that a coordinator opened: an id that
somebody else brought before is kept already.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from monitor.denials import actions as denials
from monitor.denials.actions import Where
from monitor.denials.rules import KeptOut, Told, kind_kept_out, stage_of
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, NotHere, Problem
from monitor.kit.text import legible
from monitor.kit.words import Sentence
from monitor.people.rules import Need
from monitor.sheets import actions as sheets
from monitor.sheets.queries.keeping import AnswerMark, RowMark, answers_kept, rows_kept
from monitor.sheets.rules import NewAnswer, NewRow
from monitor.visits import actions as visits
from monitor.visits.actions import Seen
from monitor.visits.queries import visit_reached
from monitor.web.pages.field import entries as written
from monitor.web.pages.field.checking import check_author, check_entry
from monitor.web.pages.field.entries import Written


class State(StrEnum):
    """What became of an entry: kept (now or before), or refused and still where it was."""

    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one entry; `code` and `said` tell why it was refused."""

    id: UUID
    state: State
    code: str = ""
    said: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Who brings the entries, and whose they are: the same person from a device, a coordinator from a sealed file."""

    actor: Actor
    author: UUID
    author_name: str
    now: datetime

    @property
    def own(self) -> bool:
        return self.actor.account == self.author


async def keep_entries(hand: Hand, entries: Sequence[Written]) -> list[Result]:
    """Keep entries in their order; what is refused stays refused alone and stops nothing else."""
    results: list[Result] = []
    for batch in _batches(entries):
        first = batch[0]
        if isinstance(first, written.Answer | written.Row):
            results += await _keep_answers(
                hand, first, [e for e in batch if isinstance(e, written.Answer | written.Row)]
            )
        else:
            results.append(await _alone(hand, first))
    return results


def _batches(entries: Sequence[Written]) -> Iterator[list[Written]]:
    """Put answers and rows of one sheet that follow each other together; everything else stands alone."""
    for key, group in groupby(entries, _together):
        if isinstance(key, UUID):
            yield list(group)
        else:
            yield from ([each] for each in group)


def _together(entry: Written) -> UUID | None:
    return entry.sheet if isinstance(entry, written.Answer | written.Row) else None


async def _alone(hand: Hand, entry: Written) -> Result:
    try:
        await _keep(hand, entry)
    except Problem as problem:
        return _refused(entry.id, problem)
    return Result(entry.id, State.KEPT)


def _refused(entry: UUID, problem: Problem) -> Result:
    said = problem.errors[0].said if isinstance(problem, BadForm) and problem.errors else problem.said
    return Result(entry, State.REFUSED, problem.code, said)


async def _keep(hand: Hand, entry: Written) -> None:
    check_entry(entry)
    await check_author(hand.actor, hand.author, entry)
    match entry:
        case written.Photo():
            await keep_picture(hand, entry, entry.bytes())
        case written.Drop():
            await sheets.drop_row(actor=hand.actor, row=entry.row, reason=_typed(entry.reason), now=hand.now)
        case written.Restore():
            await sheets.restore_row(actor=hand.actor, row=entry.row, now=hand.now)
        case written.Denial(visit=None):
            await _keep_elsewhere(hand, entry)
        case written.Stage() | written.Admission() | written.Lead() | written.Heads():
            await visit_reached(hand.actor, Need.VISIT_RUN, entry.visit)
            await _brought_once(_on_the_spot(hand, entry))
        case written.Note():
            await visit_reached(hand.actor, Need.NOTE_WRITE, entry.visit)
            await _brought_once(_note(hand, entry))
        case written.Denial(visit=visit) if visit is not None:
            await visit_reached(hand.actor, Need.DENIAL_LOG, visit)
            await _brought_once(_denial(hand, entry, visit))


async def _brought_once(keeping: Awaitable[object]) -> None:
    """Once the visit itself was found, "not here" is said of one thing only: an id that somebody else brought before."""
    try:
        await keeping
    except NotHere:
        return


async def _on_the_spot(hand: Hand, entry: written.Stage | written.Admission | written.Lead | written.Heads) -> None:
    actor, now = hand.actor, hand.now
    match entry:
        case written.Stage():
            await visits.mark_stage(
                actor=actor, visit_id=entry.visit, stage_id=entry.id, kind=entry.stage, at=entry.at, now=now
            )
        case written.Admission():
            seen = Seen(status=entry.status, at=entry.at, words=_typed(entry.words))
            await visits.admit(
                actor=actor, visit_id=entry.visit, account=entry.account, admission_id=entry.id, seen=seen, now=now
            )
        case written.Lead():
            await visits.pass_lead(
                actor=actor, visit_id=entry.visit, to=entry.to, change_id=entry.id, at=entry.at, now=now
            )
        case written.Heads():
            await visits.count_heads(
                actor=actor,
                visit_id=entry.visit,
                held_today=entry.held_today,
                alone=entry.alone,
                in_groups=entry.in_groups,
                count_id=entry.id,
                now=now,
            )


async def _note(hand: Hand, entry: written.Note) -> None:
    body = _typed(entry.body)
    if not hand.own:
        body = f"{hand.author_name}: {body}"
    await sheets.write_note(actor=hand.actor, note=entry.id, visit=entry.visit, body=body, now=hand.now)


async def _denial(hand: Hand, entry: written.Denial, visit: UUID) -> None:
    told = Told(
        kind=entry.kind,
        words=_typed(entry.words),
        day=entry.day,
        kept_out=tuple(KeptOut("team_member", account) for account in entry.accounts),
        stage=stage_of(entry.kind),
        area=_typed(entry.area),
        ground=entry.ground or None,
        refused_at=entry.refused_at,
        reported_by=None if hand.own else hand.author,
    )
    await denials.log_denial(actor=hand.actor, denial_id=entry.id, visit=visit, told=told, now=hand.now)


async def _keep_elsewhere(hand: Hand, entry: written.Denial) -> None:
    told = Told(
        kind=kind_kept_out(entry.who),
        words=_typed(entry.words),
        day=entry.day,
        kept_out=(KeptOut(entry.who),) if entry.who else (),
        reported_by=None if hand.own else hand.author,
    )
    where = Where(text=_typed(entry.place))
    await _brought_once(
        denials.log_outside_denial(actor=hand.actor, denial_id=entry.id, where=where, told=told, now=hand.now)
    )


async def keep_picture(hand: Hand, entry: written.Photo, data: bytes) -> None:
    """Keep a photo of an answer on the observer's sheet."""
    await sheets.keep_photo(
        actor=hand.actor, photo=entry.id, sheet=entry.sheet, key=entry.key, row=entry.row, data=data, now=hand.now
    )


async def _keep_answers(
    hand: Hand, first: written.Answer | written.Row, batch: Sequence[written.Answer | written.Row]
) -> list[Result]:
    """Keep what stands on one sheet in one transaction; if that is refused, one by one, to tell which it was."""
    try:
        await _give(hand, first.sheet, batch)
    except Problem as problem:
        if len(batch) == 1:
            return [_refused(first.id, problem)]
        return [result for each in batch for result in await _keep_answers(hand, each, [each])]
    return [Result(each.id, State.KEPT) for each in batch]


async def _give(hand: Hand, sheet: UUID, batch: Sequence[written.Answer | written.Row]) -> None:
    """Give answers and rows, without those that somebody else brought before."""
    me = hand.actor.account
    for each in batch:
        check_entry(each)
    await check_author(hand.actor, hand.author, batch[0])
    rows = [each for each in batch if isinstance(each, written.Row)]
    answers = [each for each in batch if isinstance(each, written.Answer)]
    brought = {id for id, mark in (await rows_kept(sheet, [r.id for r in rows])).items() if _others(mark, sheet, me)}
    brought |= {id for id, mark in (await answers_kept([a.id for a in answers])).items() if _others(mark, sheet, me)}
    await sheets.give_answers(
        actor=hand.actor,
        sheet=sheet,
        answers=[_new(each) for each in answers if each.id not in brought],
        rows=[NewRow(each.id, each.block) for each in rows if each.id not in brought],
        edition=next((each.edition for each in answers), None),
        now=hand.now,
    )


def _others(mark: AnswerMark | RowMark, sheet: UUID, me: UUID) -> bool:
    return mark.sheet == sheet and mark.entered_by != me


def _new(entry: written.Answer) -> NewAnswer:
    return NewAnswer(
        id=entry.id,
        key=entry.key,
        row=entry.row,
        value=None if entry.value is None else _typed(entry.value),
        absence=entry.absence,
        sources=entry.sources,
        remark=_typed(entry.remark),
        area=_typed(entry.area),
        observed_at=entry.observed_at,
        denial=entry.denial,
    )


def _typed(text: str) -> str:
    return legible(text).strip()
