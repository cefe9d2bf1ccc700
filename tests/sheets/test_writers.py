"""Eight people answer at the same time: nothing lost, nothing doubled, nobody told to wait for a lock."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.ledger.queries import verify_ledger
from monitor.outside.database import number, run
from monitor.sheets.actions import give_answers, rebuild_current_answers
from monitor.sheets.queries import faults_in_current_answers
from monitor.sheets.rules import NewAnswer
from tests.makers_sheets import make_sheet, make_visit_under_way, shipped_questionnaire
from tests.people import Cast

WRITERS, EACH = 8, 125
KEYS = [question.item.key for question in shipped_questionnaire().questions if not question.item.computed]


async def write(actor: Actor, sheet: UUID, now: datetime) -> None:
    """Answer again and again, sending every tenth answer twice."""
    for turn in range(EACH):
        said = NewAnswer(id=uuid4(), key=KEYS[turn % len(KEYS)], remark=f"{turn}")
        for _ in range(2 if turn % 10 == 0 else 1):
            await give_answers(actor=actor, sheet=sheet, answers=[said], now=now)


async def test_eight_writers_and_a_thousand_answers(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    team = (cast.lead, cast.deputy, cast.monitor_ngo)
    sheets = [await make_sheet(actor, visit, now=now) for actor in team]
    places = [(team[turn % 3], sheets[turn // 3]) for turn in range(WRITERS)]
    await asyncio.gather(*(write(actor, sheet, now) for actor, sheet in places))
    assert await number("select count(*) from answer") == WRITERS * EACH
    assert await number("select count(distinct id) from answer") == WRITERS * EACH
    assert await number("select sum(last) from (select max(revision) as last from answer group by sheet, key) x") == (
        WRITERS * EACH
    )
    assert await faults_in_current_answers() == 0
    assert (await verify_ledger()).entries >= WRITERS * EACH


async def test_the_current_answers_can_be_rebuilt_from_the_answers(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    for value in ("yes", "no"):
        await give_answers(
            actor=cast.lead, sheet=sheet, answers=[NewAnswer(id=uuid4(), key="toilet_access", value=value)], now=now
        )
    await one_transaction(lambda: run("delete from current_answer"))
    assert await faults_in_current_answers() == 1
    await rebuild_current_answers()
    assert await faults_in_current_answers() == 0
    assert await number("select max(revision) from current_answer") == 2
