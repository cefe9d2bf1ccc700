"""What a phone sends about records of another house is answered like what it sends about none, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

import httpx
import pytest

from tests.people import Cast, Clients
from tests.twins.test_walls import DEVICE, NOWHERE, contents, intruder_of, office_records

AT = "2026-11-22T08:00:00Z"


def entries(known: dict[str, UUID], account: UUID) -> Iterator[dict[str, object]]:
    """Give an entry of each kind about a visit, a sheet and a row."""
    on: dict[str, object] = {"id": str(uuid4()), "visit": str(known["visit"])}
    sheet: dict[str, object] = on | {"sheet": str(known["sheet"])}
    row = str(known["row"])
    yield on | {"type": "stage", "stage": "gate", "at": AT}
    yield on | {"type": "admission", "account": str(account), "status": "refused", "at": AT}
    yield on | {"type": "lead", "to": str(account)}
    yield on | {"type": "heads", "held_today": 3}
    yield on | {
        "type": "denial",
        "kind": "area_closed",
        "words": "No.",
        "day": "2026-11-22",
        "accounts": [str(account)],
    }
    yield on | {"type": "note", "body": "Damp."}
    yield sheet | {"type": "row", "block": "rooms"}
    yield sheet | {"type": "row", "block": "rooms", "id": row}
    yield sheet | {"type": "drop", "row": row, "reason": "Twice."}
    yield sheet | {"type": "restore", "row": row}
    yield sheet | {"type": "answer", "edition": "0" * 64, "key": "toilet_access", "value": "yes"}
    yield sheet | {"type": "answer", "edition": "", "key": "room_label", "row": row, "value": "5"}
    yield sheet | {"type": "photo", "key": "room_photo", "row": row, "data": ""}


async def told(client: httpx.AsyncClient, known: dict[str, UUID], account: UUID) -> list[tuple[str, str, str]]:
    """Send them one by one, and give what was said of each."""
    said = []
    for entry in entries(known, account):
        answer = await client.post("/field/sync", json={"device": str(DEVICE), "entries": [entry]})
        assert answer.status_code == 200, entry
        (result,) = answer.json()["results"]
        assert result["kept"] is False, entry
        said.append((str(entry["type"]), result["code"], result["said"]))
    return said


@pytest.mark.parametrize("name", ["intruder", "coordinator_ngo", "monitor_ombudsman", "second_ngo"])
async def test_a_phone_of_an_outsider_writes_nothing(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    known = await office_records(cast, now)
    actor = await intruder_of(cast, now) if name == "intruder" else cast.everybody[name]
    client = await client_as(actor)
    if (await client.post("/field/set-up", json={"device": str(DEVICE)})).status_code == 403:
        return
    before = await contents()
    real = await told(client, known, cast.lead.account)
    assert await contents() == before
    if name != "monitor_ombudsman":
        assert real == await told(client, known | dict.fromkeys(("visit", "sheet", "row"), NOWHERE), cast.lead.account)
