"""Sealed files that lie about whose they are: nothing is taken in for somebody to whom the visit was never assigned."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.kit.crypto import seal_box
from monitor.ledger.actions import one_transaction
from monitor.outside.database import number, run
from monitor.people.actions.devices import key_for
from tests.field.test_sync import Phone
from tests.makers_sheets import make_visit_under_way
from tests.people import Cast, Clients

NEVER = "was never on the team of this visit"


@pytest.fixture
async def phone(cast: Cast, client_as: Clients, now: datetime) -> Phone:
    made = Phone(await client_as(cast.deputy), await make_visit_under_way(cast, now=now))
    await made.set_up()
    return made


async def brought(cast: Cast, client_as: Clients, claimed: UUID, *entries: dict[str, object]) -> str:
    """Bring a file that says it is of somebody to the office, and give what the office is told."""
    key = await key_for(actor=cast.lead, organisation=cast.lead.organisation, now=client_as.now)
    plain = [json.dumps({"author": str(claimed), "entry": each}).encode() for each in entries]
    boxes = [{"for": key.name, "box": base64.b64encode(seal_box(key.public, each)).decode()} for each in plain]
    file = json.dumps({"notes": 1, "boxes": boxes}).encode()
    client = await client_as(cast.coordinator)
    return (await client.post("/devices/file", files={"file": ("notes.sealed", file)})).text


async def test_nobody_off_the_team_is_spoken_for(phone: Phone, cast: Cast, client_as: Clients) -> None:
    entries = (
        phone.entry("stage", stage="gate", at="2026-11-22T08:00:00Z"),
        phone.entry("admission", account=str(cast.lead.account), status="refused", at="2026-11-22T08:10:00Z"),
        phone.entry("denial", kind="area_closed", words="Locked.", day="2026-11-22", area="Cellar"),
        phone.entry("note", body="Damp."),
        phone.answer("bedding_clean", "no"),
    )
    told = await brought(cast, client_as, cast.monitor_ombudsman.account, *entries)
    assert told.count(NEVER) == len(entries)
    for table in ("stage", "admission", "denial", "note", "answer"):
        assert await number(f"select count(*) from {table}") == 0, table


async def test_a_sheet_is_filled_for_its_observer_only(phone: Phone, cast: Cast, client_as: Clients) -> None:
    assert NEVER in await brought(cast, client_as, cast.lead.account, phone.answer("bedding_clean", "no"))
    assert await number("select count(*) from answer") == 0


@pytest.mark.parametrize("claimed", ["stranger", "nobody"])
async def test_what_is_not_kept_is_not_told_as_kept(phone: Phone, cast: Cast, client_as: Clients, claimed: str) -> None:
    elsewhere: dict[str, object] = {
        "type": "denial", "id": str(uuid4()), "who": "lawyer", "place": "Khujand", "words": "No.", "day": "2026-11-22",
    }  # fmt: skip
    author = cast.stranger.account if claimed == "stranger" else UUID(int=9)
    told = await brought(cast, client_as, author, elsewhere)
    assert "0 entries are kept" in told
    assert await number("select count(*) from denial") == 0


async def test_who_left_the_team_after_taking_it_along_is_still_heard(
    phone: Phone, cast: Cast, client_as: Clients
) -> None:
    async def leave() -> None:
        await run("delete from team_member where account = {}", cast.deputy.account)

    await one_transaction(leave)
    told = await brought(
        cast, client_as, cast.deputy.account, phone.entry("note", body="Damp."), phone.answer("ventilation", "weak")
    )
    assert NEVER not in told
    assert (await number("select count(*) from note"), await number("select count(*) from answer")) == (1, 1)
