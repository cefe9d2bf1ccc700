"""What is on record about a place itself: public to whoever is signed in, like the register it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from monitor.facilities.queries import (
    Placed,
    capacities_of,
    facility_open_to,
    figures_of,
    mandates_on,
    placements_of,
)
from monitor.history.rules import Dossier, Places, Related, Under, last_said
from monitor.kit.actor import Actor, query
from monitor.outside.database import any_of, read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _RelatedRow:
    id: UUID
    name: str


@query(Need.FACILITY_VIEW)
async def dossier_of(actor: Actor, facility: UUID) -> Dossier:
    """Give what is on record about a facility, with its past. Raises NotHere."""
    found = await facility_open_to(actor, facility)
    related = await _related(facility, found.predecessor)
    capacities = await capacities_of(actor, facility)
    return Dossier(
        facility=found,
        authorities=_in_turn(reversed(await placements_of(actor, facility))),
        capacities=tuple(Places(each.day, each.places, each.source) for each in reversed(capacities)),
        mandates=tuple(await mandates_on(actor, facility, actor.today)),
        figures=last_said(await figures_of(actor, facility)),
        before=next((each for each in related if each.id == found.predecessor), None),
        after=tuple(each for each in related if each.id != found.predecessor),
    )


def _in_turn(placed: Iterable[Placed]) -> tuple[Under, ...]:
    """Give each authority until the next began; of two entries for one day the later corrects the earlier."""
    ends: list[tuple[Placed, date | None]] = []
    for each, after in pairwise([*placed, None]):
        if each is not None and not (after and after.from_day == each.from_day):
            ends.append((each, after.from_day if after else None))
    return tuple(Under(each.authority_name, each.from_day, until) for each, until in ends)


async def _related(facility: UUID, predecessor: UUID | None) -> list[Related]:
    rows = await read(
        _RelatedRow,
        "select f.id, coalesce((select n.name from facility_name n where n.facility = f.id and n.kind = 'official' "
        "and not n.withdrawn order by n.from_day desc nulls last, n.entered_at desc limit 1), '') as name "
        "from facility f where f.predecessor = {} or f.id in {} order by f.sort_name, f.id",
        facility,
        any_of([] if predecessor is None else [predecessor]),
    )
    return [Related(row.id, row.name) for row in rows]
