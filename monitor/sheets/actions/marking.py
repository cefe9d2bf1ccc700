"""Marking at once what could not be seen: a section, an area, a row; one locked door is one denial (law 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence
from monitor.denials.actions import log_denial
from monitor.denials.rules import Told
from monitor.kit.actor import Actor
from monitor.ledger.actions import action
from monitor.people.rules import Need
from monitor.sheets.actions.answering import give_answers
from monitor.sheets.actions.opening import sheet_to_fill
from monitor.sheets.queries import state_on
from monitor.sheets.rules import AlreadyAnswered, NewAnswer, unanswered


@action(Need.SHEET_FILL)
async def mark_absent(
    *,
    actor: Actor,
    sheet: UUID,
    keys: Sequence[str],
    absence: Absence,
    area: str = "",
    denial: UUID | None = None,
    row: UUID | None = None,
    now: datetime,
) -> int:
    """Mark every question among `keys` that has no answer yet, and give how many; answers given stay.

    With a `row` the keys are columns of its block. What is not relevant is left alone. Raises AlreadyAnswered when none
    was left, NotHere.
    """
    opened = await sheet_to_fill(actor, sheet)
    state = await state_on(actor, opened, now)
    wanted = frozenset(keys)
    blank = [question.item.key for question in unanswered(state, row) if question.item.key in wanted]
    if not blank:
        raise AlreadyAnswered()
    answers = [
        NewAnswer(id=uuid4(), key=key, absence=absence, area=area.strip(), denial=denial, row=row) for key in blank
    ]
    await give_answers(actor=actor, sheet=sheet, answers=answers, now=now)
    return len(blank)


@action(Need.SHEET_FILL)
async def mark_refused_area(
    *, actor: Actor, sheet: UUID, keys: Sequence[str], denial: UUID, told: Told, now: datetime
) -> int:
    """Log one denial on the visit and mark everything behind that one door as not allowed; gives how many (law 2)."""
    opened = await sheet_to_fill(actor, sheet)
    await log_denial(actor=actor, denial_id=denial, visit=opened.visit.id, told=told, now=now)
    return await mark_absent(
        actor=actor, sheet=sheet, keys=keys, absence=Absence.NOT_ALLOWED, area=told.area, denial=denial, now=now
    )
