"""What the printed pack says, worded: plain values for papers/pack.typ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.checklists.rules import Kind, Part, Question, Questionnaire, section_title
from monitor.codes import VOCABULARIES, choices
from monitor.kit.words import N_, say, word
from monitor.web.pages.sheets.words import absences, answers_to, title_of, worded

EMPTY_ROWS = 6
_GROUPS = ("gate", "inside", "people", "papers", "things")
_WORDS = {
    "observer": N_("Observed by"),
    "day": N_("Day"),
    "typed_by": N_("Typed up by"),
    "gate": N_("At the gate"),
    "times": N_("Times"),
    "numbers": N_("Numbers (unknown is an answer)"),
    "promises": N_("Promised at the closing talk"),
    "due": N_("by"),
    "checklist": N_("Checklist"),
    "denial": N_("Refusal"),
    "denial_lead": N_(
        "One page for one refusal: a closed door is one, however many questions it covers. No names of persons held."
    ),
    "what": N_("What was refused"),
    "area": N_("Which part, paper or thing"),
    "who": N_("Who was kept out"),
    "said": N_("What they said, word for word"),
    "ground": N_("Ground"),
    "ordered": N_("On whose order"),
    "written": N_("In writing?"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "then": N_("What we did then, what was offered instead"),
    "remarks": N_("Remarks"),
    "remarks_lead": N_("Code of the question, then the remark; say where it is known from."),
}
_LISTS = {
    "gate_columns": (
        N_("Person"), N_("In"), N_("Refused"), N_("Late"), N_("In part"), N_("Withdrew"), N_("Time"), N_("They said"),
    ),
    "number_fields": (N_("Held today"), N_("Spoken to alone"), N_("Spoken to in groups")),
    "denial_times": (N_("Arrived at"), N_("Refused at"), N_("Over at")),
    "decided": (N_("Rank"), N_("Post"), N_("Agency")),
}  # fmt: skip
_LEGEND = N_("Tick one answer or one of %(marks)s. A bold code is a core question: begin with these.")
_ELSEWHERE = N_("%(codes)s: filled from the cover and the refusals; not asked again.")


class Detail(StrEnum):
    """How much stands under each question."""

    QUESTIONS = "questions"
    WITH_HELP = "with_help"


@dataclass(frozen=True, slots=True)
class Cover:
    """Where, when and who; all empty on a page that must tell nothing."""

    facility: str
    days: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedItem:
    code: str
    core: bool
    question: str
    help: str
    options: tuple[str, ...]
    lines: bool
    unit: str


@dataclass(frozen=True, slots=True)
class PrintedSection:
    letter: str
    title: str
    elsewhere: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class KindGroup:
    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything on the paper."""

    title: str
    facility: str
    days: str
    team: tuple[str, ...]
    stages: tuple[str, ...]
    marks: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    kinds: tuple[KindGroup, ...]
    grounds: tuple[str, ...]
    words: Mapping[str, str | tuple[str, ...]]


def pack(asked: Questionnaire, cover: Cover, language: str, detail: Detail) -> Pack:
    """Word the pack in a language."""
    marks = absences(language)
    legend = word(say(_LEGEND, marks=", ".join(f"{key} {said}" for _, said, key in marks)), language)
    return Pack(
        title=title_of(asked, language),
        facility=cover.facility,
        days=cover.days,
        team=cover.team or ("",) * EMPTY_ROWS,
        stages=tuple(said for _, said in choices("stages", language)),
        marks=tuple(key for _, _, key in marks),
        sections=tuple(_section(asked, part, language, detail) for part in asked.parts),
        kinds=_kinds(language),
        grounds=tuple(said for _, said in choices("grounds", language)),
        words={
            "legend": legend,
            **{name: word(said, language) for name, said in _WORDS.items()},
            **{name: tuple(word(said, language) for said in several) for name, several in _LISTS.items()},
        },
    )


def _kinds(language: str) -> tuple[KindGroup, ...]:
    titles = dict(choices("denial_groups", language))
    return tuple(
        KindGroup(
            titles[group],
            tuple(word(code.label, language) for code in VOCABULARIES["denial_kinds"] if code.group == group),
        )
        for group in _GROUPS
    )


def _section(asked: Questionnaire, part: Part, language: str, detail: Detail) -> PrintedSection:
    computed = [question.code for question in part.questions if question.item.computed]
    return PrintedSection(
        letter=part.letter,
        title=section_title(asked, part.letter, language),
        elsewhere=word(say(_ELSEWHERE, codes=", ".join(computed)), language) if computed else "",
        items=tuple(
            _item(asked, question, language, detail) for question in part.questions if not question.item.computed
        ),
    )


def _item(asked: Questionnaire, question: Question, language: str, detail: Detail) -> PrintedItem:
    item, words = question.item, worded(asked, question.item.key, language)
    return PrintedItem(
        code=question.code,
        core=item.core,
        question=words.text.question,
        help=words.text.help if detail is Detail.WITH_HELP else "",
        options=tuple(said for _, said, _ in answers_to(question, words, language)),
        lines=item.kind is Kind.TEXT,
        unit=words.unit,
    )
