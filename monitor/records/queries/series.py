"""What records say of one facility over time, each reader by what they may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from monitor.checklists.rules import Absence
from monitor.kit.actor import Actor, query
from monitor.outside.database import Sql, read, sql
from monitor.people.rules import Need
from monitor.records.queries.heads import LATEST, ON_VISIT, told_in_full, visible_records
from monitor.records.rules import RENAMED, Origin
from monitor.sheets.rules import Given
from monitor.visits.rules import Visit


@dataclass(frozen=True, slots=True)
class MeasuredAt:
    """One point of a series: see `monitor.records.rules.Measurement` for what is counted."""

    visit: UUID
    day: date
    key: str
    value: str | None
    absence: Absence | None
    numerator: int | None
    denominator: int | None
    unjudged: int
    not_assessed: int
    not_allowed: int
    not_applicable: int
    unknown: int
    edition: str
    unresolved: int = 0

    @property
    def absences(self) -> Mapping[Absence, int]:
        """Give what a figure could not count, each kind apart."""
        return {
            Absence.NOT_ASSESSED: self.not_assessed,
            Absence.NOT_ALLOWED: self.not_allowed,
            Absence.NOT_APPLICABLE: self.not_applicable,
            Absence.UNKNOWN: self.unknown,
        }


@dataclass(frozen=True, slots=True)
class AgreedAt:
    """One item asked once in one record of a facility; UNRESOLVED ones have neither value nor absence."""

    visit: UUID
    day: date
    key: str
    value: str | None
    absence: Absence | None
    source: Origin
    noncompliant: bool | None


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What the record of the last visit says on an item."""

    day: date
    given: Given


_AGREED = (
    "select r.visit, v.first_day as day, g.key, g.value, g.absence, g.source, g.noncompliant from agreed_answer g "
    f"join record r on r.id = g.record {ON_VISIT} where {{}} and (not g.private or {{}}) and {LATEST} "
    "and g.row = g.record and {} order by v.first_day, r.visit, g.key"
)


@query(Need.RECORD_VIEW)
async def measurements_at(actor: Actor, facility: UUID) -> list[MeasuredAt]:
    """List what was measured at a facility, oldest first; of each record the latest revision.

    Figures that rest on private talks or files come only to those who may read all of the record.
    """
    found = await read(
        MeasuredAt,
        "select r.visit, m.day, m.key, m.value, m.absence, m.numerator, m.denominator, m.unjudged, m.not_assessed, "
        "m.not_allowed, m.not_applicable, m.unknown, m.edition, m.unresolved from measurement m "
        f"join record r on r.id = m.record {ON_VISIT} where {{}} and (not m.private or {{}}) and {LATEST} "
        "and m.facility = {} order by m.day, r.visit, m.key",
        visible_records(actor),
        told_in_full(actor),
        facility,
    )
    return [replace(each, key=RENAMED.get(each.key, each.key)) for each in found]


@query(Need.RECORD_VIEW)
async def agreed_answers_at(actor: Actor, facility: UUID) -> list[AgreedAt]:
    """List every item of every record of a facility, oldest first."""
    return await _agreed(actor, sql("v.facility = {}", facility))


@query(Need.RECORD_VIEW)
async def open_noncompliant(actor: Actor, facility: UUID) -> list[AgreedAt]:
    """List the items that fell short in the last record that could judge them."""
    later = sql(
        "not exists (select 1 from agreed_answer lg join record lr on lr.id = lg.record "
        "join visit lv on lv.id = lr.visit where lg.key = g.key and lg.row = lg.record and lg.noncompliant is not null "
        "and lv.facility = v.facility and lr.revision = (select max(n.revision) from record n where n.visit = lr.visit) "
        "and (lv.first_day > v.first_day or (lv.first_day = v.first_day and lv.id > v.id)) and lr.visit in {})",
        _visits_recorded(actor),
    )
    return await _agreed(actor, sql("v.facility = {} and g.noncompliant = true and {}", facility, later))


@query(Need.RECORD_VIEW)
async def last_answers(actor: Actor, visit: Visit) -> dict[str, LastAnswer]:
    """Give what the last closed record of the facility before this visit says, by key; empty when there is none."""
    earlier = sql("v.facility = {} and v.first_day < {}", visit.facility, visit.first_day)
    latest = sql(
        "not exists (select 1 from record lr join visit lv on lv.id = lr.visit where lv.facility = v.facility "
        "and lv.first_day < {} and (lv.first_day > v.first_day or (lv.first_day = v.first_day and lv.id > v.id)) "
        "and lr.visit in {} and exists (select 1 from agreed_answer lg where lg.record = lr.id))",
        visit.first_day,
        _visits_recorded(actor),
    )
    found = await _agreed(actor, sql("{} and {}", earlier, latest))
    said = [row for row in found if row.source is not Origin.UNRESOLVED]
    return {row.key: LastAnswer(row.day, Given(row.value, row.absence)) for row in said}


def _visits_recorded(actor: Actor) -> Sql:
    return sql(
        "(select v.id from visit v join trip t on t.id = v.trip join record sr on sr.visit = v.id where {})",
        visible_records(actor),
    )


async def _agreed(actor: Actor, condition: Sql) -> list[AgreedAt]:
    return await read(AgreedAt, _AGREED, visible_records(actor), told_in_full(actor), condition)
