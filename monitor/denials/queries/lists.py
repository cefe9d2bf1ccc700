"""Reading denials as lines: a working list, those of a facility, of a visit; and how visits turned out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from monitor.denials.queries.visibility import FACILITY, counted_denials, exported_denials, visible_denials
from monitor.denials.rules import DenialLine, Filters, Turn, outcome, tally
from monitor.kit.actor import Actor, query
from monitor.kit.paging import PAGE_SIZE, Page, offset
from monitor.kit.text import search_words
from monitor.outside.database import Sql, any_of, joined, number, read, sql
from monitor.people.rules import Need
from monitor.visits.queries import entries_of, visible_visits
from monitor.visits.rules import Entry

EVERY = Filters()


def _last(column: str, field: str) -> str:
    """Write the last value that an amendment gave to a field of denial `d`."""
    return (
        f"(select am.{column} from denial_amendment am where am.denial = d.id and am.field = '{field}' "
        "order by am.seq desc limit 1)"
    )


KIND = f"coalesce({_last('value', 'kind')}, d.kind)"
GROUND = f"coalesce({_last('value', 'ground')}, d.ground)"
DAY = f"coalesce({_last('day', 'day')}, d.day)"
MINUTES = f"coalesce({_last('number', 'minutes_lost')}, d.minutes_lost)"
# The official name on the day; the first name on record for a denial older than all of them; else what was written.
PLACE = (
    f"coalesce((select n.name from facility_name n where n.facility = {FACILITY} and n.kind = 'official' "
    "and not n.withdrawn and (n.from_day is null or n.from_day <= d.day) "
    "order by n.from_day desc nulls last, n.entered_at desc limit 1), "
    f"(select n.name from facility_name n where n.facility = {FACILITY} and n.kind = 'official' and not n.withdrawn "
    "order by n.from_day nulls first limit 1), d.place_text, '')"
)
_RESULT = "(select r.result from denial_outcome r where r.denial = d.id order by r.seq desc limit 1)"
_WHO = "(select p.who from denial_person p where p.denial = d.id order by p.who limit 1)"
_DUE = (
    "(select min(s.due_day) from denial_step s where s.denial = d.id and s.due_day is not null and not exists "
    "(select 1 from denial_step l where l.denial = d.id and l.seq > s.seq and l.kind = 'reply'))"
)
_LINE = (
    f"select d.id, d.reference, {DAY} as day, {KIND} as kind, d.stage, {GROUND} as ground, d.visit, "
    f"{FACILITY} as facility, {PLACE} as place, {_WHO} as who, "
    "(select count(*) from denial_person p where p.denial = d.id) as persons, "
    f"{MINUTES} as minutes_lost, d.decided_agency as agency, {_RESULT} as result, {_DUE} as due_day from denial d"
)


@dataclass(frozen=True, slots=True)
class _KindOn:
    visit: UUID
    kind: str


@query(Need.DENIAL_VIEW)
async def denials(actor: Actor, filters: Filters = EVERY, page: int = 1, size: int = PAGE_SIZE) -> Page[DenialLine]:
    """List denials, the latest first, a page at a time."""
    condition = sql("{} and {}", visible_denials(actor), _matching(filters))
    total = await number("select count(*) from denial d where {}", condition)
    ordered = sql(f"{{}} order by {DAY} desc, d.id limit {{}} offset {{}}", condition, size, offset(page, size))
    return Page(rows=tuple(await _lines(ordered)), number=page, total=total, size=size)


@query(Need.DENIAL_FIGURES)
async def denials_at(actor: Actor, facility: UUID) -> list[DenialLine]:
    """List the denials at a facility that the actor may count, oldest first, unlisted places matched to it included."""
    condition = sql("{} and {} = {}", counted_denials(actor), sql(FACILITY), facility)
    return await _lines(sql(f"{{}} order by {DAY}, d.id", condition))


@query(Need.DENIAL_FIGURES)
async def denials_on(actor: Actor, visit: UUID) -> list[DenialLine]:
    """List the denials of a visit that the actor may count, in the order they were logged."""
    return await _lines(sql("{} and d.visit = {} order by d.submitted_at, d.id", counted_denials(actor), visit))


@query(Need.DENIAL_FIGURES)
async def all_denials(actor: Actor) -> list[DenialLine]:
    """List every denial that the actor may count, oldest first, for figures and exports."""
    return await _lines(sql(f"{{}} order by {DAY}, d.id", counted_denials(actor)))


@query(Need.EXPORT_MAKE)
async def denials_to_export(actor: Actor, filters: Filters = EVERY) -> list[DenialLine]:
    """List denials that the actor may take along, oldest first."""
    return await _lines(sql(f"{{}} and {{}} order by {DAY}, d.id", exported_denials(actor), _matching(filters)))


@query(Need.VISIT_VIEW)
async def turns_of(actor: Actor, visits: Iterable[UUID]) -> list[Turn]:
    """Say how each of these visits that the actor may see turned out; always the same few queries.

    The kinds of all denials of a visit count, whoever logged them: a visit has one outcome for all who see it.
    """
    wanted = list(visits)
    rows = await read(
        _KindOn,
        f"select d.visit, {KIND} as kind from denial d join visit v on v.id = d.visit join trip t on t.id = v.trip "
        "where d.visit in {} and {} order by d.id",
        any_of(wanted),
        visible_visits(actor),
    )
    kinds: dict[UUID, set[str]] = {}
    for row in rows:
        kinds.setdefault(row.visit, set()).add(row.kind)
    entries = await entries_of(actor, wanted)
    return [_turn(entry, frozenset(kinds.get(entry.visit, ()))) for entry in entries]


def _turn(entry: Entry, kinds: frozenset[str]) -> Turn:
    stages = frozenset(stage.kind for stage in entry.stages)
    return Turn(
        visit=entry.visit,
        outcome=outcome(admissions=entry.admissions, denials=kinds, stages=stages),
        tally=tally(entry.admissions),
        stages=stages,
        denials=kinds,
        heads=entry.heads,
    )


async def _lines(condition: Sql) -> list[DenialLine]:
    return await read(DenialLine, f"{_LINE} where {{}}", condition)


def _matching(filters: Filters) -> Sql:
    wanted = [sql("true")]
    for word in search_words(filters.search):
        wanted.append(_named(word, filters.search))
    if filters.kind:
        wanted.append(sql(f"{KIND} = {{}}", filters.kind))
    if filters.ground:
        wanted.append(sql(f"{GROUND} = {{}}", filters.ground))
    if filters.facility:
        wanted.append(sql(f"{FACILITY} = {{}}", filters.facility))
    if filters.from_day:
        wanted.append(sql(f"{DAY} >= {{}}", filters.from_day))
    if filters.to_day:
        wanted.append(sql(f"{DAY} <= {{}}", filters.to_day))
    if filters.on_visits is not None:
        wanted.append(sql("d.visit is not null" if filters.on_visits else "d.visit is null"))
    if filters.unmatched:
        wanted.append(sql(f"{FACILITY} is null"))
    return joined(wanted, " and ")


def _named(word: str, typed: str) -> Sql:
    pattern = f"%{word}%"
    return sql(
        f"(d.place_folded like {{}} or d.reference = {{}} or exists (select 1 from facility_name n "
        f"where n.facility = {FACILITY} and not n.withdrawn and n.folded like {{}}))",
        pattern,
        typed.strip().upper(),
        pattern,
    )
