"""Questionnaires: an edition with its modules, each item once, each with its short code and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from monitor.checklists.rules.identity import edition_hash
from monitor.checklists.rules.model import (
    Authority,
    Basis,
    Block,
    BlockText,
    Edition,
    Item,
    ItemText,
    Kind,
    Mark,
    Photos,
    Section,
    Source,
    Texts,
    TextStatus,
)
from monitor.kit.canonical import canonical, digest
from monitor.kit.problems import NotHere
from monitor.kit.words import DEFAULT_LANGUAGE

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """An item at its place: `code` is what stands on paper and is typed to jump."""

    code: str
    letter: str
    item: Item
    edition: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a questionnaire with the questions that remained in it."""

    letter: str
    name: str
    theme: str
    edition: str
    questions: tuple[Question, ...]
    block: Block | None = None


@dataclass(frozen=True)
class Questionnaire:
    """What one sheet asks. `editions` are the hashes it is made of, the checklist first; `hash` names the whole.

    `questions` are asked once; `blocks` are the parts asked row by row, their questions the columns.
    """

    name: str
    editions: tuple[str, ...]
    parts: tuple[Part, ...]
    texts: tuple[tuple[str, Texts], ...] = ()

    @cached_property
    def hash(self) -> str:
        """Name the questionnaire by the editions it is made of."""
        return digest(canonical(self.editions))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Give the questions asked once, in the order of paper and screen."""
        return tuple(question for part in self.parts if part.block is None for question in part.questions)

    @cached_property
    def blocks(self) -> tuple[Part, ...]:
        """Give the parts asked row by row."""
        return tuple(part for part in self.parts if part.block is not None)

    @cached_property
    def everything(self) -> tuple[Question, ...]:
        """Give the questions asked once and the columns of blocks, in the order of paper and screen."""
        return tuple(question for part in self.parts for question in part.questions)

    def block_named(self, name: str) -> Part:
        """Find the part of a block; raise NotHere when the questionnaire has none of that name."""
        return _found(part for part in self.blocks if part.block is not None and part.block.name == name)

    @cached_property
    def core_first(self) -> tuple[Question, ...]:
        """Give the core questions, then the rest, each in the order of paper."""
        return (*(q for q in self.questions if q.item.core), *(q for q in self.questions if not q.item.core))

    def by_key(self, key: str) -> Question:
        """Find the question with this key; raise NotHere when the questionnaire does not ask it."""
        if key not in self._by_key:
            raise NotHere
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.item.key: question for question in self.everything}

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Name the keys read out to a person in an interview: columns of private blocks that persons answer."""
        private = [part for part in self.blocks if part.block is not None and part.block.private]
        columns = (question.item for part in private for question in part.questions)
        return frozenset(item.key for item in columns if item.source is Source.PERSON_HELD)

    def by_code(self, code: str) -> Question:
        """Find the question with this short code, in any case of letters; raise NotHere."""
        return _found(question for question in self.everything if question.code == code.strip().upper())


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of an item; `fallback` says that English stands in for a missing translation."""

    text: ItemText
    unit: str
    language: str
    fallback: bool


def _found(candidates: Iterator[T]) -> T:
    found = next(candidates, None)
    if found is None:
        raise NotHere
    return found


def assemble(
    edition: Edition,
    modules: Sequence[Edition] = (),
    texts: Sequence[tuple[str, Texts]] = (),
    photos: Photos = Photos.ALLOWED,
) -> Questionnaire:
    """Put a checklist and its modules together in the order of their section letters.

    An item that stands in several of them is asked once, at its first place; codes never move, so a removed
    repetition leaves a gap, as does a photo where the checklist forbids them. `texts` pairs an edition's name with its
    words.
    """
    members = (edition, *modules)
    placed = sorted(((s, e) for e in members for s in e.sections), key=lambda pair: pair[0].letter)
    asked: set[str] = set()
    left_out = frozenset({Kind.PHOTO} if photos is Photos.FORBIDDEN else ())
    parts = tuple(part for section, owner in placed if (part := _part(section, owner, asked, left_out)).questions)
    return Questionnaire(edition.name, tuple(edition_hash(each) for each in members), parts, tuple(texts))


def _part(section: Section, owner: Edition, asked: set[str], left_out: frozenset[Kind]) -> Part:
    questions = []
    for position, item in enumerate(section.items, start=1):
        if item.key not in asked and item.kind not in left_out:
            asked.add(item.key)
            questions.append(Question(f"{section.letter}{position}", section.letter, item, owner.name))
    return Part(section.letter, section.name, section.theme, owner.name, tuple(questions), section.block)


def question_text(questionnaire: Questionnaire, key: str, language: str) -> Worded:
    """Give an item's words in a language, or in English and marked when it has none there.

    What is asked of a person in an interview (a column of a private block) is never shown from a draft.
    """
    if key in questionnaire.spoken:
        return confirmed_or_english(questionnaire, key, language)
    return _worded(questionnaire, key, language, frozenset(TextStatus))


def confirmed_or_english(questionnaire: Questionnaire, key: str, language: str) -> Worded:
    """Give an item's words in a language when somebody confirmed them, else in English and marked.

    English is the source: it is shown even while it is a draft itself.
    """
    return _worded(questionnaire, key, language, frozenset({TextStatus.CONFIRMED}))


def _worded(questionnaire: Questionnaire, key: str, language: str, accepted: frozenset[TextStatus]) -> Worded:
    question = questionnaire.by_key(key)
    for texts in _spoken(questionnaire, question.edition, language):
        text = texts.items.get(key)
        if text is not None and (texts.language == DEFAULT_LANGUAGE or text.status in accepted):
            unit = texts.units.get(question.item.unit or "", "")
            return Worded(text, unit, texts.language, texts.language != language)
    raise NotHere


def _spoken(questionnaire: Questionnaire, edition: str, language: str) -> Iterator[Texts]:
    """Go through the words of an edition in a language, then in English."""
    for wanted in (language, DEFAULT_LANGUAGE):
        yield from (texts for name, texts in questionnaire.texts if name == edition and texts.language == wanted)


def section_title(questionnaire: Questionnaire, letter: str, language: str) -> str:
    """Give a section's title in a language, in English when it has none there."""
    part = _found(part for part in questionnaire.parts if part.letter == letter)
    words = _spoken(questionnaire, part.edition, language)
    return _found(texts.sections[part.name] for texts in words if part.name in texts.sections)


def block_text(questionnaire: Questionnaire, block: str, language: str) -> BlockText:
    """Give the words of a block (one row, the button that adds one) in a language, in English when it has none there."""
    words = _spoken(questionnaire, questionnaire.block_named(block).edition, language)
    return _found(texts.blocks[block] for texts in words if block in texts.blocks)


def authority_of(item: Item, texts: Texts) -> Authority | None:
    """Say how an item's threshold may be spoken of; a number not checked in its source is never a limit."""
    rule = item.noncompliant
    if rule is None:
        return None
    match rule.basis:
        case Basis.STANDARD:
            cited = texts.provisions.get(rule.reference or "")
            unchecked = cited is None or cited.mark is Mark.FROM_KNOWLEDGE
            return Authority.UNCHECKED if unchecked else Authority.LIMIT
        case Basis.DESIRABLE_STANDARD:
            return Authority.DESIRABLE
        case Basis.NATIONAL_PARAMETER:
            return Authority.NATIONAL
        case Basis.ANY_CASE:
            return Authority.ANY_CASE
        case Basis.WORKING_PROPOSAL:
            return Authority.OUR_OWN
        case None:
            return Authority.PLAIN
