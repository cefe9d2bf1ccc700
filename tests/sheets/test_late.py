"""Late evidence is kept, marked with why, and shown; only what was never assigned is refused (D20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.checklists.rules import Questionnaire
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.sheets.actions import choose_questionnaire, give_answers, restore_row
from monitor.sheets.queries import (
    answers_marked_late,
    answers_on,
    editions_of,
    faults_in_current_answers,
    questionnaire_of,
    rows_on,
)
from monitor.sheets.rules import Given, Kept, Late, ModuleInUse, NewAnswer, NotAsked
from monitor.visits.rules import VisitState
from tests.makers_sheets import make_sheet
from tests.people import Cast
from tests.sheets.small import HOUSE, add_row, load_small, make_small_visit, named_edition


async def give(actor: Actor, sheet: UUID, key: str, value: str, *, edition: str | None = None, now: datetime) -> Kept:
    (kept,) = await give_answers(
        actor=actor, sheet=sheet, answers=[NewAnswer(uuid4(), key, value)], edition=edition, now=now
    )
    return kept


async def leave(actor: Actor, visit: UUID) -> None:
    await one_transaction(
        lambda: run("delete from team_member where visit = {} and account = {}", visit, actor.account)
    )


async def test_who_has_left_the_team_is_heard_and_changes_nothing(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.monitor_ngo, visit, now=now)
    await give(cast.monitor_ngo, sheet, "held", "8", now=now)
    await leave(cast.monitor_ngo, visit)
    kept = await give(cast.monitor_ngo, sheet, "held", "9", now=now)
    assert kept.late is Late.RIGHT_WITHDRAWN
    assert (await answers_on(cast.lead, sheet))["held"].given == Given("8")
    assert [each.given.value for each in await answers_marked_late(cast.lead, visit)] == ["9"]
    assert await answers_marked_late(cast.monitor_ngo, visit) == []
    assert await faults_in_current_answers() == 0


async def test_a_row_of_who_has_left_lies_aside_until_it_is_put_in_its_place(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.monitor_ngo, visit, now=now)
    await leave(cast.monitor_ngo, visit)
    row = await add_row(cast.monitor_ngo, sheet, "rooms", room="Cell 4", now=now)
    assert await rows_on(cast.lead, sheet) == []
    assert [each.row for each in await answers_marked_late(cast.lead, visit)] == [row]
    await restore_row(actor=cast.lead, row=row, now=now)
    assert [each.id for each in await rows_on(cast.lead, sheet)] == [row]


async def test_who_was_never_asked_is_refused(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await leave(cast.monitor_ngo, visit)
    for outsider in (cast.monitor_ngo, cast.monitor_ombudsman, cast.stranger):
        with pytest.raises(NotHere):
            await give(outsider, sheet, "held", "9", now=now)


async def test_after_closing_an_answer_is_late_and_stands_for_the_next_revision(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await one_transaction(lambda: run("update visit set state = {} where id = {}", VisitState.CLOSED.value, visit))
    kept = await give(cast.lead, sheet, "held", "9", now=now)
    assert kept.late is Late.RECORD_CLOSED
    assert (await answers_on(cast.lead, sheet))["held"].given == Given("9")
    assert await faults_in_current_answers() == 0


async def changed(cast: Cast, visit: UUID, now: datetime) -> Questionnaire:
    """Another edition of the checklist, chosen while a device holds the first; `beds` is asked otherwise there."""
    (section,) = HOUSE.sections
    items = tuple(replace(each, maximum="90") if each.key == "beds" else each for each in section.items)
    await load_small(cast.coordinator, house=replace(HOUSE, sections=(replace(section, items=items),)), now=now)
    chosen = [await named_edition(cast.lead, "small_house"), *(await editions_of(cast.lead, visit))[1:]]
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=chosen, now=now)
    return await questionnaire_of(cast.lead, visit)


async def test_an_answer_to_an_older_edition_is_late_only_where_it_is_asked_otherwise_now(
    cast: Cast, now: datetime
) -> None:
    visit = await make_small_visit(cast, now=now)
    taken_along = (await questionnaire_of(cast.lead, visit)).hash
    assert (await changed(cast, visit, now)).hash != taken_along
    sheet = await make_sheet(cast.lead, visit, now=now)
    same = await give(cast.lead, sheet, "held", "50", edition=taken_along, now=now)
    other = await give(cast.lead, sheet, "beds", "95", edition=taken_along, now=now)
    assert (same.late, other.late) == (None, Late.OLD_EDITION)
    assert {key for key in await answers_on(cast.lead, sheet)} == {"held"}
    with pytest.raises(NotAsked):
        await give(cast.lead, sheet, "held", "50", edition="0" * 64, now=now)


async def test_modules_can_be_added_and_go_only_while_nothing_of_them_is_answered(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    before, taken_along = await editions_of(cast.lead, visit), (await questionnaire_of(cast.lead, visit)).hash
    cars = await named_edition(cast.lead, "small_cars")
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=[*before, cars], now=now)
    kept = await give(cast.lead, sheet, "held", "8", edition=taken_along, now=now)
    assert kept.late is None
    await give(cast.lead, sheet, "belts", "yes", now=now)
    with pytest.raises(ModuleInUse):
        await choose_questionnaire(actor=cast.lead, visit=visit, editions=before, now=now)
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=[before[0], cars], now=now)
    with pytest.raises(ModuleInUse):
        await choose_questionnaire(actor=cast.lead, visit=visit, editions=[cars], now=now)
    assert await editions_of(cast.lead, visit) == (before[0], cars)
