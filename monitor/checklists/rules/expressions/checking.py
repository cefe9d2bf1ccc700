"""Hold an expression against the questions it speaks of: keys that exist, kinds that fit, no circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from monitor.checklists.rules.expressions.problems import Doubt
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
    written,
)
from monitor.checklists.rules.expressions.vocabulary import AGGREGATES, FUNCTIONS, Shape
from monitor.checklists.rules.model import CHOICES, NUMBERS, Item, Kind
from monitor.kit.words import N_, say

SHAPES: Mapping[Kind, Shape] = {
    **dict.fromkeys(NUMBERS, Shape.NUMBER),
    Kind.DATE: Shape.DATE,
    Kind.MOMENT: Shape.DATE,
    Kind.TIME: Shape.TIME,
}
COUNTED = frozenset({Shape.DATE, Shape.TIME})


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may count on of a key: its kind, its options, and the block whose column it is."""

    kind: Kind
    options: tuple[str, ...] = ()
    block: str | None = None

    @property
    def shape(self) -> Shape:
        """Say what expressions make of it."""
        return shape_of(self.kind)


def known_of(item: Item, block: str | None) -> Known:
    """Tell expressions of an item; `block` names the block whose column it is."""
    return Known(item.kind, ("yes", "no") if item.kind is Kind.YES_NO else item.options, block)


def shape_of(kind: Kind) -> Shape:
    """Say what expressions make of answers of a kind."""
    return SHAPES.get(kind, Shape.TEXT)


def check_condition(
    tree: Tree, *, known: Mapping[str, Known], block: str | None = None, own: Known | None = None
) -> tuple[Doubt, ...]:
    """List what is wrong with a condition (relevant, constraint, confirm) that stands in a block or outside of all.

    `own` is the item that `.` speaks of; without it `.` is refused.
    """
    checker = _Checker(known, block, own)
    checker.condition(tree)
    return tuple(checker.doubts)


def check_value_rule(
    tree: Tree, *, known: Mapping[str, Known], kind: Kind, block: str | None = None
) -> tuple[Doubt, ...]:
    """List what is wrong with a `calculate` for an item of this kind that stands in a block or outside of all."""
    checker = _Checker(known, block, None)
    shape = checker.shape(tree)
    fits = {Shape.ANY, shape_of(kind), *({Shape.TRUTH} if kind is Kind.YES_NO else ())}
    if shape not in fits and kind is not Kind.TEXT:
        checker.doubts.append(
            Doubt(
                say(N_("The rule gives “%(got)s”, and the item is of kind “%(kind)s”."), got=shape, kind=kind),
                say(N_("Change the rule, or the kind.")),
            )
        )
    return tuple(checker.doubts)


