"""Wrong input over the wire: each has its named problem, and nothing of it is kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from httpx import Response

from monitor.outside.database import number
from monitor.web.floor.forms import LONGEST_TEXT
from tests.makers_sheets import make_sheet
from tests.people import Cast, Clients
from tests.sheets.small import make_small_visit

JSON = {"accept": "application/json"}


async def sent(cast: Cast, client_as: Clients, now: datetime, **body: object) -> Response:
    """Send a batch to the lead's own sheet."""
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    return await (await client_as(cast.lead)).post(f"/sheets/{sheet}/answers", json=body, headers=JSON)


def said(key: str, value: str, **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "key": key, "value": value, **more}


@pytest.mark.parametrize(
    ("answer", "status", "problem", "fields"),
    [
        (said("held", "501"), 422, "bad-form", {"held": "The number must be 500 or less."}),
        (said("held", "-1"), 422, "bad-form", {"held": "The number must be 0 or more."}),
        (said("held", "1e9"), 422, "bad-form", {"held": "Type a whole number, such as 12."}),
        (said("window", "yes"), 404, "not-asked", {}),
        (said("no_such_key", "yes"), 404, "not-asked", {}),
        (said("sleeping", "4"), 409, "follows-elsewhere", {}),
        (said("held", "4", remark="x" * (LONGEST_TEXT + 1)), 413, "too-long", {}),
        (said("held", "4", remark="x" * 10_000_000), 413, "too-long", {}),
        (said("held", "4", row=str(uuid4())), 404, "not-asked", {}),
        (said("held", "4", row="cell 4"), 400, "unreadable", {}),
        (said("held", "4", observed_at="2026-11-22T09:05"), 400, "unreadable", {}),
    ],
    ids=lambda each: str(each)[:40],
)
async def test_a_wrong_answer_has_its_problem(
    cast: Cast,
    client_as: Clients,
    now: datetime,
    answer: dict[str, object],
    status: int,
    problem: str,
    fields: dict[str, str],
) -> None:
    told = await sent(cast, client_as, now, answers=[answer])
    assert (told.status_code, told.json()["type"]) == (status, f"about:{problem}")
    assert {key: text.rpartition("as it is. ")[2] for key, text in told.json().get("fields", {}).items()} == fields
    assert await number("select count(*) from answer") == 0


async def test_a_wrong_answer_in_a_row_is_told_by_key_and_row_and_the_row_is_not_made(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    row = str(uuid4())
    answers = [said("room", "Cell 4", row=row), said("area", "1000", row=row)]
    told = await sent(cast, client_as, now, rows=[{"id": row, "block": "rooms"}], answers=answers)
    assert (told.status_code, list(told.json()["fields"])) == (422, [f"area@{row}"])
    assert await number("select count(*) from sheet_row") == 0


async def test_rows_and_answers_come_in_one_batch(cast: Cast, client_as: Clients, now: datetime) -> None:
    row = str(uuid4())
    answers = [said("held", "8"), said("room", "Cell 4", row=row)]
    told = await sent(cast, client_as, now, rows=[{"id": row, "block": "rooms"}], answers=answers)
    assert told.json() == {"saved": 2, "denials_missing": [], "late": 0}


async def test_somebody_elses_sheet_is_not_there(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit = await make_small_visit(cast, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    for outsider, where in ((cast.stranger, sheet), (cast.monitor_ombudsman, sheet), (cast.lead, UUID(int=4))):
        client = await client_as(outsider)
        told = await client.post(f"/sheets/{where}/answers", json={"answers": [said("held", "4")]}, headers=JSON)
        assert (told.status_code, told.json()["type"]) == (404, "about:not-here")
    assert await number("select count(*) from answer") == 0
