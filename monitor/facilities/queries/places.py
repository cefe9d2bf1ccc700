"""Reading facilities. Places are no secret: whoever is signed in may see them; what happened there is not told here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.facilities.queries.trees import authorities_under
from monitor.facilities.rules import LETS_IN, Facility, FacilityLine, Filters, Name, NameKind, Status
from monitor.kit.actor import Actor, query
from monitor.kit.paging import PAGE_SIZE, Page, offset
from monitor.kit.periods import Days
from monitor.kit.problems import NotHere
from monitor.kit.text import fold, search_words
from monitor.outside.database import Sql, alphabetical, among_ids, any_of, joined, number, one, read, sql
from monitor.people.rules import Need

END_OF_TIME = date.max
EVERY = Filters()

# What holds of facility `f` on a day: of the rows that began by then, the latest; of equals, the one entered last.
_NAME = (
    "(select n.name from facility_name n where n.facility = f.id and n.kind = 'official' and not n.withdrawn "
    "and (n.from_day is null or n.from_day <= {}) order by n.from_day desc nulls last, n.entered_at desc limit 1)"
)
_FIRST_NAME = (
    "(select m.name from facility_name m where m.facility = f.id and m.kind = 'official' and not m.withdrawn "
    "order by m.from_day nulls first limit 1)"
)
_AUTHORITY = (
    "(select x.authority from facility_authority x where x.facility = f.id "
    "and (x.from_day is null or x.from_day <= {}) order by x.from_day desc nulls last, x.entered_at desc limit 1)"
)
_STATUS = (
    "(select s.status from facility_status s where s.facility = f.id "
    "and (s.from_day is null or s.from_day <= {}) order by s.from_day desc nulls last, s.entered_at desc limit 1)"
)
_STATUS_FROM = _STATUS.replace("s.status from", "s.from_day from", 1)
_CAPACITY = (
    "(select c.places from facility_capacity c where c.facility = f.id "
    "and c.day <= {} order by c.day desc, c.entered_at desc limit 1)"
)
_CAPACITY_DAY = _CAPACITY.replace("c.places from", "c.day from", 1)


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    code: str | None
    name: str | None
    sort_name: str
    type: str
    region: UUID | None
    region_name: str | None
    authority: UUID | None
    authority_name: str | None
    capacity: int | None
    capacity_day: date | None
    zone: str
    status: Status | None
    status_from: date | None
    unofficial: bool
    address: str | None
    latitude: str | None
    longitude: str | None
    predecessor: UUID | None


@dataclass(frozen=True, slots=True)
class _NameRow:
    id: UUID
    kind: NameKind
    name: str
    language: str | None
    from_day: date | None
    to_day: date | None


@query(Need.FACILITY_VIEW)
async def facility_open_to(actor: Actor, facility: UUID, day: date | None = None) -> Facility:
    """Give a facility as it was known on a day, or as last known. Raises NotHere."""
    on = day or END_OF_TIME
    found = await one(
        _Found,
        f"select f.id, f.code, {_NAME} as name, f.sort_name, f.type, f.region, r.name as region_name, "
        f"a.id as authority, a.name as authority_name, {_CAPACITY} as capacity, {_CAPACITY_DAY} as capacity_day, "
        f"f.zone, {_STATUS} as status, {_STATUS_FROM} as status_from, f.unofficial, f.address, f.latitude, "
        "f.longitude, f.predecessor from facility f left join region r on r.id = f.region "
        f"left join authority a on a.id = {_AUTHORITY} where f.id = {{}}",
        *(on,) * 6,
        facility,
    )
    if found is None:
        raise NotHere()
    names = await names_of(actor, facility)
    return Facility(
        id=found.id,
        code=found.code,
        name=found.name or names[-1].name,
        names=tuple(names),
        type=found.type,
        region=found.region,
        region_name=found.region_name,
        authority=found.authority,
        authority_name=found.authority_name,
        capacity=found.capacity,
        capacity_day=found.capacity_day,
        zone=found.zone,
        status=found.status or Status.OPEN,
        status_from=found.status_from,
        unofficial=found.unofficial,
        address=found.address,
        latitude=found.latitude,
        longitude=found.longitude,
        predecessor=found.predecessor,
    )


@query(Need.FACILITY_VIEW)
async def check_places(actor: Actor, facilities: Collection[UUID]) -> None:
    """Check that all of these places are in the register. Raises NotHere."""
    known = await number("select count(*) from facility f where f.id {}", among_ids(facilities))
    if known < len(set(facilities)):
        raise NotHere()


@query(Need.FACILITY_VIEW)
async def names_of(actor: Actor, facility: UUID) -> list[Name]:
    """List a facility's names, the latest official one first; an official name ends where the next begins."""
    rows = await read(
        _NameRow,
        "select id, kind, name, language, from_day, to_day from facility_name where facility = {} and not withdrawn "
        "order by kind desc, from_day desc nulls last, entered_at desc",
        facility,
    )
    names: list[Name] = []
    until: date | None = None
    for row in rows:
        official = row.kind is NameKind.OFFICIAL
        if official and names and until == row.from_day:
            continue  # a correction: the row entered later, already listed, says the same day otherwise
        names.append(
            Name(row.id, row.kind, row.name, row.language, Days(row.from_day, until if official else row.to_day))
        )
        until = row.from_day if official else until
    return names


