"""Taking a plan out of the house: whoever does is noted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.ledger.actions import action, record
from monitor.people.rules import Need
from monitor.programme.queries import board_of
from monitor.programme.rules.board import Board


@action(Need.EXPORT_MAKE)
async def take_plan(*, actor: Actor, version_id: UUID, now: datetime) -> Board:
    """Give a version to be printed or saved as a file, and note that it was taken. Raises NotHere."""
    board = await board_of(actor, version_id)
    record(Need.EXPORT_MAKE, actor=actor, subject=version_id, at=now, content=["plan", len(board.standing)])
    return board
