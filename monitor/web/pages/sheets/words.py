"""Answers in words: values with their units, absences, the keys that give them."""

from __future__ import annotations

from monitor.checklists.rules import Absence, Kind, Question, Questionnaire, Worded, question_text
from monitor.codes import choices, label_of
from monitor.denials.rules import DenialLine
from monitor.kit.words import N_, Sentence, say, word
from monitor.sheets.rules import Given

YES_NO = (("yes", N_("Yes"), "y"), ("no", N_("No"), "n"))
ABSENCE_KEYS = {
    Absence.NOT_ASSESSED: "-",
    Absence.NOT_ALLOWED: "x",
    Absence.NOT_APPLICABLE: ".",
    Absence.UNKNOWN: "u",
}
MEASURED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.TEXT, Kind.DATE, Kind.TIME})
INPUT_MODES = {Kind.INTEGER: "numeric", Kind.DECIMAL: "decimal", Kind.TIME: "numeric"}

Choice = tuple[str, str, str]


def answers_to(question: Question, worded: Worded, language: str) -> tuple[Choice, ...]:
    """Give what can be answered by choosing: value, words, key; empty for what is measured or written."""
    if question.item.kind is Kind.YES_NO:
        return tuple((value, word(said, language), key) for value, said, key in YES_NO)
    return tuple(
        (option, worded.text.options.get(option, option), _key(option, place))
        for place, option in enumerate(question.item.options, start=1)
    )


def _key(option: str, place: int) -> str:
    named = {"yes": "y", "no": "n", "partly": "p"}
    return named.get(option) or (str(place) if place < 10 else "")


def absences(language: str) -> tuple[Choice, ...]:
    """Give the four kinds of absence: value, words, key."""
    keys = {kind.value: key for kind, key in ABSENCE_KEYS.items()}
    return tuple((value, said, keys[value]) for value, said in choices("absences", language))


def sources(language: str) -> tuple[tuple[str, str], ...]:
    """Give where an answer can be known from: value, words."""
    return choices("sources", language)


def given_words(question: Question, worded: Worded, given: Given, language: str) -> str:
    """Word an answer as it is read: option labels, a number with its unit, or the kind of its absence."""
    if given.absence is not None:
        return word(label_of("absences", given.absence), language)
    if given.value is None:
        return "–"
    labels = {value: said for value, said, _ in answers_to(question, worded, language)}
    if labels:
        return ", ".join(labels.get(part, part) for part in given.value.split(","))
    return f"{given.value} {worded.unit}".strip()


def title_of(asked: Questionnaire, language: str) -> str:
    """Give the checklist's title in a language, or in English."""
    titles = {texts.language: texts.title for name, texts in asked.texts if name == asked.name}
    return titles.get(language) or titles.get("en") or asked.name


def worded(asked: Questionnaire, key: str, language: str) -> Worded:
    """Give the words of one item."""
    return question_text(asked, key, language)


def denial_words(line: DenialLine) -> Sentence:
    """Name a denial by its number and kind; no words of anybody."""
    return say(N_("%(reference)s: %(kind)s"), reference=line.reference, kind=say(label_of("denial_kinds", line.kind)))
