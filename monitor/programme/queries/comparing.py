"""Comparing versions of one programme as of the actor's day."""

from __future__ import annotations

from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.people.rules import Need
from monitor.programme.queries.proposals import proposals_of
from monitor.programme.queries.question import question_of
from monitor.programme.rules.comparing import Comparison, Side, differences, worth_of


@query(Need.PROGRAMME_VIEW)
async def compare_versions(actor: Actor, one: UUID, other: UUID) -> Comparison:
    """Put two versions of a programme side by side. Raises NotHere, also for versions of two programmes."""
    board, question = await question_of(actor, one)
    other_board, other_question = await question_of(actor, other)
    if board.programme.id != other_board.programme.id:
        raise NotHere()
    runs = await proposals_of(actor, board.programme.id)
    return Comparison(
        one=Side(board.version, worth_of(question)),
        other=Side(other_board.version, worth_of(other_question)),
        control=next((run.control for run in runs if run.control is not None), None),
        differences=differences(board.entries, other_board.entries),
    )
