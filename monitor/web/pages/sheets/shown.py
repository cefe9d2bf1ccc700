"""The sheet page as plain values: items worded, core first, the rest by section, the rail of sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.checklists.queries import Filed
from monitor.checklists.rules import Kind, Part, Question, Questionnaire, section_title
from monitor.denials.rules import DenialLine
from monitor.kit.words import word
from monitor.records.queries import LastAnswer
from monitor.sheets.rules import Answer, Followed, Given, SectionTally, tally
from monitor.visits.rules import Visit
from monitor.web.pages.sheets.words import INPUT_MODES, MEASURED, Choice, answers_to, denial_words, given_words, worded

_PLACES = {
    "heads": "/visits/{visit}#numbers",
    "plan": "/visits/{visit}#plan",
    "gate": "/visits/{visit}/gate",
    "denials": "/visits/{visit}#refusals",
    "facility": "/facilities/{facility}",
}


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything that stands on one sheet and around it."""

    visit: Visit
    asked: Questionnaire
    answers: Mapping[str, Answer]
    followed: Mapping[str, Followed]
    last: Mapping[str, LastAnswer]
    denials: Sequence[DenialLine]

    def given(self) -> dict[str, Given]:
        """Give what stands for each item, computed ones included."""
        return {
            **{key: answer.given for key, answer in self.answers.items()},
            **{key: followed.given for key, followed in self.followed.items()},
        }


@dataclass(frozen=True, slots=True)
class Computed:
    """An answer that follows from elsewhere, where from, and where to correct it."""

    said: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    key: str
    code: str
    question: str
    help: str
    fallback: bool
    private: bool
    answers: tuple[Choice, ...]
    many: bool
    measured: bool
    inputmode: str
    long: bool
    unit: str
    value: str
    chosen: str
    chosen_many: tuple[str, ...]
    sources: tuple[str, ...]
    remark: str
    area: str
    denial: str
    before: str
    computed: Computed | None


@dataclass(frozen=True, slots=True)
class ShownSection:
    letter: str
    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class RailPart:
    href: str
    letter: str
    title: str
    current: bool
    tally: str
    dots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    core: tuple[ShownItem, ...]
    sections: tuple[ShownSection, ...]
    rail: tuple[RailPart, ...]
    denials: tuple[tuple[str, str], ...]


Before = Callable[[LastAnswer, str], str]


def shown_sheet(content: SheetContent, language: str, before: Before) -> ShownSheet:
    """Word a sheet in a language; `before` words the last visit's answer, shown after one's own only."""
    asked, given = content.asked, content.given()
    counted = {each.letter: each for each in tally(asked, given)}
    items = {q.item.key: shown_item(content, q, language, before) for q in asked.questions}
    return ShownSheet(
        core=tuple(items[q.item.key] for q in asked.questions if _comes_first(q)),
        sections=tuple(
            ShownSection(
                letter=part.letter,
                title=section_title(asked, part.letter, language),
                items=tuple(items[q.item.key] for q in part.questions if not _comes_first(q)),
            )
            for part in asked.parts
        ),
        rail=tuple(_rail(asked, part, counted[part.letter], language) for part in asked.parts),
        denials=tuple((str(line.id), word(denial_words(line), language)) for line in content.denials),
    )


def _comes_first(question: Question) -> bool:
    # What is computed asks nothing of anybody: it waits in its section.
    return question.item.core and not question.item.computed


def _rail(asked: Questionnaire, part: Part, counted: SectionTally, language: str) -> RailPart:
    return RailPart(
        href=f"#s-{part.letter}",
        letter=part.letter,
        title=section_title(asked, part.letter, language),
        current=False,
        tally=f"{counted.done}/{counted.asked}",
        dots=tuple(dot.value for dot in counted.dots),
    )


def shown_item(content: SheetContent, question: Question, language: str, before: Before) -> ShownItem:
    """Word one item with what stands on the sheet for it."""
    item, words = question.item, worded(content.asked, question.item.key, language)
    answer = content.answers.get(item.key)
    given = answer.given if answer else Given()
    last = content.last.get(item.key)
    measured = item.kind in MEASURED
    return ShownItem(
        key=item.key,
        code=question.code,
        question=words.text.question,
        help=words.text.help,
        fallback=words.fallback,
        private=item.private_only,
        answers=answers_to(question, words, language),
        many=item.kind is Kind.CHOICE_MANY,
        measured=measured,
        inputmode=INPUT_MODES.get(item.kind, "text"),
        long=item.kind is Kind.TEXT,
        unit=words.unit,
        value=(given.value or "") if measured else "",
        chosen=given.absence.value if given.absence else "" if measured else given.value or "",
        chosen_many=tuple((given.value or "").split(",")) if item.kind is Kind.CHOICE_MANY else (),
        sources=tuple(answer.sources) if answer else (),
        remark=answer.remark if answer else "",
        area=answer.area if answer else "",
        denial=str(answer.denial) if answer and answer.denial else "",
        before=before(last, given_words(question, words, last.given, language)) if last and not given.blank else "",
        computed=_computed(content, question, language),
    )


def _computed(content: SheetContent, question: Question, language: str) -> Computed | None:
    followed = content.followed.get(question.item.key)
    if followed is None:
        return None
    words = worded(content.asked, question.item.key, language)
    place = _PLACES[followed.place].format(visit=content.visit.id, facility=content.visit.facility)
    return Computed(given_words(question, words, followed.given, language), word(followed.source, language), place)


def versions_of(filed: Sequence[Filed], language: str) -> str:
    """Name the checklist and its version: what a sheet and a printed page are headed by."""
    return " · ".join(f"{each.worded(language).title}, {each.use.version}" for each in filed)
