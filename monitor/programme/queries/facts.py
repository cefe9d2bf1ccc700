"""The facts that points rest on, for all places in the same few queries; each begins from what the actor may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.denials.queries import all_denials
from monitor.denials.rules.outcomes import KEEPS_OUT
from monitor.kit.actor import Actor, query
from monitor.outside.database import among_ids, read
from monitor.people.rules import Need
from monitor.programme.rules.priority import Crowd, OpenItems, Past, Promised, Shut
from monitor.records.queries.heads import LATEST, ON_VISIT, told_in_full, visible_records
from monitor.visits.queries import visible_visits

# Of each question at each place the last judgement; what a later visit could not judge stays as it was.
_OPEN_ITEMS = (
    "select x.facility, count(*) as number, max(x.day) as day from (select v.facility, v.first_day as day, "
    "g.noncompliant as short, row_number() over (partition by v.facility, g.key order by v.first_day desc, v.id desc) "
    f"as place from agreed_answer g join record r on r.id = g.record {ON_VISIT} where {{}} and (not g.private or {{}}) "
    f"and {LATEST} and g.row = g.record and g.noncompliant is not null) x "
    "where x.place = 1 and x.short group by x.facility"
)


@dataclass(frozen=True, slots=True)
class _Short:
    facility: UUID
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class _PromiseRow:
    id: UUID
    facility: UUID
    due_day: date | None
    state: str | None


@dataclass(frozen=True, slots=True)
class _Source:
    id: UUID


@dataclass(frozen=True, slots=True)
class _FigureRow:
    facility: UUID
    kind: str
    day: date
    value: int


@dataclass(frozen=True, slots=True)
class _Moved:
    facility: UUID
    day: date


@query(Need.RECORD_VIEW)
async def items_short(actor: Actor) -> Mapping[UUID, OpenItems]:
    """Count for each place the questions that fell short when last judged."""
    rows = await read(_Short, _OPEN_ITEMS, visible_records(actor), told_in_full(actor))
    return {row.facility: OpenItems(row.number, row.day) for row in rows}


@query(Need.VISIT_VIEW)
async def promises_open(actor: Actor) -> Mapping[UUID, tuple[Promised, ...]]:
    """Give for each place what it undertook and is not known to have kept, the earliest due first."""
    rows = await read(
        _PromiseRow,
        "select p.id, v.facility, p.due_day, c.state from promise p join visit v on v.id = p.visit "
        "join trip t on t.id = v.trip left join promise_check c on c.promise = p.id "
        "and c.seq = (select max(k.seq) from promise_check k where k.promise = p.id) "
        "where (c.state is null or c.state = 'not_kept') and {} order by p.due_day nulls last, p.at, p.id",
        visible_visits(actor),
    )
    found: dict[UUID, list[Promised]] = {}
    for row in rows:
        found.setdefault(row.facility, []).append(Promised(row.id, row.due_day, row.state is not None))
    return {facility: tuple(promises) for facility, promises in found.items()}


@query(Need.VISIT_VIEW)
async def sources_open(actor: Actor, sources: Collection[UUID]) -> set[UUID]:
    """Give those of the records that points rest on (visits, promises, denials) which the actor may see now."""
    rows = await read(
        _Source,
        "select v.id from visit v join trip t on t.id = v.trip where v.id {} and {} union "
        "select p.id from promise p join visit v on v.id = p.visit join trip t on t.id = v.trip where p.id {} and {}",
        among_ids(sources),
        visible_visits(actor),
        among_ids(sources),
        visible_visits(actor),
    )
    return {row.id for row in rows} | {line.id for line in await all_denials(actor)}


@query(Need.DENIAL_FIGURES)
async def shut_out(actor: Actor) -> Mapping[UUID, tuple[Shut, ...]]:
    """Give for each place the refusals outside any visit that kept monitors out."""
    found: dict[UUID, list[Shut]] = {}
    for line in await all_denials(actor):
        if line.visit is None and line.facility is not None and line.kind in KEEPS_OUT:
            found.setdefault(line.facility, []).append(Shut(line.id, line.day))
    return {facility: tuple(shut) for facility, shut in found.items()}


@query(Need.FACILITY_VIEW)
async def crowds(actor: Actor, past: Mapping[UUID, Past]) -> Mapping[UUID, Crowd]:
    """Give for each place the last known number of people held with the places there were, where both are known.

    Our own counts and published figures stand side by side, and the later one counts.
    """
    rows = await read(
        _FigureRow,
        "select x.facility, x.kind, x.day, x.value from (select facility, 'places' as kind, day, places as value, "
        "entered_at from facility_capacity union all select facility, kind, coalesce(day, period_end) as day, value, "
        "entered_at from facility_figure where kind in ('population', 'capacity')) x "
        "where x.day is not null and x.value is not null order by x.day, x.entered_at",
    )
    places = {row.facility: row.value for row in rows if row.kind == "capacity"}
    places |= {row.facility: row.value for row in rows if row.kind == "places"}
    held = {row.facility: (row.value, row.day) for row in rows if row.kind == "population"}
    for facility, known in past.items():
        for counted in _heads(known):
            if facility not in held or counted[1] >= held[facility][1]:
                held[facility] = counted
            break
    return {
        facility: Crowd(number, places[facility], day)
        for facility, (number, day) in held.items()
        if places.get(facility)
    }


def _heads(past: Past) -> Iterable[tuple[int, date]]:
    return (
        (each.turn.heads.held_today, each.day)
        for each in past.attempts
        if each.turn.heads is not None and each.turn.heads.held_today is not None
    )


@query(Need.FACILITY_VIEW)
async def moves_between_authorities(actor: Actor) -> Mapping[UUID, date]:
    """Give for each place that was put under another authority the day of the last such change, if it is known."""
    rows = await read(
        _Moved,
        "select x.facility, max(x.from_day) as day from facility_authority x where x.from_day is not null and exists "
        "(select 1 from facility_authority y where y.facility = x.facility and y.id <> x.id "
        "and coalesce(y.authority, x.id) <> coalesce(x.authority, y.id) "
        "and (y.from_day is null or y.from_day < x.from_day)) group by x.facility",
    )
    return {row.facility: row.day for row in rows}
