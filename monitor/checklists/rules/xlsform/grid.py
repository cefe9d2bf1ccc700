"""Sheets of an XLSForm as lines whose columns are known by one name, whatever they were called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from monitor.checklists.rules.xlsform.problems import Place
from monitor.checklists.rules.xlsform.words import ALIASES, PREFIXES, WHOLE, language_of

Rows = Sequence[tuple[int, tuple[str, ...]]]
Book = Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it holds, in which language ("" when it does not say), and its heading as it was written."""

    name: str
    language: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its cells by column, and those in languages by column and language."""

    sheet: str
    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """Give what stands in a column, empty when nothing does."""
        return self.cells.get(column, "")

    def worded(self, column: str) -> Mapping[str, str]:
        """Give the texts of a column by language."""
        return self.words.get(column, {})

    def place(self, column: str = "type") -> Place:
        """Say where a cell of this line stands."""
        return Place(self.sheet, self.number, self.headings.get(column, column))


def lines_of(book: Book, sheet: str) -> list[Line]:
    """Give the lines of a sheet, found by its name in any case; none when the book has no such sheet."""
    found = next((name for name in book if name.strip().casefold() == sheet), None)
    if found is None or not book[found]:
        return []
    (_, first), *rest = book[found]
    double = any("::" in said for said in first)
    headings = [_heading(said, double) for said in first]
    return [_line(sheet, number, headings, cells) for number, cells in rest if any(cell.strip() for cell in cells)]


def _heading(said: str, double: bool) -> Heading:
    plain = said.strip()
    whole = plain.casefold().replace(" ", "_")
    if not double and whole in WHOLE:
        return Heading(ALIASES[whole], "", plain)
    parts = [part.strip() for part in plain.split("::" if double else ":")]
    if len(parts) > 1 and parts[0].casefold() in PREFIXES:
        parts = parts[1:]
    name = parts[0].casefold().replace(" ", "_")
    return Heading(ALIASES.get(name, name), language_of(parts[1]) if len(parts) > 1 else "", plain)


def _line(sheet: str, number: int, headings: Sequence[Heading], cells: tuple[str, ...]) -> Line:
    plain: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    said: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        text = normalize("NFC", cell).strip()
        if not heading.name or not text:
            continue
        said.setdefault(heading.name, heading.said)
        words.setdefault(heading.name, {})[heading.language] = text
        plain.setdefault(heading.name, text)
    return Line(sheet, number, plain, words, said)
