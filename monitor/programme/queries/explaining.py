"""Asking about a version: why a visit is planned, why a place is not, what to put right."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import msgspec

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import one
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.queries.programmes import entry_on_board, version_open_to
from monitor.programme.queries.question import question_of
from monitor.programme.rules.board import Board
from monitor.programme.rules.explain.why import Why, why
from monitor.programme.rules.explain.why_not import Asked, WhyNot
from monitor.programme.rules.faults import Fault, faults
from monitor.programme.rules.model import read_snapshot
from monitor.programme.rules.planner.making import draw_lots
from monitor.programme.rules.proposals import Frozen
from monitor.programme.rules.question import Question


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a visit stands where it does, with the question whose ids it uses and the board for their names."""

    board: Board
    question: Question
    why: Why


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """Why a place is not in a version."""

    board: Board
    question: Question
    why_not: WhyNot


@dataclass(frozen=True, slots=True)
class ToPutRight:
    """What the data themselves make impossible."""

    board: Board
    question: Question
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    snapshot_sealed: str | None
    seed_sealed: str | None


@query(Need.PROGRAMME_VIEW)
async def why_planned(actor: Actor, entry: UUID) -> Explained:
    """Explain one visit of a version: why there, why then, why these people. Raises NotHere."""
    version, found = await entry_on_board(actor, entry)
    board, question = await question_of(actor, version.id)
    job = next((name for name, asked in question.jobs.items() if asked.entry == found.id), None)
    if job is None:
        raise NotHere()
    return Explained(
        board, question, why(Asked(question.snapshot, question.plan), job, await _drawn(actor, version.id))
    )


@query(Need.PROGRAMME_VIEW)
async def why_not_planned(actor: Actor, version: UUID, facility: UUID) -> NotPlanned:
    """Explain why a place is not in a version. Raises NotHere, AlreadyPlanned."""
    board, question = await question_of(actor, version)
    if str(facility) not in question.jobs:
        raise NotHere()
    return NotPlanned(board, question, Asked(question.snapshot, question.plan).why_not(str(facility)))


@query(Need.PROGRAMME_VIEW)
async def to_put_right(actor: Actor, version: UUID) -> ToPutRight:
    """List what makes visits impossible whatever is planned: data to put right first. Raises NotHere.

    Nothing is said of people who only stand on visits that are settled: they are nobody's to ask.
    """
    board, question = await question_of(actor, version)
    others = {person.id for person in question.snapshot.monitors} - {str(person.account) for person in board.people}
    return ToPutRight(board, question, tuple(fault for fault in faults(question.snapshot) if fault.about not in others))


async def _drawn(actor: Actor, version: UUID) -> tuple[str, ...]:
    """Draw again which places a proposed version owes to the lot: the seed and the question were kept with it."""
    await version_open_to(actor, version)
    kept = await one(_Kept, "select n.snapshot_sealed, n.seed_sealed from programme_version n where n.id = {}", version)
    if kept is None or kept.snapshot_sealed is None or kept.seed_sealed is None:
        return ()
    ring = keyring()
    text = ring.open("programme_version.snapshot", version, kept.snapshot_sealed)
    seed = int(ring.open("programme_version.seed", version, kept.seed_sealed), 16)
    return tuple(sorted(draw_lots(read_snapshot(msgspec.json.decode(text, type=Frozen).snapshot), seed)))
