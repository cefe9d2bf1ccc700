"""Indicators worked out from an agreed record: formulas over its answers, rows and facts, absence with its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from monitor.checklists.rules import Absence, Fact, Indicator, Question, Questionnaire
from monitor.checklists.rules.expressions import BLANK, Absent, Column, Value, evaluate, refs, value_of
from monitor.checklists.rules.values import number_text
from monitor.sheets.rules import Given, Grid, Place, grid_of, tree_of

FACTS = frozenset(fact.value for fact in Fact)
UNAGREED = Given(absence=Absence.UNKNOWN)
_ORDER = (Absence.NOT_ALLOWED, Absence.NOT_ASSESSED, Absence.UNKNOWN, Absence.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator comes to: a value, or the kind of its absence; what it counts and what it could not count."""

    value: str | None
    absence: Absence | None
    numerator: int | None
    denominator: int | None
    absences: Mapping[Absence, int]
    unresolved: int
    private: bool


@dataclass(frozen=True)
class RecordScope:
    """The record as formulas see it: answers given once, whole columns of rows, facts. What is left open is unknown."""

    asked: Questionnaire
    given: Mapping[Place, Given]
    open: Set[Place]
    rows: Mapping[UUID, str]
    facts: Mapping[str, Decimal]
    today: date

    @property
    def own(self) -> Value:
        return BLANK

    @cached_property
    def grid(self) -> Grid:
        return grid_of(self.asked)

    @cached_property
    def columns(self) -> Mapping[str, tuple[Place, ...]]:
        """Give the places of each column, row by row."""
        blocks: dict[str, list[UUID]] = {}
        for row, block in sorted(self.rows.items()):
            blocks.setdefault(block, []).append(row)
        return {
            key: tuple((key, row) for row in blocks.get(block.name, ())) for key, block in self.grid.block_of.items()
        }

    def value(self, key: str) -> Value | Column:
        """Give what `${key}` stands for; blank for what the record does not ask or does not know."""
        if key in FACTS:
            return self.facts.get(key, BLANK)
        question = self.grid.questions.get(key)
        if question is None:
            return BLANK
        if key in self.columns:
            return tuple(self._value(question, place) for place in self.columns[key])
        return self._value(question, (key, None))

    def _value(self, question: Question, place: Place) -> Value:
        return value_of(question.item, UNAGREED if place in self.open else self.given.get(place, Given()))

    def places(self, key: str) -> tuple[Place, ...]:
        """Give the places behind a key: its rows, or the one where it is asked once."""
        if key in self.columns:
            return self.columns[key]
        return ((key, None),) if key in self.grid.questions else ()

    def knows(self, key: str) -> bool:
        """Say whether the record asks a key, or knows the fact."""
        return key in self.grid.questions or key in self.facts

    def is_private(self, key: str) -> bool:
        """Say whether a key is answered in talks or read in files."""
        question = self.grid.questions.get(key)
        return self.grid.is_private(key) or (question is not None and question.item.private_only)


def figure_of(indicator: Indicator, scope: RecordScope) -> Figure | None:
    """Work an indicator out; None when the record asks for nothing it is made of.

    An absent input gives the strongest kind of absence, a denominator of zero "not applicable": never zero.
    """
    trees = {name: tree_of(text) for name, text in indicator.expressions.items()}
    needed = {name: refs(tree) for name, tree in trees.items()}
    if any(keys and not any(scope.knows(key) for key in keys) for keys in needed.values()):
        return None
    keys = frozenset().union(*needed.values())
    values = {name: evaluate(tree, scope) for name, tree in trees.items()}
    result = _result(indicator, values)
    if result == BLANK and not any(scope.grid.block_of.get(key) for key in keys):
        return None
    places = [place for key in sorted(keys) for place in scope.places(key)]
    told = Counter(
        given.absence
        for place in places
        if place not in scope.open and (given := scope.given.get(place)) and given.absence
    )
    numerator, denominator = _whole(values.get("numerator")), _whole(values.get("denominator"))
    return Figure(
        value=None if isinstance(result, Absent) else _written(result, indicator),
        absence=(result.kind or Absence.NOT_ASSESSED) if isinstance(result, Absent) else None,
        numerator=numerator,
        denominator=denominator if indicator.value is None else _rows_counted(keys, scope),
        absences={kind: told[kind] for kind in Absence},
        unresolved=sum(place in scope.open for place in places),
        private=any(scope.is_private(key) for key in keys),
    )


def _result(indicator: Indicator, values: Mapping[str, Value]) -> Fraction | Absent:
    found = list(values.values())
    absent = [each.kind for each in found if isinstance(each, Absent)]
    if absent:
        return Absent(next((kind for kind in _ORDER if kind in absent), None))
    numbers = [each for each in found if isinstance(each, Decimal)]
    if len(numbers) != len(found):
        return Absent(Absence.NOT_APPLICABLE)
    if indicator.value is not None:
        return Fraction(numbers[0])
    above, below = values["numerator"], values["denominator"]
    if not isinstance(above, Decimal) or not isinstance(below, Decimal) or below == 0:
        return Absent(Absence.NOT_APPLICABLE)
    return Fraction(above) * indicator.per / Fraction(below)


def _written(number: Fraction, indicator: Indicator) -> str:
    """Write shares and rates with one place, other figures with at most two; half to even."""
    if indicator.per > 1:
        return f"{Decimal(round(number * 10)).scaleb(-1):.1f}"
    return number_text(Decimal(round(number * 100)).scaleb(-2))


def _whole(value: Value | None) -> int | None:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else None


def _rows_counted(keys: Set[str], scope: RecordScope) -> int | None:
    counts = [
        sum(scope.given.get(place, Given()).value is not None for place in scope.columns[key])
        for key in keys
        if key in scope.columns
    ]
    return max(counts, default=0) or None
