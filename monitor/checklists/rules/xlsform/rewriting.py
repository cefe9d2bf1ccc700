"""Rules of a form read in its own names, and written in ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from monitor.checklists.rules.expressions import Misread, Tree, parse, refs, written
from monitor.checklists.rules.expressions.checking import shape_of
from monitor.checklists.rules.expressions.tree import COMPARISONS, Binary, Call, Minus, Number, Own, Ref, Text, parts
from monitor.checklists.rules.expressions.vocabulary import FUNCTIONS, Shape
from monitor.checklists.rules.model import Kind
from monitor.checklists.rules.values import number_text
from monitor.checklists.rules.xlsform.adapting import changed
from monitor.checklists.rules.xlsform.problems import Feature, Findings, Place
from monitor.kit.words import N_, say

CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
KIND_OF = {
    Shape.NUMBER: Kind.DECIMAL,
    Shape.TEXT: Kind.TEXT,
    Shape.TRUTH: Kind.YES_NO,
    Shape.DATE: Kind.DATE,
    Shape.TIME: Kind.TIME,
}


@dataclass(slots=True)
class Names:
    """What a form calls its questions and choices, and what we call them; kinds as far as they are known."""

    keys: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)


def read_rule(text: str, place: Place, names: Names, findings: Findings, own: str = "") -> str:
    """Read a rule and write it in our names; empty with a fault when it cannot be read. `own` is what `.` speaks of."""
    tree = _tree(text, place, findings)
    if tree is None:
        return ""
    renamed = changed(tree, lambda part: _renamed(part, names, own))
    return text if renamed == parse_again(text) else written(renamed)


def parse_again(text: str) -> Tree | None:
    """Read a rule, or None when it cannot be read as it stands."""
    try:
        return parse(text)
    except Misread:
        return None


def _tree(text: str, place: Place, findings: Findings) -> Tree | None:
    straight = parse_again(text) or parse_again(text.translate(CURLY))
    if straight is not None:
        return straight
    try:
        return parse(text)
    except Misread as misread:
        there = text[misread.position :][:20] or text
        findings.fault(
            place,
            Feature.EXPRESSION,
            say(N_("At “%(there)s”: %(why)s"), there=there, why=misread.sentence),
            misread.todo,
        )
        return None


def _renamed(part: Tree, names: Names, own: str) -> Tree:
    match part:
        case Ref(key=key):
            return Ref(names.keys.get(key, key))
        case Binary(operator=operator, left=left, right=right) if operator in COMPARISONS:
            return Binary(operator, _option(left, right, names, own), _option(right, left, names, own))
        case Call(name="selected", arguments=(asked, said)):
            return Call("selected", (asked, _option(said, asked, names, own)))
        case _:
            return part


def _option(said: Tree, asked: Tree, names: Names, own: str) -> Tree:
    """Write a choice by our id where it is compared with the question it is an answer of."""
    key = asked.key if isinstance(asked, Ref) else own if isinstance(asked, Own) else ""
    ids = names.choices.get(key)
    if ids is None or not isinstance(said, Text | Number):
        return said
    name = said.value if isinstance(said, Text) else number_text(said.value)
    return Text(ids.get(name, name)) if isinstance(said, Text) or name in ids else said


def lowest_named(text: str) -> str | None:
    """Give the lowest negative number that a rule names, as the lowest answer it may accept."""
    tree = parse_again(text) if text else None
    negative = [part.of for part in parts(tree) if isinstance(part, Minus)] if tree else []
    found = [each.value for each in negative if isinstance(each, Number)]
    return number_text(Decimal(0) - max(found)) if found else None


def kind_given(text: str, kinds: Mapping[str, Kind]) -> Kind | None:
    """Say what kind of answer a rule gives, in our names; None while it speaks of what is not known yet."""
    tree = parse_again(text)
    shape = _shape(tree, kinds) if tree is not None else Shape.ANY
    spoken_of = refs(tree) if tree is not None else ()
    if shape is Shape.DATE and any(kinds.get(key) is Kind.MOMENT for key in spoken_of):
        return Kind.MOMENT
    return KIND_OF.get(shape)


def _shape(tree: Tree, kinds: Mapping[str, Kind]) -> Shape:
    match tree:
        case Number() | Minus():
            return Shape.NUMBER
        case Text():
            return Shape.TEXT
        case Ref(key=key):
            return shape_of(kinds[key]) if key in kinds else Shape.ANY
        case Binary(operator=operator) if operator in COMPARISONS or operator in {"and", "or"}:
            return Shape.TRUTH
        case Binary(operator=operator, left=left, right=right):
            days = [_shape(side, kinds) is Shape.DATE for side in (left, right)]
            return Shape.DATE if any(days) and not (all(days) and operator == "-") else Shape.NUMBER
        case Call(name=name, arguments=arguments) if name in {"if", "coalesce"}:
            values = arguments[1:] if name == "if" else arguments
            shapes = {_shape(each, kinds) for each in values if each != Text("")}
            return shapes.pop() if len(shapes) == 1 else Shape.ANY
        case Call(name=name):
            return FUNCTIONS[name].gives
        case _:
            return Shape.ANY
