"""Three tired people and one record: rows joined by hand, true disagreements decided or left open, dissent kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from monitor.checklists.rules import Absence
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, NotYours
from monitor.outside.database import number, rows, sql
from monitor.records.actions import Chosen, Matched, choose_answer, match_rows, settle
from monitor.records.queries import (
    Drafted,
    agreed_of,
    draft_of,
    record_of,
    rows_of_record,
    voices_of,
)
from monitor.records.rules import AgreedAnswer, Origin, RowsToMatch, StillDiffer, TwoOfOneSheet
from monitor.sheets.actions import mark_absent
from monitor.sheets.queries import all_answers_on
from monitor.sheets.rules import Given
from monitor.visits.actions import move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitState
from tests.makers_denials import make_visit_denial
from tests.makers_sheets import answer, make_sheet
from tests.people import Cast
from tests.records.test_closing import close
from tests.sheets.small import add_row, answer_in, make_small_visit


async def drafted(actor: Actor, visit: UUID) -> Drafted:
    return await draft_of(actor, await visit_open_to(actor, visit))


async def agreed(actor: Actor, visit: UUID) -> list[AgreedAnswer]:
    head = await record_of(actor, visit)
    assert head is not None
    return await agreed_of(actor, head.id)


async def differing(actor: Actor, visit: UUID) -> list[str]:
    draft = (await drafted(actor, visit)).draft
    return [key for key, _ in draft.differing] if draft else []


async def two_rooms(cast: Cast, now: datetime) -> tuple[UUID, UUID, UUID]:
    """A visit that is over, with one room on each of two sheets: Cell 4 of six and No 4 of seven."""
    visit = await make_small_visit(cast, now=now)
    mine, theirs = [await make_sheet(each, visit, now=now) for each in (cast.lead, cast.monitor_ngo)]
    one = await add_row(cast.lead, mine, "rooms", room="Cell 4", sleepers="6", window="yes", now=now)
    other = await add_row(cast.monitor_ngo, theirs, "rooms", room="No 4", sleepers="7", area="21", now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    return visit, one, other


async def join(actor: Actor, visit: UUID, one: UUID, other: UUID, *, now: datetime, together: bool = True) -> None:
    await match_rows(actor=actor, visit=visit, matched=[Matched(one, other, together)], now=now)


async def sheet_of(actor: Actor, visit: UUID) -> UUID:
    """The sheet of the actor's own observations."""
    return next(each.id for each in (await drafted(actor, visit)).sheets if each.observed_by == actor.account)


async def voice(actor: Actor, visit: UUID, key: str, value: str) -> UUID:
    """The answer that says this of a key on some sheet."""
    items = (await drafted(actor, visit)).items
    voices = [each.answer for (name, _), item in items.items() if name == key for each in item.voices]
    return next(each.id for each in voices if each.given.value == value)


