"""The record as it would be closed now: every place with what each sheet says of it, what is open, what came late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from monitor.checklists.rules import Absence, Follows, Item, Question, Questionnaire
from monitor.denials.queries import turns_of
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor, query
from monitor.outside.database import read
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.records.queries.heads import record_of, visible_records
from monitor.records.rules import (
    AgreedRow,
    Candidate,
    Decision,
    Draft,
    Merged,
    Origin,
    Pair,
    agree,
    first_of,
    merge_item,
    private_blocks,
    propose,
    rows_agreed,
)
from monitor.sheets.queries import (
    answers_marked_late,
    answers_of_visit,
    denials_linked,
    editions_of,
    followed_by,
    questionnaire_of,
    rows_of_visit,
    sheets_of,
)
from monitor.sheets.rules import Answer, Followed, Given, Late, Place, Row, Sheet, SheetState, mismatches, state_of
from monitor.visits.rules import Visit

DISSENT = "choice.dissent_sealed"
NO_TIME, UNAGREED = Given(absence=Absence.NOT_ASSESSED), Given(absence=Absence.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person's sheet says of an item."""

    sheet: Sheet
    answer: Answer


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A place of the draft with every voice behind it, its source when it is computed, the line of dissent."""

    merged: Merged
    voices: tuple[Voice, ...] = ()
    followed: Followed | None = None
    chosen_by: UUID | None = None
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft and what it was made of; without a checklist there is nothing in it and nothing to settle.

    `items` go by key and row; a row goes by the first of the sheets' rows it was matched from.
    """

    visit: Visit
    questionnaire: Questionnaire | None
    outcome: Outcome | None
    items: Mapping[Place, DraftItem]
    draft: Draft | None
    rows: tuple[AgreedRow, ...] = ()
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    id: UUID
    row: UUID
    key: str
    answer: UUID | None
    dissent_sealed: str | None
    chosen_by: UUID


