"""What no page and no phone of ours sends, at every writing address: a named problem each time, never a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import httpx
import pytest

from tests.makers_sheets import make_sheet
from tests.people import Cast, Clients
from tests.sheets.small import add_row, make_small_visit, named_edition

JSON = {"accept": "application/json"}
NASTY = (
    "1e999", "-1e999", "NaN", "sNaN", "Infinity", "9" * 40, "9" * 5000, "0x10", "1_0", "\u0661\u0662", "\x00", "\u202e",
    "0001-01-01", "9999-12-31", "99999-01-01", "2026-02-30", "9999-12-31T23:59", "0001-01-01T00:00", "25:61", "999999:59",
    "-1", "1,5", ",", ",,,", "not-an-id", "yes,no", "'", "\"", "{{7*7}}", " ", "x" * 60_000, "2026-11-22T09:05:00Z",
    "2026-11-22T09:05+14:00", "\u00b2", "1e-400", "1" + "0" * 400,
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, 0, -1, 2**31, 2**63, 2**200, 1.5, [], {}, "", "\x00", "1e999", "x" * 60_000, "0001-01-01", "9999-12-31",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-22T09:00:00", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+14:00", str(UUID(int=0)), ["x"], [None], [[]],
)  # fmt: skip
BODIES = (
    b"", b"null", b"[]", b"{}", b'"x"', b"1", b"\xff\xfe", b"{", b'{"key": "\\ud800"}', b"[" * 200_000, b'{"a":' * 100_000,
    b'{"answers": null}', b'{"entries": [{}]}', b'{"device": "x"}', b"1" * 100_000, b"\x00",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where things are written: a visit under way, its lead's sheet with two rows, a phone."""

    visit: UUID
    sheet: UUID
    room: UUID
    talk: UUID
    device: UUID
    edition: str


@pytest.fixture
async def place(cast: Cast, client_as: Clients, now: datetime) -> Place:
    visit, device = await make_small_visit(cast, now=now), uuid4()
    sheet = await make_sheet(cast.lead, visit, now=now)
    room = await add_row(cast.lead, sheet, "rooms", room="4", now=now)
    talk = await add_row(cast.lead, sheet, "talks", talk="A", now=now)
    client = await client_as(cast.lead)
    await client.post("/field/set-up", json={"device": str(device)})
    along = (await client.post(f"/visits/{visit}/along", json={"device": str(device)})).json()
    return Place(visit, sheet, room, talk, device, along["form"]["hash"])


async def faults(client: httpx.AsyncClient, asked: Iterator[httpx.Request]) -> list[tuple[str, str, str, int]]:
    """Send everything and give what was answered by a fault."""
    told = []
    for request in asked:
        answer = await client.send(request)
        if answer.status_code >= 500:
            told.append((request.method, request.url.path, repr(request.content[-300:]), answer.status_code))
    return told


def columns(place: Place) -> Iterator[tuple[str, UUID | None]]:
    yield from ((key, None) for key in ("held", "women", "women_apart", "beds", "sleeping", "wall", "alone_only"))
    yield from ((key, place.room) for key in ("room", "sleepers", "area", "each", "window", "corner"))
    yield from ((key, place.talk) for key in ("talk", "interview_privacy", "beaten", "taken_at", "lawyer_at", "hours"))


async def test_no_value_of_any_kind_is_a_fault(cast: Cast, client_as: Clients, place: Place) -> None:
    client = await client_as(cast.lead)

    def asked() -> Iterator[httpx.Request]:
        for key, row in columns(place):
            for value in NASTY:
                sent = {"key": key, "row": str(row) if row else None, "value": value}
                yield client.build_request("PUT", f"/sheets/{place.sheet}/answers/{uuid4()}", json=sent, headers=JSON)

    assert await faults(client, asked()) == []
    assert (await client.get(f"/sheets/{place.sheet}")).status_code == 200
    assert (await client.get(f"/visits/{place.visit}/record")).status_code == 200


async def test_no_typed_sheet_is_a_fault(cast: Cast, client_as: Clients, place: Place) -> None:
    client, address = await client_as(cast.lead), f"/sheets/{place.sheet}"
    names = [key if row is None else f"{key}@{row}" for key, row in columns(place)]

    def asked() -> Iterator[httpx.Request]:
        for value in NASTY:
            for extra in ({}, {"language": value}, {"k": value, "row": value, "block": value}):
                yield client.build_request("POST", address, data=dict.fromkeys(names, value) | extra)
                yield client.build_request(
                    "POST", f"{address}/absence", data=dict.fromkeys(("absence", "sections", "denial", "area"), value)
                )

    assert await faults(client, asked()) == []


