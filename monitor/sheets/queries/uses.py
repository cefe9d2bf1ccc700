"""Where editions are used, as far as the reader may know of the visits."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.outside.database import read
from monitor.people.rules import Need
from monitor.visits.queries import visible_visits


@dataclass(frozen=True, slots=True)
class _Uses:
    edition: UUID
    visits: int


@query(Need.VISIT_VIEW)
async def visits_by_edition(actor: Actor) -> dict[UUID, int]:
    """Count the visits that ask each edition, among those the reader may see; editions without any are left out."""
    found = await read(
        _Uses,
        "select q.edition, count(*) as visits from visit_questionnaire q join visit v on v.id = q.visit "
        "join trip t on t.id = v.trip where {} group by q.edition",
        visible_visits(actor),
    )
    return {each.edition: each.visits for each in found}
