"""What the sheet's scripts work by: rules as trees, what follows from elsewhere, the rows and what they say; as JSON.

Every key is written only where it says something; static/state.js and static/relevance.js read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from monitor.checklists.rules import Kind, Part, Question, Questionnaire
from monitor.checklists.rules.expressions import Json, tree_json
from monitor.kit.words import word
from monitor.sheets.rules import Answer, Given, Row, tree_of
from monitor.sheets.rules.rows import COMPANY, IN_A_GROUP
from monitor.web.pages.sheets.words import NOTHING_YET, absences, answers_to, worded


class Rules(msgspec.Struct, omit_defaults=True):
    """The rules of one item, as trees, and the words of what it is computed to."""

    kind: str
    block: str | None = None
    private: bool = False
    relevant: Json | None = None
    constraint: Json | None = None
    confirm: Json | None = None
    calculate: Json | None = None
    labels: dict[str, str] | None = None
    unit: str | None = None


class SumRules(msgspec.Struct):
    column: str
    equals: str
    sum: Json
    count: Json
    over: Json
    under: Json


class BlockRules(msgspec.Struct):
    label: str
    most: int
    private: bool
    sums: list[SumRules]


class SectionKeys(msgspec.Struct):
    letter: str
    block: str | None
    keys: list[str]


class Said(msgspec.Struct):
    value: str | None
    absence: str | None


class Company(msgspec.Struct):
    """The column that says who heard a talk, and its answers that make it a talk in a group."""

    key: str
    values: list[str]


class SheetRules(msgspec.Struct):
    today: date
    items: dict[str, Rules]
    blocks: dict[str, BlockRules]
    followed: dict[str, Said]
    absences: dict[str, str]
    nothing: str
    sections: list[SectionKeys]
    company: Company


class RowAnswer(msgspec.Struct):
    value: str | None
    absence: str | None
    sources: tuple[str, ...]
    remark: str
    area: str
    denial: str | None


class RowSaid(msgspec.Struct):
    id: str
    block: str
    answers: dict[str, RowAnswer]


def rules_json(asked: Questionnaire, untyped: Mapping[str, Given], today: date, language: str) -> str:
    """Write the rules of a sheet for the page's scripts.

    `untyped` is what stands for items without controls: what follows from elsewhere, and why one was not calculated.
    """
    in_block = {q.item.key: part.block.name for part in asked.blocks if part.block for q in part.questions}
    return embedded(
        SheetRules(
            today=today,
            items={q.item.key: _rules(asked, q, in_block.get(q.item.key), language) for q in asked.everything},
            blocks={part.block.name: _block(part) for part in asked.blocks if part.block},
            followed={key: Said(each.value, each.absence) for key, each in untyped.items()},
            nothing=word(NOTHING_YET, language),
            absences={value: said for value, said, _ in absences(language)},
            sections=[_section(part) for part in asked.parts],
            company=Company(COMPANY, sorted(IN_A_GROUP)),
        )
    )


def rows_json(rows: Iterable[Row], answers: Iterable[Answer]) -> str:
    """Write the rows of a sheet with what they say, in the order they are given."""
    by_row: dict[object, dict[str, RowAnswer]] = {}
    for each in answers:
        by_row.setdefault(each.row, {})[each.key] = RowAnswer(
            value=each.given.value,
            absence=each.given.absence,
            sources=tuple(each.sources),
            remark=each.remark,
            area=each.area,
            denial=str(each.denial) if each.denial else None,
        )
    return embedded([RowSaid(str(row.id), row.block, by_row.get(row.id, {})) for row in rows])


def embedded(value: object) -> str:
    """Write a value as JSON that may stand inside a script element: no text in it can end the element."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _rules(asked: Questionnaire, question: Question, block: str | None, language: str) -> Rules:
    item, words = question.item, worded(asked, question.item.key, language)
    labels = {value: said for value, said, _ in answers_to(question, words, language)}
    return Rules(
        kind=item.kind.value,
        block=block,
        private=item.private_only,
        relevant=_tree(item.relevant),
        constraint=_tree(item.constraint),
        confirm=_tree(item.confirm),
        calculate=_tree(item.calculate),
        labels=labels if item.computed and item.kind is not Kind.SCALE and labels else None,
        unit=words.unit if item.computed and words.unit else None,
    )


def _tree(expression: str | None) -> Json | None:
    return None if expression is None else tree_json(tree_of(expression))


def _section(part: Part) -> SectionKeys:
    return SectionKeys(part.letter, part.block.name if part.block else None, [q.item.key for q in part.questions])


def _block(part: Part) -> BlockRules:
    assert part.block is not None
    return BlockRules(
        label=part.block.label,
        most=part.block.most,
        private=part.block.private,
        sums=[
            SumRules(
                column=each.column,
                equals=each.equals,
                sum=tree_json(tree_of(f"sum(${{{each.column}}})")),
                count=tree_json(tree_of(f"count(${{{each.column}}})")),
                over=tree_json(tree_of(f"sum(${{{each.column}}}) > ${{{each.equals}}}")),
                under=tree_json(tree_of(f"sum(${{{each.column}}}) < ${{{each.equals}}}")),
            )
            for each in part.block.sums
        ],
    )
