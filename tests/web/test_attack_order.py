"""Law 6 against a thief of the database, a coordinator and a reader of exports: nothing puts a day's talks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from monitor.outside.database import rows, sql
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from monitor.sheets.actions import drop_row, keep_photo, restore_row
from monitor.visits.actions import move_on
from monitor.visits.rules import VisitState
from tests.makers_sheets import make_sheet
from tests.outside.test_pictures import picture
from tests.people import Cast, Clients
from tests.records.test_closing import close
from tests.sheets.small import add_row, answer_in, make_small_visit

TALKS = 10
Dump = dict[str, list[dict[str, object]]]
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def spoken(cast: Cast, now: datetime) -> tuple[UUID, list[UUID]]:
    """A day of talks, each at its own minute, filled, corrected, some taken out and put back; and a closed record."""
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    talks = []
    for turn in range(TALKS):
        at = now + timedelta(minutes=7 * turn)
        talk = await add_row(
            cast.lead,
            sheet,
            "talks",
            talk=uuid4().hex,
            taken_at="2026-11-20T09:00",
            lawyer_at="2026-11-20T15:00",
            now=at,
        )
        await answer_in(cast.lead, sheet, talk, beaten="yes", interview_privacy="alone", now=at)
        await answer_in(cast.lead, sheet, talk, beaten="no", now=at + timedelta(minutes=1))
        await drop_row(actor=cast.lead, row=talk, reason="By mistake.", now=at + timedelta(minutes=2))
        await restore_row(actor=cast.lead, row=talk, now=at + timedelta(minutes=3))
        talks.append(talk)
    late = now + timedelta(hours=3)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=late)
    return visit, talks


async def dumped() -> Dump:
    """Read every table as it lies there."""
    names = sorted(table._meta.tablename for table in TABLES)
    return {name: [dict(each) for each in await rows(sql(f"select * from {name}"))] for name in names}


AS_THEY_LIE = "as they lie"


def owners(dump: Dump, talks: list[UUID]) -> dict[str, int]:
    """Say of every id that leads to a talk, over any number of tables, to which; an id of several leads to none."""
    known = {str(talk): turn for turn, talk in enumerate(talks)}
    for _ in range(4):
        for table in dump.values():
            for row in table:
                found = {known[each] for each in _ID.findall(str(list(row.values()))) if each in known}
                if len(found) == 1:
                    for column in {"id", "row"} & row.keys():
                        known.setdefault(str(row[column]), *found)
    return known


def sequences(dump: Dump, known: dict[str, int]) -> Iterator[tuple[str, str, list[int]]]:
    """Give the talks in the order of every column of every table, and in that in which the rows lie."""
    for name, table in dump.items():
        of = [(row, {known[each] for each in _ID.findall(str(list(row.values()))) if each in known}) for row in table]
        lines = [(row, min(turns)) for row, turns in of if len(turns) == 1]
        if len({turn for _, turn in lines}) < TALKS:
            continue
        yield name, AS_THEY_LIE, list(dict.fromkeys(turn for _, turn in lines))
        for column in lines[0][0]:
            values = {turn: sorted(str(row[column]) for row, each in lines if each == turn) for _, turn in lines}
            if len({tuple(each) for each in values.values()}) == TALKS:
                yield name, column, sorted(values, key=lambda turn: values[turn])


def is_order(turns: list[int]) -> bool:
    return all(a < b for a, b in pairwise(turns)) or all(a > b for a, b in pairwise(turns))


async def test_no_column_of_any_table_orders_the_talks(cast: Cast, now: datetime, postgres_address: str) -> None:
    visit, talks = await spoken(cast, now)
    await close(cast.lead, visit, now=now + timedelta(hours=4))
    dump = await dumped()
    looked = list(sequences(dump, owners(dump, talks)))
    # Where PostgreSQL lays a row tells of its turn, and the administrator's guide says so; no column may, anywhere.
    told = {AS_THEY_LIE} if postgres_address else set()
    assert [(name, column) for name, column, turns in looked if is_order(turns) and column not in told] == []
    assert {name for name, _, _ in looked} >= {
        "answer",
        "sheet_row",
        "sheet_row_dropped",
        "agreed_row",
        "agreed_answer",
    }


async def test_no_time_finer_than_the_day_lies_beside_a_talk(cast: Cast, now: datetime) -> None:
    _, talks = await spoken(cast, now)
    dump = await dumped()
    known = owners(dump, talks)
    for name, table in dump.items():
        for row in table:
            if any(each in known for each in _ID.findall(str(list(row.values())))):
                times = [value for value in row.values() if isinstance(value, datetime)]
                assert all((at.hour, at.minute, at.second) == (0, 0, 0) for at in times), (name, row)


async def test_a_sheet_shows_talks_by_their_random_ids(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, talks = await spoken(cast, now)
    sheet = next(iter(await rows(sql("select id from sheet where visit = {}", visit))))["id"]
    text = (await (await client_as(cast.lead)).get(f"/sheets/{sheet}")).text
    shown = [each for each in dict.fromkeys(_ID.findall(text)) if each in map(str, talks)]
    assert shown == sorted(map(str, talks))


async def test_a_record_shows_talks_in_no_order(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, talks = await spoken(cast, now)
    await close(cast.lead, visit, now=now + timedelta(hours=4))
    text = (await (await client_as(cast.lead)).get(f"/visits/{visit}/record")).text
    codes = {str(row["row"]): str(row["value"]) for row in await rows(sql("select * from answer where key = 'talk'"))}
    assert not is_order([text.index(codes[str(talk)]) for talk in talks])


@pytest.mark.parametrize("name", ["coordinator", "lead", "admin"])
async def test_the_log_names_no_talk(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    _, talks = await spoken(cast, now)
    text = (await (await client_as(cast.everybody[name])).get("/settings/log")).text
    known = owners(await dumped(), talks)
    assert [each for each in _ID.findall(text) if each in known] == []


async def test_files_and_their_folders_tell_the_day_only(cast: Cast, house: Settings, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    await keep_photo(actor=cast.lead, photo=uuid4(), sheet=sheet, key="wall", data=picture(), now=now)
    for file in (house.data / "files").rglob("*"):
        at = datetime.fromtimestamp(file.stat().st_mtime, now.tzinfo)
        assert (at.date(), at.hour, at.minute, at.second) == (now.date(), 0, 0, 0)
