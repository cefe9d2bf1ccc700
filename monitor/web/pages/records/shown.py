"""The record as plain values: what is to be settled before closing, and what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.checklists.rules import Absence, Questionnaire, section_title
from monitor.kit.words import N_, Sentence, count, say, word
from monitor.records.queries import Drafted, MeasuredAt
from monitor.records.rules import OCCUPANCY, SPOKEN_TO_ALONE, THEME, AgreedAnswer, Origin
from monitor.sheets.rules import Answer, Sheet
from monitor.web.pages.sheets.words import given_words, worded

ORIGINS = {
    Origin.ONE: N_("one sheet"),
    Origin.SAME: N_("all sheets alike"),
    Origin.CHOSEN: N_("chosen among sheets"),
    Origin.COMPUTED: N_("from the visit itself"),
    Origin.BLANK: N_("left blank"),
}
RATIOS = {
    OCCUPANCY: N_("Occupancy: held today of official places"),
    SPOKEN_TO_ALONE: N_("Spoken to alone, of held today"),
}
_ABSENT: Sequence[tuple[Absence, str]] = (
    (Absence.NOT_ASSESSED, N_("not assessed: %(n)s")),
    (Absence.NOT_ALLOWED, N_("not allowed: %(n)s")),
    (Absence.NOT_APPLICABLE, N_("not applicable: %(n)s")),
    (Absence.UNKNOWN, N_("not established: %(n)s")),
)


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """One person's answer to an item on which two differ."""

    answer: str
    observer: str
    said: str
    remark: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Differing:
    code: str
    question: str
    voices: tuple[ShownVoice, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Blank:
    letter: str
    title: str
    said: Sentence


@dataclass(frozen=True, slots=True)
class Undenied:
    """A "not allowed" without its refusal, and the sheet where it is linked."""

    code: str
    question: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownDraft:
    differing: tuple[Differing, ...]
    blanks: tuple[Blank, ...]
    blank: int
    undenied: tuple[Undenied, ...]
    still_open: int


@dataclass(frozen=True, slots=True)
class ShownAgreed:
    code: str
    question: str
    said: str
    absence: str
    origin: str
    short: bool


@dataclass(frozen=True, slots=True)
class AgreedSection:
    letter: str
    title: str
    items: tuple[ShownAgreed, ...]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A measurement in words, with what it counts; `absence` names why there is none."""

    label: str
    said: Sentence
    absence: str
    missing: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Late:
    observer: str
    code: str
    question: str
    said: str


def shown_draft(drafted: Drafted, language: str) -> ShownDraft | None:
    """Word what is to be settled; None where there is no checklist."""
    asked, draft = drafted.questionnaire, drafted.draft
    if asked is None or draft is None:
        return None
    differing = [key for key, item in drafted.items.items() if item.merged.origin is Origin.CHOSEN]
    return ShownDraft(
        differing=tuple(_differing(drafted, asked, key, language) for key in differing),
        blanks=tuple(
            Blank(each.letter, section_title(asked, each.letter, language), _blank(each.blank, each.asked))
            for each in draft.blanks
            if each.blank
        ),
        blank=draft.blank,
        undenied=tuple(_undenied(drafted, asked, key, language) for key in draft.without_denial),
        still_open=len(draft.differing),
    )


def _blank(blank: int, asked: int) -> Sentence:
    return count("%(blank)s of %(n)s question blank", "%(blank)s of %(n)s questions blank", asked, blank=blank)


def _differing(drafted: Drafted, asked: Questionnaire, key: str, language: str) -> Differing:
    question, item, words = asked.by_key(key), drafted.items[key], worded(asked, key, language)
    return Differing(
        code=question.code,
        question=words.text.question,
        voices=tuple(
            ShownVoice(
                answer=str(voice.answer.id),
                observer=voice.sheet.observer,
                said=given_words(question, words, voice.answer.given, language),
                remark=voice.answer.remark,
                chosen=voice.answer.id == item.merged.answer,
            )
            for voice in item.voices
        ),
        open=item.merged.differs,
    )


def _undenied(drafted: Drafted, asked: Questionnaire, key: str, language: str) -> Undenied:
    code, voices = asked.by_key(key).code, drafted.items[key].voices
    sheet = next(voice.sheet.id for voice in voices if voice.answer.id == drafted.items[key].merged.answer)
    return Undenied(code, worded(asked, key, language).text.question, f"/sheets/{sheet}#i-{code}")


def shown_agreed(asked: Questionnaire, agreed: Sequence[AgreedAnswer], language: str) -> tuple[AgreedSection, ...]:
    """Word what was agreed, section by section in the order of paper."""
    by_key = {each.key: each for each in agreed}
    sections = []
    for part in asked.parts:
        items = tuple(
            _agreed(asked, by_key[question.item.key], language)
            for question in part.questions
            if question.item.key in by_key
        )
        if items:
            sections.append(AgreedSection(part.letter, section_title(asked, part.letter, language), items))
    return tuple(sections)


def _agreed(asked: Questionnaire, each: AgreedAnswer, language: str) -> ShownAgreed:
    question, words = asked.by_key(each.key), worded(asked, each.key, language)
    return ShownAgreed(
        code=question.code,
        question=words.text.question,
        said=given_words(question, words, each.given, language),
        absence=each.given.absence.value if each.given.absence else "",
        origin=word(ORIGINS[each.source], language),
        short=bool(each.noncompliant),
    )


def shown_figures(asked: Questionnaire, measured: Sequence[MeasuredAt], language: str) -> tuple[ShownFigure, ...]:
    """Word each measurement with its denominator and its absences (law 8)."""
    themes = _themes(asked, language)
    return tuple(_figure(each, themes, language) for each in measured)


def _figure(each: MeasuredAt, themes: Mapping[str, str], language: str) -> ShownFigure:
    counted = {
        Absence.NOT_ASSESSED: each.not_assessed,
        Absence.NOT_ALLOWED: each.not_allowed,
        Absence.NOT_APPLICABLE: each.not_applicable,
        Absence.UNKNOWN: each.unknown,
    }
    missing = tuple(say(said, n=counted[kind]) for kind, said in _ABSENT if counted[kind])
    if not each.key.startswith(THEME):
        label = word(RATIOS[each.key], language)
        known = each.value is not None
        said = say(
            N_("%(value)s %%: %(part)s of %(whole)s"),
            value=each.value or "",
            part=each.numerator or 0,
            whole=each.denominator or 0,
        )
        return ShownFigure(
            label, said if known else say(N_("No figure")), (each.absence or "") if not known else "", missing
        )
    whole = each.denominator or 0
    said = count(
        "%(short)s of %(n)s judged falls short",
        "%(short)s of %(n)s judged fall short",
        whole,
        short=each.numerator or 0,
    )
    label = themes.get(each.key.removeprefix(THEME), each.key)
    return ShownFigure(
        label, said if whole else say(N_("Nothing could be judged")), (each.absence or "") if not whole else "", missing
    )


def _themes(asked: Questionnaire, language: str) -> dict[str, str]:
    """Give each theme's label, in English where it has none in the language."""
    found: dict[str, str] = {}
    for wanted in ("en", language):
        for _, texts in asked.texts:
            if texts.language == wanted:
                found.update(texts.themes)
    return found


def shown_late(
    asked: Questionnaire, late: Sequence[Answer], sheets: Sequence[Sheet], language: str
) -> tuple[Late, ...]:
    """Word the answers that came after closing."""
    observers = {sheet.id: sheet.observer for sheet in sheets}
    lines = []
    for answer in late:
        question, words = asked.by_key(answer.key), worded(asked, answer.key, language)
        said = given_words(question, words, answer.given, language)
        lines.append(Late(observers[answer.sheet], question.code, words.text.question, said))
    return tuple(lines)
