"""Blocks on paper: ruled pages with a column for each room or file, and for each talk a leaf of its own."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from monitor.checklists.rules import (
    Kind,
    Part,
    Questionnaire,
    Source,
    TextStatus,
    block_text,
    confirmed_or_english,
    section_title,
)
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say, word
from monitor.web.pages.sheets.pack.items import computed_words, printed_items
from monitor.web.pages.sheets.pack.layout import PrintedItem, PrintedLeaf, PrintedTable, Ticked, Wishes
from monitor.web.pages.sheets.words import absences

NARROW, WIDE = 12, 8
_WIDE = frozenset({Kind.MOMENT, Kind.DATE})
_PRIVATE = N_("A code of your own for each, no names, in no order.")
_SUM = N_("All of %(column)s together should be %(equals)s.")
_LEAF = N_(
    "One leaf for one talk. No names, no cell, no number in order. Where there is no answer, write why at the code:"
)
_STOP = N_("Ask this first. If nothing may be written down, stop here and only listen.")
ALONE = N_("† Only when nobody else listens; leave it out in a group.")
ENGLISH = N_("EN: these words are not there yet in this language.")
_LEAF_WORDS = {
    "alone": ALONE,
    "back": N_("What was told, continued"),
    "hours": N_("h"),
    "minutes": N_("min"),
    "photo": N_("photo no."),
    "page_of": N_("page %(page)s of %(pages)s"),
}


def is_talk(part: Part) -> bool:
    """Say whether the rows of a block are talks: private, and answered by the person."""
    private = part.block is not None and part.block.private
    return private and any(question.item.source is Source.PERSON_HELD for question in part.questions)


def rows_by_default(part: Part) -> int:
    """Give for how many rows there is room unless somebody says otherwise: one page, one talk."""
    return 1 if is_talk(part) else _columns(part)


def _columns(part: Part) -> int:
    return (
        WIDE
        if any(question.item.kind in _WIDE and not question.item.computed for question in part.questions)
        else NARROW
    )


def printed_tables(asked: Questionnaire, wishes: Wishes) -> tuple[PrintedTable, ...]:
    """Lay out the blocks that are ruled pages, as many as are wanted."""
    wanted = [part for part in asked.blocks if not is_talk(part) and _rows(part, wishes) > 0]
    return tuple(_table(asked, part, wishes) for part in wanted)


def printed_leaves(asked: Questionnaire, wishes: Wishes) -> tuple[PrintedLeaf, ...]:
    """Lay out the talks that are wanted."""
    return tuple(_leaf(asked, part, wishes) for part in asked.blocks if is_talk(part) and _rows(part, wishes) > 0)


def _rows(part: Part, wishes: Wishes) -> int:
    return wishes.rows.get(part.letter, 0)


def _table(asked: Questionnaire, part: Part, wishes: Wishes) -> PrintedTable:
    language, columns = wishes.language, _columns(part)
    items = printed_items(asked, part.questions, language, wishes.detail)
    below = _written(part)
    return PrintedTable(
        letter=part.letter,
        title=section_title(asked, part.letter, language),
        notes=(*_private(part, language), *computed_words(asked, part, language), *_sums(asked, part, language)),
        columns=columns,
        pages=ceil(_rows(part, wishes) / columns),
        items=tuple(item for item in items if item.code not in below),
        texts=tuple(item for item in items if item.code in below),
    )


def _private(part: Part, language: str) -> tuple[str, ...]:
    return (word(_PRIVATE, language),) if part.block is not None and part.block.private else ()


def _sums(asked: Questionnaire, part: Part, language: str) -> tuple[str, ...]:
    keys = {question.item.key: question.code for question in asked.everything if not question.item.computed}
    followed = {question.item.key: question.code for question in asked.everything}
    return tuple(
        word(say(_SUM, column=keys[each.column], equals=followed[each.equals]), language)
        for each in (part.block.sums if part.block else ())
        if each.column in keys and each.equals in followed
    )


def _written(part: Part) -> frozenset[str]:
    """Name the codes of what is written at length, which no narrow column holds."""
    label = part.block.label if part.block else ""
    return frozenset(q.code for q in part.questions if q.item.kind is Kind.TEXT and q.item.key != label)


def leaf_language(asked: Questionnaire, part: Part, language: str) -> str:
    """Give the language of a talk's leaf: the wanted one once somebody confirmed the words around its questions, else English."""
    confirmed = (
        texts.language == language and texts.status is TextStatus.CONFIRMED
        for name, texts in asked.texts
        if name == part.edition
    )
    return language if any(confirmed) else DEFAULT_LANGUAGE


def _leaf(asked: Questionnaire, part: Part, wishes: Wishes) -> PrintedLeaf:
    language = leaf_language(asked, part, wishes.language)
    items = printed_items(asked, part.questions, language, wishes.detail, confirmed_or_english)
    told = _written(part)
    assert part.block is not None
    return PrintedLeaf(
        language=language,
        letter=part.letter,
        row=block_text(asked, part.block.name, language).row,
        notes=(*_unworded(items, language), word(_LEAF, language)),
        copies=_rows(part, wishes),
        marks=tuple(Ticked(key, said) for _, said, key in absences(language)),
        items=_consent_first(part, [item for item in items if item.code not in told], language),
        told=tuple(item for item in items if item.code in told),
        words={name: word(said, language) for name, said in _LEAF_WORDS.items()},
    )


def _unworded(items: tuple[PrintedItem, ...], language: str) -> tuple[str, ...]:
    return (word(ENGLISH, language),) if any(item.english for item in items) else ()


def _consent_first(part: Part, items: list[PrintedItem], language: str) -> tuple[PrintedItem, ...]:
    """Say at the question of consent, which the others hang on, to stop where nothing may be written."""
    first = part.questions[0]
    hang = any(first.item.key in (question.item.relevant or "") for question in part.questions)
    if not hang or not items:
        return tuple(items)
    return (replace(items[0], help=items[0].help or word(_STOP, language)), *items[1:])
