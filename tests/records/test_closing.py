"""From sheets to a closed record: choices, blanks, refusals, what comes late."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.checklists.rules import Absence
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, NotYours
from monitor.outside.database import number
from monitor.records.actions import choose_answer, close_record
from monitor.records.queries import agreed_of, draft_of, late_answers, record_of
from monitor.records.rules import NotOverYet, NoWayToTell, Origin, RecordClosed, StillDiffer, Unconfirmed, WithoutDenial
from monitor.sheets.actions import mark_absent
from monitor.sheets.queries import answers_on, questionnaire_of
from monitor.sheets.rules import Given
from monitor.visits.actions import move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import AdmissionStatus, VisitState
from tests.makers_sheets import answer, make_sheet, make_visit_under_way
from tests.makers_visits import at_gate, make_heads
from tests.people import Cast


async def ended(cast: Cast, now: datetime, secret: bool = False) -> UUID:
    """A visit that everybody got into and that is over, with its three numbers."""
    visit = await make_visit_under_way(cast, secret=secret, now=now)
    team = (cast.lead, cast.deputy, cast.monitor_ngo)
    await at_gate(visit, {each.account: AdmissionStatus.ADMITTED for each in team}, by=cast.lead, now=now)
    await make_heads(visit, 25, 4, None, by=cast.lead, now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    return visit


async def blanks(actor: Actor, visit: UUID) -> int:
    drafted = await draft_of(actor, await visit_open_to(actor, visit))
    return drafted.draft.blank if drafted.draft else 0


async def close(actor: Actor, visit: UUID, *, now: datetime, gap_reason: str = "", reason: str = "") -> UUID:
    """Close a record with every blank confirmed."""
    return await close_record(
        actor=actor,
        record_id=uuid4(),
        visit=visit,
        confirmed_blanks=await blanks(actor, visit),
        gap_reason=gap_reason,
        reason=reason,
        now=now,
    )


async def agreed(actor: Actor, visit: UUID) -> dict[str, tuple[Given, Origin]]:
    head = await record_of(actor, visit)
    return {each.key: (each.given, each.source) for each in await agreed_of(actor, head.id)} if head else {}


async def test_one_sheet_becomes_the_record_and_blanks_become_not_assessed(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, toilet_access="no", shower_week="2", now=now)
    await close(cast.lead, visit, now=now)
    said = await agreed(cast.lead, visit)
    assert said["toilet_access"] == (Given(value="no"), Origin.ONE)
    assert said["held_today"] == (Given(value="25"), Origin.COMPUTED)
    assert said["hygiene_items"] == (Given(absence=Absence.NOT_ASSESSED), Origin.BLANK)
    assert len(said) == len((await questionnaire_of(cast.lead, visit)).questions)
    assert (await visit_open_to(cast.lead, visit)).state is VisitState.CLOSED


async def test_blanks_count_as_not_assessed_only_when_their_number_was_confirmed(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    await answer(cast.lead, await make_sheet(cast.lead, visit, now=now), toilet_access="no", now=now)
    seen = await blanks(cast.lead, visit) - 1
    with pytest.raises(Unconfirmed):
        await close_record(actor=cast.lead, record_id=uuid4(), visit=visit, confirmed_blanks=seen, now=now)
    assert await record_of(cast.lead, visit) is None


async def test_where_two_differ_the_lead_chooses_and_the_other_answer_stays(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    mine = await make_sheet(cast.lead, visit, now=now)
    theirs = await make_sheet(cast.monitor_ngo, visit, now=now)
    await answer(cast.lead, mine, toilet_access="no", hygiene_items="yes", now=now)
    await answer(cast.monitor_ngo, theirs, toilet_access="yes", hygiene_items="yes", now=now)
    with pytest.raises(StillDiffer):
        await close(cast.lead, visit, now=now)
    chosen = (await answers_on(cast.lead, theirs))["toilet_access"].id
    with pytest.raises(NotYours):
        await choose_answer(actor=cast.monitor_ngo, visit=visit, answer=chosen, now=now)
    await choose_answer(actor=cast.lead, visit=visit, answer=chosen, now=now)
    await close(cast.lead, visit, now=now)
    said = await agreed(cast.lead, visit)
    assert said["toilet_access"] == (Given(value="yes"), Origin.CHOSEN)
    assert said["hygiene_items"] == (Given(value="yes"), Origin.SAME)
    assert (await answers_on(cast.lead, mine))["toilet_access"].given == Given(value="no")


async def test_a_choice_falls_when_what_was_chosen_is_changed(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    mine = await make_sheet(cast.lead, visit, now=now)
    theirs = await make_sheet(cast.monitor_ngo, visit, now=now)
    await answer(cast.lead, mine, shower_week="2", now=now)
    (kept,) = await answer(cast.monitor_ngo, theirs, shower_week="3", now=now)
    await choose_answer(actor=cast.lead, visit=visit, answer=kept.id, now=now)
    await answer(cast.monitor_ngo, theirs, shower_week="4", now=now)
    with pytest.raises(StillDiffer):
        await close(cast.lead, visit, now=now)


async def test_not_allowed_without_a_denial_blocks_until_a_reason_is_written(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await mark_absent(actor=cast.lead, sheet=sheet, keys=["toilet_access"], absence=Absence.NOT_ALLOWED, now=now)
    with pytest.raises(WithoutDenial):
        await close(cast.lead, visit, now=now)
    await close(cast.lead, visit, gap_reason="The door was jammed; nobody refused.", now=now)
    assert (await agreed(cast.lead, visit))["toilet_access"][0] == Given(absence=Absence.NOT_ALLOWED)


async def test_a_refused_visit_closes_with_no_checklist_at_all(cast: Cast, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    team = (cast.lead, cast.deputy, cast.monitor_ngo)
    await at_gate(visit, {each.account: AdmissionStatus.REFUSED for each in team}, by=cast.lead, now=now)
    with pytest.raises(NotOverYet):
        await close(cast.lead, visit, now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    assert (await visit_open_to(cast.lead, visit)).state is VisitState.CLOSED
    assert await agreed(cast.lead, visit) == {}
    assert await number("select count(*) from measurement") == 0


async def test_a_visit_that_was_made_needs_a_checklist_or_a_reason(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    with pytest.raises(NoWayToTell):
        await close(cast.lead, visit, now=now)
    await close(cast.lead, visit, gap_reason="We came to hand over a letter.", now=now)
    assert await record_of(cast.lead, visit) is not None


async def test_an_answer_after_closing_is_kept_late_and_outside(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, toilet_access="no", now=now)
    await close(cast.lead, visit, now=now)
    later = now + timedelta(days=1)
    (kept,) = await answer(
        cast.monitor_ngo, await make_sheet(cast.monitor_ngo, visit, now=later), toilet_access="yes", now=later
    )
    assert [each.id for each in await late_answers(cast.lead, visit)] == [kept.id]
    assert (await agreed(cast.lead, visit))["toilet_access"][0] == Given(value="no")
    with pytest.raises(RecordClosed):
        await close(cast.lead, visit, now=later)


async def test_closing_anew_adds_a_revision_and_keeps_the_first(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, toilet_access="no", now=now)
    first = await close(cast.lead, visit, now=now)
    later = now + timedelta(days=1)
    await answer(cast.lead, sheet, toilet_access="yes", now=later)
    await close(cast.lead, visit, reason="A bed was counted twice.", now=later)
    head = await record_of(cast.lead, visit)
    assert head is not None
    assert (head.revision, head.reason) == (2, "A bed was counted twice.")
    assert {each.key: each.given for each in await agreed_of(cast.lead, first)}["toilet_access"] == Given(value="no")
    assert await late_answers(cast.lead, visit) == []


async def test_closing_is_for_the_lead_the_deputy_and_the_coordinator(cast: Cast, now: datetime) -> None:
    visit = await ended(cast, now)
    await answer(cast.lead, await make_sheet(cast.lead, visit, now=now), toilet_access="no", now=now)
    for other in (cast.monitor_ngo, cast.monitor_ombudsman):
        with pytest.raises(NotYours):
            await close_record(actor=other, record_id=uuid4(), visit=visit, confirmed_blanks=0, now=now)
    with pytest.raises(NotHere):
        await close_record(actor=cast.stranger, record_id=uuid4(), visit=visit, confirmed_blanks=0, now=now)
    record = await close(cast.deputy, visit, now=now)
    again = await close_record(actor=cast.deputy, record_id=record, visit=visit, confirmed_blanks=0, now=now)
    assert again == record
