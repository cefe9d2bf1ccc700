"""Answers written row by row, as tables or as JSON lines.

Rows of private blocks get a new key in each export and stand in the order of these keys over the whole export, so that no
file tells who was talked to before whom, and no two files agree on it (law 6).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar
from uuid import uuid4

import msgspec

from monitor.checklists.rules import Kind
from monitor.press.spreadsheets import Column as Heading
from monitor.press.spreadsheets import Sheet, Value, csv_cells, csv_of
from monitor.records.rules.exporting.cells import BLANK, NOT_ASKED, OPEN, cells, photos_in, reading
from monitor.records.rules.exporting.choosing import What
from monitor.records.rules.exporting.columns import Asked, Column, Table, name_at
from monitor.records.rules.exporting.heading import AFTER, BEFORE, Head, Pseudonyms, ends, headings, starts
from monitor.records.rules.exporting.taken import SaidIn, Taken

T = TypeVar("T")
CHILD = ("PARENT_KEY", "KEY")
ROOT = "answers"
# Closed answers repeat, and what they look like is worked out once; free ones do not.
MOST_REMEMBERED = 4096
FREE = frozenset({Kind.TEXT, Kind.PHOTO})


class _Cells(dict[str, T]):
    """The cells of a column by answer, worked out when first met."""

    def __init__(self, column: Column, tables: Tables[T]) -> None:
        self._column, self._tables = column, tables
        self._kept = column.item.kind not in FREE

    def __missing__(self, raw: str) -> T:
        made = self._tables.stretch(cells(self._column, raw, self._tables.taken.wanted))
        if self._kept and len(self) < MOST_REMEMBERED:
            self[raw] = made
        return made


class Tables(ABC, Generic[T]):
    """A table for what is asked once and one for each block, filled record by record; T is a stretch of a line."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self._who = Pseudonyms()
        self._cells = {
            (table.block, column.name): _Cells(column, self) for table in taken.tables for column in table.columns
        }
        self._plans: dict[tuple[str, str], list[tuple[str, str, _Cells[T]]]] = {}
        self._photos = {
            editions: [q.item.key for q in form.asked.questions if q.item.kind is Kind.PHOTO]
            for editions, form in taken.forms.items()
        }
        self._known = {table.block: table for table in taken.tables}
        self.lines: dict[str, list[tuple[str, T]]] = {table.block: [] for table in taken.tables}

    @abstractmethod
    def stretch(self, values: tuple[Value, ...]) -> T:
        """Write some cells of a line."""

    @abstractmethod
    def line(self, stretches: list[T]) -> T:
        """Join stretches to a line."""

    def add(self, head: Head, said: SaidIn) -> None:
        """Add one record or sheet with its rows."""
        about = ends(
            head,
            who=self._who.of(head.author),
            photos=sum(photos_in(said.answers.get(key, NOT_ASKED)) for key in self._photos[head.editions]),
            open_questions=OPEN in said.answers.values(),
            version=self.taken.forms[head.editions].version,
        )
        begun, ended = self.stretch(starts(head, self.taken.wanted)), self.stretch(about)
        self.lines[""].append(("", self.line([begun, *self._row(head, "", said.answers), ended])))
        for row, (block, answers) in sorted(said.rows.items()):
            table = self._known.get(block)
            if table is not None:
                key = f"uuid:{uuid4() if table.private else row}"
                keys = self.stretch((head.key, key))
                self.lines[block].append((key, self.line([*self._row(head, block, answers), keys])))

    def _row(self, head: Head, block: str, answers: Mapping[str, str]) -> list[T]:
        plan = self._plans.get((head.editions, block))
        if plan is None:
            plan = self._plans[head.editions, block] = self._plan(self.taken.forms[head.editions], block)
        return [made[answers.get(key, missing)] for key, missing, made in plan]

    def _plan(self, form: Asked, block: str) -> list[tuple[str, str, _Cells[T]]]:
        keys = asked_under(form)
        missing = BLANK if self.taken.wanted.what is What.SHEETS else NOT_ASKED
        columns = self._known[block].columns
        return [
            (keys.get(each.name, ""), missing if each.name in keys else NOT_ASKED, self._cells[block, each.name])
            for each in columns
        ]

    def headings(self, table: Table) -> list[str]:
        """Give a table's whole line of headings."""
        asked = headings(table, self.taken.wanted)
        return [*asked, *CHILD] if table.block else [*BEFORE, *asked, *AFTER]

    def ordered(self, table: Table) -> list[T]:
        """Give a table's lines: private ones in the order of their keys, which are new and random."""
        lines = self.lines[table.block]
        return [line for _, line in (sorted(lines, key=_key) if table.private else lines)]

    def name(self, table: Table) -> str:
        """Name a table's file or sheet."""
        return f"{ROOT}-{table.block}" if table.block else ROOT


