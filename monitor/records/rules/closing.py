"""Closing: what the record says item by item, and what must be settled before it is closed."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Absence, Questionnaire
from monitor.kit.canonical import canonical
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.records.rules.measuring import Measurement
from monitor.records.rules.merging import Merged, Origin
from monitor.sheets.rules import Given


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """One item of the record; `answer` is the answer on a sheet it was taken from."""

    key: str
    given: Given
    answer: UUID | None
    chosen_by: UUID | None
    source: Origin
    noncompliant: bool | None


@dataclass(frozen=True, slots=True)
class BlankCount:
    """How many items of a section are still blank, of how many asked."""

    letter: str
    blank: int
    asked: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The record as it would be closed now."""

    items: Mapping[str, Merged]
    blanks: tuple[BlankCount, ...]
    differing: tuple[str, ...]
    without_denial: tuple[str, ...]

    @property
    def blank(self) -> int:
        return sum(count.blank for count in self.blanks)


@dataclass(frozen=True, slots=True)
class RecordHead:
    """The last closed revision of a visit's record."""

    id: UUID
    visit: UUID
    revision: int
    closed_at: datetime
    closed_by: UUID
    closed_by_name: str
    reason: str | None
    gap_reason: str | None
    digest: str


class NotOverYet(Problem):
    status = 409
    sentence = N_("This visit is not over yet. End it first, then close its record.")


class NoRecordYet(Problem):
    status = 409
    sentence = N_("The record of this visit is not closed yet.")


class RecordClosed(Problem):
    status = 409
    sentence = N_("The record is closed already. To change it, write why: a new revision is kept beside the first.")


class StillDiffer(Problem):
    status = 409
    sentence = N_("Some answers still differ between sheets. Choose one of each, then close the record.")


class Unconfirmed(Problem):
    status = 409
    sentence = N_(
        "There are blanks, and their number may have changed since you looked. Confirm that they count as not assessed."
    )


class WithoutDenial(Problem):
    status = 409
    sentence = N_("Some “not allowed” point to no refusal. Link or log the refusal, or write why there is none.")


class NoWayToTell(Problem):
    """The visit was made and has no checklist: that is a gap people may have a reason for."""

    status = 409
    sentence = N_("This visit was made, and no checklist was filled. Fill one, or write why there is none.")


def agree(questionnaire: Questionnaire, items: Mapping[str, Merged], linked: Set[UUID]) -> Draft:
    """Put the merged items together; `linked` are the answers that point to a denial."""
    return Draft(
        items=items,
        blanks=tuple(
            BlankCount(part.letter, sum(_blank(items[q.item.key]) for q in part.questions), len(part.questions))
            for part in questionnaire.parts
        ),
        differing=tuple(key for key, merged in items.items() if merged.differs),
        without_denial=tuple(key for key, merged in items.items() if _lacks_denial(merged, linked)),
    )


def _blank(merged: Merged) -> bool:
    return merged.origin is Origin.BLANK


def _lacks_denial(merged: Merged, linked: Set[UUID]) -> bool:
    refused = merged.given is not None and merged.given.absence is Absence.NOT_ALLOWED
    return refused and merged.origin is not Origin.COMPUTED and merged.answer not in linked


def check_ready(draft: Draft, confirmed_blanks: int, gap_reason: str) -> None:
    """Raise StillDiffer, Unconfirmed or WithoutDenial unless the draft may be closed as it is.

    `confirmed_blanks` is the number of blanks the person saw and confirmed; another number means the page is stale.
    """
    if draft.differing:
        raise StillDiffer()
    if draft.blank != confirmed_blanks:
        raise Unconfirmed()
    if draft.without_denial and not gap_reason:
        raise WithoutDenial()


def record_text(answers: tuple[AgreedAnswer, ...], measurements: tuple[Measurement, ...]) -> str:
    """Write a record as canonical text; its digest goes into the ledger."""
    return canonical(
        {
            "answers": {each.key: [each.given.value, each.given.absence, each.source] for each in answers},
            "measurements": {
                each.key: [each.value, each.absence, each.numerator, each.denominator] for each in measurements
            },
        }
    )
