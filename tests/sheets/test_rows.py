"""Rows of blocks: kept once, taken out and put back, no more than there is room for, private ones without a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.canonical import canonical, digest
from monitor.kit.problems import BadForm, Conflict, NotHere
from monitor.outside.database import number, rows, sql
from monitor.sheets.actions import drop_row, give_answers, restore_row
from monitor.sheets.queries import (
    all_answers_on,
    answers_on,
    faults_in_current_answers,
    rows_of_visit,
    rows_on,
    sheet_open_to,
    state_on,
)
from monitor.sheets.rules import (
    FollowsElsewhere,
    Given,
    NewAnswer,
    NewRow,
    NotAsked,
    NotInAGroup,
    RowNotEmpty,
    TooManyRows,
    content_of,
    digest_of,
    mismatches,
)
from tests.makers_sheets import answer, make_sheet
from tests.people import Cast
from tests.sheets.small import add_row, answer_in, make_small_visit


async def test_a_row_and_its_answers_come_in_one_batch_and_once(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    row = NewRow(uuid4(), "rooms")
    said = [NewAnswer(uuid4(), "room", "Cell 4", row=row.id), NewAnswer(uuid4(), "sleepers", "6", row=row.id)]
    for _ in range(2):
        await give_answers(actor=cast.lead, sheet=sheet, answers=said, rows=[row], now=now)
    assert [(each.id, each.block, each.label) for each in await rows_on(cast.lead, sheet)] == [
        (row.id, "rooms", "Cell 4")
    ]
    assert await number("select count(*) from answer") == 2
    assert {place: each.given.value for place, each in (await all_answers_on(cast.lead, sheet)).items()} == {
        ("room", row.id): "Cell 4",
        ("sleepers", row.id): "6",
    }
    assert await answers_on(cast.lead, sheet) == {}


async def test_a_hard_rule_over_a_column_counts_the_rows_that_stand(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    first, _ = [await add_row(cast.lead, sheet, "rooms", room=name, now=now) for name in ("Cell 4", "Cell 5")]
    await answer(cast.lead, sheet, locked="2", now=now)
    await drop_row(actor=cast.lead, row=first, reason="not a cell", now=now)
    with pytest.raises(BadForm):
        await answer(cast.lead, sheet, locked="2", now=now)
    await answer(cast.lead, sheet, locked="1", now=now)
    assert (await answers_on(cast.lead, sheet))["locked"].given == Given("1")


async def test_the_same_question_stands_once_in_each_row(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    first = await add_row(cast.lead, sheet, "rooms", sleepers="6", now=now)
    second = await add_row(cast.lead, sheet, "rooms", sleepers="2", now=now)
    await answer_in(cast.deputy, sheet, first, sleepers="7", now=now)
    standing = await all_answers_on(cast.lead, sheet)
    assert (standing["sleepers", first].given, standing["sleepers", second].given) == (Given("7"), Given("2"))
    assert await faults_in_current_answers() == 0


async def test_a_row_is_of_its_sheet_its_block_and_its_author(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet, other = await make_sheet(cast.lead, visit, now=now), await make_sheet(cast.deputy, visit, now=now)
    row = await add_row(cast.lead, sheet, "rooms", room="Cell 4", now=now)
    for wrong in (NewAnswer(uuid4(), "talk", "a", row=row), NewAnswer(uuid4(), "held", "4", row=row)):
        with pytest.raises(NotAsked):
            await give_answers(actor=cast.lead, sheet=sheet, answers=[wrong], now=now)
    for wrong in (NewAnswer(uuid4(), "room", "4"), NewAnswer(uuid4(), "room", "4", row=uuid4())):
        with pytest.raises(NotAsked):
            await give_answers(actor=cast.lead, sheet=sheet, answers=[wrong], now=now)
    with pytest.raises(NotHere):
        await give_answers(actor=cast.deputy, sheet=other, answers=[], rows=[NewRow(row, "rooms")], now=now)
    with pytest.raises(NotAsked):
        await give_answers(actor=cast.lead, sheet=sheet, answers=[], rows=[NewRow(uuid4(), "cellars")], now=now)
    assert await number("select count(*) from sheet_row") == 1


async def test_there_is_room_for_so_many_rows(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    first, _, _ = [await add_row(cast.lead, sheet, "rooms", now=now) for _ in range(3)]
    with pytest.raises(TooManyRows):
        await add_row(cast.lead, sheet, "rooms", now=now)
    await drop_row(actor=cast.lead, row=first, now=now)
    await add_row(cast.lead, sheet, "rooms", now=now)
    with pytest.raises(TooManyRows):
        await restore_row(actor=cast.lead, row=first, now=now)


async def test_a_row_goes_with_a_reason_and_comes_back_whole(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    row = await add_row(cast.lead, sheet, "rooms", sleepers="6", now=now)
    with pytest.raises(RowNotEmpty):
        await drop_row(actor=cast.lead, row=row, now=now)
    for outsider in (cast.stranger, cast.monitor_ombudsman):
        with pytest.raises(NotHere):
            await drop_row(actor=outsider, row=row, reason="mine", now=now)
    await drop_row(actor=cast.deputy, row=row, reason="Measured twice", now=now)
    assert await rows_of_visit(cast.lead, visit) == []
    assert await all_answers_on(cast.lead, sheet) == {}
    await restore_row(actor=cast.lead, row=row, now=now)
    assert {p: a.given for p, a in (await all_answers_on(cast.lead, sheet)).items()} == {("sleepers", row): Given("6")}
    assert await number("select count(*) from sheet_row_dropped") == 2


async def test_a_private_row_keeps_the_day_and_nothing_finer(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    at = now + timedelta(minutes=37)
    row = uuid4()
    said = NewAnswer(uuid4(), "talk", "a", observed_at=at, row=row)
    await give_answers(actor=cast.lead, sheet=sheet, answers=[said], rows=[NewRow(row, "talks")], now=at)
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    kept = (await all_answers_on(cast.lead, sheet))["talk", row]
    assert (kept.observed_at, kept.entered_at) == (midnight, midnight)
    assert await number("select count(*) from sheet_row where entered_at is not null") == 0


async def test_rows_come_in_the_order_of_their_random_ids(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    made = [await add_row(cast.lead, sheet, "talks", talk=str(turn), now=now) for turn in range(6)]
    assert [row.id for row in await rows_on(cast.lead, sheet)] == sorted(made)
    assert [row.id for row in await rows_of_visit(cast.lead, visit)] == sorted(made)
    assert [answer.row for answer in (await all_answers_on(cast.lead, sheet)).values()] == sorted(made)


async def test_the_tables_themselves_do_not_count_private_rows(cast: Cast, now: datetime) -> None:
    """Neither the place of a row in its table nor the ledger says which came first."""
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    made = [await add_row(cast.lead, sheet, "talks", talk=str(turn), now=now) for turn in range(8)]
    kept = await rows(sql("select id, row, value, digest, salt from answer"))
    ledger = " ".join(each["body"] for each in await rows(sql("select body from ledger")))
    for each in kept:
        assert str(each["id"]) not in ledger
        assert each["digest"] not in ledger
    assert all(str(row) not in ledger for row in made)
    for row in made:
        (said,) = [each for each in kept if str(each["row"]) == str(row)]
        guess = canonical([[str(said["id"]), said["digest"]], str(row)])
        assert digest("", guess) not in ledger
        open_content = content_of(sheet, NewAnswer(UUID(str(said["id"])), "talk", row=row), Given(said["value"]))
        assert said["digest"] != digest_of(said["salt"], open_content)


async def test_a_sealed_value_is_encrypted_and_only_what_is_computed_leaves(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    row = await add_row(cast.lead, sheet, "talks", taken_at="2026-11-20T09:00", lawyer_at="2026-11-22T12:30", now=now)
    assert await number("select count(*) from answer where value is null and value_sealed is not null") == 2
    stored = await rows(sql("select value_sealed from answer"))
    assert all("2026-11-2" not in each["value_sealed"] for each in stored)
    assert (await all_answers_on(cast.lead, sheet))["taken_at", row].given == Given("2026-11-20T09:00")
    state = await state_on(cast.lead, await sheet_open_to(cast.lead, sheet), now)
    assert state.given("hours", row) == Given("51.5")


async def test_what_is_private_only_is_not_taken_from_a_group(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    group = await add_row(cast.lead, sheet, "talks", interview_privacy="others_held_present", now=now)
    alone = await add_row(cast.lead, sheet, "talks", interview_privacy="alone", now=now)
    with pytest.raises(NotInAGroup) as refused:
        await answer_in(cast.lead, sheet, group, beaten="yes", now=now)
    assert ("code", "X3") in refused.value.said.values
    await answer_in(cast.lead, sheet, alone, beaten="yes", now=now)


async def test_a_hard_rule_is_held_against_the_whole_batch(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    with pytest.raises(BadForm) as refused:
        await answer(cast.lead, sheet, held="4", women="5", now=now)
    assert [(fault.field, fault.said.values) for fault in refused.value.errors] == [
        ("women", (("words", "women does not fit"),))
    ]
    await answer(cast.lead, sheet, held="4", now=now)
    with pytest.raises(BadForm):
        await answer(cast.lead, sheet, women="5", now=now)
    await answer(cast.lead, sheet, held="6", women="5", beds="40", now=now)


async def test_a_rule_in_a_row_is_about_that_row(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    await add_row(cast.lead, sheet, "talks", taken_at="2026-11-22T00:00", now=now)
    row = await add_row(cast.lead, sheet, "talks", taken_at="2026-11-20T09:00", now=now)
    await answer_in(cast.lead, sheet, row, lawyer_at="2026-11-20T10:00", now=now)
    with pytest.raises(BadForm) as refused:
        await answer_in(cast.lead, sheet, row, lawyer_at="2026-11-20T08:00", now=now)
    assert [fault.field for fault in refused.value.errors] == [f"lawyer_at@{row}"]


async def test_what_is_computed_takes_no_answer(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    with pytest.raises(FollowsElsewhere):
        await answer(cast.lead, sheet, sleeping="4", now=now)


async def test_heads_in_rooms_are_held_against_heads_counted(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    await answer(cast.lead, sheet, held="8", now=now)
    await add_row(cast.lead, sheet, "rooms", sleepers="6", now=now)
    last = await add_row(cast.lead, sheet, "rooms", now=now)
    opened = await sheet_open_to(cast.lead, sheet)
    state = await state_on(cast.lead, opened, now)
    assert mismatches(state.asked, state) == []
    await answer_in(cast.lead, sheet, last, sleepers="3", now=now)
    (found,) = mismatches(state.asked, await state_on(cast.lead, opened, now))
    assert (found.column, found.sum, found.equals, found.expected) == ("sleepers", "9", "held", "8")


async def test_a_row_sent_again_by_another_is_not_there(cast: Cast, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    row = await add_row(cast.lead, sheet, "rooms", now=now)
    with pytest.raises(NotHere):
        await give_answers(actor=cast.deputy, sheet=sheet, answers=[], rows=[NewRow(row, "rooms")], now=now)
    said = NewAnswer(uuid4(), "room", "Cell 4", row=row)
    await give_answers(actor=cast.deputy, sheet=sheet, answers=[said], now=now)
    again = NewAnswer(said.id, "room", "Cell 5", row=row)
    with pytest.raises(Conflict):
        await give_answers(actor=cast.deputy, sheet=sheet, answers=[again], now=now)
