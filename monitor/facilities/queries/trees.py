"""Reading regions and authorities: two trees, the second with dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.facilities.rules import Authority, Region
from monitor.kit.actor import Actor, query
from monitor.outside.database import read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _Parent:
    authority: UUID
    parent: UUID | None


@dataclass(frozen=True, slots=True)
class _AuthorityRow:
    id: UUID
    name: str
    from_day: date | None
    to_day: date | None


@query(Need.FACILITY_VIEW)
async def regions(actor: Actor) -> list[Region]:
    """List regions and their parts by name."""
    return await read(Region, "select id, name, parent from region order by folded, id")


@query(Need.FACILITY_VIEW)
async def authorities(actor: Actor, day: date | None = None) -> list[Authority]:
    """List authorities by name, each under the parent it had on a day, or as last known."""
    rows = await read(_AuthorityRow, "select id, name, from_day, to_day from authority order by folded, id")
    steps = await read(
        _Parent,
        "select authority, parent from authority_parent where from_day is null or from_day <= {} "
        "order by from_day nulls first, entered_at",
        day or date.max,
    )
    above = {step.authority: step.parent for step in steps}
    return [Authority(row.id, row.name, above.get(row.id), row.from_day, row.to_day) for row in rows]


@query(Need.FACILITY_VIEW)
async def authorities_under(actor: Actor, root: UUID, day: date | None = None) -> list[UUID]:
    """Give an authority and all below it on a day."""
    return list(under(root, ((a.id, a.parent) for a in await authorities(actor, day))))


def under(root: UUID, pairs: Iterable[tuple[UUID, UUID | None]]) -> set[UUID]:
    """Walk a tree given as (id, parent) and give a node with all below it; a circle ends the walk."""
    below: dict[UUID | None, list[UUID]] = {}
    for node, parent in pairs:
        below.setdefault(parent, []).append(node)
    found: set[UUID] = set()
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += below.get(node, [])
    return found
