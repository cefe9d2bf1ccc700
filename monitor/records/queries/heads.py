"""Which record a visit has, and what was agreed in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Absence
from monitor.kit.actor import Actor, Scope, query
from monitor.outside.database import Sql, read
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.records.rules import AgreedAnswer, Origin, RecordHead
from monitor.sheets.queries import reached_visits
from monitor.sheets.rules import Given

ON_VISIT = "join visit v on v.id = r.visit join trip t on t.id = v.trip"
LATEST = "r.revision = (select max(n.revision) from record n where n.visit = r.visit)"


AGREED_DISSENT = "agreed_answer.dissent_sealed"


@dataclass(frozen=True, slots=True)
class _Agreed:
    id: UUID
    record: UUID
    row: UUID
    key: str
    value: str | None
    absence: Absence | None
    answer: UUID | None
    chosen_by: UUID | None
    dissent_sealed: str | None
    source: Origin
    noncompliant: bool | None


@dataclass(frozen=True, slots=True)
class _Voice:
    agreed: UUID
    answer: UUID


@dataclass(frozen=True, slots=True)
class VoiceThen:
    """What one person had answered where sheets differed, as it stood when the record was closed."""

    answer: UUID
    observer: str
    given: Given


@dataclass(frozen=True, slots=True)
class _Chooser:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class _VoiceThen:
    answer: UUID
    observer: str
    value: str | None
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class RecordRowAt:
    """One row of a block in a record."""

    id: UUID
    block: str
    private: bool


def visible_records(actor: Actor) -> Sql:
    """Restrict records, by their visit `v` and its trip `t`, to those the actor may see: the one rule for every reader."""
    return reached_visits(actor, Need.RECORD_VIEW)


def told_in_full(actor: Actor) -> Sql:
    """Restrict records like `visible_records` to those whose items answered in private talks are shown too."""
    return reached_visits(actor, Need.RECORD_VIEW, without=frozenset({Scope.UPCOMING}))


@query(Need.RECORD_VIEW)
async def revisions_of(actor: Actor, visit: UUID) -> list[RecordHead]:
    """List the closed revisions of a visit's record, the latest first; empty before it is closed."""
    return await read(
        RecordHead,
        "select r.id, r.visit, r.revision, r.closed_at, r.closed_by, a.name as closed_by_name, r.reason, "
        f"r.gap_reason, r.digest from record r {ON_VISIT} join account a on a.id = r.closed_by where {{}} and r.visit = {{}} order by r.revision desc",
        visible_records(actor),
        visit,
    )


@query(Need.RECORD_VIEW)
async def record_of(actor: Actor, visit: UUID) -> RecordHead | None:
    """Give the latest revision of a visit's record, None before it is closed."""
    found = await revisions_of(actor, visit)
    return found[0] if found else None


@query(Need.RECORD_VIEW)
async def agreed_of(actor: Actor, record: UUID) -> list[AgreedAnswer]:
    """List what was agreed in one revision, by key, rows in the order of their random ids.

    What was said in private talks and read in files comes only to those who may read all of it, as does dissent.
    """
    found = await read(
        _Agreed,
        "select g.id, g.record, g.row, g.key, g.value, g.absence, g.answer, g.chosen_by, g.dissent_sealed, g.source, "
        "g.noncompliant from agreed_answer g "
        f"join record r on r.id = g.record {ON_VISIT} where {{}} and (not g.private or {{}}) and r.id = {{}} "
        "order by g.row, g.key",
        visible_records(actor),
        told_in_full(actor),
        record,
    )
    voices: dict[UUID, list[UUID]] = {}
    for each in await _voices(actor, record):
        voices.setdefault(each.agreed, []).append(each.answer)
    return [_answer(row, tuple(voices.get(row.id, ()))) for row in found]


def _answer(row: _Agreed, voices: tuple[UUID, ...]) -> AgreedAnswer:
    sealed = row.dissent_sealed if voices else None
    return AgreedAnswer(
        key=row.key,
        given=Given(row.value, row.absence),
        answer=row.answer,
        chosen_by=row.chosen_by,
        source=row.source,
        noncompliant=row.noncompliant,
        row=None if row.row == row.record else row.row,
        dissent=keyring().open(AGREED_DISSENT, row.id, sealed) if sealed else "",
        voices=voices,
    )


async def _voices(actor: Actor, record: UUID) -> list[_Voice]:
    return await read(
        _Voice,
        "select w.agreed, w.answer from agreed_voice w join agreed_answer g on g.id = w.agreed "
        f"join record r on r.id = g.record {ON_VISIT} where {{}} and r.id = {{}} order by w.answer",
        told_in_full(actor),
        record,
    )


@query(Need.RECORD_VIEW)
async def voices_of(actor: Actor, record: UUID) -> dict[UUID, VoiceThen]:
    """Give what each person had answered where sheets differed, by answer; only to who may read all of the record."""
    found = await read(
        _VoiceThen,
        "select a.id as answer, c.name as observer, a.value, a.absence from agreed_voice w "
        "join agreed_answer g on g.id = w.agreed join answer a on a.id = w.answer join account c on c.id = a.observed_by "
        f"join record r on r.id = g.record {ON_VISIT} where {{}} and r.id = {{}}",
        told_in_full(actor),
        record,
    )
    return {each.answer: VoiceThen(each.answer, each.observer, Given(each.value, each.absence)) for each in found}


@query(Need.RECORD_VIEW)
async def choosers_of(actor: Actor, record: UUID) -> dict[UUID, str]:
    """Name those who decided where sheets differed; only to who may read all of the record."""
    found = await read(
        _Chooser,
        "select distinct c.id, c.name from agreed_answer g join account c on c.id = g.chosen_by "
        f"join record r on r.id = g.record {ON_VISIT} where {{}} and r.id = {{}}",
        told_in_full(actor),
        record,
    )
    return {each.id: each.name for each in found}


@query(Need.RECORD_VIEW)
async def rows_of_record(actor: Actor, record: UUID) -> list[RecordRowAt]:
    """List the rows of one revision in the order of their random ids; private ones as `agreed_of` does."""
    return await read(
        RecordRowAt,
        f"select w.id, w.block, w.private from agreed_row w join record r on r.id = w.record {ON_VISIT} "
        "where {} and (not w.private or {}) and r.id = {} order by w.id",
        visible_records(actor),
        told_in_full(actor),
        record,
    )


@dataclass(frozen=True, slots=True)
class _Edition:
    edition: UUID


@query(Need.RECORD_VIEW)
async def editions_recorded(actor: Actor, visit: UUID) -> tuple[UUID, ...]:
    """Give the editions a visit was asked by, for whoever may read its record; empty without a checklist."""
    found = await read(
        _Edition,
        "select q.edition from visit_questionnaire q join visit v on v.id = q.visit join trip t on t.id = v.trip "
        "where {} and q.visit = {} order by q.position",
        visible_records(actor),
        visit,
    )
    return tuple(row.edition for row in found)
