"""Which columns an export has: every question once, over all versions as far as its answers may stand together.

No column tells in which order people were talked to (law 6): of rows in private no text, no photo, no time of day leaves
the house, and nothing that is sealed leaves at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Item, Kind, Part, Question, Questionnaire, question_text, section_title
from monitor.records.rules.exporting.choosing import Wanted, What, Words

FREE = frozenset({Kind.TEXT, Kind.PHOTO})
CLOCKS = frozenset({Kind.TIME, Kind.MOMENT})


@dataclass(frozen=True, slots=True)
class Asked:
    """What visits were asked: the ids of the editions, and their questions.

    `earlier` says of a key how many breaks came after it: answers under it never stand in one column with later ones.
    """

    editions: tuple[UUID, ...]
    asked: Questionnaire
    version: str
    earlier: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A question of the export, its answer in one column, why there is none in the next, then one for each option.

    `title` and `options` are the words that stand in headings and cells; `name` is the key, or the key and a number of
    breaks where the question was asked otherwise before.
    """

    name: str
    item: Item
    section: str
    title: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one block, or (with an empty name) of what is asked once."""

    block: str
    private: bool
    columns: tuple[Column, ...]


def name_at(key: str, asked: Asked) -> str:
    """Name the column in which a form's answers to a key stand."""
    breaks = asked.earlier.get(key, 0)
    return key if not breaks else f"{key}.before{breaks if breaks > 1 else ''}"


def tables(forms: Sequence[Asked], wanted: Wanted, *, free: bool) -> tuple[Table, ...]:
    """Lay the export out, the table of what is asked once first; of forms the latest last, whose words are taken.

    `free` says whether free words and photos leave: they do not for who reads figures only.
    """
    found: dict[str, dict[str, tuple[tuple[str, int], Column]]] = {"": {}}
    private: dict[str, bool] = {"": False}
    for form in reversed(forms):
        for part in form.asked.parts:
            block = part.block.name if part.block else ""
            apart = bool(part.block and part.block.private)
            if apart and wanted.what is What.SHEETS:
                continue
            private.setdefault(block, apart)
            _gather(found.setdefault(block, {}), form, part, wanted, free)
    return tuple(
        Table(block, private[block], tuple(column for _, column in sorted(columns.values(), key=lambda each: each[0])))
        for block, columns in found.items()
    )


def _gather(
    columns: dict[str, tuple[tuple[str, int], Column]],
    form: Asked,
    part: Part,
    wanted: Wanted,
    free: bool,
) -> None:
    apart = bool(part.block and part.block.private)
    for place, question in enumerate(part.questions):
        if not _leaves(question.item, apart, wanted.what, free):
            continue
        name = name_at(question.item.key, form)
        if name in columns:
            order, known = columns[name]
            columns[name] = order, _with_options(known, question, form.asked, wanted)
        else:
            columns[name] = (part.letter, place), _column(name, question, form.asked, wanted)


def _leaves(item: Item, apart: bool, what: What, free: bool) -> bool:
    if item.sealed or (item.computed and what is What.SHEETS):
        return False
    if apart:
        return item.kind not in FREE | CLOCKS
    return item.kind not in FREE or free


def _column(name: str, question: Question, asked: Questionnaire, wanted: Wanted) -> Column:
    item = question.item
    if wanted.words is Words.CODES:
        section = next(part.name for part in asked.parts if part.letter == question.letter)
        return Column(name, item, section, name, tuple((option, option) for option in item.options))
    return Column(
        name=name,
        item=item,
        section=section_title(asked, question.letter, wanted.language),
        title=f"{question.code} {question_text(asked, item.key, wanted.language).text.question}",
        options=_options(question, asked, wanted),
    )


def _options(question: Question, asked: Questionnaire, wanted: Wanted) -> tuple[tuple[str, str], ...]:
    if wanted.words is Words.CODES:
        return tuple((option, option) for option in question.item.options)
    words = question_text(asked, question.item.key, wanted.language).text.options
    return tuple((option, words.get(option, option)) for option in question.item.options)


def _with_options(known: Column, question: Question, asked: Questionnaire, wanted: Wanted) -> Column:
    """Add the options that only an earlier version knew, after those of the later one."""
    have = {option for option, _ in known.options}
    more = tuple(each for each in _options(question, asked, wanted) if each[0] not in have)
    return Column(known.name, known.item, known.section, known.title, known.options + more) if more else known
