"""What an organisation counts as a visit with private talks (law 1)."""

from __future__ import annotations

from uuid import UUID

from monitor.denials.rules import EFFECTIVE, Condition
from monitor.kit.actor import Actor, query
from monitor.people.queries import installation_fact
from monitor.people.rules import Need


def definition_of(organisation: UUID) -> str:
    """Name the fact that holds an organisation's definition."""
    return f"effective:{organisation}"


@query(Need.HISTORY_VIEW)
async def effective_conditions(actor: Actor) -> frozenset[Condition]:
    """Give what an entry must have had to count as one with private talks, as the actor's organisation set it."""
    chosen = await installation_fact(definition_of(actor.organisation))
    return frozenset(Condition(each) for each in chosen.split()) if chosen else EFFECTIVE
