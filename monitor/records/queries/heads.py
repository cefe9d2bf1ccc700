"""Which record a visit has, and what was agreed in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Absence
from monitor.kit.actor import Actor, Scope, query
from monitor.outside.database import Sql, read
from monitor.people.rules import Need
from monitor.records.rules import AgreedAnswer, Origin, RecordHead
from monitor.sheets.queries import reached_visits
from monitor.sheets.rules import Given

ON_VISIT = "join visit v on v.id = r.visit join trip t on t.id = v.trip"
LATEST = "r.revision = (select max(n.revision) from record n where n.visit = r.visit)"


@dataclass(frozen=True, slots=True)
class _Agreed:
    key: str
    value: str | None
    absence: Absence | None
    answer: UUID | None
    chosen_by: UUID | None
    source: Origin
    noncompliant: bool | None


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
    """List what was agreed in one revision, by key; items of private talks only for those who may read all of it."""
    found = await read(
        _Agreed,
        "select g.key, g.value, g.absence, g.answer, g.chosen_by, g.source, g.noncompliant from agreed_answer g "
        f"join record r on r.id = g.record {ON_VISIT} where {{}} and (not g.private or {{}}) and r.id = {{}} "
        "order by g.key",
        visible_records(actor),
        told_in_full(actor),
        record,
    )
    return [
        AgreedAnswer(row.key, Given(row.value, row.absence), row.answer, row.chosen_by, row.source, row.noncompliant)
        for row in found
    ]


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
