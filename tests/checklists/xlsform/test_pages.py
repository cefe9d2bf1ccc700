"""A form on the page: read and shown, refused cell by cell, loaded by a second step; any edition goes out as a form."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import Filed, editions
from monitor.checklists.rules import TextStatus, drafts, load
from monitor.kit.actor import Actor
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.outside.xlsform import form_sheets
from tests.checklists.xlsform.forms import Rows, named, workbook
from tests.people import Cast, Clients

pytestmark = pytest.mark.anyio
LOAD = re.compile(r'action="(/checklists/import/[0-9a-f-]{36})"')


async def send(client: httpx.AsyncClient, book: dict[str, Rows] | bytes) -> httpx.Response:
    """Send a form to the page."""
    content = book if isinstance(book, bytes) else workbook(book)
    return await client.post("/checklists/import", files={"form": ("form.xlsx", content)})


async def in_use(actor: Actor, name: str) -> Filed | None:
    return next((each for each in await editions(actor) if each.edition.name == name), None)


async def test_a_form_is_shown_and_then_loaded(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    shown = await send(client, named("what_phones_note"))
    assert shown.status_code == 200
    assert "No answer is forced" in shown.text
    assert await in_use(cast.coordinator, "what_phones_note") is None
    found = LOAD.search(shown.text)
    assert found is not None
    done = await client.post(found[1])
    loaded = await in_use(cast.coordinator, "what_phones_note")
    assert loaded is not None
    assert (done.status_code, done.headers["location"]) == (303, f"/checklists/{loaded.id}")
    assert len(drafts(loaded.texts[0])) == len(loaded.edition.items) + 1
    assert (await client.post(found[1])).status_code == 404


async def test_another_person_cannot_load_what_one_brought(cast: Cast, client_as: Clients) -> None:
    shown = await send(await client_as(cast.coordinator), named("photos"))
    found = LOAD.search(shown.text)
    assert found is not None
    assert (await (await client_as(cast.admin)).post(found[1])).status_code == 404


async def test_a_refused_form_is_told_by_sheet_row_and_column(cast: Cast, client_as: Clients) -> None:
    book = named("photos")
    book["survey"] = [*book["survey"], (3, ("barcode", "tag", "Scan"))]
    answer = await send(await client_as(cast.coordinator), book)
    assert answer.status_code == 422
    for said in ("sheet survey, row 3", "Barcodes are not read.", "Make it a text."):
        assert said in answer.text
    assert LOAD.search(answer.text) is None


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04 broken", b""])
async def test_what_is_no_workbook_is_refused_by_name(cast: Cast, client_as: Clients, content: bytes) -> None:
    answer = await send(await client_as(cast.coordinator), content)
    assert answer.status_code == 422
    assert "This file is not an Excel workbook" in answer.text


@pytest.mark.parametrize("who", ["monitor_ngo", "partner", "analyst"])
async def test_who_may_not_load_checklists_sees_no_page(cast: Cast, client_as: Clients, who: str) -> None:
    client = await client_as(cast.everybody[who])
    refused = (await client.get("/checklists/import")).status_code
    assert refused in {403, 404}
    assert (await send(client, named("photos"))).status_code == refused


async def test_a_downloaded_form_comes_back_without_losing_what_was_confirmed(
    cast: Cast, client_as: Clients, now: datetime, tmp_path: Path
) -> None:
    library = load(read_checklist_files(shipped("checklists")))
    await load_editions(actor=cast.coordinator, library=library, now=now)
    before = await in_use(cast.coordinator, "rooms")
    assert before is not None
    client = await client_as(cast.coordinator)
    form = await client.get(f"/checklists/{before.id}/form.xlsx")
    (tmp_path / "form.xlsx").write_bytes(form.content)
    assert {"survey", "choices", "settings"} < set(form_sheets(tmp_path / "form.xlsx"))
    found = LOAD.search((await send(client, form.content)).text)
    assert found is not None
    assert (await client.post(found[1])).status_code == 303
    assert await in_use(cast.coordinator, "rooms") == before
    assert before.worded("en").status is TextStatus.CONFIRMED