def cycle(refs_by_key: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """Find keys whose rules need each other in a circle, first and last the same; None where there is no circle."""
    done: set[str] = set()
    for start in refs_by_key:
        path: list[str] = []
        ahead = [iter((start,))]
        while ahead:
            key = next(ahead[-1], None)
            if key is None:
                ahead.pop()
                done.update(path[-1:])
                del path[-1:]
            elif key in path:
                return (*path[path.index(key) :], key)
            elif key not in done:
                path.append(key)
                ahead.append(iter(tuple(refs_by_key.get(key, ()))))
    return None


@dataclass(slots=True)
class _Checker:
    known: Mapping[str, Known]
    block: str | None
    own: Known | None
    doubts: list[Doubt] = field(default_factory=list)

    def _doubt(self, what: str, todo: str, tree: Tree) -> None:
        self.doubts.append(Doubt(say(what, part=written(tree)), say(todo)))

    def condition(self, tree: Tree) -> None:
        if self.shape(tree) not in {Shape.TRUTH, Shape.ANY}:
            self._doubt(
                N_("“%(part)s” is a value, not a condition."),
                N_("Compare it, such as ${key} = 'yes' or ${key} > 0."),
                tree,
            )

    def shape(self, tree: Tree) -> Shape:
        match tree:
            case Number():
                return Shape.NUMBER
            case Text():
                return Shape.TEXT
            case Ref(key=key):
                return self._ref(tree, self._look_up(key))
            case Own():
                return self._point()
            case Minus(of=of):
                self._number(of)
                return Shape.NUMBER
            case Binary():
                return self._binary(tree)
            case Call():
                return self._call(tree)

    def _look_up(self, key: str) -> Known | None:
        if key not in self.known:
            near = get_close_matches(key, [*self.known], n=3, cutoff=0.6)
            self.doubts.append(
                Doubt(
                    say(N_("No item has the key “%(key)s”."), key=key),
                    say(N_("Did you mean %(near)s?"), near=", ".join(near))
                    if near
                    else say(N_("Name a key that is asked.")),
                )
            )
        return self.known.get(key)

    def _is_column(self, known: Known) -> bool:
        return known.block is not None and known.block != self.block

    def _ref(self, tree: Ref, known: Known | None) -> Shape:
        if known is None:
            return Shape.ANY
        if self._is_column(known):
            self._doubt(
                N_("“%(part)s” is a whole column here."),
                N_("Put it in an aggregate, such as sum(…) or count(…)."),
                tree,
            )
        return known.shape

    def _point(self) -> Shape:
        if self.own is None:
            self._doubt(
                N_("There is no answer here that a point could stand for."),
                N_("Write ${key} of the item you mean."),
                Own(),
            )
            return Shape.ANY
        return self.own.shape

    def _number(self, tree: Tree) -> Shape:
        shape = self.shape(tree)
        if shape not in {Shape.NUMBER, Shape.ANY, *COUNTED}:
            self._doubt(N_("“%(part)s” is not a number."), N_("Compute with numbers, days or times."), tree)
        return shape

    def _binary(self, tree: Binary) -> Shape:
        if tree.operator in {"and", "or"}:
            self.condition(tree.left)
            self.condition(tree.right)
            return Shape.TRUTH
        if tree.operator in COMPARISONS:
            self._compare(tree)
            return Shape.TRUTH
        left, right = self._number(tree.left), self._number(tree.right)
        if tree.operator == "-" and left in COUNTED and right in COUNTED:
            return Shape.NUMBER
        if tree.operator in {"+", "-"} and left in COUNTED:
            return left
        return right if tree.operator == "+" and right in COUNTED else Shape.NUMBER

    def _compare(self, tree: Binary) -> None:
        left, right = self.shape(tree.left), self.shape(tree.right)
        if tree.operator in {"=", "!="} and Text("") in {tree.left, tree.right}:
            return
        if Shape.ANY not in {left, right} and left is not right:
            self.doubts.append(
                Doubt(
                    say(
                        N_("“%(part)s” compares “%(left)s” with “%(right)s”."),
                        part=written(tree),
                        left=left,
                        right=right,
                    ),
                    say(N_("Compare like with like: 12, 'option', date('2026-11-22'), decimal-time('22:00').")),
                )
            )
        elif tree.operator not in {"=", "!="} and Shape.TEXT in {left, right}:
            self._doubt(N_("“%(part)s” puts texts in order."), N_("Compare texts with = or != only."), tree)
        self._options(tree.left, tree.right)
        self._options(tree.right, tree.left)
        if any(self._kind(side) is Kind.CHOICE_MANY for side in (tree.left, tree.right)):
            self._doubt(
                N_("“%(part)s” compares several answers at once."), N_("Write selected(${key}, 'option')."), tree
            )

    def _asked(self, tree: Tree) -> Known | None:
        return self.own if isinstance(tree, Own) else self.known.get(tree.key) if isinstance(tree, Ref) else None

    def _kind(self, tree: Tree) -> Kind | None:
        asked = self._asked(tree)
        return asked.kind if asked else None

    def _options(self, tree: Tree, said: Tree) -> None:
        asked = self._asked(tree)
        closed = asked is not None and (asked.kind in CHOICES or asked.kind is Kind.YES_NO)
        if asked and closed and isinstance(said, Text) and said.value not in asked.options:
            self.doubts.append(
                Doubt(
                    say(N_("“%(part)s” has no answer “%(said)s”."), part=written(tree), said=said.value),
                    say(N_("Its answers are: %(options)s."), options=", ".join(asked.options)),
                )
            )

    def _call(self, tree: Call) -> Shape:
        function = FUNCTIONS[tree.name]
        if tree.name in AGGREGATES:
            return self._aggregate(tree)
        if tree.name in {"if", "coalesce"}:
            return self._either(tree)
        if tree.name == "selected":
            self._options(tree.arguments[0], tree.arguments[1])
        for n, argument in enumerate(tree.arguments):
            takes = function.takes[min(n, len(function.takes) - 1)]
            if takes is Shape.TRUTH:
                self.condition(argument)
            elif takes is Shape.NUMBER:
                self._number(argument)
            else:
                self.shape(argument)
        return function.gives

    def _either(self, tree: Call) -> Shape:
        values = tree.arguments
        if tree.name == "if":
            self.condition(values[0])
            values = values[1:]
        shapes = {self.shape(value) for value in values if value != Text("")}
        return shapes.pop() if len(shapes) == 1 else Shape.ANY

    def _aggregate(self, tree: Call) -> Shape:
        shapes = {self._added(tree, argument) for argument in tree.arguments}
        if tree.name not in {"min", "max"}:
            return Shape.NUMBER
        return shapes.pop() if len(shapes) == 1 and shapes <= COUNTED else Shape.NUMBER

    def _added(self, tree: Call, argument: Tree) -> Shape:
        known = self._look_up(argument.key) if isinstance(argument, Ref) else None
        if known is not None and self._is_column(known):
            shape = known.shape
        elif isinstance(argument, Ref) and known is None:
            return Shape.ANY
        else:
            shape = self.shape(argument)
            if tree.name != "count-selected" and len(tree.arguments) == 1:
                self._doubt(
                    N_("“%(part)s” is not a column of another block."),
                    N_("Aggregates add up the rows of a block."),
                    argument,
                )
        if tree.name in {"sum", "min", "max", "median"} and shape is Shape.TEXT:
            self._doubt(N_("“%(part)s” is not a number."), N_("Compute with numbers, days or times."), argument)
        return shape
