"""Modules a visit may be asked by: why each is offered, and when it may no longer be taken out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import When
from monitor.kit.problems import Problem
from monitor.kit.words import N_


@dataclass(frozen=True, slots=True)
class Offer:
    """A module that the visit's checklist brings along.

    With HELD, `held` is how many were held there at the last visit, None where that is not known. `proposed` says that
    it is taken unless somebody takes it out, `chosen` that the visit is asked by it already.
    """

    edition: UUID
    name: str
    when: When
    held: int | None
    proposed: bool
    chosen: bool


class ModuleInUse(Problem):
    """A module was answered, or the checklist itself would change under sheets that are open."""

    status = 409
    sentence = N_(
        "Filled checklists of this visit have answers to what you took out. Modules can be added; those answered stay."
    )
