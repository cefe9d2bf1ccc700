"""Importing on the page, from the file to the last row; what another person's import holds is not here for anybody else."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from monitor.facilities.actions.drafts import ImportDraft, Step, import_open_to, run_import, take_up
from monitor.facilities.queries import facilities, facility_open_to, find_facilities
from monitor.kit.actor import Actor
from monitor.outside.database import number
from monitor.outside.drafts import KEPT, begin_draft
from monitor.settings import Settings
from tests.people import Cast, Clients

DATA = Path(__file__).parents[1] / "data"
PRISONS, INFOPEN = DATA / "uk-prison-excerpt.tsv", DATA / "infopen-excerpt.xlsx"
TABLE = "Code,Name,Kind,Town,Places\nK1,Colony 1,jail,Osh,100\nK2,IVS,station,Osh,many\n"


async def settle(clients: Clients) -> None:
    """Wait until what requests began is done."""
    await asyncio.gather(*clients.app.state.get("imports", ()), return_exceptions=True)


async def bring(client: httpx.AsyncClient, content: bytes, name: str, mapping: str, kind: str = "register") -> str:
    typed = {"kind": kind, "as_of": "2019-12-31", "mapping": mapping}
    answer = await client.post("/facilities/import", data=typed, files={"file": (name, content)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def test_a_register_with_a_ready_mapping(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    here = await bring(client, PRISONS.read_bytes(), PRISONS.name, "uk-prisons")
    await settle(client_as)
    tried = (await client.get(here)).text
    assert "30 rows: 28 new, 0 changed, 0 as before, 2 refused, 0 left out. Nothing is saved yet." in tried
    assert "Row 18 has the same key (mh)." in tried
    assert await number("select count(*) from facility") == 0
    assert (await client.post(f"{here}/make")).status_code == 303
    await settle(client_as)
    assert "Saved: 28 new, 0 changed, 0 as before, 2 refused, 0 left out." in (await client.get(here)).text
    assert await number("select count(*) from facility") == 28
    assert (await client.post(f"{here}/make")).status_code == 409
    assert "uk-prison-excerpt.tsv" in (await client.get("/facilities/import")).text


async def test_the_verdict_on_each_row_is_taken_away(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    here = await bring(client, PRISONS.read_bytes(), PRISONS.name, "uk-prisons")
    await settle(client_as)
    table = (await client.get(f"{here}/rows.csv")).content.decode("utf-8-sig").splitlines()
    assert len(table) == 31
    assert [row.split(",")[:3] for row in table if ",Refused," in row] == [
        ["19", "Refused", "HMIRC Morton Hall"],
        ["21", "Refused", "HMIRC The Verne"],
    ]
    assert "Refused" not in (await client.get(f"{here}?show=created")).text.split("<tbody")[1]


async def test_pointing_at_columns_makes_a_mapping_to_keep(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    here = await bring(client, TABLE.encode(), "list.csv", "point")
    asked = (await client.get(here)).text
    assert 'value="Name"' in asked  # guessed by its heading
    pointed = {"source": "Ministry of Justice", "dates": "dmy", "key_1": "Code", "column_code": "Code"}
    pointed |= {"column_name": "name", "column_type": "Kind", "column_part": "Town", "column_capacity": "Places"}
    assert (await client.post(f"{here}/columns", data=pointed | {"same_zone": "Asia/Bishkek"})).status_code == 303
    values = (await client.get(here)).text
    assert "jail" in values
    assert "station" in values
    meant = {"type_0": "colony", "type_1": "temporary_detention_facility"}
    assert (await client.post(f"{here}/values", data=meant)).status_code == 303
    await settle(client_as)
    shown = (await client.get(here)).text
    assert "2 rows: 1 new, 0 changed, 0 as before, 1 refused" in shown
    assert "Column “Places”: “many” is not a whole number." in shown
    await client.post(f"{here}/make")
    await settle(client_as)
    [line] = await find_facilities(cast.lead, "K1")
    place = await facility_open_to(cast.lead, line.id)
    assert (place.type, place.capacity, place.zone, place.region_name) == ("colony", 100, "Asia/Bishkek", "Osh")
    kept = (await client.get(f"{here}/mapping.yaml")).content
    again = await client.post(
        "/facilities/import",
        data={"kind": "register", "as_of": "2019-12-31", "mapping": "own"},
        files={"file": ("list.csv", TABLE.encode()), "mapping_file": ("mine.yaml", kept)},
    )
    await settle(client_as)
    assert "2 rows: 0 new, 0 changed, 1 as before, 1 refused" in (await client.get(again.headers["location"])).text


async def test_what_was_not_pointed_at_is_told_beside_its_field(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    here = await bring(client, TABLE.encode(), "list.csv", "point")
    answer = await client.post(f"{here}/columns", data={"source": "", "dates": "dmy", "column_name": "Nmae"})
    assert answer.status_code == 422
    for said in (
        "This is needed.",
        "This table has no such column.",
        "choose one type",
        "Point at the columns that tell",
    ):
        assert said in answer.text
    assert 'value="Nmae"' in answer.text
    await client.post(f"{here}/columns", data={})
    untold = await client.post(f"{here}/values", data={})
    assert untold.status_code == 404


async def test_figures_come_by_the_page_too(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    for kind in ("register", "figures"):
        here = await bring(client, INFOPEN.read_bytes(), INFOPEN.name, "infopen", kind)
        await settle(client_as)
        await client.post(f"{here}/make")
        await settle(client_as)
    assert await number("select count(*) from facility_figure where kind = 'population'") == 30


async def test_a_file_that_cannot_be_read_is_told_and_nothing_is_kept(
    cast: Cast, client_as: Clients, house: Settings
) -> None:
    client = await client_as(cast.coordinator)
    typed = {"kind": "register", "as_of": "2019-12-31", "mapping": "uk-prisons"}
    broken = await client.post("/facilities/import", data=typed, files={"file": ("a.xlsx", b"PK\x03\x04 broken")})
    assert broken.status_code == 422
    assert "This file is not an Excel workbook, or it is damaged." in broken.text
    assert list((house.data / "drafts").iterdir()) == []
    nothing = await client.post("/facilities/import", data=typed | {"as_of": ""})
    assert "Choose the file to import." in nothing.text
    assert "A day is needed." in nothing.text
    here = await bring(client, b"x,y\n1,2\n", "a.csv", "uk-prisons")
    await settle(client_as)
    assert "None of the columns named in the mapping" in (await client.get(here)).text


async def test_a_bad_mapping_is_refused_at_once(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    answer = await client.post(
        "/facilities/import",
        data={"kind": "register", "as_of": "2019-12-31", "mapping": "own"},
        files={"file": ("a.csv", b"a\n1\n"), "mapping_file": ("m.yaml", b"id: x\nkey: [a]\nregster: {}\n")},
    )
    assert answer.status_code == 422
    assert "“mapping · regster”: this word is not known here" in answer.text


async def test_stopping_leaves_nothing(cast: Cast, client_as: Clients, house: Settings, now: datetime) -> None:
    client = await client_as(cast.coordinator)
    here = await bring(client, PRISONS.read_bytes(), PRISONS.name, "uk-prisons")
    await settle(client_as)
    draft = await _draft(cast.coordinator, house, here)
    take_up(draft, Step.MADE)
    assert (await client.get(f"{here}/progress")).json()["running"] is True
    assert (await client.post(f"{here}/stop")).status_code == 303
    assert "At work" in (await client.get(here)).text
    await run_import(actor=cast.coordinator, brought=draft, now=now)
    assert "The import was stopped. Nothing was saved." in (await client.get(here)).text
    assert (await facilities(cast.lead)).total == 0


async def test_an_import_is_here_for_nobody_else(cast: Cast, client_as: Clients) -> None:
    here = await bring(await client_as(cast.coordinator), PRISONS.read_bytes(), PRISONS.name, "uk-prisons")
    await settle(client_as)
    other, member = await client_as(cast.coordinator_ngo), await client_as(cast.lead)
    for path in ("", "/progress", "/rows.csv", "/mapping.yaml"):
        assert (await other.get(here + path)).status_code == 404
        assert (await member.get(here + path)).status_code == 403
    for path in ("/make", "/stop", "/try", "/again", "/columns", "/values", "/sheet"):
        assert (await other.post(here + path, data={})).status_code == 404
    assert (await other.get(f"/facilities/import/{uuid4()}")).status_code == 404


async def test_old_drafts_go(cast: Cast, house: Settings, now: datetime) -> None:
    folder = house.data / "drafts"
    old = begin_draft(folder, cast.coordinator.account, now - KEPT - KEPT)
    young = begin_draft(folder, cast.coordinator.account, now)
    assert (old.folder.exists(), young.folder.exists()) == (False, True)


async def _draft(actor: Actor, house: Settings, here: str) -> ImportDraft:
    return await import_open_to(actor, house.data, UUID(here.rpartition("/")[2]))
