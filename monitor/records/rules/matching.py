"""Rows of two monitors that are the same room or document: proposed by what they are called, joined by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from rapidfuzz import fuzz

from monitor.checklists.rules import Questionnaire
from monitor.kit.problems import Problem
from monitor.kit.text import fold
from monitor.kit.words import N_
from monitor.sheets.rules import Row

_ALIKE = 85
_NUMBERED = re.compile(r"\d+[^\W\d]?(?!\w)|\d+")

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two rows of different sheets that are called alike."""

    row: Row
    same_as: Row

    @property
    def pair(self) -> Pair:
        return pair_of(self.row.id, self.same_as.id)


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """One room, file, person or document of the record: the rows of sheets that it is made of.

    `id` stands for it until the record is closed; it is that of its first row.
    """

    id: UUID
    block: str
    private: bool
    rows: tuple[Row, ...]


class TwoOfOneSheet(Problem):
    """Matching would make one of two rows that one person kept apart."""

    status = 409
    sentence = N_("One person filled both as two different rows. Match each of them with one row of another sheet.")


class RowsToMatch(Problem):
    status = 409
    sentence = N_(
        "Some rows of two people may be the same. Say of each pair whether it is; else what they hold is counted twice."
    )


def pair_of(one: UUID, other: UUID) -> Pair:
    """Name a pair of rows the same way from either side."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Name:
    """What a row is called, folded, and the numbers in it."""

    folded: str
    numbers: tuple[str, ...]


def name_of(label: str) -> Name:
    """Read what a row is called: the number decides, the word before it ("cell", "No", "камера") hardly counts."""
    folded = fold(label)
    return Name(folded, tuple(_NUMBERED.findall(folded)))


def alike(one: Name, other: Name) -> int:
    """Say from 0 to 100 how alike two rows are called: the numbers must agree, words alone must nearly do."""
    score = int(fuzz.ratio(one.folded, other.folded)) if one.folded and other.folded else 0
    if one.numbers or other.numbers:
        return 90 + score // 10 if one.numbers == other.numbers else 0
    return score if score >= _ALIKE else 0


def private_blocks(asked: Questionnaire) -> frozenset[str]:
    """Name the blocks whose rows are each their own: talks with persons and their files are never joined (law 6)."""
    return frozenset(part.block.name for part in asked.blocks if part.block and part.block.private)


def propose(
    asked: Questionnaire, rows: Sequence[Row], told: Mapping[Pair, bool], order: Sequence[UUID]
) -> tuple[Proposal, ...]:
    """Propose pairs of rows nobody has spoken of yet, each row with the best of every other sheet.

    `told` says of pairs whether they are the same; `order` lists the sheets, so that pairs read the same way round.
    """
    place = {sheet: number for number, sheet in enumerate(order)}
    private = private_blocks(asked)
    names = {row.id: name_of(row.label) for row in rows}
    groups = _groups([row for row in rows if row.block not in private], told)
    found = [
        (score, one, other)
        for one, other in combinations(groups, 2)
        if one[0].block == other[0].block and not _apart(one, other, told) and (score := _alike(one, other, names))
    ]
    taken: set[tuple[UUID, UUID]] = set()
    proposals = []
    for _, one, other in sorted(found, key=lambda each: (-each[0], each[1][0].id, each[2][0].id)):
        met = {(a.id, b.sheet) for a in one for b in other} | {(b.id, a.sheet) for a in one for b in other}
        if met & taken:
            continue
        taken |= met
        first, second = sorted((one[0], other[0]), key=lambda row: place.get(row.sheet, 0))
        proposals.append(Proposal(first, second))
    return tuple(sorted(proposals, key=lambda each: (each.row.block, fold(each.row.label), each.row.id)))


def _alike(one: Sequence[Row], other: Sequence[Row], names: Mapping[UUID, Name]) -> int:
    return max((alike(names[a.id], names[b.id]) for a in one for b in other), default=0)


def _apart(one: Sequence[Row], other: Sequence[Row], told: Mapping[Pair, bool]) -> bool:
    if {row.sheet for row in one} & {row.sheet for row in other}:
        return True
    return any(told.get(pair_of(a.id, b.id)) is False for a in one for b in other)


def rows_agreed(asked: Questionnaire, rows: Sequence[Row], told: Mapping[Pair, bool]) -> tuple[AgreedRow, ...]:
    """Join the rows of all sheets as they were matched by hand; private ones stay apart."""
    private = private_blocks(asked)
    own = [(row,) for row in rows if row.block in private]
    joined = (*own, *_groups([row for row in rows if row.block not in private], told))
    made = (AgreedRow(group[0].id, group[0].block, group[0].block in private, tuple(group)) for group in joined)
    return tuple(sorted(made, key=lambda each: each.id))


def check_match(rows: Sequence[Row], told: Mapping[Pair, bool]) -> None:
    """Raise TwoOfOneSheet when a group would hold two rows of one sheet."""
    for group in _groups(rows, told):
        if len({row.sheet for row in group}) < len(group):
            raise TwoOfOneSheet()


def _groups(rows: Iterable[Row], told: Mapping[Pair, bool]) -> list[tuple[Row, ...]]:
    standing = {row.id: row for row in rows}
    leader = {row: row for row in standing}
    for (one, other), together in sorted(told.items()):
        if together and one in leader and other in leader:
            kept, gone = sorted((leader[one], leader[other]))
            leader = {row: kept if each == gone else each for row, each in leader.items()}
    found: dict[UUID, list[Row]] = {}
    for row in sorted(standing):
        found.setdefault(leader[row], []).append(standing[row])
    return [tuple(group) for _, group in sorted(found.items())]
