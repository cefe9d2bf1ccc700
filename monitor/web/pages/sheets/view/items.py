"""One question of a sheet as plain values: worded, with what stands for it, or blank for whoever fills it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Kind, Question, Questionnaire
from monitor.kit.words import without_number, word
from monitor.sheets.rules import Answer, Followed, Given
from monitor.visits.rules import Visit
from monitor.web.pages.sheets.words import INPUT_MODES, MEASURED, Choice, answers_to, drawn_words, worded

_PLACES = {
    "heads": "/visits/{visit}#numbers",
    "plan": "/visits/{visit}#plan",
    "gate": "/visits/{visit}/gate",
    "denials": "/visits/{visit}#refusals",
    "facility": "/facilities/{facility}",
    "recommendations": "/facilities/{facility}",
}


@dataclass(frozen=True, slots=True)
class Computed:
    """An answer that nobody is asked: what it is, where it comes from, and where to correct it."""

    said: str
    source: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A question; `place` names its controls (the key, and the row in a block), `ident` makes its ids on the page.

    `asked` is False while its rule says that it does not apply; `misfit` and `unsure` say that its answer breaks a rule,
    or needs a second look.
    """

    key: str
    row: str
    place: str
    ident: str
    code: str
    kind: str
    question: str
    help: str
    fallback: bool
    private: bool
    constraint: str
    confirm: str
    answers: tuple[Choice, ...]
    measured: bool
    inputmode: str
    unit: str
    short: bool = False
    value: str = ""
    clock: str = ""
    chosen: str = ""
    chosen_many: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    remark: str = ""
    area: str = ""
    denial: str = ""
    before: str = ""
    computed: Computed | None = None
    asked: bool = True
    misfit: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for a question, and what the rules say of it."""

    answer: Answer | None = None
    before: str = ""
    computed: Computed | None = None
    asked: bool = True
    misfit: bool = False
    unsure: bool = False


BLANK = Standing()


def place_of(key: str, row: UUID | None) -> str:
    """Name a question's controls on the page: by its key, and its row in a block."""
    return key if row is None else f"{key}@{row}"


def shown_item(
    asked: Questionnaire, question: Question, row: UUID | None, language: str, standing: Standing = BLANK
) -> ShownItem:
    """Word one question with what stands for it; in a block, for one row."""
    item, words = question.item, worded(asked, question.item.key, language)
    answer = standing.answer
    given = answer.given if answer else Given()
    value, clock = _written(item.kind, given.value or "")
    return ShownItem(
        key=item.key,
        row=str(row) if row else "",
        place=place_of(item.key, row),
        ident=question.code if row is None else f"{question.code}@{row}",
        code=question.code,
        kind=item.kind.value,
        question=words.text.question,
        help=words.text.help,
        fallback=words.fallback,
        private=item.private_only,
        constraint=words.text.constraint,
        confirm=words.text.confirm,
        answers=answers_to(question, words, language),
        measured=item.kind in MEASURED,
        inputmode=INPUT_MODES.get(item.kind, "text"),
        unit=without_number(words.unit),
        short=_is_label(asked, question),
        value=value,
        clock=clock,
        chosen=given.absence.value if given.absence else "" if item.kind in MEASURED else given.value or "",
        chosen_many=tuple((given.value or "").split(",")) if item.kind is Kind.CHOICE_MANY else (),
        photos=tuple(filter(None, value.split(","))) if item.kind is Kind.PHOTO else (),
        sources=tuple(answer.sources) if answer else (),
        remark=answer.remark if answer else "",
        area=answer.area if answer else "",
        denial=str(answer.denial) if answer and answer.denial else "",
        before=standing.before,
        computed=standing.computed,
        asked=standing.asked,
        misfit=standing.misfit,
        unsure=standing.unsure,
    )


def _written(kind: Kind, value: str) -> tuple[str, str]:
    """Give what stands in an item's field, and in the field of the time beside a day."""
    if kind not in MEASURED:
        return "", ""
    if kind is Kind.MOMENT:
        day, _, clock = value.replace("T", " ").partition(" ")
        return day, clock
    return value, ""


def _is_label(asked: Questionnaire, question: Question) -> bool:
    return any(part.block is not None and part.block.label == question.item.key for part in asked.blocks)


def followed_words(
    asked: Questionnaire, question: Question, followed: Followed, visit: Visit, language: str
) -> Computed:
    """Word an answer that follows from the visit, its denials or the facility, with the place to correct it."""
    said = drawn_words(question, worded(asked, question.item.key, language), followed.given, language)
    href = _PLACES[followed.place].format(visit=visit.id, facility=visit.facility)
    return Computed(said, word(followed.source, language), href)