@query(Need.FACILITY_VIEW)
async def facilities(
    actor: Actor, filters: Filters = EVERY, page: int = 1, size: int = PAGE_SIZE
) -> Page[FacilityLine]:
    """List facilities by name, a page at a time."""
    condition = await _matching(actor, filters)
    total = await number("select count(*) from facility f where {}", condition)
    rows = await _lines(condition, filters.day or END_OF_TIME, size, offset(page, size))
    return Page(rows=tuple(rows), number=page, total=total, size=size)


@query(Need.FACILITY_VIEW)
async def find_facilities(actor: Actor, text: str, limit: int = 10) -> list[FacilityLine]:
    """Find facilities by a part of any of their names, their region or their code, whatever the script."""
    if not fold(text):
        return []
    return await _lines(_named(text), END_OF_TIME, limit, 0)


async def _lines(condition: Sql, day: date, limit: int, skip: int) -> list[FacilityLine]:
    """Read a part of the list; what a line shows beside the name is looked up for these places only."""
    order = alphabetical("f.name")
    return await read(
        FacilityLine,
        f"select f.id, f.code, f.name, f.type, r.name as region_name, a.name as authority_name, "
        f"{_CAPACITY} as capacity, coalesce({_STATUS}, 'open') as status, f.unofficial, f.zone from (select f.* from "
        f"(select f.*, coalesce({_NAME}, {_FIRST_NAME}) as name from facility f where {{}}) f "
        f"order by {order}, f.id limit {{}} offset {{}}) f "
        f"left join region r on r.id = f.region left join authority a on a.id = {_AUTHORITY} order by {order}, f.id",
        *(day,) * 3,
        condition,
        limit,
        skip,
        day,
    )


async def _matching(actor: Actor, filters: Filters) -> Sql:
    """Turn filters into a condition over facility `f`."""
    day = filters.day or END_OF_TIME
    wanted = [sql("true")]
    if fold(filters.search):
        wanted.append(_named(filters.search))
    if filters.type:
        wanted.append(sql("f.type = {}", filters.type))
    if filters.region:
        wanted.append(sql("f.region in {}", _region_and_parts(filters.region)))
    if filters.authority:
        wanted.append(
            sql(
                "{} in {}", sql(_AUTHORITY, day), any_of(await authorities_under(actor, filters.authority, filters.day))
            )
        )
    if filters.status:
        wanted.append(sql("coalesce({}, 'open') = {}", sql(_STATUS, day), filters.status.value))
    if filters.mandate_of:
        wanted.append(_within_mandate(filters.mandate_of, day))
    return joined(wanted, " and ")


def _named(text: str) -> Sql:
    """Ask for its code, or that each word stands in one of its names or its region's."""
    words = [
        sql(
            "(f.code_folded = {} or exists (select 1 from facility_name n where n.facility = f.id "
            "and not n.withdrawn and n.folded like {}) "
            "or exists (select 1 from region g where g.id = f.region and g.folded like {}))",
            word,
            f"%{word}%",
            f"%{word}%",
        )
        for word in search_words(text)
    ]
    return sql("(f.code_folded = {} or ({}))", " ".join(search_words(text)), joined(words, " and "))


def _region_and_parts(root: UUID) -> Sql:
    return sql(
        "(with recursive part (id) as (select g.id from region g where g.id = {} "
        "union select c.id from region c join part p on c.parent = p.id) select id from part)",
        root,
    )


def _within_mandate(organisation: UUID, day: date) -> Sql:
    """Ask that the narrowest mandate of a body for the facility lets it in."""
    lets_in = ", ".join(f"'{coverage.value}'" for coverage in sorted(LETS_IN))
    return sql(
        "(select m.coverage from mandate m where m.organisation = {} and not m.withdrawn "
        "and (m.facility = f.id or (m.facility is null and (m.facility_type = f.type or m.facility_type is null))) "
        "and (m.from_day is null or m.from_day <= {}) and (m.to_day is null or m.to_day > {}) "
        "order by case when m.facility is not null then 0 when m.facility_type is not null then 1 else 2 end, "
        "m.from_day desc nulls last, m.entered_at desc limit 1) "
        f"in ({lets_in})",
        organisation,
        day,
        day,
    )
