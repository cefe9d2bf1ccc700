"""The tree of an expression: what it refers to, its JSON for the browser, and its text in XLSForm's syntax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from monitor.checklists.rules.expressions.patterns import program
from monitor.checklists.rules.values import number_text


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; never negative, the minus is a tree of its own."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text between quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Ref:
    """The answer of the item with this key, or a column of a block."""

    key: str


@dataclass(frozen=True, slots=True)
class Own:
    """The answer being judged, written as a point."""


@dataclass(frozen=True, slots=True)
class Minus:
    """The negative of a number."""

    of: Tree


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the vocabulary and its arguments."""

    name: str
    arguments: tuple[Tree, ...]


Tree = Number | Text | Ref | Own | Minus | Binary | Call
Json = str | list["Json"]

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
LEVELS: Mapping[str, int] = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(COMPARISONS, 3),
    "+": 4,
    "-": 4,
    "*": 5,
    "div": 5,
    "mod": 5,
}
MINUS_LEVEL, WHOLE_LEVEL = 6, 7


def refs(tree: Tree) -> frozenset[str]:
    """Name the keys an expression refers to."""
    return frozenset(part.key for part in parts(tree) if isinstance(part, Ref))


def parts(tree: Tree) -> Iterator[Tree]:
    """Go through a tree and all trees in it, outermost first."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(inner(part)))


def inner(tree: Tree) -> tuple[Tree, ...]:
    """Give the trees directly inside a tree, in the order they are written."""
    match tree:
        case Minus(of=of):
            return (of,)
        case Binary(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def tree_json(tree: Tree) -> Json:
    """Give the tree as lists and strings for static/expression.js; a regex brings its compiled steps along."""
    match tree:
        case Number(value=value):
            return ["num", number_text(value)]
        case Text(value=text):
            return ["text", text]
        case Ref(key=key):
            return ["ref", key]
        case Own():
            return ["own"]
        case Minus(of=of):
            return ["neg", tree_json(of)]
        case Binary(operator=operator, left=left, right=right):
            return [operator, tree_json(left), tree_json(right)]
        case Call(name="regex", arguments=(looked, Text(value=pattern))):
            return ["regex", tree_json(looked), [list(step) for step in program(pattern)]]
        case Call(name=name, arguments=arguments):
            return ["call", name, [tree_json(each) for each in arguments]]


def written(tree: Tree) -> str:
    """Write a tree in XLSForm's syntax with no more parentheses than needed; it parses back to the same tree."""
    return _written(tree, 0)


def _written(tree: Tree, around: int) -> str:
    match tree:
        case Number(value=value):
            return number_text(value)
        case Text(value=text):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case Ref(key=key):
            return f"${{{key}}}"
        case Own():
            return "."
        case Minus(of=of):
            text = f"-{_written(of, WHOLE_LEVEL)}"
            return f"({text})" if around == WHOLE_LEVEL else text
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(_written(each, 0) for each in arguments)})"
        case Binary(operator=operator, left=left, right=right):
            level = LEVELS[operator]
            before = _written(left, level + 1 if operator in COMPARISONS else level)
            text = f"{before} {operator} {_written(right, level + 1)}"
            return f"({text})" if level < around else text
