"""The closed record as plain values: what was agreed, where people differed, what was measured, what came late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from monitor.checklists.rules import Absence, Indicators, Part, Questionnaire, section_title
from monitor.kit.words import N_, Sentence, count, form_for, say, word
from monitor.records.queries import MeasuredAt, RecordRowAt, VoiceThen
from monitor.records.rules import THEME, AgreedAnswer, Origin
from monitor.sheets.rules import Answer, Sheet
from monitor.sheets.rules import Late as Lateness
from monitor.web.pages.records.wording import Speaker
from monitor.web.pages.values import figure_words

ORIGINS = {
    Origin.ONE: N_("one sheet"),
    Origin.SAME: N_("all sheets alike"),
    Origin.CHOSEN: N_("chosen among sheets"),
    Origin.COMPUTED: N_("worked out"),
    Origin.BLANK: N_("left blank"),
    Origin.UNRESOLVED: N_("left open"),
}
LATENESS = {
    Lateness.RECORD_CLOSED: N_("after the record was closed"),
    Lateness.OLD_EDITION: N_("under an earlier version of the checklist"),
    Lateness.RIGHT_WITHDRAWN: N_("after its author had left the team"),
}
_ABSENT = {
    Absence.NOT_ASSESSED: N_("not assessed: %(n)s"),
    Absence.NOT_ALLOWED: N_("not allowed: %(n)s"),
    Absence.NOT_APPLICABLE: N_("not applicable: %(n)s"),
    Absence.UNKNOWN: N_("not established: %(n)s"),
}
# Measured before there were indicators, and by nothing since.
_FORMER = {"spoken_to_alone": N_("Spoken to alone, of held today")}


@dataclass(frozen=True, slots=True)
class ShownVoiceThen:
    observer: str
    said: str


@dataclass(frozen=True, slots=True)
class ShownAgreed:
    """One answer of the record; `voices` are told where people differed, with the line of dissent and its author."""

    code: str
    question: str
    said: str
    absence: str
    origin: str
    short: bool
    open: bool
    voices: tuple[ShownVoiceThen, ...]
    dissent: str
    dissenter: str


@dataclass(frozen=True, slots=True)
class AgreedRowShown:
    title: str
    items: tuple[ShownAgreed, ...]

    @property
    def short(self) -> int:
        """Count the answers that fall short."""
        return sum(item.short for item in self.items)


@dataclass(frozen=True, slots=True)
class AgreedSection:
    """A section asked once, or a block row by row."""

    letter: str
    title: str
    rows: tuple[AgreedRowShown, ...]

    @property
    def short(self) -> int:
        return sum(row.short for row in self.rows)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A measurement in words, with what it counts; `absence` names why there is none."""

    label: str
    caution: str
    said: Sentence
    absence: str
    missing: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Late:
    observer: str
    code: str
    question: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a closed record holds, as it is read for its page."""

    answers: Sequence[AgreedAnswer]
    rows: Sequence[RecordRowAt]
    voices: Mapping[UUID, VoiceThen]
    names: Mapping[UUID, str]


def shown_agreed(asked: Questionnaire, agreed: Agreed, language: str) -> tuple[AgreedSection, ...]:
    """Word what was agreed, section by section in the order of paper, blocks row by row."""
    speaker = Speaker(asked, language)
    by_place = {each.place: each for each in agreed.answers}
    sections = []
    for part in asked.parts:
        places = [None] if part.block is None else [row.id for row in agreed.rows if row.block == part.block.name]
        rows = []
        for row in places:
            found = [by_place[q.item.key, row] for q in part.questions if (q.item.key, row) in by_place]
            if found:
                rows.append(AgreedRowShown(_row_title(part, row, by_place, speaker), _items(found, agreed, speaker)))
        if rows:
            sections.append(AgreedSection(part.letter, section_title(asked, part.letter, language), tuple(rows)))
    return tuple(sections)


def _row_title(
    part: Part, row: UUID | None, by_place: Mapping[tuple[str, UUID | None], AgreedAnswer], speaker: Speaker
) -> str:
    if part.block is None or row is None:
        return ""
    named = None if part.block.private else by_place.get((part.block.label, row))
    return (named.given.value if named else None) or speaker.one_of(part.block.name)


def _items(found: Sequence[AgreedAnswer], agreed: Agreed, speaker: Speaker) -> tuple[ShownAgreed, ...]:
    return tuple(_agreed(each, agreed, speaker) for each in found)


def _agreed(each: AgreedAnswer, agreed: Agreed, speaker: Speaker) -> ShownAgreed:
    question = speaker.asked.by_key(each.key)
    unresolved = each.source is Origin.UNRESOLVED
    then = [agreed.voices[voice] for voice in each.voices if voice in agreed.voices]
    return ShownAgreed(
        code=question.code,
        question=speaker.question(each.key),
        said=word(N_("left open"), speaker.language) if unresolved else speaker.said(question, each.given),
        absence=each.given.absence.value if each.given.absence else "",
        origin=word(ORIGINS[each.source], speaker.language),
        short=bool(each.noncompliant),
        open=unresolved,
        voices=tuple(
            ShownVoiceThen(voice.observer, speaker.said(question, voice.given))
            for voice in sorted(then, key=lambda voice: voice.observer)
        ),
        dissent=each.dissent,
        dissenter=agreed.names.get(each.chosen_by, "") if each.chosen_by else "",
    )


def shown_figures(
    asked: Questionnaire, indicators: Indicators, measured: Sequence[MeasuredAt], language: str
) -> tuple[ShownFigure, ...]:
    """Word each measurement with its denominator and its absences (law 8): themes first, then indicators in their order."""
    themes = _themes(asked, language)
    order = {each.id: place for place, each in enumerate(indicators.all)}
    ordered = sorted(measured, key=lambda each: (not each.key.startswith(THEME), order.get(each.key, len(order))))
    return tuple(
        _theme(each, themes) if each.key.startswith(THEME) else _indicator(each, indicators, language)
        for each in ordered
    )


def _missing(each: MeasuredAt) -> tuple[Sentence, ...]:
    """Word what a figure could not count, each kind apart."""
    missing = tuple(say(said, n=each.absences[kind]) for kind, said in _ABSENT.items() if each.absences[kind])
    return (*missing, say(N_("left open: %(n)s"), n=each.unresolved)) if each.unresolved else missing


def _indicator(each: MeasuredAt, indicators: Indicators, language: str) -> ShownFigure:
    known = {one.id: one for one in indicators.all}.get(each.key)
    words = indicators.worded(each.key, language) if known else None
    label = words.name if words else word(_FORMER.get(each.key, each.key), language)
    unit = words.unit if words else "%"
    absence = "" if each.value is not None else each.absence or ""
    return ShownFigure(label, words.caution if words else "", _figure(each, unit, language), absence, _missing(each))


def _figure(each: MeasuredAt, unit: str, language: str) -> Sentence:
    if each.value is None:
        return say(N_("No figure"))
    value, unit = figure_words(Decimal(each.value), language), form_for(unit, Decimal(each.value), language)
    if each.numerator is not None and each.denominator is not None:
        said = N_("%(value)s %(unit)s: %(part)s of %(whole)s")
        return say(said, value=value, unit=unit, part=each.numerator, whole=each.denominator)
    if each.denominator is not None:
        return count(
            "%(value)s %(unit)s, from %(n)s row", "%(value)s %(unit)s, from %(n)s rows", each.denominator,
            value=value, unit=unit,
        )  # fmt: skip
    return say(N_("%(value)s %(unit)s"), value=value, unit=unit)


def _theme(each: MeasuredAt, themes: Mapping[str, str]) -> ShownFigure:
    whole = each.denominator or 0
    said = count(
        "%(short)s of %(n)s judged falls short",
        "%(short)s of %(n)s judged fall short",
        whole,
        short=each.numerator or 0,
    )
    theme = each.key.removeprefix(THEME)
    label = themes.get(theme, theme)
    nothing = say(N_("Nothing could be judged"))
    return ShownFigure(label, "", said if whole else nothing, "" if whole else each.absence or "", _missing(each))


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
    """Word the answers that came too late, each with why."""
    observers = {sheet.id: sheet.observer for sheet in sheets}
    known = {question.item.key: question for question in asked.everything}
    speaker = Speaker(asked, language)
    lines = []
    for answer in late:
        question = known.get(answer.key)
        code, words = (question.code, speaker.question(answer.key)) if question else ("", answer.key)
        said = speaker.said(question, answer.given) if question else answer.given.value or "–"
        why = word(LATENESS[answer.late], language) if answer.late else ""
        lines.append(Late(observers.get(answer.sheet, ""), code, words, said, why))
    return tuple(lines)
