"""Closing: what the record says place by place, and what must be settled before it is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Absence, Questionnaire
from monitor.kit.canonical import canonical
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.records.rules.matching import AgreedRow, Proposal, RowsToMatch
from monitor.records.rules.measuring import Measurement
from monitor.records.rules.merging import Merged, Origin
from monitor.sheets.rules import Given, Mismatch, Place


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """One answer of the record; `answer` is the answer on a sheet it was taken from, `row` None for what is asked once.

    `voices` are the answers that stood beside each other where sheets differed; `dissent` is the line written then,
    whose author is `chosen_by`. An UNRESOLVED one has no value and no absence.
    """

    key: str
    given: Given
    answer: UUID | None
    chosen_by: UUID | None
    source: Origin
    noncompliant: bool | None
    row: UUID | None = None
    dissent: str = ""
    voices: tuple[UUID, ...] = ()

    @property
    def place(self) -> Place:
        """Say which question of the record it answers."""
        return self.key, self.row


@dataclass(frozen=True, slots=True)
class BlankCount:
    """How many questions of a section are still blank, of how many asked; a column counts in each row."""

    letter: str
    blank: int
    asked: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The record as it would be closed now."""

    items: Mapping[Place, Merged]
    blanks: tuple[BlankCount, ...]
    differing: tuple[Place, ...]
    without_denial: tuple[Place, ...]
    proposals: tuple[Proposal, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def blank(self) -> int:
        return sum(count.blank for count in self.blanks)


@dataclass(frozen=True, slots=True)
class RecordHead:
    """One closed revision of a visit's record."""

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


class RecordClosed(Problem):
    status = 409
    sentence = N_("The record is closed already. To change it, write why: a new revision is kept beside the first.")


class StillDiffer(Problem):
    status = 409
    sentence = N_(
        "Some answers still differ between sheets. Choose one of each or leave it open, then close the record."
    )


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


def agree(
    questionnaire: Questionnaire,
    items: Mapping[Place, Merged],
    linked: Set[UUID],
    proposals: Sequence[Proposal] = (),
    mismatches: Sequence[Mismatch] = (),
) -> Draft:
    """Put the merged items together; `linked` are the answers that point to a denial."""
    letters = {question.item.key: question.letter for question in questionnaire.everything}
    sections: dict[str, list[Merged]] = {part.letter: [] for part in questionnaire.parts}
    for (key, _), merged in items.items():
        sections[letters[key]].append(merged)
    return Draft(
        items=items,
        blanks=tuple(BlankCount(letter, sum(map(_blank, found)), len(found)) for letter, found in sections.items()),
        differing=tuple(place for place, merged in items.items() if merged.differs),
        without_denial=tuple(place for place, merged in items.items() if _lacks_denial(merged, linked)),
        proposals=tuple(proposals),
        mismatches=tuple(mismatches),
    )


def _blank(merged: Merged) -> bool:
    return merged.origin is Origin.BLANK


def _lacks_denial(merged: Merged, linked: Set[UUID]) -> bool:
    refused = merged.given is not None and merged.given.absence is Absence.NOT_ALLOWED
    return refused and merged.origin is not Origin.COMPUTED and merged.answer not in linked


def check_ready(draft: Draft, confirmed_blanks: int, gap_reason: str) -> None:
    """Raise RowsToMatch, StillDiffer, Unconfirmed or WithoutDenial unless the draft may be closed as it is.

    `confirmed_blanks` is the number of blanks the person saw and confirmed; more of them mean that the page is stale,
    fewer that answers came in or that a decision settled what was not to be asked.
    """
    if draft.proposals:
        raise RowsToMatch()
    if draft.differing:
        raise StillDiffer()
    if draft.blank > confirmed_blanks:
        raise Unconfirmed()
    if draft.without_denial and not gap_reason:
        raise WithoutDenial()


def record_text(
    answers: Sequence[AgreedAnswer], measurements: Iterable[Measurement], rows: Sequence[AgreedRow] = ()
) -> str:
    """Write a record as canonical text; its digest goes into the ledger."""
    body: dict[str, object] = {
        "answers": {each.key: _told(each) for each in answers if each.row is None},
        "measurements": {
            each.key: [each.value, each.absence, each.numerator, each.denominator] for each in measurements
        },
    }
    if rows:
        body["rows"] = {
            str(row.id): [row.block, {each.key: _told(each) for each in answers if each.row == row.id}] for row in rows
        }
    return canonical(body)


def _told(each: AgreedAnswer) -> list[object]:
    return [each.given.value, each.given.absence, each.source]
