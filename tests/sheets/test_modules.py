"""Which modules a visit is offered, and why."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.checklists.rules import When
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.sheets.queries import modules_offered
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_sheets import answer, make_sheet
from tests.people import Cast
from tests.sheets.small import make_small_visit


async def offered(cast: Cast, now: datetime, held: str | None) -> dict[str, tuple[When, int | None, bool, bool]]:
    """What is offered at a second visit, after a first where so many women were counted."""
    facility = await make_facility(cast.coordinator, now=now)
    first = await make_small_visit(cast, facility=facility, now=now)
    if held is not None:
        await answer(cast.lead, await make_sheet(cast.lead, first, now=now), held="40", women=held, now=now)
    earlier = now.date() - timedelta(days=90)
    await one_transaction(
        lambda: run(
            "update visit set state = {}, first_day = {}, last_day = {} where id = {}",
            VisitState.ENDED.value,
            earlier,
            earlier,
            first,
        )
    )
    visit = await visit_open_to(cast.lead, await make_small_visit(cast, facility=facility, now=now))
    return {
        each.name: (each.when, each.held, each.proposed, each.chosen)
        for each in await modules_offered(cast.lead, visit)
    }


async def test_a_module_is_offered_with_its_reason(cast: Cast, now: datetime) -> None:
    assert await offered(cast, now, "12") == {
        "small_rooms": (When.ALWAYS, None, True, True),
        "small_talks": (When.ALWAYS, None, True, True),
        "small_women": (When.HELD, 12, True, False),
        "small_cars": (When.CHOSEN, None, False, False),
    }


async def test_nobody_held_there_proposes_nothing(cast: Cast, now: datetime) -> None:
    assert (await offered(cast, now, "0"))["small_women"] == (When.HELD, 0, False, False)


async def test_what_is_not_known_is_offered_and_not_proposed(cast: Cast, now: datetime) -> None:
    assert (await offered(cast, now, None))["small_women"] == (When.HELD, None, False, False)
