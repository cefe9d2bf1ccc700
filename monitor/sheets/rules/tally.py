"""How far a sheet has come: one dot per item, counts per section, each absence kind apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.checklists.rules import Absence, Part, Question, Questionnaire
from monitor.sheets.rules.answers import Given


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


def tally(questionnaire: Questionnaire, given: Mapping[str, Given]) -> tuple[SectionTally, ...]:
    """Count each section of a questionnaire, what follows from elsewhere included."""
    return tuple(_section(part, given) for part in questionnaire.parts)


def _section(part: Part, given: Mapping[str, Given]) -> SectionTally:
    found = [given.get(question.item.key, Given()) for question in part.questions]
    absences = Counter(each.absence for each in found if each.absence is not None)
    return SectionTally(
        letter=part.letter,
        asked=len(found),
        answered=sum(each.value is not None for each in found),
        blank=sum(each.blank for each in found),
        absences={kind: absences[kind] for kind in Absence},
        dots=tuple(dot_of(each) for each in found),
    )


def unanswered(questionnaire: Questionnaire, given: Mapping[str, Given]) -> tuple[Question, ...]:
    """List the questions that have no answer and that a person is asked, in the order of paper."""
    return tuple(
        question
        for question in questionnaire.questions
        if not question.item.computed and given.get(question.item.key, Given()).blank
    )