async def test_rows_called_alike_are_proposed_and_joined_in_one_step(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    draft = (await drafted(cast.lead, visit)).draft
    assert draft is not None
    assert [{each.row.id, each.same_as.id} for each in draft.proposals] == [{one, other}]
    with pytest.raises(RowsToMatch):
        await close(cast.lead, visit, now=now)
    await join(cast.lead, visit, one, other, now=now)
    assert await differing(cast.lead, visit) == ["sleepers"]
    await choose_answer(actor=cast.lead, visit=visit, answer=await voice(cast.lead, visit, "sleepers", "7"), now=now)
    await close(cast.lead, visit, now=now)
    said = {each.key: each.given.value for each in await agreed(cast.lead, visit) if each.row is not None}
    assert said.items() >= {"sleepers": "7", "area": "21", "each": "3", "window": "yes"}.items()
    assert said["room"] in {"Cell 4", "No 4"}
    assert await number("select count(*) from agreed_row") == 1


async def test_rows_told_apart_stay_two_and_are_not_proposed_again(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    await join(cast.lead, visit, one, other, together=False, now=now)
    found = await drafted(cast.lead, visit)
    assert found.draft is not None
    assert (found.draft.proposals, found.draft.differing, len(found.rows)) == ((), (), 2)
    await join(cast.lead, visit, one, other, now=now)
    assert len((await drafted(cast.lead, visit)).rows) == 1
    assert [row["together"] for row in await rows(sql("select together from row_match order by revision"))] == [0, 1]


async def test_two_rows_of_one_person_never_become_one(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    mine = await sheet_of(cast.lead, visit)
    second = await add_row(cast.lead, mine, "rooms", room="Cell 4 bis", now=now)
    with pytest.raises(TwoOfOneSheet):
        await match_rows(
            actor=cast.lead, visit=visit, matched=[Matched(one, other, True), Matched(second, other, True)], now=now
        )
    assert await number("select count(*) from row_match") == 0


async def test_private_rows_are_each_their_own(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    made = []
    for each in (cast.lead, cast.monitor_ngo):
        sheet = await make_sheet(each, visit, now=now)
        made.append(await add_row(each, sheet, "talks", talk="K1", interview_privacy="alone", beaten="no", now=now))
    draft = (await drafted(cast.lead, visit)).draft
    assert draft is not None
    assert (draft.proposals, draft.differing) == ((), ())
    with pytest.raises(NotHere):
        await join(cast.lead, visit, made[0], made[1], now=now)


async def test_a_sealed_value_stays_on_its_sheet_and_what_is_computed_from_it_goes_in(
    cast: Cast, now: datetime
) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    times = {"taken_at": "2026-11-20T09:00", "lawyer_at": "2026-11-20T11:30"}
    row = await add_row(cast.lead, sheet, "talks", talk="K1", now=now, **times)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    said = {each.key: each.given.value for each in await agreed(cast.lead, visit) if each.row is not None}
    assert "taken_at" not in said
    assert said["hours"] == "2.5"
    head = await record_of(cast.lead, visit)
    assert head is not None
    assert [each.private for each in await rows_of_record(cast.lead, head.id)] == [True]
    assert row not in {each.row for each in await agreed(cast.lead, visit)}


async def test_what_is_not_relevant_counts_as_not_applicable_whatever_was_answered(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    mine, theirs = [await make_sheet(each, visit, now=now) for each in (cast.lead, cast.monitor_ngo)]
    await answer(cast.lead, mine, held="9", women="2", women_apart="yes", now=now)
    await answer(cast.monitor_ngo, theirs, held="9", women="2", women_apart="no", now=now)
    assert await differing(cast.lead, visit) == ["women_apart"]
    await answer(cast.lead, mine, women="0", now=now)
    await answer(cast.monitor_ngo, theirs, women="0", now=now)
    assert await differing(cast.lead, visit) == []
    item = (await drafted(cast.lead, visit)).items["women_apart", None]
    assert (item.merged.given, item.merged.origin) == (Given(absence=Absence.NOT_APPLICABLE), Origin.COMPUTED)


async def test_left_open_it_is_kept_with_every_voice_and_never_a_value(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    await join(cast.lead, visit, one, other, now=now)
    with pytest.raises(StillDiffer):
        await close(cast.lead, visit, now=now)
    place = await voice(cast.lead, visit, "sleepers", "6")
    dissent = "Ana counted the mattresses, Ben the people."
    await settle(actor=cast.lead, visit=visit, chosen=[Chosen(place, left_open=True, dissent=dissent)], now=now)
    await close(cast.lead, visit, now=now)
    found = {each.key: each for each in await agreed(cast.lead, visit) if each.row is not None}
    assert (found["sleepers"].given, found["sleepers"].source) == (Given(), Origin.UNRESOLVED)
    assert (found["sleepers"].dissent, found["sleepers"].chosen_by) == (dissent, cast.lead.account)
    assert found["each"].given == Given(absence=Absence.UNKNOWN)
    head = await record_of(cast.lead, visit)
    assert head is not None
    voices = await voices_of(cast.lead, head.id)
    assert {voices[each].given.value for each in found["sleepers"].voices} == {"6", "7"}
    assert await number("select count(*) from choice where dissent_sealed like {}", f"%{dissent[:8]}%") == 0


async def test_originals_stay_as_they_were(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    await join(cast.lead, visit, one, other, now=now)
    sheets = [each.id for each in (await drafted(cast.lead, visit)).sheets]
    before = [await all_answers_on(cast.lead, sheet) for sheet in sheets]
    await choose_answer(actor=cast.lead, visit=visit, answer=await voice(cast.lead, visit, "sleepers", "7"), now=now)
    await close(cast.lead, visit, now=now)
    assert [await all_answers_on(cast.lead, sheet) for sheet in sheets] == before


async def test_texts_that_differ_in_capitals_only_are_the_same_and_rounding_is_not(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    await join(cast.lead, visit, one, other, now=now)
    mine = await sheet_of(cast.lead, visit)
    await answer_in(cast.lead, mine, one, area="21.0", now=now)
    assert await differing(cast.lead, visit) == ["sleepers"]
    await answer_in(cast.lead, mine, one, area="21.1", now=now)
    assert sorted(await differing(cast.lead, visit)) == ["area", "sleepers"]


async def test_only_who_closes_decides_and_matches(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    place = await voice(cast.lead, visit, "sleepers", "6")
    for outsider, refusal in ((cast.monitor_ngo, NotYours), (cast.stranger, NotHere)):
        with pytest.raises(refusal):
            await join(outsider, visit, one, other, now=now)
        with pytest.raises(refusal):
            await settle(actor=outsider, visit=visit, chosen=[Chosen(place)], now=now)


async def test_a_head_count_that_rooms_do_not_add_up_to_is_told(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, held="9", now=now)
    await add_row(cast.lead, sheet, "rooms", room="1", sleepers="4", now=now)
    draft = (await drafted(cast.lead, visit)).draft
    assert draft is not None
    assert [(each.sum, each.expected) for each in draft.mismatches] == [("4", "9")]


async def test_a_decision_sent_twice_is_kept_once(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    await join(cast.lead, visit, one, other, now=now)
    chosen = [Chosen(await voice(cast.lead, visit, "sleepers", "6"), dissent="Later.")]
    for _ in range(2):
        await settle(actor=cast.lead, visit=visit, chosen=chosen, now=now)
    assert await number("select count(*) from choice") == 1


async def test_in_joined_rows_a_mind_may_be_changed_and_changed_back(cast: Cast, now: datetime) -> None:
    visit, one, other = await two_rooms(cast, now)
    await join(cast.lead, visit, one, other, now=now)
    for said in ("6", "7", "6"):
        await choose_answer(
            actor=cast.lead, visit=visit, answer=await voice(cast.lead, visit, "sleepers", said), now=now
        )
    items = (await drafted(cast.lead, visit)).items
    assert [item.merged.given for (key, _), item in items.items() if key == "sleepers"] == [Given("6")]


async def test_a_locked_door_says_why_nothing_was_computed_behind_it(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    door = await make_visit_denial(cast.lead, visit, accounts=(cast.lead.account,), now=now)
    await mark_absent(
        actor=cast.lead, sheet=sheet, keys=["sleeping"], absence=Absence.NOT_ALLOWED, denial=door, now=now
    )
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    found = await drafted(cast.lead, visit)
    assert found.items["sleeping", None].merged.given == Given(absence=Absence.NOT_ALLOWED)
    assert found.draft is not None
    assert found.draft.without_denial == ()
    other = await make_sheet(cast.monitor_ngo, visit, now=now)
    await add_row(cast.monitor_ngo, other, "rooms", room="Cell 4", sleepers="6", now=now)
    counted = (await drafted(cast.lead, visit)).items["sleeping", None].merged
    assert (counted.given, counted.origin) == (Given("6"), Origin.COMPUTED)
