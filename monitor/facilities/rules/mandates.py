"""Who may enter where: the mandates of monitoring bodies, and which one counts for a facility on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.kit.periods import Days
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, Sentence, count, say
from monitor.kit.workdays import Workdays


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
MOST_NOTICE = 365
LETS_IN = frozenset({Coverage.COVERED, Coverage.COVERED_PARTLY, Coverage.CONTESTED})


@dataclass(frozen=True, slots=True)
class NoticeTerm:
    """How long before a visit its notice must be given: so many days, or working days where the law counts those."""

    days: int
    working: bool = False

    def give_by(self, first_day: date, workdays: Workdays) -> date:
        """Give the last day on which notice of a visit can be given."""
        return workdays.before(first_day, self.days) if self.working else first_day - timedelta(days=self.days)

    def soonest(self, today: date, workdays: Workdays) -> date:
        """Give the first day on which a visit can begin if its notice is given as soon as somebody works."""
        given = workdays.on_or_after(today)
        if not self.working:
            return given + timedelta(days=self.days)
        return workdays.after(given, self.days - 1) + timedelta(days=1)

    @property
    def said(self) -> Sentence:
        """How long before, in words."""
        if self.working:
            return count("%(n)s working day before", "%(n)s working days before", self.days)
        return count("%(n)s day before", "%(n)s days before", self.days)


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
    notice_working: bool
    days: Days

    @property
    def notice(self) -> NoticeTerm | None:
        """How long before a visit notice is needed; None if none is. Where no time is set it is the day before."""
        days = min(self.notice_days or 1, MOST_NOTICE)
        return NoticeTerm(days, self.notice_working) if self.notice_required else None

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


def check_notice(days: int | None) -> None:
    """Check how many days of notice a mandate asks for. Raises BadForm."""
    if days is not None and not 0 <= days <= MOST_NOTICE:
        said = say(N_("Notice is given at most %(most)s days before a visit."), most=MOST_NOTICE)
        raise BadForm((FieldError("notice_days", said),))


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
