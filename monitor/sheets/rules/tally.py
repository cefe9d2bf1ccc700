"""How far a sheet has come: one dot per item, counts per section, each absence kind apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from monitor.checklists.rules import Absence, Part, Question
from monitor.sheets.rules.answers import Given
from monitor.sheets.rules.state import SheetState


class Dot(StrEnum):
    """How an item shows in the rail of sections."""

    BLANK = ""
    DONE = "done"
    ABSENT = "absent"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class SectionTally:
    """What is answered in one section; `blank + answered + every absence` is `asked`."""

    letter: str
    asked: int
    answered: int
    blank: int
    absences: Mapping[Absence, int]
    dots: tuple[Dot, ...]

    @property
    def done(self) -> int:
        return self.asked - self.blank


def dot_of(given: Given | None) -> Dot:
    """Give an item's dot."""
    if given is None or given.blank:
        return Dot.BLANK
    if given.absence is Absence.NOT_ALLOWED:
        return Dot.NOT_ALLOWED
    return Dot.ABSENT if given.absence else Dot.DONE


def progress(state: SheetState) -> tuple[SectionTally, ...]:
    """Count each section of a sheet, blocks row by row; what is not relevant is not asked and not counted."""
    asked: dict[str, list[Given]] = {part.letter: [] for part in state.asked.parts}
    for question, row in state.places():
        if state.relevant(question.item.key, row) is not False:
            asked[question.letter].append(state.given(question.item.key, row))
    return tuple(_section(part, asked[part.letter]) for part in state.asked.parts)


def _section(part: Part, found: list[Given]) -> SectionTally:
    absences = Counter(each.absence for each in found if each.absence is not None)
    return SectionTally(
        letter=part.letter,
        asked=len(found),
        answered=sum(each.value is not None for each in found),
        blank=sum(each.blank for each in found),
        absences={kind: absences[kind] for kind in Absence},
        dots=tuple(dot_of(each) for each in found),
    )


def answered(state: SheetState, questions: Iterable[Question], row: UUID | None = None) -> tuple[int, int]:
    """Count which of some questions have an answer, once or in a row, and how many of them a person is asked there."""
    asked = [q.item.key for q in questions if not q.item.computed and state.relevant(q.item.key, row) is not False]
    return sum(not state.given(key, row).blank for key in asked), len(asked)


def unanswered(state: SheetState, row: UUID | None = None) -> tuple[Question, ...]:
    """List what has no answer among what is asked once, or in a row, in the order of paper.

    What is to be calculated from rows is among what is asked once: where there are none, a person can still say why.
    """
    return tuple(
        question
        for question, where in state.places()
        if where == row
        and question.item.follows_from is None
        and (row is None or question.item.calculate is None)
        and state.given(question.item.key, row).blank
    )
