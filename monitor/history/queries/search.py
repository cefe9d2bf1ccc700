"""One box over everything: facilities by name or code, visits and denials by their number, people as far as visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.denials.queries import visible_denials
from monitor.facilities.queries import facilities
from monitor.facilities.rules import FacilityLine, Filters
from monitor.kit.actor import Actor, query
from monitor.kit.text import fold, legible, like_folded
from monitor.outside.database import number, read, sql
from monitor.people.queries import visible_people
from monitor.people.rules import Need
from monitor.visits.queries import visible_visits

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Numbered:
    """A visit or a denial found by the number people quote."""

    id: UUID
    reference: str
    day: date
    place: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    id: UUID
    name: str
    organisation_name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; totals count everything the actor may see, lists hold the first of it."""

    facilities: tuple[FacilityLine, ...]
    facilities_total: int
    visits: tuple[Numbered, ...]
    denials: tuple[Numbered, ...]
    people: tuple[PersonFound, ...]
    people_total: int

    @property
    def is_empty(self) -> bool:
        return not (self.facilities or self.visits or self.denials or self.people)


NOTHING = Found((), 0, (), (), (), 0)
_PLACE = (
    "coalesce((select n.name from facility_name n where n.facility = {} and n.kind = 'official' and not n.withdrawn "
    "order by n.from_day desc nulls last, n.entered_at desc limit 1), '')"
)


@query(Need.FACILITY_VIEW)
async def search(actor: Actor, text: str) -> Found:
    """Find what the actor may see; what they may not see is neither listed nor counted (law 4)."""
    text = legible(text)
    if not fold(text):
        return NOTHING
    places = await facilities(actor, Filters(search=text), 1, SHOWN)
    people, total = await _people(actor, text)
    return Found(
        facilities=places.rows,
        facilities_total=places.total,
        visits=tuple(await _visits(actor, text)),
        denials=tuple(await _denials(actor, text)),
        people=people,
        people_total=total,
    )


async def _visits(actor: Actor, text: str) -> list[Numbered]:
    return await read(
        Numbered,
        "select v.id, v.reference, v.first_day as day, {} as place from visit v join trip t on t.id = v.trip "
        "where v.reference = {} and {} order by v.first_day desc, v.id",
        sql(_PLACE, sql("v.facility")),
        text.strip().upper(),
        visible_visits(actor),
    )


async def _denials(actor: Actor, text: str) -> list[Numbered]:
    return await read(
        Numbered,
        "select d.id, d.reference, d.day, {} as place from denial d where d.reference = {} and {} order by d.id",
        sql(_PLACE, sql("d.facility")),
        text.strip().upper(),
        visible_denials(actor),
    )


async def _people(actor: Actor, text: str) -> tuple[tuple[PersonFound, ...], int]:
    condition = sql("{} and a.folded like {}", visible_people(actor), like_folded(text))
    total = await number("select count(*) from account a where {}", condition)
    found = await read(
        PersonFound,
        "select a.id, a.name, o.name as organisation_name from account a join organisation o on o.id = a.organisation "
        "where {} order by a.folded, a.id limit {}",
        condition,
        SHOWN,
    )
    return tuple(found), total
