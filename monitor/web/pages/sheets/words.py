"""Answers in words: values with their units, absences, the keys that give them."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_date

from monitor.checklists.queries import Filed
from monitor.checklists.rules import (
    Absence,
    Item,
    Kind,
    Question,
    Questionnaire,
    Worded,
    question_text,
    section_title,
)
from monitor.checklists.rules.expressions import refs
from monitor.checklists.rules.model import NUMBERS
from monitor.checklists.rules.values import YES_NO
from monitor.codes import choices, label_of
from monitor.denials.rules import DenialLine
from monitor.kit.words import N_, Sentence, say, word
from monitor.records.queries import LastAnswer
from monitor.sheets.rules import Given, tree_of
from monitor.web.pages.values import minus, value_words, with_unit

ABSENCE_KEYS = {
    Absence.NOT_ASSESSED: "-",
    Absence.NOT_ALLOWED: "x",
    Absence.NOT_APPLICABLE: ".",
    Absence.UNKNOWN: "u",
}
NOTHING_YET = N_("nothing yet")
# Kinds that are written into a field, or kept in one; the others are chosen among buttons.
MEASURED = frozenset(Kind) - {Kind.YES_NO, Kind.CHOICE_ONE, Kind.CHOICE_MANY, Kind.SCALE}
INPUT_MODES = {
    Kind.INTEGER: "numeric",
    Kind.DECIMAL: "decimal",
    Kind.TIME: "numeric",
    Kind.TALLY: "numeric",
}

Choice = tuple[str, str, str]


def answers_to(question: Question, worded: Worded, language: str) -> tuple[Choice, ...]:
    """Give what can be answered by choosing: value, words, key; empty for what is measured or written."""
    if question.item.kind is Kind.YES_NO:
        return tuple((value, word(said, language), value[0]) for value, said in YES_NO.items())
    if question.item.kind is Kind.SCALE:
        steps = range(int(question.item.minimum or 0), int(question.item.maximum or 0) + 1)
        return tuple((str(step), str(step), _step_key(step, 0 in steps)) for step in steps)
    return tuple(
        (option, worded.text.options.get(option, option), _key(option, place))
        for place, option in enumerate(question.item.options, start=1)
    )


def _key(option: str, place: int) -> str:
    named = {"yes": "y", "no": "n", "partly": "p"}
    return named.get(option) or (str(place) if place < 10 else "")


def _step_key(step: int, zero_is_a_step: bool) -> str:
    """Name a step by its digit, and ten by 0 where no step is zero."""
    return str(step) if step < 10 else "0" if step == 10 and not zero_is_a_step else ""


def absences(language: str) -> tuple[Choice, ...]:
    """Give the four kinds of absence: value, words, key."""
    keys = {kind.value: key for kind, key in ABSENCE_KEYS.items()}
    return tuple((value, said, keys[value]) for value, said in choices("absences", language))


def sources(language: str) -> tuple[tuple[str, str], ...]:
    """Give where an answer can be known from: value, words."""
    return choices("sources", language)


def given_words(question: Question, worded: Worded, given: Given, language: str) -> str:
    """Word an answer as it is read: its value, or the kind of its absence."""
    if given.absence is not None:
        return word(label_of("absences", given.absence), language)
    if given.value is None:
        return "–"
    kind, options = question.item.kind, worded.text.options
    return value_words(given.value, kind=kind, options=options, unit=worded.unit, language=language)


def before_words(question: Question, worded: Worded, last: LastAnswer, language: str) -> str:
    """Tell what the last record said of a question."""
    day = format_date(last.day, "d MMM y", locale=language)
    answer = given_words(question, worded, last.given, language)
    return word(say(N_("Last record, %(day)s: %(answer)s"), day=day, answer=answer), language)


def drawn_words(question: Question, worded: Worded, given: Given, language: str) -> str:
    """Word an answer as the page of a sheet draws it again while it is filled: numbers and days as they are typed."""
    if given.blank:
        return word(NOTHING_YET, language)
    if given.value is not None and question.item.kind in NUMBERS:
        return with_unit(minus(given.value), given.value, worded.unit, language)
    if given.value is not None and question.item.kind in {Kind.DATE, Kind.MOMENT}:
        return given.value.replace("T", " ")
    return given_words(question, worded, given, language)


def title_of(asked: Questionnaire, language: str) -> str:
    """Give the checklist's title in a language, or in English."""
    titles = {texts.language: texts.title for name, texts in asked.texts if name == asked.name}
    return titles.get(language) or titles.get("en") or asked.name


def worded(asked: Questionnaire, key: str, language: str) -> Worded:
    """Give the words of one item."""
    return question_text(asked, key, language)


def calculated_words(asked: Questionnaire, item: Item, language: str) -> str:
    """Say what a computed answer is computed from: the codes of its questions, the titles of blocks it adds up."""
    keys = refs(tree_of(item.calculate)) if item.calculate else frozenset()
    own = next((part for part in asked.parts if item in (q.item for q in part.questions)), None)
    named: dict[str, None] = {}
    for part in asked.parts:
        for question in part.questions:
            if question.item.key in keys:
                whole = part.block is not None and part is not own
                named[section_title(asked, part.letter, language) if whole else question.code] = None
    return word(say(N_("Computed from %(what)s"), what=", ".join(named)), language) if named else ""


def denial_words(line: DenialLine) -> Sentence:
    """Name a denial by its number and kind; no words of anybody."""
    return say(N_("%(reference)s: %(kind)s"), reference=line.reference, kind=say(label_of("denial_kinds", line.kind)))


def versions_of(filed: Sequence[Filed], language: str) -> str:
    """Name the checklist and its version: what a sheet and a printed page are headed by."""
    return " · ".join(f"{each.worded(language).title}, {each.use.version}" for each in filed)
