"""Grows random expressions and scopes: anything the grammar allows, sensible or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, Kind
from monitor.checklists.rules.expressions.tree import LEVELS, Binary, Call, Minus, Number, Own, Ref, Text, Tree
from monitor.checklists.rules.expressions.vocabulary import FUNCTIONS, Function
from tests.vectors.reading import GivenHere, ScopeFile, ValueHere

T = TypeVar("T")
PLAIN = ("p", "q", "r", "s", "t")
COLUMNS = ("u", "v")
ABSENCES = st.sampled_from([None, *Absence])
LETTERS = st.sampled_from(["a", "б", "😀", " ", "1", ".", "-", "\n", "É"])
TEXTS = st.one_of(
    st.text(LETTERS, max_size=6),
    st.sampled_from(["", "yes", "no", "12", "-1.5", "2026-11-22", "09:05", "2024-02-29T23:59", "0000-01-01", "a б"]),
)
NUMBERS = st.one_of(
    st.integers(0, 12).map(Decimal),
    st.decimals(0, 10**6, places=3),
    st.sampled_from([Decimal("0.5"), Decimal("2.5"), Decimal("0.125"), Decimal("99999999999999999999")]),
)
PATTERN_ATOMS = st.sampled_from(["a", "б", "1", ".", "\\d", "\\s", "\\w", "[ab]", "[^a]", "[а-яё]", "😀", "\\.", "\\-"])
PATTERNS = st.recursive(
    PATTERN_ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}"])).map(
            lambda two: f"({two[0]}){two[1]}"
        ),
    ),
    max_leaves=5,
)


def _calls(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def call(entry: tuple[str, Function]) -> st.SearchStrategy[Tree]:
        name, function = entry
        if name == "regex":
            return st.tuples(inner, PATTERNS.map(Text)).map(lambda both: Call("regex", both))
        most = min(function.most, function.least + 2)
        return st.lists(inner, min_size=function.least, max_size=most).map(lambda some: Call(name, tuple(some)))

    return st.sampled_from(sorted(FUNCTIONS.items(), key=lambda each: each[0])).flatmap(call)


LEAVES: st.SearchStrategy[Tree] = st.one_of(
    NUMBERS.map(Number),
    TEXTS.map(Text),
    st.sampled_from([*PLAIN, *COLUMNS, "unheard_of"]).map(Ref),
    st.just(Own()),
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(sorted(LEVELS)), inner, inner).map(lambda three: Binary(*three)),
        inner.map(Minus),
        _calls(inner),
    ),
    max_leaves=8,
)
ANSWERS: dict[Kind, st.SearchStrategy[str]] = {
    Kind.YES_NO: st.sampled_from(["yes", "no"]),
    Kind.CHOICE_MANY: st.sampled_from(["a", "a,b", "б,c_d,1"]),
    Kind.INTEGER: st.integers(0, 20).map(str),
    Kind.DECIMAL: st.sampled_from(["0", "0.5", "-2.5", "1.333333", "999999999999.999999"]),
    Kind.TEXT: TEXTS.filter(bool),
    Kind.DATE: st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat),
    Kind.TIME: st.times().map(lambda at: time.isoformat(at, "minutes")),
    Kind.MOMENT: st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(lambda at: at.isoformat("T", "minutes")),
}


def _answer(kind: Kind) -> st.SearchStrategy[GivenHere]:
    return st.one_of(ANSWERS[kind].map(GivenHere), ABSENCES.map(lambda why: GivenHere(absence=why)))


def _plain(kind: Kind) -> st.SearchStrategy[ValueHere]:
    return _answer(kind).map(lambda said: ValueHere(kind, said.value, said.absence))


def _column(kind: Kind) -> st.SearchStrategy[ValueHere]:
    return st.lists(_answer(kind), max_size=5).map(lambda rows: ValueHere(kind, rows=tuple(rows)))


KINDS = st.sampled_from(sorted(ANSWERS))
SCOPES: st.SearchStrategy[ScopeFile] = st.builds(
    ScopeFile,
    today=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    own=KINDS.flatmap(_plain),
    values=st.fixed_dictionaries(
        {key: KINDS.flatmap(_plain) for key in PLAIN} | {key: KINDS.flatmap(_column) for key in COLUMNS}
    ),
)


def grown(strategy: st.SearchStrategy[T], number: int) -> list[T]:
    """Give so many examples, the same each time."""
    examples: list[T] = []

    def keep(example: T) -> None:
        examples.append(example)

    runs = settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run: Callable[[], None] = runs(given(strategy)(keep))
    run()
    return examples
