"""A history as a file: every table, its page about itself, and the entry in the log."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from uuid import UUID

import pytest
from python_calamine import load_workbook

from monitor.history.actions import Format, export_history
from monitor.kit.problems import NotHere, NotYours
from monitor.ledger.queries import ledger_head
from monitor.outside.database import number
from monitor.people.rules import ReleasedKind
from tests.history.test_secrecy import tables
from tests.makers_denials import make_release
from tests.makers_facilities import make_facility
from tests.makers_history import make_attempt, make_recorded
from tests.makers_sheets import load_shipped
from tests.people import Cast, Clients

DAY = date(2026, 3, 1)


async def recorded(cast: Cast, now: datetime) -> UUID:
    await load_shipped(cast.coordinator, now=now)
    facility = await make_facility(cast.coordinator, name="=Prison no 4", now=now)
    await make_recorded(
        cast, facility, DAY, {"toilet_access": "no", "hygiene_items": "not_allowed"}, held=None, now=now
    )
    return facility


async def test_absence_has_columns_of_its_own_and_unknown_is_said(cast: Cast, now: datetime) -> None:
    facility = await recorded(cast, now)
    made = await export_history(actor=cast.coordinator, facility_id=facility, format=Format.CSV, now=now)
    found = {name: list(csv.DictReader(StringIO(text))) for name, text in tables(made.content).items()}
    theme = next(row for row in found["05 Themes.csv"] if row["Theme"] == "Hygiene and sanitation")
    assert (theme["In order (items)"], theme["Judged (items)"], theme["Not allowed (items)"]) == ("0", "1", "1")
    assert found["01 Visits.csv"][0]["Held today (persons)"] == "unknown"
    assert not [cell for row in found["01 Visits.csv"] for cell in row.values() if cell == ""]


async def test_the_workbook_says_what_it_is(cast: Cast, now: datetime) -> None:
    facility = await recorded(cast, now)
    head = (await ledger_head()).hash
    made = await export_history(actor=cast.coordinator, facility_id=facility, format=Format.XLSX, now=now)
    book = load_workbook(BytesIO(made.content))
    said = {str(row[0]): row[1] for row in book.get_sheet_by_name("About").to_python()}
    assert (said["Facility"], said["Made by"], said["Log before this export"]) == (
        "=Prison no 4",
        "Corinne Coordinator",
        head,
    )
    assert len(book.sheet_names) == 12


async def test_each_export_is_noted(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    client = await client_as(cast.analyst)
    before = await number("select count(*) from ledger where body like '%export.make%'")
    answer = await client.post(f"/facilities/{facility}/export", data={"format": "xlsx"})
    assert answer.headers["content-disposition"] == f'attachment; filename="history-{facility.hex[:8]}-2026-11-22.xlsx"'
    assert await number("select count(*) from ledger where body like '%export.make%'") == before + 1
    assert (await client.post(f"/facilities/{facility}/export", data={"format": "doc"})).status_code == 422


async def test_who_may_not_export_gets_nothing(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    for actor in (cast.lead, cast.admin):
        with pytest.raises(NotYours):
            await export_history(actor=actor, facility_id=facility, format=Format.CSV, now=now)
    with pytest.raises(NotHere):
        await export_history(actor=cast.analyst, facility_id=cast.analyst.account, format=Format.CSV, now=now)


async def test_a_partner_reads_what_was_released_but_takes_out_own_work_only(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    released = await make_attempt(cast, facility, DAY, now=now)
    await make_release(cast.coordinator, subject=released, to=cast.partner, kind=ReleasedKind.VISIT, now=now)
    made = await export_history(actor=cast.partner, facility_id=facility, format=Format.CSV, now=now)
    assert len(tables(made.content)["01 Visits.csv"].splitlines()) == 1
