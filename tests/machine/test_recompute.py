"""What is shown as current is what was last given: found out when it is not, and put right."""

from __future__ import annotations

from datetime import datetime

from monitor.installation.actions import mend_current_answers
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.people.queries import system_actor
from monitor.sheets.queries import answers_on, faults_in_current_answers
from tests.makers_sheets import answer, make_sheet, make_visit_under_way
from tests.people import Cast


async def test_a_lost_row_is_found_and_written_anew(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, toilet_access="yes", meals_day="3", now=now)
    await answer(cast.lead, sheet, toilet_access="no", now=now)
    before = await answers_on(cast.lead, sheet)
    assert await faults_in_current_answers() == 0

    async def lose() -> None:
        await run("delete from current_answer where key = {}", "toilet_access")

    await one_transaction(lose)
    assert await faults_in_current_answers() == 1
    await mend_current_answers(actor=system_actor(now.date()), now=now)
    assert await faults_in_current_answers() == 0
    assert await answers_on(cast.lead, sheet) == before
