"""What stands on the paper: plain values, all worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Extent(StrEnum):
    """How much is taken along."""

    CORE = "core"
    FULL = "full"


class Detail(StrEnum):
    """How much stands under each question."""

    QUESTIONS = "questions"
    WITH_HELP = "with_help"


class Sides(StrEnum):
    """Whether leaves are printed on both sides; a talk always has a leaf of its own."""

    ONE = "one"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader wants printed; `rows` says for how many rows of each block there is room, none if it is missing."""

    language: str
    extent: Extent = Extent.FULL
    detail: Detail = Detail.QUESTIONS
    sides: Sides = Sides.BOTH
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cover:
    """Where, when and who, all empty on a page that must tell nothing; and the versions that the form is made of."""

    facility: str = ""
    days: str = ""
    team: tuple[str, ...] = ()
    versions: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Something to tick, with the key that gives it when typing up."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """A question on paper.

    `shape` is the kind of the answer; `before` is said once for this and the questions after it, `only` for this one.
    `english` marks words that are not there in the language of the pack.
    """

    code: str
    shape: str
    question: str
    core: bool = False
    alone: bool = False
    english: bool = False
    help: str = ""
    before: str = ""
    only: str = ""
    options: tuple[Ticked, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """Questions asked once; `elsewhere` says which ones nobody is asked, and why."""

    letter: str
    title: str
    elsewhere: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A block as ruled pages: a line for each question, a column for each row; `texts` get lines below the table."""

    letter: str
    title: str
    notes: tuple[str, ...]
    columns: int
    pages: int
    items: tuple[PrintedItem, ...]
    texts: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class PrintedLeaf:
    """A talk: a leaf for each, in words that somebody confirmed; `told` is written on lines and on the back."""

    language: str
    letter: str
    row: str
    notes: tuple[str, ...]
    copies: int
    marks: tuple[Ticked, ...]
    items: tuple[PrintedItem, ...]
    told: tuple[PrintedItem, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KindGroup:
    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything on the paper."""

    title: str
    cover: Cover
    both_sides: bool
    stages: tuple[str, ...]
    areas: tuple[str, ...]
    marks: tuple[Ticked, ...]
    sections: tuple[PrintedSection, ...]
    tables: tuple[PrintedTable, ...]
    leaves: tuple[PrintedLeaf, ...]
    kinds: tuple[KindGroup, ...]
    grounds: tuple[str, ...]
    words: Mapping[str, str | tuple[str, ...]]
