"""Reads the cases of tests/vectors/expressions, which Python and the browser must both agree with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from monitor.checklists.rules import Absence, Item, Kind, Source
from monitor.checklists.rules.expressions import BLANK, Absent, Column, Dated, Json, Value, value_of
from monitor.checklists.rules.values import number_text

FOLDER = Path(__file__).parent / "expressions"
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Case:
    """An expression, its tree for the browser, and what it gives: a sort of value and its text."""

    text: str
    tree: Json
    gives: tuple[str, str]
    kind: Kind | None = None


class GivenHere(msgspec.Struct, frozen=True):
    """What was answered, in its canonical text, or why nothing was."""

    value: str | None = None
    absence: Absence | None = None


class ValueHere(msgspec.Struct, frozen=True):
    """One key of a scope: its kind, and one answer or the rows of a column."""

    kind: Kind
    value: str | None = None
    absence: Absence | None = None
    rows: tuple[GivenHere, ...] | None = None


class ScopeFile(msgspec.Struct, frozen=True):
    """The answers that expressions are evaluated in."""

    today: date
    own: ValueHere
    values: dict[str, ValueHere]


class CasesFile(msgspec.Struct, frozen=True):
    """One file of cases."""

    about: str
    cases: list[CaseHere]


class CaseHere(msgspec.Struct, frozen=True):
    """A case as it stands in its file."""

    text: str
    tree: object
    gives: tuple[str, str]
    kind: Kind | None = None


class HereScope:
    """A scope over the answers of a file, or of a test."""

    def __init__(self, file: ScopeFile) -> None:
        self.file, self.today = file, file.today

    def value(self, key: str) -> Value | Column:
        """Give a value, or a column row by row."""
        here = self.file.values.get(key)
        if here is None:
            return BLANK
        if here.rows is None:
            return value_of(an_item(here.kind), here)
        return tuple(value_of(an_item(here.kind), row) for row in here.rows)

    @property
    def own(self) -> Value:
        """Give what the point stands for."""
        return value_of(an_item(self.file.own.kind), self.file.own)


def an_item(kind: Kind) -> Item:
    """Make an item of a kind."""
    return Item(key="x", kind=kind, theme="a.b", source=Source.OBSERVATION)


def names() -> list[str]:
    """Name the files of cases."""
    return sorted(file.stem for file in FOLDER.glob("*.json") if file.stem != "scope")


def cases(name: str) -> list[Case]:
    """Read the cases of one file."""
    read = msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=CasesFile)
    return [Case(case.text, as_tree(case.tree), case.gives, case.kind) for case in read.cases]


def as_tree(read: object) -> Json:
    """Tell the type checker that what was read is lists and strings."""
    if isinstance(read, list):
        return [as_tree(each) for each in read]
    assert isinstance(read, str)
    return read


def scope_file() -> ScopeFile:
    """Read the answers that all cases share."""
    return msgspec.json.decode((FOLDER / "scope.json").read_bytes(), type=ScopeFile)


def told(value: Value) -> tuple[str, str]:
    """Tell a value as the files do."""
    match value:
        case bool():
            return ("truth", "true" if value else "false")
        case Decimal():
            return ("number", number_text(value))
        case Dated():
            return ("dated", value.text)
        case Absent(kind=kind):
            return ("absent", kind or "")
    return ("text", value)


def differing(
    texts: Iterable[str], expected: Sequence[tuple[str, str]], given: Sequence[tuple[str, str]]
) -> Mapping[str, tuple[tuple[str, str], tuple[str, str]]]:
    """List the expressions that gave something else, with what was expected and what came."""
    return {
        text: (wanted, got)
        for text, wanted, got in zip(texts, expected, given, strict=True)
        if tuple(wanted) != tuple(got)
    }


def scope_json(file: ScopeFile) -> str:
    """Write a scope for the browser."""
    return json.dumps(msgspec.to_builtins(file), ensure_ascii=False)
