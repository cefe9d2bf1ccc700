"""Which modules a visit is offered, and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import edition_open_to
from monitor.checklists.rules import When, load
from monitor.kit.problems import NotHere
from monitor.ledger.actions import one_transaction
from monitor.outside.database import rows, run, sql
from monitor.sheets.queries import modules_offered, questionnaire_offered
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitState
from tests.checklists.small import planted
from tests.makers_facilities import make_facility
from tests.makers_sheets import answer, make_sheet
from tests.makers_visits import make_visit
from tests.people import Cast
from tests.sheets.small import make_small_visit, named_edition

EVERYWHERE = planted("modules/entry/manifest.yaml", "version: 1\n", "version: 1\neverywhere: later_visits\n")


async def long_over(visit: UUID, now: datetime) -> None:
    """Move a visit to where it was over long ago."""
    day = now.date() - timedelta(days=90)
    await one_transaction(
        lambda: run(
            "update visit set state = {}, first_day = {}, last_day = {} where id = {}",
            VisitState.ENDED.value,
            day,
            day,
            visit,
        )
    )


async def offered(cast: Cast, now: datetime, held: str | None) -> dict[str, tuple[When, int | None, bool, bool]]:
    """What is offered at a second visit, after a first where so many women were counted."""
    facility = await make_facility(cast.coordinator, now=now)
    first = await make_small_visit(cast, facility=facility, now=now)
    if held is not None:
        await answer(cast.lead, await make_sheet(cast.lead, first, now=now), held="40", women=held, now=now)
    await long_over(first, now)
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


async def test_a_checklist_chosen_by_hand_brings_what_is_proposed(cast: Cast, now: datetime) -> None:
    assert (await offered(cast, now, "12"))["small_women"][2]
    visit = await visit_open_to(cast.lead, await last_visit())
    by_hand = await questionnaire_offered(cast.lead, visit, await named_edition(cast.lead, "small_house"))
    names = [(await edition_open_to(cast.lead, each)).edition.name for each in by_hand]
    assert names == ["small_house", "small_rooms", "small_talks", "small_women"]
    with pytest.raises(NotHere):
        await questionnaire_offered(cast.lead, visit, uuid4())


@pytest.mark.parametrize(
    ("kind", "again", "names"),
    [
        ("police_station", False, ["cells", "entry"]),
        ("police_station", True, ["cells", "entry"]),
        ("colony", False, []),
        ("colony", True, ["entry"]),
    ],
)
async def test_a_visit_gets_what_serves_its_place(
    cast: Cast, now: datetime, kind: str, again: bool, names: list[str]
) -> None:
    await load_editions(actor=cast.admin, library=load(EVERYWHERE), now=now)
    facility = await make_facility(cast.coordinator, kind=kind, now=now)
    made = [await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now) for _ in range(2)]
    if again:
        await long_over(made[0], now)
    chosen = await questionnaire_offered(cast.lead, await visit_open_to(cast.lead, made[1]))
    assert [(await edition_open_to(cast.lead, each)).edition.name for each in chosen] == names


async def last_visit() -> UUID:
    """The visit that is still under way."""
    found = await rows(sql("select id from visit where state = {}", VisitState.UNDER_WAY.value))
    return UUID(str(found[0]["id"]))
