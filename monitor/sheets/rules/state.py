"""One sheet as expressions see it: what was said, what follows from elsewhere, what is computed, what is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from monitor.checklists.rules import Absence, Follows, Item, Question, Questionnaire
from monitor.checklists.rules.expressions import (
    BLANK,
    Absent,
    Column,
    Value,
    answer_text,
    evaluate,
    parse,
    refs,
    truth,
    value_of,
)
from monitor.sheets.rules.answers import Given, Place
from monitor.sheets.rules.following import Followed
from monitor.sheets.rules.rows import Grid, grid_of, may_be_asked

NOT_ASKED = Given(absence=Absence.NOT_APPLICABLE)
# Parsed once per text: an expression means the same wherever it stands.
tree_of = lru_cache(maxsize=4096)(parse)


class InBlock(Protocol):
    """A row, new or kept, as far as its place matters."""

    @property
    def id(self) -> UUID:
        """Give its id."""

    @property
    def block(self) -> str:
        """Name the block it is a row of."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A column of a block that does not add up to the number given for the whole; in canonical texts."""

    block: str
    column: str
    sum: str
    equals: str
    expected: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """What one expression sees: the sheet from within one row, or from outside of all."""

    state: SheetState
    row: UUID | None
    own: Value

    @property
    def today(self) -> date:
        return self.state.today

    def value(self, key: str) -> Value | Column:
        return self.state.seen_from(self.row, key)


class SheetState:
    """The values of one sheet, or of a record, ready for expressions; made by `state_of`, never changed.

    What is not relevant counts as not applicable even where it was answered, and so does what is private only in a row
    that is a talk in a group. A key that is not asked is blank.
    """

    def __init__(
        self,
        asked: Questionnaire,
        followed: Mapping[Follows, Followed],
        answers: Mapping[Place, Given],
        rows: Iterable[InBlock],
        today: date,
    ) -> None:
        self.asked, self.answers, self.today = asked, answers, today
        self._followed = followed
        self.grid = grid_of(asked)
        self._row_block = {row.id: row.block for row in rows}
        self._rows: dict[str, tuple[UUID, ...]] = {}
        for row in sorted(self._row_block):
            self._rows[self._row_block[row]] = (*self._rows.get(self._row_block[row], ()), row)
        self._said_in: dict[UUID, dict[str, Given]] = {}
        for (key, within), given in answers.items():
            if within is not None:
                self._said_in.setdefault(within, {})[key] = given
        self._known: dict[Place, Given] = {}
        self._waiting: set[Place] = set()

    def rows(self, block: str) -> tuple[UUID, ...]:
        """Give the rows of a block in the order of their random ids."""
        return self._rows.get(block, ())

    def places(self) -> Iterable[tuple[Question, UUID | None]]:
        """Go through everything this sheet asks, columns once for each row, in the order of paper."""
        for part in self.asked.parts:
            for row in (None,) if part.block is None else self.rows(part.block.name):
                for question in part.questions:
                    yield question, row

    def said(self, key: str, row: UUID | None = None) -> Given:
        """Give what a person answered, whether or not it counts."""
        return self.answers.get((key, row), Given())

    def given(self, key: str, row: UUID | None = None) -> Given:
        """Give what counts: the answer, or what is computed or follows; not applicable where it is not relevant."""
        place = (key, row)
        if place not in self._known:
            if place in self._waiting:
                return Given()
            self._waiting.add(place)
            self._known[place] = self._given(place)
            self._waiting.discard(place)
        return self._known[place]

    def value(self, key: str, row: UUID | None = None) -> Value:
        """Give what counts as expressions see it; blank for a key that is not asked."""
        question = self.grid.questions.get(key)
        return BLANK if question is None else value_of(question.item, self.given(key, row))

    def column(self, key: str) -> Column:
        """Give a column of a block, row by row."""
        block = self.grid.block_of.get(key)
        return () if block is None else tuple(self.value(key, row) for row in self.rows(block.name))

    def seen_from(self, row: UUID | None, key: str) -> Value | Column:
        """Give what `${key}` means in a row: the same row's value, a whole column, or what is asked once."""
        block = self.grid.block_of.get(key)
        if block is None:
            return self.value(key)
        here = row is not None and self._row_block.get(row) == block.name
        return self.value(key, row) if here else self.column(key)

    def relevant(self, key: str, row: UUID | None = None) -> bool | None:
        """Say whether a question is to be asked; None while it cannot be told, and then it is asked."""
        question = self.grid.questions.get(key)
        if question is None:
            return False
        if not self.may_be_asked(question.item, row):
            return False
        return True if question.item.relevant is None else self.holds(question.item.relevant, row)

    def may_be_asked(self, item: Item, row: UUID | None) -> bool:
        """Say whether an item may be asked in a row at all: what is private only is not asked in a group."""
        return row is None or may_be_asked(item, self._said_in.get(row, {}))

    def holds(self, expression: str, row: UUID | None = None, own: Value = BLANK) -> bool | None:
        """Say whether a condition holds here; None when it is not known."""
        return truth(self.computed(expression, row, own))

    def computed(self, expression: str, row: UUID | None = None, own: Value = BLANK) -> Value:
        """Evaluate an expression as it is seen from a row, or from outside of all."""
        return evaluate(tree_of(expression), _Scope(self, row, own))

    def accepts(self, item: Item, given: Given, row: UUID | None = None) -> bool:
        """Say whether an item's hard constraint lets an answer pass; one that cannot be judged yet passes."""
        if item.constraint is None or given.value is None:
            return True
        return self.holds(item.constraint, row, value_of(item, given)) is not False

    def _given(self, place: Place) -> Given:
        key, row = place
        question = self.grid.questions.get(key)
        if question is None:
            return Given()
        if self.relevant(key, row) is False:
            return NOT_ASKED
        item = question.item
        if item.follows_from is not None:
            followed = self._followed.get(item.follows_from)
            return followed.given if followed else Given()
        if item.calculate is None:
            return self.said(key, row)
        calculated, reason = self.calculated(item, row), self.said(key, row).absence
        return calculated if calculated.value is not None or reason is None else Given(absence=reason)

    def calculated(self, item: Item, row: UUID | None = None) -> Given:
        """Give what an item comes to by its expression; blank where there is nothing to calculate from."""
        if item.calculate is None:
            return Given()
        text = answer_text(item, self.computed(item.calculate, row))
        return Given(absence=text.kind) if isinstance(text, Absent) else Given(value=text)


