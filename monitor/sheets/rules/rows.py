"""Rows of blocks: one for each room, file, person or document; how many there may be, and what may be asked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.checklists.rules import Block, Item, Question, Questionnaire
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.sheets.rules.answers import Given

# The column of an interview that says who else was there, and its answers that make it a talk in a group.
COMPANY = "interview_privacy"
IN_A_GROUP = frozenset({"others_held_present"})


@dataclass(frozen=True, slots=True)
class Grid:
    """A questionnaire looked at by key: its questions, its blocks by name, and the block each column stands in."""

    asked: Questionnaire
    questions: Mapping[str, Question]
    blocks: Mapping[str, Block]
    block_of: Mapping[str, Block]

    def is_private(self, key: str) -> bool:
        """Say whether a key is a column of a private block."""
        block = self.block_of.get(key)
        return block is not None and block.private


def grid_of(asked: Questionnaire) -> Grid:
    """Look at a questionnaire by key."""
    return Grid(
        asked,
        questions={question.item.key: question for question in asked.everything},
        blocks={part.block.name: part.block for part in asked.blocks if part.block},
        block_of={q.item.key: part.block for part in asked.blocks if part.block for q in part.questions},
    )


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row on its way in, its id made where it was added."""

    id: UUID
    block: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that stands on a sheet; rows are given in the order of their random ids, which says nothing (law 6)."""

    id: UUID
    sheet: UUID
    block: str
    day: date
    label: str


class TooManyRows(Problem):
    status = 422
    sentence = N_("There is room for %(most)s of these on one filled checklist. Leave out those that say nothing new.")


class RowNotEmpty(Problem):
    """A row with answers goes only with a reason."""

    status = 422
    sentence = N_("This row has answers. Write why it is taken out; it is kept aside.")


class NotInAGroup(Problem):
    """What is to be asked of one person alone was answered in a talk with several."""

    status = 422
    sentence = N_(
        "%(code)s is asked of one person alone, and this row says that others held there were present. "
        "Leave it without an answer, or correct who was present."
    )


def check_room(block: Block, standing: int, more: int) -> None:
    """Raise TooManyRows when a block would hold more rows than it may."""
    if standing + more > block.most:
        raise TooManyRows(most=block.most)


def is_group_talk(row: Mapping[str, Given]) -> bool:
    """Say whether a row is of a talk with several persons, by what is given in it."""
    company = row.get(COMPANY)
    return company is not None and company.value in IN_A_GROUP


def may_be_asked(item: Item, row: Mapping[str, Given]) -> bool:
    """Say whether an item may be asked in this row: what is private only is not asked in a group."""
    return not (item.private_only and is_group_talk(row))