def _key(line: tuple[str, object]) -> str:
    return line[0]


def asked_under(form: Asked) -> dict[str, str]:
    """Give the keys of a form by the names of the columns they stand in."""
    return {name_at(question.item.key, form): question.item.key for question in form.asked.everything}


class Lines(Tables[str]):
    """Tables as CSV."""

    def stretch(self, values: tuple[Value, ...]) -> str:
        return csv_cells(values, self.taken.wanted.separator)

    def line(self, stretches: list[str]) -> str:
        return self.taken.wanted.separator.value.join(stretches)

    def files(self) -> list[tuple[str, bytes]]:
        """Give each table as a file with its name."""
        return [
            (f"{self.name(table)}.csv", csv_of([self.stretch(tuple(self.headings(table))), *self.ordered(table)]))
            for table in self.taken.tables
        ]


class Rows(Tables[tuple[Value, ...]]):
    """Tables for a workbook."""

    def stretch(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        return values

    def line(self, stretches: list[tuple[Value, ...]]) -> tuple[Value, ...]:
        return tuple(value for stretch in stretches for value in stretch)

    def sheets(self) -> list[Sheet]:
        """Give each table as a sheet."""
        return [
            Sheet(self.name(table), tuple(Heading(each) for each in self.headings(table)), self.ordered(table))
            for table in self.taken.tables
        ]


class JsonLines:
    """One JSON object to a line, a record or sheet in each with all its rows; canonical texts, so that nothing is lost."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self._who = Pseudonyms()
        self._plans: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._lines: list[bytes] = []

    def add(self, head: Head, said: SaidIn) -> None:
        """Add one record or sheet with its rows."""
        form = self.taken.forms[head.editions]
        body: dict[str, object] = {
            "KEY": head.key,
            **dict(zip(BEFORE, starts(head, self.taken.wanted), strict=True)),
            "SubmitterID": self._who.of(head.author),
            "Edits": head.edits,
            "FormVersion": form.version,
            "editions": list(form.asked.editions),
        }
        once, *blocks = self.taken.tables
        body["answers"] = self._told(once, head, said.answers, said.sources.get(head.id, {}))
        rows = {table.block: self._rows(table, head, said) for table in blocks}
        body["rows"] = {block: found for block, found in rows.items() if found}
        self._lines.append(msgspec.json.encode(body))

    def _rows(self, table: Table, head: Head, said: SaidIn) -> list[dict[str, object]]:
        found: list[tuple[str, dict[str, object]]] = []
        for row, (block, answers) in said.rows.items():
            if block == table.block:
                key = f"uuid:{uuid4() if table.private else row}"
                sources = {} if table.private else said.sources.get(row, {})
                found.append((key, {"KEY": key, "answers": self._told(table, head, answers, sources)}))
        return [body for _, body in sorted(found, key=_key)]

    def _told(
        self, table: Table, head: Head, answers: Mapping[str, str], sources: Mapping[str, str]
    ) -> dict[str, dict[str, str | None]]:
        told = dict[str, dict[str, str | None]]()
        missing = BLANK if self.taken.wanted.what is What.SHEETS else NOT_ASKED
        for name, key in self._plan(table, head):
            value, why = reading(answers.get(key, missing))
            told[name] = {"value": value, "absence": why}
            if key in sources:
                told[name]["source"] = sources[key]
        return told

    def _plan(self, table: Table, head: Head) -> list[tuple[str, str]]:
        plan = self._plans.get((head.editions, table.block))
        if plan is None:
            keys = asked_under(self.taken.forms[head.editions])
            plan = [(column.name, keys[column.name]) for column in table.columns if column.name in keys]
            self._plans[head.editions, table.block] = plan
        return plan

    def content(self, about: Sequence[tuple[str, Value]]) -> bytes:
        """Give the file: a first line about itself, then a line for each record or sheet."""
        return b"\n".join((msgspec.json.encode({"about": [list(each) for each in about]}), *self._lines, b""))