def entries(place: Place, cast: Cast) -> Iterator[dict[str, object]]:
    """Give one good entry of each kind."""
    on: dict[str, object] = {"visit": str(place.visit)}
    sheet: dict[str, object] = on | {"sheet": str(place.sheet)}
    at = "2026-11-22T08:00:00Z"
    yield on | {"type": "stage", "stage": "gate", "at": at}
    yield on | {"type": "admission", "account": str(cast.deputy.account), "status": "refused", "at": at, "words": "No."}
    yield on | {"type": "lead", "to": str(cast.deputy.account), "at": at}
    yield on | {"type": "heads", "held_today": 3, "alone": 1, "in_groups": 0}
    day: dict[str, object] = {"words": "Closed.", "day": "2026-11-22"}
    yield (
        on
        | day
        | {"type": "denial", "kind": "area_closed", "area": "Cellar", "ground": None, "refused_at": at, "accounts": []}
    )
    yield day | {"type": "denial", "who": "lawyer", "place": "Bazaar police"}
    yield on | {"type": "note", "body": "Damp."}
    yield sheet | {"type": "row", "block": "rooms"}
    yield sheet | {"type": "drop", "row": str(place.room), "reason": "Twice."}
    yield sheet | {"type": "restore", "row": str(place.room)}
    yield sheet | {
        "type": "answer", "edition": place.edition, "key": "window", "row": str(place.room), "value": "no",
        "absence": None, "sources": [], "remark": "", "area": "", "denial": None, "observed_at": at,
    }  # fmt: skip
    yield sheet | {"type": "photo", "key": "wall", "row": None, "data": "AAAA"}


async def test_no_entry_of_a_phone_is_a_fault(cast: Cast, client_as: Clients, place: Place) -> None:
    client = await client_as(cast.lead)

    def asked() -> Iterator[httpx.Request]:
        for entry in entries(place, cast):
            for name in entry:
                for value in VALUES:
                    sent = {"device": str(place.device), "entries": [entry | {"id": str(uuid4()), name: value}]}
                    yield client.build_request("POST", "/field/sync", content=json.dumps(sent), headers=JSON)

    assert await faults(client, asked()) == []


async def test_no_body_is_a_fault(cast: Cast, client_as: Clients, place: Place) -> None:
    client = await client_as(cast.lead)
    addresses = [
        ("POST", f"/sheets/{place.sheet}/answers"), ("PUT", f"/sheets/{place.sheet}/answers/{uuid4()}"),
        ("POST", f"/rows/{place.room}/drop"), ("POST", f"/rows/{place.room}/restore"), ("POST", "/field/sync"),
        ("POST", "/field/contact"), ("POST", "/field/set-up"), ("POST", f"/visits/{place.visit}/along"),
        ("POST", f"/visits/{place.visit}/along/back"), ("PUT", f"/sheets/{place.sheet}/photos/{uuid4()}?key=wall"),
        ("PUT", f"/field/sync/photos/{uuid4()}?device={place.device}&visit={place.visit}&sheet={place.sheet}&key=wall"),
        ("PUT", f"/field/sync/photos/{uuid4()}?device=x"), ("POST", f"/sheets/{place.sheet}"),
        ("POST", f"/visits/{place.visit}/record/rows"), ("POST", f"/visits/{place.visit}/record"),
        ("POST", f"/visits/{place.visit}/modules"), ("POST", "/devices/file"),
    ]  # fmt: skip
    kinds = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")

    def asked() -> Iterator[httpx.Request]:
        for method, address in addresses:
            for body in BODIES:
                for kind in kinds:
                    yield client.build_request(method, address, content=body, headers=JSON | {"content-type": kind})

    assert await faults(client, asked()) == []


async def test_no_form_of_checklists_is_a_fault(cast: Cast, client_as: Clients, place: Place) -> None:
    client = await client_as(cast.coordinator)
    edition = await named_edition(cast.coordinator, "small_house")
    names = (
        "what", "format", "words", "groups", "separator", "language", "facility", "checklist", "first", "last", "status",
        "key", "text", "confirm", "item", "with",
    )  # fmt: skip

    def asked() -> Iterator[httpx.Request]:
        for value in NASTY:
            for address in ("/checklists/answers", f"/checklists/{edition}/words", f"/visits/{place.visit}/modules"):
                yield client.build_request("POST", address, data=dict.fromkeys(names, value))
                for name in names if value in NASTY[:12:4] else ():
                    yield client.build_request("POST", address, data={"format": "csv", "what": "records", name: value})
            for address in ("try", "versions", "words", "form.xlsx"):
                params = dict.fromkeys(("with", "words", "from", "to", "against", "language", "show"), value[:2000])
                yield client.build_request("GET", f"/checklists/{edition}/{address}", params=params)

    assert await faults(client, asked()) == []


FILES = (
    b"", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"id: [",
    b"a: " + b"[" * 9000, b"\x00" * 1000, b"survey\ntype,name\n",
)  # fmt: skip


async def test_no_file_is_a_fault(cast: Cast, client_as: Clients, place: Place) -> None:
    client = await client_as(cast.coordinator)

    def asked() -> Iterator[httpx.Request]:
        for data in (*FILES, *broken_zips()):
            yield client.build_request("POST", "/checklists/try", files={"packed": ("x.zip", data)})
        for data in FILES:
            sent = {"packed": ("../../x/manifest.yaml", data), "form": ("x.xlsx", data), "file": ("x.sealed", data)}
            for address in ("/checklists/try", "/devices/file", "/checklists/import"):
                yield client.build_request("POST", address, files=sent)

    assert await faults(client, asked()) == []


def broken_zips() -> Iterator[bytes]:
    for packing in (ZIP_DEFLATED, ZIP_LZMA, ZIP_BZIP2):
        made = BytesIO()
        with ZipFile(made, "w", packing) as folder:
            folder.writestr("x/manifest.yaml", "id: x\nkind: checklist\n" * 40)
        whole = made.getvalue()
        yield from (whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(0, len(whole), 9))
