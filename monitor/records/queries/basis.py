"""What figures rest on beside the answers: who was let in, the indicators in force; and whether they still come out."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.checklists.queries.indicators import indicator_sets
from monitor.checklists.rules import Indicators
from monitor.denials.rules import tally
from monitor.kit.actor import Actor, query
from monitor.people.rules import Need
from monitor.records.rules import Facts
from monitor.visits.queries import entry_of
from monitor.visits.rules import Visit


@dataclass(frozen=True, slots=True)
class Basis:
    """The facts of a visit, and the indicators with the revision that a record keeps; None where none were loaded."""

    facts: Facts
    revision: int | None
    indicators: Indicators


@query(Need.SHEET_VIEW)
async def basis_of(actor: Actor, visit: Visit) -> Basis:
    """Give what the figures of a visit's record rest on now."""
    gate = tally((await entry_of(actor, visit.id)).admissions)
    sets = await indicator_sets(actor)
    last = max(sets, default=None)
    facts = Facts(gate.sought, gate.kept_out) if gate.sought else Facts()
    return Basis(facts, last, Indicators() if last is None else sets[last])
