"""One answer out of several: taken where one person answered, chosen where two differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from monitor.checklists.rules import Absence
from monitor.sheets.rules import Given


class Origin(StrEnum):
    """How an answer came into the record."""

    ONE = "one"
    SAME = "same"
    CHOSEN = "chosen"
    COMPUTED = "computed"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What stands on one sheet for an item."""

    answer: UUID
    given: Given


@dataclass(frozen=True, slots=True)
class Merged:
    """What goes into the record for an item; `given` is None while two differ and nobody has chosen.

    A blank gives an empty `Given` and the origin BLANK; it becomes "not assessed" only by the confirmation at closing.
    """

    given: Given | None
    answer: UUID | None
    origin: Origin

    @property
    def differs(self) -> bool:
        return self.given is None


def merge(candidates: Sequence[Candidate], chosen: UUID | None = None) -> Merged:
    """Merge what stands on the sheets for one item; `chosen` is the answer the lead chose, if it still stands.

    "Not assessed" says only that this person had no time: it yields to whatever another found out.
    """
    said = [candidate for candidate in candidates if not candidate.given.blank]
    found = [candidate for candidate in said if candidate.given.absence is not Absence.NOT_ASSESSED] or said
    if not found:
        return Merged(Given(), None, Origin.BLANK)
    first = found[0]
    if len({candidate.given for candidate in found}) == 1:
        return Merged(first.given, first.answer, Origin.ONE if len(found) == 1 else Origin.SAME)
    picked = next((candidate for candidate in found if candidate.answer == chosen), None)
    if picked is not None:
        return Merged(picked.given, picked.answer, Origin.CHOSEN)
    return Merged(None, None, Origin.CHOSEN)
