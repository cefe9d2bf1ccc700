"""Who may enter where: the mandates of monitoring bodies, and which one counts for a facility on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from monitor.kit.periods import Days
from monitor.kit.problems import Problem
from monitor.kit.words import N_


class Coverage(StrEnum):
    """What the law, and practice, let the body do in a place."""

    COVERED = "covered"
    COVERED_PARTLY = "covered_partly"
    CONTESTED = "contested"
    NOT_COVERED = "not_covered"
    UNKNOWN = "unknown"


COVERAGE_WORDS = {
    Coverage.COVERED: N_("Covered"),
    Coverage.COVERED_PARTLY: N_("Covered in part"),
    Coverage.CONTESTED: N_("Contested by the authority"),
    Coverage.NOT_COVERED: N_("Not covered"),
    Coverage.UNKNOWN: N_("Not established"),
}
LETS_IN = frozenset({Coverage.COVERED, Coverage.COVERED_PARTLY, Coverage.CONTESTED})


@dataclass(frozen=True, slots=True)
class Mandate:
    """A body's mandate for one facility, for a type of facility, or (neither given) for all of them."""

    id: UUID
    organisation: UUID
    organisation_name: str
    facility: UUID | None
    facility_type: str | None
    coverage: Coverage
    legal_basis: str
    notice_required: bool
    notice_days: int | None
    days: Days

    @property
    def lets_in(self) -> bool:
        """Say whether a visit rests on this mandate, contested or not."""
        return self.coverage in LETS_IN

    @property
    def breadth(self) -> int:
        """Say how much it speaks of: 0 one facility, 1 a type, 2 all."""
        return 0 if self.facility else 1 if self.facility_type else 2


class BasisNeeded(Problem):
    status = 422
    sentence = N_("Name the law, order or agreement that the mandate rests on.")


def mandate_that_counts(mandates: Iterable[Mandate], *, facility: UUID, kind: str, day: date) -> Mandate | None:
    """Choose, of one body's mandates, the one that counts: the narrowest, and of these the latest to begin.

    The mandates come in the order they were entered, so that of two that begin together the later entry counts.
    """
    speaking = [
        mandate
        for mandate in mandates
        if day in mandate.days and mandate.facility in (None, facility) and mandate.facility_type in (None, kind)
    ]
    chosen: Mandate | None = None
    for mandate in speaking:
        if chosen is None or _rank(mandate) >= _rank(chosen):
            chosen = mandate
    return chosen


def _rank(mandate: Mandate) -> tuple[int, date]:
    return -mandate.breadth, mandate.days.start or date.min
