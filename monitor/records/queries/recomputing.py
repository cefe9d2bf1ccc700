"""Whether the figures of closed records still come out as they were signed.

All records are read here, not only those that `visible_records` gives somebody, because nothing but a number leaves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.checklists.queries import questionnaire
from monitor.checklists.queries.indicators import indicator_sets
from monitor.checklists.rules import Absence, Indicators
from monitor.kit.actor import Actor
from monitor.outside.database import read
from monitor.records.queries.heads import LATEST
from monitor.records.rules import THEME, Facts, Origin, Settled, figures, measure
from monitor.sheets.rules import Given, Place


@dataclass(frozen=True, slots=True)
class _Record:
    id: UUID
    visit: UUID
    day: date
    members: int | None
    members_refused: int | None
    indicator_set: int | None


@dataclass(frozen=True, slots=True)
class _Answer:
    row: UUID
    key: str
    value: str | None
    absence: Absence | None
    source: Origin


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    block: str


@dataclass(frozen=True, slots=True)
class _Edition:
    edition: UUID


@dataclass(frozen=True, slots=True)
class _Figure:
    key: str
    value: str | None
    absence: str | None
    numerator: int | None
    denominator: int | None
    unjudged: int
    not_assessed: int
    not_allowed: int
    not_applicable: int
    unknown: int
    unresolved: int
    private: bool
    edition: str


async def faults_in_measurements(actor: Actor) -> int:
    """Count the figures of closed records that do not come out again from what was agreed in them; 0 is sound.

    Only the number leaves, so whoever keeps the machine may ask. Of each visit the last revision is worked out anew,
    with the indicators it was signed with. Records closed before there were indicators are held to their themes; the
    two figures they had beside these stay as they were signed.
    """
    sets = await indicator_sets(actor)
    records = await read(
        _Record,
        "select r.id, r.visit, v.last_day as day, r.members, r.members_refused, r.indicator_set "
        f"from record r join visit v on v.id = r.visit where {LATEST} order by r.id",
    )
    return sum([await _faults(actor, each, sets.get(each.indicator_set or 0)) for each in records])


async def _faults(actor: Actor, record: _Record, indicators: Indicators | None) -> int:
    """Count the figures of one record that do not come out again."""
    kept = await read(
        _Figure,
        "select m.key, m.value, m.absence, m.numerator, m.denominator, m.unjudged, m.not_assessed, m.not_allowed, "
        "m.not_applicable, m.unknown, m.unresolved, m.private, m.edition from measurement m where m.record = {}",
        record.id,
    )
    if not kept:
        return 0
    settled = await _settled(actor, record)
    if settled.asked.hash != kept[0].edition:
        return len(kept)
    now = {str(line[0]): line for line in map(figures, measure(settled, indicators.all if indicators else ()))}
    then = {each.key: _line(each) for each in _held_to(kept, indicators)}
    return sum(now.get(key) != then.get(key) for key in now.keys() | then.keys())


def _held_to(kept: Iterable[_Figure], indicators: Indicators | None) -> Iterable[_Figure]:
    return (each for each in kept if indicators is not None or each.key.startswith(THEME))


def _line(each: _Figure) -> tuple[object, ...]:
    counts = each.not_assessed, each.not_allowed, each.not_applicable, each.unknown
    what = each.key, each.value, each.absence, each.numerator, each.denominator, each.unjudged
    return (*what, *counts, each.unresolved, each.private)


async def _settled(actor: Actor, record: _Record) -> Settled:
    chosen = await read(
        _Edition, "select edition from visit_questionnaire where visit = {} order by position", record.visit
    )
    asked = await questionnaire(actor, [each.edition for each in chosen])
    answers = await read(
        _Answer, "select g.row, g.key, g.value, g.absence, g.source from agreed_answer g where g.record = {}", record.id
    )
    places: dict[Place, _Answer] = {(each.key, None if each.row == record.id else each.row): each for each in answers}
    rows = await read(_Row, "select id, block from agreed_row where record = {}", record.id)
    return Settled(
        asked=asked,
        given={place: Given(each.value, each.absence) for place, each in places.items()},
        day=record.day,
        rows={row.id: row.block for row in rows},
        open=frozenset(place for place, each in places.items() if each.source is Origin.UNRESOLVED),
        facts=Facts(record.members, record.members_refused),
    )
