"""Comparing versions of one programme as of the actor's day, and a version with the visits that stand already."""

from __future__ import annotations

from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.people.rules import Need
from monitor.programme.queries.programmes import entries_on
from monitor.programme.queries.proposals import proposals_of
from monitor.programme.queries.question import question_of
from monitor.programme.rules.accepting import changed_plan
from monitor.programme.rules.board import Entry
from monitor.programme.rules.comparing import Comparison, Side, differences, worth_of
from monitor.visits.queries import visits_open_to
from monitor.visits.rules import BEFORE_GATE, Visit


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
        differences=differences(board.standing, other_board.standing),
    )


@query(Need.PROGRAMME_VIEW)
async def visits_changed(actor: Actor, version: UUID) -> list[tuple[Entry, Visit]]:
    """List the visits that stand and that accepting a version would change, each beside the visit as it is now.

    A visit changed on its own page since the version was begun is among them: the version would undo that. Raises NotHere.
    """
    standing = {entry.visit: entry for entry in await entries_on(actor, version) if entry.visit is not None}
    opened = await visits_open_to(actor, standing)
    return [
        (entry, opened[visit])
        for visit, entry in standing.items()
        if opened[visit].state in BEFORE_GATE and changed_plan(entry, opened[visit]) is not None
    ]
