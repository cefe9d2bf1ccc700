"""Grows expressions, scopes and patterns from a seed: anything the grammar allows, sensible or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from monitor.checklists.rules import Absence, Kind
from monitor.checklists.rules.expressions.tree import LEVELS, Binary, Call, Minus, Number, Own, Ref, Text, Tree
from monitor.checklists.rules.expressions.vocabulary import FUNCTIONS
from tests.vectors.reading import GivenHere, ScopeFile, ValueHere

PLAIN = ("p", "q", "r", "s", "t")
COLUMNS = ("u", "v")
LETTERS = "aб😀 1.-\nÉ"
TEXTS = (
    "",
    "yes",
    "no",
    "12",
    "-1.5",
    " 3 ",
    "2026-11-22",
    "09:05",
    "2024-02-29T23:59",
    "0000-01-01",
    "2026-02-30",
    "a б",
)
NUMBERS = (
    "0",
    "1",
    "2",
    "3",
    "7",
    "0.5",
    "2.5",
    "0.125",
    "1.005",
    "60",
    "1440",
    "99999999999999999999",
    "0.00000000000000000001",
)
ATOMS = ("a", "б", "1", ".", "\\d", "\\s", "\\w", "\\D", "[ab]", "[^a]", "[а-яё]", "😀", "\\.", "\\-", "É")
REPEATS = ("*", "+", "?", "{2}", "{1,2}", "{0,}")
DAYS = ("2026-11-22", "2024-02-29", "1969-12-31", "0001-01-01", "9999-12-31", "2026-03-01")
CLOCKS = ("00:00", "09:05", "12:00", "23:59")
ANSWERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.YES_NO: ("yes", "no"),
    Kind.CHOICE_MANY: ("a", "a,b", "б,c_d,1"),
    Kind.INTEGER: ("0", "1", "2", "3", "20", "999999999999"),
    Kind.DECIMAL: ("0", "0.5", "-2.5", "1.333333", "999999999999.999999"),
    Kind.TEXT: (*TEXTS[1:], "Душанбе", "😀é"),
    Kind.DATE: DAYS,
    Kind.TIME: CLOCKS,
    Kind.MOMENT: tuple(f"{day}T{clock}" for day in DAYS for clock in CLOCKS),
}


class Grower:
    """Grows the same things from the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def text(self) -> str:
        """Grow a text, often one that reads as something else."""
        if self.chance.random() < 0.5:
            return self.chance.choice(TEXTS)
        return "".join(self.chance.choices(LETTERS, k=self.chance.randrange(7)))

    def pattern(self, depth: int = 3) -> str:
        """Grow a pattern of regex()."""
        if depth == 0 or self.chance.random() < 0.3:
            return self.chance.choice(ATOMS)
        one, other = self.pattern(depth - 1), self.pattern(depth - 1)
        grown = (one + other, f"(?:{one}|{other})", f"({one}){self.chance.choice(REPEATS)}")
        return self.chance.choice(grown)

    def tree(self, depth: int = 4) -> Tree:
        """Grow an expression."""
        grow: Callable[[int], Tree] = self.chance.choices(
            (self._leaf, self._binary, self._call, self._minus), (3, 6, 8, 1)
        )[0]
        return self._leaf(0) if depth == 0 else grow(depth - 1)

    def _leaf(self, _: int) -> Tree:
        keys = (*PLAIN, *COLUMNS, "unheard_of")
        leaves = (Number(Decimal(self.chance.choice(NUMBERS))), Text(self.text()), Ref(self.chance.choice(keys)), Own())
        return self.chance.choices(leaves, (3, 2, 5, 1))[0]

    def _binary(self, depth: int) -> Tree:
        return Binary(self.chance.choice(sorted(LEVELS)), self.tree(depth), self.tree(depth))

    def _minus(self, depth: int) -> Tree:
        return Minus(self.tree(depth))

    def _call(self, depth: int) -> Tree:
        name = self.chance.choice(sorted(FUNCTIONS))
        if name == "regex":
            return Call(name, (self.tree(depth), Text(self.pattern())))
        function = FUNCTIONS[name]
        number = self.chance.randint(function.least, min(function.most, function.least + 2))
        return Call(name, tuple(self.tree(depth) for _ in range(number)))

    def _answer(self, kind: Kind) -> GivenHere:
        if self.chance.random() < 0.8:
            return GivenHere(self.chance.choice(ANSWERS[kind]))
        return GivenHere(absence=self.chance.choice((None, *Absence)))

    def _plain(self) -> ValueHere:
        kind = self.chance.choice(sorted(ANSWERS))
        said = self._answer(kind)
        return ValueHere(kind, said.value, said.absence)

    def _column(self) -> ValueHere:
        kind = self.chance.choice(sorted(ANSWERS))
        return ValueHere(kind, rows=tuple(self._answer(kind) for _ in range(self.chance.randrange(5))))

    def scope(self) -> ScopeFile:
        """Grow the answers an expression is evaluated in."""
        values = {key: self._plain() for key in PLAIN} | {key: self._column() for key in COLUMNS}
        today = date(2000, 1, 1) + timedelta(days=self.chance.randrange(40000))
        return ScopeFile(today=today, own=self._plain(), values=values)

    def kind(self) -> Kind:
        """Choose a kind of answer."""
        return self.chance.choice(sorted(Kind))