def rests_on(grid: Grid, expressions: Iterable[str]) -> frozenset[str]:
    """Name every key these expressions rest on, through whatever is computed or relevant on the way."""
    waiting, seen = {key for text in expressions for key in refs(tree_of(text))}, set[str]()
    while waiting:
        key = waiting.pop()
        seen.add(key)
        question = grid.questions.get(key)
        for text in (question.item.calculate, question.item.relevant) if question else ():
            waiting |= refs(tree_of(text)) - seen if text else frozenset()
    return frozenset(seen)


def state_of(
    asked: Questionnaire,
    followed: Mapping[Follows, Followed],
    answers: Mapping[Place, Given],
    rows: Iterable[InBlock],
    today: date,
) -> SheetState:
    """Put one sheet together: what is asked, what follows from elsewhere, what stands by key and row, its rows.

    `answers` go by (key, row), with None for what is asked once; `today` is the day in the facility's zone.
    """
    return SheetState(asked, followed, answers, rows, today)


def mismatches(asked: Questionnaire, state: SheetState) -> list[Mismatch]:
    """List the columns whose rows do not add up to the number given for the whole.

    While rows lack their number only a sum that is already too large is one.
    """
    found = []
    for part in asked.blocks:
        for total in part.block.sums if part.block else ():
            column = state.column(total.column)
            expected = state.value(total.equals)
            numbers = [value for value in column if isinstance(value, Decimal)]
            if not numbers or not isinstance(expected, Decimal) or part.block is None:
                continue
            added = sum(numbers, Decimal(0))
            if added > expected or (added < expected and len(numbers) == len(column)):
                found.append(Mismatch(part.block.name, total.column, str(added), total.equals, str(expected)))
    return found
