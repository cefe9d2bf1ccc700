"""Answers are kept once, by whom they were given, and nothing is written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from monitor.checklists.rules import Absence, Source
from monitor.denials.rules import KeptOut, Told
from monitor.kit.problems import BadForm, Conflict, NotHere
from monitor.outside.database import number
from monitor.sheets.actions import give_answers, mark_absent, mark_refused_area, open_sheet
from monitor.sheets.queries import (
    answers_on,
    denials_to_link,
    faults_in_current_answers,
    sheet_open_to,
    sheets_of,
)
from monitor.sheets.rules import AlreadyAnswered, DenialElsewhere, FollowsElsewhere, Given, NewAnswer, NotAsked
from monitor.visits.rules import NotOnTeam
from tests.makers_sheets import answer, make_sheet, make_visit_under_way, shipped_questionnaire
from tests.people import Cast

CELLS = [
    question.item.key
    for part in shipped_questionnaire().parts
    for question in part.questions
    if part.letter == "F" and not question.item.computed
]


async def test_a_sheet_is_the_teams_and_its_coordinators(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    for reader in (cast.lead, cast.monitor_ngo, cast.coordinator):
        assert (await sheet_open_to(reader, sheet)).sheet.observed_by == cast.lead.account
    for outsider in (cast.stranger, cast.monitor_ombudsman, cast.coordinator_ngo):
        with pytest.raises(NotHere):
            await sheet_open_to(outsider, sheet)
        assert await sheets_of(outsider, visit) == []


async def test_a_member_has_one_sheet_whoever_opens_it(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    first = await make_sheet(cast.lead, visit, now=now)
    again = await make_sheet(cast.deputy, visit, observed_by=cast.lead, now=now)
    assert again == first
    with pytest.raises(NotOnTeam):
        await open_sheet(actor=cast.lead, sheet=uuid4(), visit=visit, observed_by=cast.partner.account, now=now)


async def test_typing_up_for_another_keeps_both_names(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    sheet = await make_sheet(cast.deputy, visit, observed_by=cast.monitor_ngo, now=now)
    await answer(cast.deputy, sheet, toilet_access="no", now=now)
    kept = (await answers_on(cast.lead, sheet))["toilet_access"]
    assert (kept.observed_by, kept.entered_by) == (cast.monitor_ngo.account, cast.deputy.account)


async def test_an_answer_sent_twice_is_kept_once(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_visit_under_way(cast, now=now), now=now)
    said = NewAnswer(id=uuid4(), key="toilet_access", value="no", sources=(Source.OBSERVATION,), remark="two of six")
    first = await give_answers(actor=cast.lead, sheet=sheet, answers=[said], now=now)
    again = await give_answers(actor=cast.lead, sheet=sheet, answers=[said], now=now)
    assert first == again
    assert await number("select count(*) from answer") == 1
    with pytest.raises(Conflict):
        await give_answers(actor=cast.lead, sheet=sheet, answers=[replace(said, value="yes")], now=now)
    with pytest.raises(NotHere):
        await give_answers(actor=cast.deputy, sheet=sheet, answers=[said], now=now)


async def test_a_change_is_a_new_row_and_the_last_one_stands(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_visit_under_way(cast, now=now), now=now)
    await answer(cast.lead, sheet, toilet_access="no", shower_week="2,40", now=now)
    await answer(cast.deputy, sheet, toilet_access="yes", now=now + timedelta(minutes=5))
    standing = await answers_on(cast.lead, sheet)
    assert standing["toilet_access"].given == Given(value="yes")
    assert standing["shower_week"].given == Given(value="2.4")
    assert await number("select count(*) from answer") == 3
    assert await faults_in_current_answers() == 0


async def test_a_batch_with_one_wrong_value_keeps_nothing_and_says_which(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_visit_under_way(cast, now=now), now=now)
    with pytest.raises(BadForm) as refused:
        await answer(cast.lead, sheet, toilet_access="no", shower_week="broad", now=now)
    assert [fault.field for fault in refused.value.errors] == ["shower_week"]
    assert await answers_on(cast.lead, sheet) == {}
    with pytest.raises(FollowsElsewhere):
        await answer(cast.lead, sheet, held_today="12", now=now)
    with pytest.raises(NotAsked):
        await answer(cast.lead, sheet, no_such_key="yes", now=now)


CLOSED = Told(
    kind="area_closed",
    words="The keys are with the chief.",
    day=date(2026, 11, 22),
    kept_out=(KeptOut("whole_team"),),
    stage="on_site",
    area="Cell block B",
)


async def test_one_locked_door_is_one_denial_for_all_behind_it(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, toilet_access="no", now=now)
    marked = await mark_refused_area(actor=cast.lead, sheet=sheet, keys=CELLS, denial=uuid4(), told=CLOSED, now=now)
    (denial,) = await denials_to_link(cast.lead, visit)
    standing = await answers_on(cast.lead, sheet)
    assert marked == len(CELLS) - 1
    assert {standing[key].denial for key in CELLS if key != "toilet_access"} == {denial.id}
    assert standing["toilet_access"].given == Given(value="no")
    with pytest.raises(AlreadyAnswered):
        await mark_absent(actor=cast.lead, sheet=sheet, keys=CELLS, absence=Absence.NOT_ASSESSED, now=now)


async def test_a_denial_can_be_pointed_to_later_and_stays_with_the_answer(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await mark_refused_area(actor=cast.lead, sheet=sheet, keys=["toilet_access"], denial=uuid4(), told=CLOSED, now=now)
    (denial,) = await denials_to_link(cast.lead, visit)
    (kept,) = await answer(cast.lead, sheet, shower_week="not_allowed", now=now)
    assert kept.denial_missing
    pointed = NewAnswer(id=uuid4(), key="shower_week", absence=Absence.NOT_ALLOWED, denial=uuid4())
    with pytest.raises(DenialElsewhere):
        await give_answers(actor=cast.lead, sheet=sheet, answers=[pointed], now=now)
    (again,) = await give_answers(actor=cast.lead, sheet=sheet, answers=[replace(pointed, denial=denial.id)], now=now)
    assert not again.denial_missing
    remark = NewAnswer(id=uuid4(), key="shower_week", absence=Absence.NOT_ALLOWED, remark="asked twice")
    await give_answers(actor=cast.lead, sheet=sheet, answers=[remark], now=now)
    assert (await answers_on(cast.lead, sheet))["shower_week"].denial == denial.id
