"""Blocks as plain values: a line for each row, the row that is open, and the blank row that scripts draw new ones from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import Kind, Part, Question, Questionnaire, block_text, section_title
from monitor.kit.words import word
from monitor.sheets.rules import Row, answered
from monitor.web.pages.sheets.view.items import Computed, ShownItem, Standing, shown_item
from monitor.web.pages.sheets.view.shown import SheetContent, Sum, shown_question, sums_of
from monitor.web.pages.sheets.words import NOTHING_YET, calculated_words, drawn_words, worded

# Stands in the blank row where the id of a real one goes.
NO_ROW = UUID(int=0)
MOST_COLUMNS = 8
_TOO_LONG = frozenset({Kind.TEXT, Kind.PHOTO, Kind.CHOICE_MANY, Kind.MOMENT})


@dataclass(frozen=True, slots=True)
class Column:
    """A column shown in the lines; the others stand in the open row only."""

    key: str
    code: str
    question: str
    computed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row in its block: what it is called, its cells as words, how far it has come, and, if open, its questions."""

    id: str
    name: str
    cells: tuple[str, ...]
    tally: str
    items: tuple[ShownItem, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class ShownBlock:
    letter: str
    title: str
    name: str
    row: str
    add: str
    label: str
    most: int
    private: bool
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    blank_line: Line
    blank_items: tuple[ShownItem, ...]
    sums: tuple[Sum, ...]

    @property
    def opened(self) -> bool:
        """Say whether one of its rows is open."""
        return any(line.items for line in self.lines)


def shown_blocks(
    content: SheetContent, rows: Mapping[UUID, Row], opened: UUID | None, language: str
) -> tuple[ShownBlock, ...]:
    """Lay out the blocks of a sheet, one row of them open; `rows` are those kept and the one being begun."""
    sums = sums_of(content)
    return tuple(
        _block(content.asked, part, _lines(content, part, rows, opened, language), sums, language)
        for part in content.asked.blocks
    )


def blank_blocks(asked: Questionnaire, language: str) -> tuple[ShownBlock, ...]:
    """Lay out the blocks of a questionnaire with no rows."""
    sums = tuple(
        Sum(total.column, total.equals, None)
        for part in asked.blocks
        for total in (part.block.sums if part.block else ())
    )
    return tuple(_block(asked, part, (), sums, language) for part in asked.blocks)


def _block(
    asked: Questionnaire, part: Part, lines: tuple[Line, ...], sums: tuple[Sum, ...], language: str
) -> ShownBlock:
    assert part.block is not None
    words, columns = block_text(asked, part.block.name, language), _columns(asked, part, language)
    keys = {question.item.key for question in part.questions}
    return ShownBlock(
        letter=part.letter,
        title=section_title(asked, part.letter, language),
        name=part.block.name,
        row=words.row,
        add=words.add,
        label=part.block.label,
        most=part.block.most,
        private=part.block.private,
        columns=columns,
        lines=lines,
        blank_line=Line(str(NO_ROW), "", tuple("" for _ in columns), ""),
        blank_items=tuple(
            shown_item(asked, question, NO_ROW, language, Standing(computed=_source(asked, question, language)))
            for question in part.questions
        ),
        sums=tuple(each for each in sums if each.column in keys),
    )


def _source(asked: Questionnaire, question: Question, language: str) -> Computed | None:
    if not question.item.computed:
        return None
    return Computed(word(NOTHING_YET, language), calculated_words(asked, question.item, language))


def _columns(asked: Questionnaire, part: Part, language: str) -> tuple[Column, ...]:
    label = part.block.label if part.block else ""
    fit = [q for q in part.questions if q.item.key != label and q.item.kind not in _TOO_LONG and not q.item.sealed]
    wanted = sorted(fit, key=lambda q: not q.item.core)[:MOST_COLUMNS]
    return tuple(
        Column(q.item.key, q.code, worded(asked, q.item.key, language).text.question, q.item.computed)
        for q in part.questions
        if q in wanted
    )


def _lines(
    content: SheetContent, part: Part, rows: Mapping[UUID, Row], opened: UUID | None, language: str
) -> tuple[Line, ...]:
    name = part.block.name if part.block else ""
    columns = [content.asked.by_key(column.key) for column in _columns(content.asked, part, language)]
    return tuple(
        Line(
            id=str(row.id),
            name=row.label,
            cells=tuple(_cell(content, question, row.id, language) for question in columns),
            tally=_tally(content, part, row.id),
            items=tuple(shown_question(content, q, row.id, language) for q in part.questions)
            if row.id == opened
            else (),
            new=row.sheet == NO_ROW,
        )
        for row in rows.values()
        if row.block == name
    )


def _cell(content: SheetContent, question: Question, row: UUID, language: str) -> str:
    given = content.state.given(question.item.key, row)
    if given.blank:
        return ""
    return drawn_words(question, worded(content.asked, question.item.key, language), given, language)


def _tally(content: SheetContent, part: Part, row: UUID) -> str:
    done, asked = answered(content.state, part.questions, row)
    return f"{done}/{asked}"
