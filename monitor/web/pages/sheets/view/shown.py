"""The sheet page as plain values: sections and blocks with their questions, the rail, what does not add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Part, Question, Questionnaire, section_title
from monitor.denials.rules import DenialLine
from monitor.kit.words import word
from monitor.records.queries import LastAnswer
from monitor.sheets.rules import (
    Answer,
    Followed,
    Given,
    Mismatch,
    Place,
    SectionTally,
    SheetState,
    dot_of,
    mismatches,
    progress,
)
from monitor.visits.rules import Visit
from monitor.web.pages.sheets.view.items import Computed, ShownItem, Standing, followed_words, shown_item
from monitor.web.pages.sheets.words import before_words, calculated_words, denial_words, drawn_words, worded


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything that stands on one sheet and around it."""

    visit: Visit
    asked: Questionnaire
    answers: Mapping[Place, Answer]
    state: SheetState
    followed: Mapping[str, Followed]
    last: Mapping[str, LastAnswer]
    denials: Sequence[DenialLine]


@dataclass(frozen=True, slots=True)
class ShownSection:
    letter: str
    title: str
    items: tuple[ShownItem, ...]
    opened: bool = False


@dataclass(frozen=True, slots=True)
class RailPart:
    href: str
    letter: str
    title: str
    current: bool
    tally: str
    dots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A column to be compared with an item outside, and the sentence where they differ now."""

    column: str
    item: str
    said: Mismatch | None


def shown_question(content: SheetContent, question: Question, row: UUID | None, language: str) -> ShownItem:
    """Word a question, in a row or asked once, with what stands for it."""
    return shown_item(content.asked, question, row, language, _standing(content, question, row, language))


def _standing(content: SheetContent, question: Question, row: UUID | None, language: str) -> Standing:
    """Gather what stands for a question, and what its rules say of it."""
    item, state = question.item, content.state
    answer = content.answers.get((item.key, row))
    last = content.last.get(item.key) if row is None and answer and not answer.given.blank else None
    asked = state.relevant(item.key, row) is not False
    judged = asked and answer is not None and answer.given.value is not None and not item.computed
    return Standing(
        answer=answer,
        before=before_words(question, worded(content.asked, item.key, language), last, language) if last else "",
        computed=_computed(content, question, row, language),
        asked=asked,
        misfit=judged and not _holds(state, item.constraint, item.key, row),
        unsure=judged and not _holds(state, item.confirm, item.key, row),
    )


def _holds(state: SheetState, rule: str | None, key: str, row: UUID | None) -> bool:
    return rule is None or state.holds(rule, row, state.value(key, row)) is not False


def _computed(content: SheetContent, question: Question, row: UUID | None, language: str) -> Computed | None:
    if not question.item.computed:
        return None
    followed = content.followed.get(question.item.key)
    if followed is not None:
        return followed_words(content.asked, question, followed, content.visit, language)
    words = worded(content.asked, question.item.key, language)
    said = drawn_words(question, words, content.state.given(question.item.key, row), language)
    return Computed(said, calculated_words(content.asked, question.item, language))


def untyped(content: SheetContent) -> dict[str, Given]:
    """Gather what stands for items without controls: what follows from elsewhere, and why one was not calculated."""
    reasons = {q.item.key: content.state.said(q.item.key) for q in content.asked.questions if q.item.calculate}
    return {key: each.given for key, each in content.followed.items()} | {
        key: given for key, given in reasons.items() if not given.blank
    }


def shown_sections(
    content: SheetContent, items: Mapping[str, ShownItem], language: str, *, on_paper: bool
) -> tuple[ShownSection, ...]:
    """Lay out what is asked once by section; as on paper, or without the core questions that come before."""
    return tuple(
        ShownSection(
            letter=part.letter,
            title=section_title(content.asked, part.letter, language),
            items=tuple(items[q.item.key] for q in part.questions if on_paper or not comes_first(q)),
        )
        for part in content.asked.parts
        if part.block is None
    )


def comes_first(question: Question) -> bool:
    """Say whether a question stands among the core ones at the top; what is computed waits in its section."""
    return question.item.core and not question.item.computed


def sums_of(content: SheetContent) -> tuple[Sum, ...]:
    """List the columns that should add up to an item outside their block."""
    wrong = {each.column: each for each in mismatches(content.asked, content.state)}
    return tuple(
        Sum(total.column, total.equals, wrong.get(total.column))
        for part in content.asked.blocks
        for total in (part.block.sums if part.block else ())
    )


def rail(content: SheetContent, language: str) -> tuple[RailPart, ...]:
    """Lay out the rail of sections: a dot for each question asked, for a block the number of its rows."""
    by_letter = {each.letter: each for each in progress(content.state)}
    return tuple(_rail_part(content, part, by_letter[part.letter], language) for part in content.asked.parts)


def _rail_part(content: SheetContent, part: Part, counted: SectionTally, language: str) -> RailPart:
    rows = content.state.rows(part.block.name) if part.block else ()
    dots = () if part.block else tuple(_dot(content.state, question) for question in part.questions)
    return RailPart(
        href=f"#s-{part.letter}",
        letter=part.letter,
        title=section_title(content.asked, part.letter, language),
        current=False,
        tally=str(len(rows)) if part.block else f"{counted.done}/{counted.asked}",
        dots=dots,
    )


def _dot(state: SheetState, question: Question) -> str:
    if state.relevant(question.item.key) is False:
        return "not_asked"
    return dot_of(state.given(question.item.key)).value


def denials_shown(content: SheetContent, language: str) -> tuple[tuple[str, str], ...]:
    """Word the refusals that a "not allowed" may point to."""
    return tuple((str(line.id), word(denial_words(line), language)) for line in content.denials)
