"""From numbered rows to a table with headings: the heading row is found, repeated keys are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain, islice

from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import text
from monitor.kit.tabular.lines import Row, same_name
from monitor.kit.words import N_, say

HEADINGS_WITHIN = 50


class NothingInIt(Problem):
    status = 422
    sentence = N_("There is not a single filled row here. Check that the right file and sheet were chosen.")


class NoHeadings(Problem):
    status = 422
    sentence = N_(
        "None of the columns named in the mapping stands in the first %(rows)s rows. "
        "Check the sheet and the mapping; it looks for “%(name)s”."
    )


class NoSuchColumn(Problem):
    status = 422
    sentence = N_("There is no column “%(name)s” in the heading row (row %(row)s). Correct the mapping, or the file.")


class NoSuchColumnBut(NoSuchColumn):
    sentence = N_(
        "There is no column “%(name)s” in the heading row (row %(row)s); there is “%(near)s”. "
        "Correct the mapping, or the file."
    )


class SameColumnTwice(Problem):
    status = 422
    sentence = N_(
        "The heading “%(name)s” stands %(times)s times in row %(row)s. "
        "Rename all but one, so that the right column is read."
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table being read: its headings, the row they stand in, and the rows under them, once."""

    columns: tuple[str, ...]
    heading_row: int
    rows: Iterator[Row]

    def place(self, name: str) -> int:
        """Give a column's index by its heading; refuse one that is missing or stands several times."""
        wanted = same_name(name)
        places = [i for i, heading in enumerate(self.columns) if same_name(heading) == wanted]
        if len(places) == 1:
            return places[0]
        if places:
            raise SameColumnTwice(name=name, times=len(places), row=self.heading_row)
        near = get_close_matches(wanted, [same_name(heading) for heading in self.columns], n=1)
        if near:
            heading = next(heading for heading in self.columns if same_name(heading) == near[0])
            raise NoSuchColumnBut(name=name, row=self.heading_row, near=heading)
        raise NoSuchColumn(name=name, row=self.heading_row)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A key that stands in several rows."""

    key: str
    rows: tuple[int, ...]


def table(rows: Iterable[Row], *, wanted: Sequence[str] = ()) -> Table:
    """Find the heading row among the first rows: the one with most of the wanted headings, else the first full one."""
    ahead = iter(rows)
    head = list(islice(ahead, HEADINGS_WITHIN))
    if not head:
        raise NothingInIt
    names = {same_name(name) for name in wanted}
    heading = max(head, key=lambda row: _matches(row, names)) if names else _first_full(head)
    if names and not _matches(heading, names):
        raise NoHeadings(rows=HEADINGS_WITHIN, name=wanted[0])
    columns = tuple(text(cell) or "" for cell in heading.cells)
    under = (row for row in head if row.number > heading.number)
    return Table(columns=columns, heading_row=heading.number, rows=_as_wide_as(chain(under, ahead), len(columns)))


def repeated(keys: Iterable[tuple[int, str]]) -> tuple[Repeated, ...]:
    """Tell the keys, given as (row, key), that stand in more than one row, in the order they first appear."""
    first: dict[str, int] = {}
    again: dict[str, list[int]] = {}
    for row, key in keys:
        if first.setdefault(key, row) != row:
            again.setdefault(key, [first[key]]).append(row)
    return tuple(Repeated(key=key, rows=tuple(rows)) for key, rows in again.items())


def _matches(row: Row, names: set[str]) -> int:
    return len(names.intersection(map(same_name, row.cells)))


def _first_full(rows: Sequence[Row]) -> Row:
    """Give the first row as full as two rows are, so that neither a title nor one broken row passes for headings."""
    enough = sorted(map(_fullness, rows))[-2:][0]
    return next(row for row in rows if _fullness(row) >= enough)


def _fullness(row: Row) -> int:
    return sum(1 for cell in row.cells if text(cell) is not None)


def _as_wide_as(rows: Iterable[Row], width: int) -> Iterator[Row]:
    """Bring rows to the headings' width; one with something beyond the last heading is marked as not to be trusted."""
    for row in rows:
        if all(text(cell) is None for cell in row.cells):
            continue
        if len(row.cells) == width:
            yield row
            continue
        beyond = any(text(cell) is not None for cell in row.cells[width:])
        fault = say(
            N_(
                "This row has %(found)s cells under %(width)s headings: "
                "a separator inside a cell may lack its quotation marks."
            ),
            found=len(row.cells),
            width=width,
        )
        cells = (*row.cells[:width], *("" for _ in range(width - len(row.cells))))
        yield replace(row, cells=cells, fault=row.fault or (fault if beyond else None))
