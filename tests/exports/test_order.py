"""From no export can anybody put the talks of one day in order (law 6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from monitor.outside.database import rows, sql
from monitor.records.rules.exporting import Format, What, Words
from monitor.visits.actions import move_on
from monitor.visits.rules import VisitState
from tests.exports.taking import files, lines, make_asked, sheets, take
from tests.makers_history import close
from tests.makers_sheets import make_sheet
from tests.people import Cast
from tests.sheets.small import add_row

TALKS = 9
COLUMNS = ["interview_privacy", "interview_privacy.absence", "beaten", "beaten.absence", "hours", "hours.absence"]


async def make_talks(cast: Cast, *, now: datetime) -> UUID:
    """A closed record with talks one after another; how many hours each tells of says which one it was."""
    visit = await make_asked(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    for number in range(TALKS):
        begun = datetime(2026, 11, 20, 8, number)
        said = {
            "talk": f"Person {number}",
            "interview_privacy": "alone",
            "beaten": "no",
            "taken_at": f"{begun:%Y-%m-%dT%H:%M}",
            "lawyer_at": f"{begun + timedelta(hours=number + 1):%Y-%m-%dT%H:%M}",
        }
        await add_row(cast.lead, sheet, "talks", now=now + timedelta(minutes=number), **said)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    return visit


def talks(content: bytes, format: Format) -> list[tuple[str, float]]:
    """The talks of an export in its order: key and hours."""
    if format is Format.JSON_LINES:
        told = lines(content)[1]["rows"]["talks"]
        return [(each["KEY"], float(each["answers"]["hours"]["value"])) for each in told]
    found = files(content)["answers-talks.csv"] if format is Format.CSV else sheets(content)["answers-talks"]
    return [(str(row["KEY"]), float(str(row["hours"]))) for row in found]


@pytest.mark.parametrize("format", Format)
async def test_no_two_exports_agree_on_order_or_keys(format: Format, cast: Cast, now: datetime) -> None:
    await make_talks(cast, now=now)
    made = [talks(await take(cast.coordinator, format=format, now=now), format) for _ in range(4)]
    hours = [tuple(hours for _, hours in each) for each in made]
    assert {frozenset(each) for each in hours} == {frozenset(float(each + 1) for each in range(TALKS))}
    assert len({*hours, tuple(sorted(hours[0]))}) == 5
    keys = [key for each in made for key, _ in each]
    assert len(set(keys)) == len(keys)
    assert [sorted(each) for each in made] == made


async def test_nothing_that_tells_of_order_has_a_column(cast: Cast, now: datetime) -> None:
    await make_talks(cast, now=now)
    row = files(await take(cast.coordinator, now=now))["answers-talks.csv"][0]
    assert list(row) == [*COLUMNS, "PARENT_KEY", "KEY"]


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("words", Words)
@pytest.mark.parametrize("format", [Format.CSV, Format.JSON_LINES])
async def test_no_id_no_text_and_no_time_of_a_talk_leaves(
    what: What, words: Words, format: Format, cast: Cast, now: datetime
) -> None:
    await make_talks(cast, now=now)
    made = await take(cast.coordinator, what=what, words=words, format=format, now=now)
    text = made.decode() if format is Format.JSON_LINES else str(files(made))
    kept = [
        str(row["id"])
        for table in ("agreed_row", "agreed_answer", "sheet_row", "answer")
        for row in await rows(sql(f"select id from {table}"))
    ]
    assert len(kept) > TALKS * 8
    assert [each for each in (*kept, "Person ", "T08:", "08:0") if each in text] == []


async def test_talks_are_left_out_of_what_single_persons_filled(cast: Cast, now: datetime) -> None:
    await make_talks(cast, now=now)
    found = files(await take(cast.coordinator, what=What.SHEETS, now=now))
    assert set(found) == {"answers.csv", "answers-rooms.csv", "About.csv"}
