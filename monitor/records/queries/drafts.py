"""The record as it would be closed now: every item with what each sheet says of it, what is open, what came late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Questionnaire
from monitor.denials.queries import turns_of
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor, query
from monitor.outside.database import read
from monitor.people.rules import Need
from monitor.records.queries.heads import record_of, visible_records
from monitor.records.rules import Candidate, Draft, Merged, Origin, agree, merge
from monitor.sheets.queries import (
    answers_of_visit,
    denials_linked,
    editions_of,
    followed_by,
    questionnaire_of,
    sheets_of,
)
from monitor.sheets.rules import Answer, Followed, Given, Sheet
from monitor.visits.rules import Visit


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person's sheet says of an item."""

    sheet: Sheet
    answer: Answer


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item of the draft with every voice behind it, and its source when it is computed."""

    merged: Merged
    voices: tuple[Voice, ...]
    followed: Followed | None
    chosen_by: UUID | None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft and what it was made of; without a checklist there is nothing in it and nothing to settle."""

    visit: Visit
    questionnaire: Questionnaire | None
    outcome: Outcome | None
    items: Mapping[str, DraftItem]
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class _Choice:
    key: str
    answer: UUID
    chosen_by: UUID


@query(Need.SHEET_VIEW)
async def draft_of(actor: Actor, visit: Visit) -> Drafted:
    """Put the sheets of a visit together. A refused visit on whose sheets nothing stands needs no checklist (law 1)."""
    turned = await turns_of(actor, [visit.id])
    outcome = turned[0].outcome if turned else None
    answers = [answer for answer in await answers_of_visit(actor, visit.id) if not answer.given.blank]
    if not await editions_of(actor, visit.id) or (outcome is Outcome.REFUSED and not answers):
        return Drafted(visit, None, outcome, {}, None)
    asked = await questionnaire_of(actor, visit.id)
    items = await _items(actor, visit, asked, answers)
    linked = await denials_linked(actor, visit.id)
    draft = agree(asked, {key: item.merged for key, item in items.items()}, linked)
    return Drafted(visit, asked, outcome, items, draft)


async def _items(actor: Actor, visit: Visit, asked: Questionnaire, answers: list[Answer]) -> dict[str, DraftItem]:
    sheets = {sheet.id: sheet for sheet in await sheets_of(actor, visit.id)}
    followed = await followed_by(actor, visit)
    choices = await _choices(actor, visit.id)
    voices: dict[str, list[Voice]] = {}
    for answer in answers:
        voices.setdefault(answer.key, []).append(Voice(sheets[answer.sheet], answer))
    items: dict[str, DraftItem] = {}
    for question in asked.questions:
        key, follows = question.item.key, question.item.follows_from
        if follows is not None:
            items[key] = _computed(followed.get(follows))
        else:
            items[key] = _said(tuple(voices.get(key, ())), choices.get(key))
    return items


def _computed(followed: Followed | None) -> DraftItem:
    given = followed.given if followed else Given()
    return DraftItem(Merged(given, None, Origin.BLANK if given.blank else Origin.COMPUTED), (), followed, None)


def _said(voices: tuple[Voice, ...], choice: _Choice | None) -> DraftItem:
    candidates = [Candidate(voice.answer.id, voice.answer.given) for voice in voices]
    merged = merge(candidates, choice.answer if choice else None)
    by = choice.chosen_by if choice and merged.origin is Origin.CHOSEN and not merged.differs else None
    return DraftItem(merged, voices, None, by)


async def _choices(actor: Actor, visit: UUID) -> dict[str, _Choice]:
    found = await read(
        _Choice,
        "select c.key, c.answer, c.chosen_by from choice c join visit v on v.id = c.visit join trip t on t.id = v.trip "
        "where {} and c.visit = {} "
        "and c.revision = (select max(n.revision) from choice n where n.visit = c.visit and n.key = c.key)",
        visible_records(actor),
        visit,
    )
    return {choice.key: choice for choice in found}


@query(Need.SHEET_VIEW)
async def late_answers(actor: Actor, visit: UUID) -> list[Answer]:
    """List the answers that came after the record was closed: kept, marked late, outside the record (D20)."""
    head = await record_of(actor, visit)
    if head is None:
        return []
    return [answer for answer in await answers_of_visit(actor, visit) if answer.entered_at > head.closed_at]
