"""What stands on sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Absence, Source
from monitor.kit.actor import Actor, query
from monitor.outside.database import Sql, any_of, number, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.queries.visibility import visible_sheets
from monitor.sheets.rules import Answer, Given

REMARK = "answer.remark_sealed"


@dataclass(frozen=True, slots=True)
class _Standing:
    id: UUID
    sheet: UUID
    key: str
    value: str | None
    absence: Absence | None
    sources: str
    remark_sealed: str | None
    area: str
    observed_by: UUID
    entered_by: UUID
    observed_at: datetime | None
    entered_at: datetime
    denial: UUID | None


@dataclass(frozen=True, slots=True)
class _Linked:
    answer: UUID


_ANSWERS = (
    "select a.id, a.sheet, a.key, a.value, a.absence, a.sources, a.remark_sealed, a.area, a.observed_by, a.entered_by, "
    "a.observed_at, a.entered_at, (select l.denial from answer_denial l where l.answer = a.id "
    "order by l.linked_at desc, l.id limit 1) as denial "
    "from current_answer c join answer a on a.id = c.answer join sheet s on s.id = c.sheet "
    "join visit v on v.id = s.visit join trip t on t.id = v.trip where {} and {} order by s.opened_at, s.id, a.key"
)


@query(Need.SHEET_VIEW)
async def answers_on(actor: Actor, sheet: UUID) -> dict[str, Answer]:
    """Give what stands on a sheet by key, remarks opened; an answer taken back is there and blank."""
    found = await _answers(actor, sql("c.sheet = {}", sheet))
    return {answer.key: answer for answer in found}


@query(Need.SHEET_VIEW)
async def answers_of_visit(actor: Actor, visit: UUID) -> list[Answer]:
    """Give what stands on all sheets of a visit, remarks opened, sheet by sheet."""
    return await _answers(actor, sql("s.visit = {}", visit))


@query(Need.SHEET_VIEW)
async def denials_linked(actor: Actor, visit: UUID) -> frozenset[UUID]:
    """Give the answers of a visit that point to a denial."""
    found = await read(
        _Linked,
        "select distinct l.answer from answer_denial l join answer a on a.id = l.answer join sheet s on s.id = a.sheet "
        "join visit v on v.id = s.visit join trip t on t.id = v.trip where {} and s.visit = {}",
        visible_sheets(actor),
        visit,
    )
    return frozenset(row.answer for row in found)


async def _answers(actor: Actor, condition: Sql) -> list[Answer]:
    return [_answer(row) for row in await read(_Standing, _ANSWERS, visible_sheets(actor), condition)]


def _answer(row: _Standing) -> Answer:
    sealed = row.remark_sealed
    return Answer(
        id=row.id,
        sheet=row.sheet,
        key=row.key,
        given=Given(row.value, row.absence),
        sources=tuple(Source(word) for word in row.sources.split()),
        remark=keyring().open(REMARK, row.id, sealed) if sealed else "",
        area=row.area,
        observed_by=row.observed_by,
        entered_by=row.entered_by,
        observed_at=row.observed_at,
        entered_at=row.entered_at,
        denial=row.denial,
    )


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """An answer already kept, as far as sending it again needs it."""

    id: UUID
    sheet: UUID
    entered_by: UUID
    digest: str
    salt: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next answer to a key of a sheet goes: after this revision, in place of this answer."""

    key: str
    revision: int
    answer: UUID
    absence: Absence | None
    denial: UUID | None


async def answers_kept(ids: Iterable[UUID]) -> dict[UUID, AnswerMark]:
    """Find which of these answers are kept already; for the action that keeps them."""
    found = await read(AnswerMark, "select id, sheet, entered_by, digest, salt from answer where id in {}", any_of(ids))
    return {mark.id: mark for mark in found}


async def places_on(sheet: UUID, author: UUID, keys: Iterable[str]) -> dict[str, Place]:
    """Find what stands for these keys, inside the transaction that adds to it."""
    found = await read(
        Place,
        "select c.key, c.revision, c.answer, a.absence, (select l.denial from answer_denial l where l.answer = a.id "
        "order by l.linked_at desc, l.id limit 1) as denial from current_answer c join answer a on a.id = c.answer "
        "where c.sheet = {} and c.author = {} and c.key in {}",
        sheet,
        author,
        any_of(keys),
    )
    return {place.key: place for place in found}


async def faults_in_current_answers() -> int:
    """Count the places where `current_answer` is not the last of the answers added; 0 is sound (D17)."""
    return await number(
        "select (select count(*) from answer a where not exists (select 1 from answer n where n.sheet = a.sheet "
        "and n.key = a.key and n.observed_by = a.observed_by and n.revision > a.revision) "
        "and not exists (select 1 from current_answer c where c.answer = a.id and c.sheet = a.sheet and c.key = a.key "
        "and c.author = a.observed_by and c.revision = a.revision)) + "
        "(select count(*) from current_answer c where not exists (select 1 from answer a where a.id = c.answer "
        "and a.sheet = c.sheet and a.key = c.key and a.observed_by = c.author and a.revision = c.revision)) as faults"
    )
