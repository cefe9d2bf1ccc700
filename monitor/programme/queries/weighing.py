"""What other points for each reason would change, before anybody keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.people.rules import Need
from monitor.programme.queries.places import known_places
from monitor.programme.rules.priority import Moved, Weights, moved_across
from monitor.programme.rules.scoring import score


@dataclass(frozen=True, slots=True)
class Weighed:
    """Which places would come among the first so many and which would leave them; `names` are those of all places."""

    first: int
    entering: tuple[Moved, ...]
    leaving: tuple[Moved, ...]
    names: Mapping[UUID, str]


@query(Need.PROGRAMME_VIEW)
async def weigh(actor: Actor, weights: Weights, first: int) -> Weighed:
    """Compare the order of places by these points with the order by those that hold now."""
    known = await known_places(actor, actor.today)
    before = {facility: held.points for facility, held in known.scores.items()}
    after = {facility: score(facts, actor.today, weights).points for facility, facts in known.facts.items()}
    entering, leaving = moved_across(before, after, first)
    return Weighed(first, tuple(entering), tuple(leaving), {line.id: line.name for line in known.lines})
