"""Rules as other programs can read them: nothing that is not on the form, no function they do not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from decimal import Decimal
from functools import reduce

from monitor.checklists.rules.expressions import Tree, parse, written
from monitor.checklists.rules.expressions.tree import Binary, Call, Minus, Number, Ref, Text
from monitor.checklists.rules.expressions.vocabulary import AGGREGATES
from monitor.checklists.rules.model import NUMBERS, Kind

NOTHING = Text("")
HIDDEN = re.compile(r"#\{(?=\s*[A-Za-z_])")


def hidden(rule: str) -> str:
    """Write a rule for a column of ours: converters look for ${keys} in every column, and refuse those not asked."""
    return rule.replace("${", "#{")


def unhidden(rule: str) -> str:
    """Read a rule back from a column of ours."""
    return HIDDEN.sub("${", rule)


def for_others(rule: str, asked: Set[str]) -> str:
    """Write a rule for other programs; the very text where they read it as it is.

    An answer that the form does not ask is blank, as it is with us; a median, which they cannot compute, is too.
    """
    tree = parse(rule)
    adapted = _adapted(tree, asked)
    return rule if adapted == tree else written(adapted)


def accepted_by_others(kind: Kind, minimum: str | None, maximum: str | None, rule: str | None, asked: Set[str]) -> str:
    """Write bounds and constraint as the one constraint that other programs know; empty when there is none."""
    parts: list[str] = []
    if kind in NUMBERS and kind is not Kind.SCALE:
        parts.append(f". >= {minimum or '0'}")
        parts.extend([f". <= {maximum}"] if maximum is not None else [])
    adapted = for_others(rule, asked) if rule else ""
    if adapted and not parts:
        return adapted
    return " and ".join([*parts, f"({adapted})"] if adapted else parts)


def changed(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """Rebuild a tree from within, each part put through a change."""
    match tree:
        case Minus(of=of):
            return change(Minus(changed(of, change)))
        case Binary(operator=operator, left=left, right=right):
            return change(Binary(operator, changed(left, change), changed(right, change)))
        case Call(name=name, arguments=arguments):
            return change(Call(name, tuple(changed(each, change) for each in arguments)))
        case _:
            return change(tree)


def _adapted(tree: Tree, asked: Set[str]) -> Tree:
    return changed(tree, lambda part: _one(part, asked))


def _one(part: Tree, asked: Set[str]) -> Tree:
    match part:
        case Ref(key=key) if key not in asked:
            return NOTHING
        case Call(name="median"):
            return NOTHING
        case Call(name="coalesce", arguments=(*firsts, last)):
            return reduce(lambda after, before: Call("coalesce", (before, after)), reversed(firsts), last)
        case Call(name=name, arguments=(only,)) if name in AGGREGATES and only == NOTHING:
            return Number(Decimal(0)) if name.startswith("count") else NOTHING
        case _:
            return part