@dataclass(frozen=True, slots=True)
class _Match:
    row: UUID
    same_as: UUID
    together: bool


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is read for a draft."""

    asked: Questionnaire
    followed: Mapping[Follows, Followed]
    sheets: Mapping[UUID, Sheet]
    answers: Sequence[Answer]
    rows: tuple[AgreedRow, ...]
    choices: Mapping[Place, _Choice]


@query(Need.SHEET_VIEW)
async def draft_of(actor: Actor, visit: Visit) -> Drafted:
    """Put the sheets of a visit together. A refused visit on whose sheets nothing stands needs no checklist (law 1)."""
    turned = await turns_of(actor, [visit.id])
    outcome = turned[0].outcome if turned else None
    answers = [answer for answer in await answers_of_visit(actor, visit.id) if not answer.given.blank]
    chosen = await editions_of(actor, visit.id)
    if not chosen or (outcome is Outcome.REFUSED and not answers):
        return Drafted(visit, None, outcome, {}, None)
    asked = await questionnaire_of(actor, visit.id)
    sheets = {sheet.id: sheet for sheet in await sheets_of(actor, visit.id)}
    told, rows = await matches_of(actor, visit.id), await rows_of_visit(actor, visit.id)
    agreed = rows_agreed(asked, rows, told)
    followed = await followed_by(actor, visit)
    choices = await _choices(actor, visit.id, agreed)
    found = _Gathered(asked, followed, sheets, answers, agreed, choices)
    items, state = _items(found, visit)
    draft = agree(
        asked,
        {place: item.merged for place, item in items.items()},
        await denials_linked(actor, visit.id),
        propose(asked, rows, told, list(sheets)),
        mismatches(asked, state),
    )
    return Drafted(visit, asked, outcome, items, draft, agreed, tuple(sheets.values()))


def _items(found: _Gathered, visit: Visit) -> tuple[dict[Place, DraftItem], SheetState]:
    """Merge every place, then let what was merged say what is computed and what is not asked at all."""
    said = dict(_said(found))
    items_by = {question.item.key: question.item for question in found.asked.everything}
    answers = {place: _counted(items_by[place[0]], item.merged) for place, item in said.items()}
    state = state_of(found.asked, found.followed, answers, found.rows, visit.last_day)
    items: dict[Place, DraftItem] = {}
    for question, row in state.places():
        place = question.item.key, row
        if state.relevant(*place) is False:
            items[place] = replace(
                said.get(place, DraftItem(Merged(Given(), None, Origin.BLANK))),
                merged=Merged(state.given(*place), None, Origin.COMPUTED),
            )
        elif question.item.computed and _holds(question.item, state, row, said.get(place)):
            items[place] = _computed(question, state.given(*place), found.followed)
        else:
            items[place] = said[place]
    return items, state


def _holds(item: Item, state: SheetState, row: UUID | None, said: DraftItem | None) -> bool:
    """Say whether what is computed holds: a value does, and what gives none where nobody said why."""
    return said is None or not said.voices or state.calculated(item, row).value is not None


def _counted(item: Item, merged: Merged) -> Given:
    """Say what counts of an item while others are computed: a blank is "not assessed", what is not agreed unknown.

    Of an item that is calculated itself only why it could not be.
    """
    if item.calculate is not None:
        return merged.given or UNAGREED
    if merged.given is None or merged.origin is Origin.UNRESOLVED:
        return UNAGREED
    return NO_TIME if merged.given.blank else merged.given


def _computed(question: Question, given: Given, followed: Mapping[Follows, Followed]) -> DraftItem:
    follows = question.item.follows_from
    origin = Origin.BLANK if given.blank else Origin.COMPUTED
    return DraftItem(Merged(given, None, origin), followed=followed.get(follows) if follows else None)


def _said(found: _Gathered) -> Iterator[tuple[Place, DraftItem]]:
    first = {row.id: each.id for each in found.rows for row in each.rows}
    labels = {part.block.label for part in found.asked.blocks if part.block}
    voices: dict[Place, list[Voice]] = {}
    for answer in found.answers:
        row = first.get(answer.row) if answer.row else None
        if answer.row is None or row is not None:
            voices.setdefault((answer.key, row), []).append(Voice(found.sheets[answer.sheet], answer))
    for part in found.asked.parts:
        block = part.block.name if part.block else None
        rows = [None] if block is None else [row.id for row in found.rows if row.block == block]
        for question in (each for each in part.questions if each.item.follows_from is None):
            for row in rows:
                place = question.item.key, row
                yield place, _merged(question, voices.get(place, []), found.choices, place, named=labels)


def _merged(
    question: Question, voices: Sequence[Voice], choices: Mapping[Place, _Choice], place: Place, *, named: set[str]
) -> DraftItem:
    candidates = [Candidate(voice.answer.id, voice.answer.given) for voice in voices]
    if question.item.key in named:
        return DraftItem(first_of(candidates), tuple(voices))
    choice = choices.get(place)
    merged = merge_item(question.item, candidates, Decision(choice.answer) if choice else None)
    if choice is None or merged.differs or merged.origin not in {Origin.CHOSEN, Origin.UNRESOLVED}:
        return DraftItem(merged, tuple(voices))
    dissent = keyring().open(DISSENT, choice.id, choice.dissent_sealed) if choice.dissent_sealed else ""
    return DraftItem(merged, tuple(voices), chosen_by=choice.chosen_by, dissent=dissent)


@query(Need.SHEET_VIEW)
async def matches_of(actor: Actor, visit: UUID) -> dict[Pair, bool]:
    """Give the pairs of rows of a visit of which somebody said whether they are the same."""
    found = await read(
        _Match,
        "select m.row, m.same_as, m.together from row_match m join visit v on v.id = m.visit join trip t on t.id = v.trip "
        "where {} and m.visit = {} and m.revision = "
        "(select max(n.revision) from row_match n where n.row = m.row and n.same_as = m.same_as)",
        visible_records(actor),
        visit,
    )
    return {(each.row, each.same_as): each.together for each in found}


async def _choices(actor: Actor, visit: UUID, rows: Sequence[AgreedRow]) -> dict[Place, _Choice]:
    """Give the last choice of each place; rows matched after one was made take the latest of theirs."""
    first = {row.id: each.id for each in rows for row in each.rows}
    found = await read(
        _Choice,
        "select c.id, c.row, c.key, c.answer, c.dissent_sealed, c.chosen_by from choice c "
        "join visit v on v.id = c.visit join trip t on t.id = v.trip where {} and c.visit = {} order by c.revision",
        visible_records(actor),
        visit,
    )
    return {(each.key, first.get(each.row)): each for each in found if each.row == visit or each.row in first}


@query(Need.SHEET_VIEW)
async def late_answers(actor: Actor, visit: UUID) -> list[Answer]:
    """List the answers that came too late for the record: kept, marked with why, outside of it (D20).

    What came after closing is no longer late once the record was closed anew.
    """
    head = await record_of(actor, visit)
    return [
        answer
        for answer in await answers_marked_late(actor, visit)
        if answer.late is not Late.RECORD_CLOSED or (head is not None and _since(answer, head.closed_at))
    ]


def _since(answer: Answer, closed_at: datetime) -> bool:
    """Say whether an answer came after closing; one of a private row, known by its day only, counts if it may have."""
    day_only = answer.row is not None and answer.entered_at.time() == time.min
    return answer.entered_at.date() >= closed_at.date() if day_only else answer.entered_at > closed_at


@query(Need.SHEET_VIEW)
async def rows_to_match(actor: Actor, visit: UUID) -> list[Row]:
    """List the rows of all sheets of a visit that may be matched: those of private blocks never are (law 6)."""
    private = private_blocks(await questionnaire_of(actor, visit))
    return [row for row in await rows_of_visit(actor, visit) if row.block not in private]


@query(Need.SHEET_VIEW)
async def rows_together(actor: Actor, visit: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """Give for each row of a visit those that were matched with it by hand, itself among them."""
    told, rows = await matches_of(actor, visit), await rows_of_visit(actor, visit)
    joined = rows_agreed(await questionnaire_of(actor, visit), rows, told)
    return {row.id: tuple(other.id for other in each.rows) for each in joined for row in each.rows}
