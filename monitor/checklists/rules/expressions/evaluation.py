"""Compute a tree in a scope. static/expression.js does the same step by step; tests/vectors/expressions holds both to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import trunc
from operator import add, ge, gt, le, lt, mul, sub, truediv

from monitor.checklists.rules.expressions.functions import aggregate, compute
from monitor.checklists.rules.expressions.patterns import fits
from monitor.checklists.rules.expressions.tree import (
    COMPARISONS,
    Binary,
    Call,
    Minus,
    Number,
    Own,
    Ref,
    Text,
    Tree,
)
from monitor.checklists.rules.expressions.values import (
    DOES_NOT_APPLY,
    Absent,
    Dated,
    Inner,
    Scope,
    Value,
    as_number,
    as_text,
    as_truth,
    dated,
    given_out,
    strongest,
    taken,
)
from monitor.checklists.rules.expressions.vocabulary import AGGREGATES


def evaluate(tree: Tree, scope: Scope) -> Value:
    """Compute an expression exactly; absence goes through with its strongest kind (docs/checklists.md, Expressions)."""
    return given_out(_value(tree, scope))


def _value(tree: Tree, scope: Scope) -> Inner:
    match tree:
        case Number(value=number):
            return Fraction(number)
        case Text(value=text):
            return text
        case Ref(key=key):
            value = scope.value(key)
            return DOES_NOT_APPLY if isinstance(value, tuple) else taken(value)
        case Own():
            return taken(scope.own)
        case Minus(of=of):
            negated = as_number(_value(of, scope))
            return negated if isinstance(negated, Absent) else -negated
        case Binary():
            return _binary(tree, scope)
        case Call():
            return _call(tree, scope)


def _binary(tree: Binary, scope: Scope) -> Inner:
    left, right = _value(tree.left, scope), _value(tree.right, scope)
    if tree.operator in {"and", "or"}:
        return joined(as_truth(left), as_truth(right), ends=tree.operator == "or")
    if tree.operator in {"=", "!="} and (tree.left == Text("") or tree.right == Text("")):
        empty = _is_empty(right if tree.left == Text("") else left)
        return empty is (tree.operator == "=")
    if isinstance(left, Absent) or isinstance(right, Absent):
        return strongest(each for each in (left, right) if isinstance(each, Absent))
    if tree.operator in COMPARISONS:
        return _compared(tree.operator, left, right)
    return _computed(tree.operator, as_number(left), as_number(right))


def joined(left: bool | Absent, right: bool | Absent, *, ends: bool) -> bool | Absent:
    """Join two truths: one that `ends` the matter decides even beside an absent one, else absence goes through."""
    if left is ends or right is ends:
        return ends
    absent = [each for each in (left, right) if isinstance(each, Absent)]
    return strongest(absent) if absent else not ends


def _is_empty(value: Inner) -> bool:
    return isinstance(value, Absent) or value == ""


def _compared(operator: str, left: Inner, right: Inner) -> bool | Absent:
    if operator in {"=", "!="}:
        return _same(left, right) is (operator == "=")
    one, other = as_number(left), as_number(right)
    if isinstance(one, Absent) or isinstance(other, Absent):
        return DOES_NOT_APPLY
    return ORDERS[operator](one, other)


def _same(left: Inner, right: Inner) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) is as_truth(right)
    if isinstance(left, str | Dated) and isinstance(right, str | Dated) and str in {type(left), type(right)}:
        return as_text(left) == as_text(right)
    one, other = as_number(left), as_number(right)
    return not isinstance(one, Absent) and one == other


def _computed(operator: str, left: Fraction | Absent, right: Fraction | Absent) -> Fraction | Absent:
    if isinstance(left, Absent) or isinstance(right, Absent):
        return strongest(each for each in (left, right) if isinstance(each, Absent))
    if operator in {"div", "mod"} and right == 0:
        return DOES_NOT_APPLY
    return OPERATIONS[operator](left, right)


def _aggregated(tree: Call, scope: Scope) -> Inner:
    rows: list[Inner] = []
    operands: list[Absent] = []
    for each in tree.arguments:
        column = scope.value(each.key) if isinstance(each, Ref) else None
        if isinstance(column, tuple):
            rows.extend(taken(value) for value in column)
            continue
        rows.append(_value(each, scope))
        operands.extend(row for row in rows[-1:] if isinstance(row, Absent))
    return strongest(operands) if operands else aggregate(tree.name, rows)


def _first(arguments: Sequence[Tree], scope: Scope) -> Inner:
    absent: list[Absent] = []
    for each in arguments:
        value = _value(each, scope)
        if isinstance(value, Absent):
            absent.append(value)
        elif value != "":
            return value
    return strongest(absent)


def _call(tree: Call, scope: Scope) -> Inner:
    match tree.name, tree.arguments:
        case "if", (condition, yes, no):
            held = as_truth(_value(condition, scope))
            return held if isinstance(held, Absent) else _value(yes if held else no, scope)
        case "coalesce", arguments:
            return _first(arguments, scope)
        case "today", _:
            return dated(scope.today.isoformat()) or DOES_NOT_APPLY
        case "regex", (looked, Text(value=pattern)):
            text = _value(looked, scope)
            return text if isinstance(text, Absent) else fits(pattern, as_text(text))
    if tree.name in AGGREGATES:
        return _aggregated(tree, scope)
    values = [_value(each, scope) for each in tree.arguments]
    absent = [each for each in values if isinstance(each, Absent)]
    return strongest(absent) if absent else compute(tree.name, values)


def _remainder(left: Fraction, right: Fraction) -> Fraction:
    return left - right * trunc(left / right)


OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "div": truediv,
    "mod": _remainder,
}
ORDERS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
