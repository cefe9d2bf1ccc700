"""What stands on sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Absence, Source
from monitor.kit.actor import Actor, query
from monitor.outside.database import Sql, number, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.queries.visibility import visible_sheets
from monitor.sheets.rules import Answer, Given, Late, Place

REMARK = "answer.remark_sealed"
VALUE = "answer.value_sealed"
# What came late for another reason than a closed record never takes the place of what stands.
IN_TIME = "({0}.late is null or {0}.late = 'record_closed')"


@dataclass(frozen=True, slots=True)
class _Standing:
    id: UUID
    sheet: UUID
    row: UUID
    key: str
    value: str | None
    value_sealed: str | None
    absence: Absence | None
    sources: str
    remark_sealed: str | None
    area: str
    observed_by: UUID
    entered_by: UUID
    observed_at: datetime | None
    entered_at: datetime
    late: Late | None
    denial: UUID | None


@dataclass(frozen=True, slots=True)
class _Linked:
    answer: UUID


_ANSWERS = (
    "select a.id, a.sheet, a.row, a.key, a.value, a.value_sealed, a.absence, a.sources, a.remark_sealed, a.area, "
    "a.observed_by, a.entered_by, a.observed_at, a.entered_at, a.late, (select l.denial from answer_denial l "
    "where l.answer = a.id order by l.linked_at desc, l.id limit 1) as denial "
    "from answer a join sheet s on s.id = a.sheet join visit v on v.id = s.visit join trip t on t.id = v.trip "
    "where {} and {} order by s.opened_at, s.id, a.row, a.key, a.revision"
)
_STANDS = sql("exists (select 1 from current_answer c where c.answer = a.id)")
# A row taken out leaves with its answers; they stay in the database.
_IN_PLACE = sql(
    "(a.row = a.sheet or not coalesce((select d.dropped from sheet_row_dropped d where d.row = a.row "
    "order by d.revision desc limit 1), false))"
)


@query(Need.SHEET_VIEW)
async def answers_on(actor: Actor, sheet: UUID) -> dict[str, Answer]:
    """Give what stands on a sheet by key for all that is asked once; an answer taken back is there and blank."""
    return {key: answer for (key, row), answer in (await all_answers_on(actor, sheet)).items() if row is None}


@query(Need.SHEET_VIEW)
async def all_answers_on(actor: Actor, sheet: UUID) -> dict[Place, Answer]:
    """Give what stands on a sheet by key and row, remarks and sealed values opened, rows taken out left out."""
    found = await _answers(actor, sql("a.sheet = {} and {} and {}", sheet, _STANDS, _IN_PLACE))
    return {answer.place: answer for answer in found}


@query(Need.SHEET_VIEW)
async def answers_of_visit(actor: Actor, visit: UUID) -> list[Answer]:
    """Give what stands on all sheets of a visit sheet by sheet, the answers in rows (`row` is not None) among them.

    Rows come in the order of their random ids; sealed values are opened: they may be computed with, never shown on.
    """
    return await _answers(actor, sql("s.visit = {} and {} and {}", visit, _STANDS, _IN_PLACE))


@query(Need.SHEET_VIEW)
async def answers_marked_late(actor: Actor, visit: UUID) -> list[Answer]:
    """List every answer of a visit that came too late, each with why (D20), also those others have replaced."""
    return await _answers(actor, sql("s.visit = {} and a.late is not null", visit))


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
    value = keyring().open(VALUE, row.id, row.value_sealed) if row.value_sealed else row.value
    return Answer(
        id=row.id,
        sheet=row.sheet,
        key=row.key,
        given=Given(value, row.absence),
        sources=tuple(Source(word) for word in row.sources.split()),
        remark=keyring().open(REMARK, row.id, sealed) if sealed else "",
        area=row.area,
        observed_by=row.observed_by,
        entered_by=row.entered_by,
        observed_at=row.observed_at,
        entered_at=row.entered_at,
        denial=row.denial,
        row=None if row.row == row.sheet else row.row,
        late=row.late,
    )


async def faults_in_current_answers() -> int:
    """Count the places where `current_answer` is not the last of the answers added in time; 0 is sound (D17)."""
    return await number(
        f"select (select count(*) from answer a where {IN_TIME.format('a')} and not exists (select 1 from answer n "
        "where n.sheet = a.sheet and n.row = a.row and n.key = a.key and n.observed_by = a.observed_by "
        f"and n.revision > a.revision and {IN_TIME.format('n')}) "
        "and not exists (select 1 from current_answer c where c.answer = a.id and c.sheet = a.sheet and c.row = a.row "
        "and c.key = a.key and c.author = a.observed_by and c.revision = a.revision)) + "
        "(select count(*) from current_answer c where not exists (select 1 from answer a where a.id = c.answer "
        "and a.sheet = c.sheet and a.row = c.row and a.key = c.key and a.observed_by = c.author "
        "and a.revision = c.revision)) as faults"
    )
