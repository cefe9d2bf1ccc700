"""Trying out: in use or from files, with every mistake told, and nothing kept."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import editions
from monitor.checklists.rules import first_of, load, made_whole, tried
from monitor.outside.database import number
from monitor.outside.shipped import NoChecklistZip, read_checklist_files, read_zipped_checklists
from monitor.outside.shipped import shipped as shipped_folder
from tests.checklists.full import FULL, WING, planted_in_full
from tests.people import Cast, Clients

pytestmark = pytest.mark.anyio


def packed(files: dict[str, str], folder: str = "") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        for path, text in files.items():
            zipped.writestr(folder + path, text)
    return made.getvalue()


def sent(data: bytes) -> dict[str, tuple[str, bytes]]:
    return {"packed": ("checklist.zip", data)}


@pytest.mark.parametrize("folder", ["", "checklists/", "my/own/"])
def test_a_whole_folder_is_found_wherever_it_was_packed(folder: str) -> None:
    files = made_whole(read_zipped_checklists(packed(FULL, folder)), {})
    assert files == FULL


def test_one_module_alone_borrows_what_it_shares() -> None:
    shipped = read_checklist_files(shipped_folder("checklists"))
    own = {path.removeprefix("modules/"): text for path, text in shipped.items() if path.startswith("modules/rooms/")}
    library = load(made_whole(own, shipped))
    entry = first_of(library, ["rooms"])
    assert entry is not None
    assert entry.edition.name == "rooms"


def test_what_follows_from_a_visit_is_asked_when_trying() -> None:
    library = load(read_checklist_files(shipped_folder("checklists")))
    entry = library.named("access")
    assert entry is not None
    assert any(item.follows_from for item in entry.edition.items)
    assert [q.item.key for q in tried(entry, library).everything if q.item.follows_from] == []


@pytest.mark.parametrize(
    "data", [b"no zip", packed({}), packed({"a.txt": "x"}), packed({"a.yaml": "x" * 5_000_000}), packed({f"{n}.yaml": "" for n in range(1001)})],
    ids=["text", "empty", "other files", "a bomb", "too many"],
)  # fmt: skip
def test_what_is_no_zip_of_checklists_is_refused(data: bytes) -> None:
    with pytest.raises(NoChecklistZip):
        read_zipped_checklists(data)


async def test_files_are_filled_and_nothing_is_kept(cast: Cast, client_as: Clients) -> None:
    answer = await (await client_as(cast.coordinator)).post("/checklists/try", files=sent(packed(FULL)))
    assert answer.status_code == 200
    assert "Number of women" in answer.text
    assert 'data-block="rooms"' in answer.text
    assert await number("select count(*) from edition") == 0


async def test_every_mistake_in_the_files_is_told(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.admin)
    broken = planted_in_full(WING, "relevant: ${people} > 0", "relevant: ${peple} > 0")
    answer = await client.post("/checklists/try", files=sent(packed(broken)))
    assert answer.status_code == 422
    assert "wing/sections/01-wing.yaml, line 14" in answer.text
    assert "Did you mean people?" in answer.text
    for nothing in ({"packed": ("", b"")}, sent(b"no zip"), sent(packed({"wing/manifest.yaml": "[" * 50_000}))):
        assert (await client.post("/checklists/try", files=nothing)).status_code == 422


async def test_the_files_of_a_folder_are_taken_as_they_are(cast: Cast, client_as: Clients) -> None:
    files = [("folder", (f"all/{path}", text.encode())) for path, text in FULL.items()]
    answer = await (await client_as(cast.admin)).post("/checklists/try", files=files)
    assert answer.status_code == 200


async def test_a_checklist_in_use_is_tried_with_modules_by_anybody(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    await load_editions(actor=cast.admin, library=load(FULL), now=now)
    wing = next(filed.id for filed in await editions(cast.lead) if filed.edition.name == "wing")
    client = await client_as(cast.analyst)
    bare = (await client.get(f"/checklists/{wing}/try")).text
    full = (await client.get(f"/checklists/{wing}/try?with=rooms")).text
    assert ('data-block="rooms"' in bare, 'data-block="rooms"' in full) == (False, True)
    assert (await client.get(f"/checklists/{uuid4()}/try")).status_code == 404


async def test_only_who_loads_checklists_sends_files(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.lead)
    assert (await client.get("/checklists/try")).status_code == 403
    assert (await client.post("/checklists/try", files=sent(packed(FULL)))).status_code == 403
    assert "/checklists/try" not in (await client.get("/checklists")).text
