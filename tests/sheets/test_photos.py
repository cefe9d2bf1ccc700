"""Photos of a sheet: kept once, sealed, for those who may see the sheet; a file that is none is refused by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.checklists.rules import Photos
from monitor.jobs.sweep import sweep
from monitor.kit.problems import BadForm, Conflict, NotHere
from monitor.outside.database import number
from monitor.outside.pictures import NotAPicture, PictureTooLarge
from monitor.settings import Settings
from monitor.sheets.actions import keep_photo
from monitor.sheets.queries import answers_on, photo_open_to, photos_on
from monitor.sheets.rules import NotAsked, PhotosForbidden
from tests.makers_sheets import answer, make_sheet
from tests.outside.test_pictures import picture, png_of
from tests.people import Cast, Clients
from tests.sheets.small import add_row, answer_in, make_small_visit


async def sheet_with_photo(cast: Cast, now: datetime) -> tuple[UUID, UUID]:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    photo = uuid4()
    await keep_photo(actor=cast.lead, photo=photo, sheet=sheet, key="wall", data=picture(), now=now)
    return sheet, photo


async def test_a_photo_is_kept_once_and_sealed(cast: Cast, house: Settings, now: datetime) -> None:
    sheet, photo = await sheet_with_photo(cast, now)
    await keep_photo(actor=cast.lead, photo=photo, sheet=sheet, key="wall", data=picture(), now=now)
    (kept,) = await photos_on(cast.lead, sheet)
    (file,) = [each for each in (house.data / "files").rglob("*") if each.is_file()]
    assert (kept.id, kept.key, kept.media, kept.day, kept.bytes) == (
        photo, "wall", "image/jpeg", now.date(), file.stat().st_size
    )  # fmt: skip
    assert b"JFIF" not in file.read_bytes()
    with pytest.raises(Conflict):
        await keep_photo(actor=cast.lead, photo=photo, sheet=sheet, key="wall", data=picture((60, 30)), now=now)
    with pytest.raises(NotHere):
        await keep_photo(actor=cast.deputy, photo=photo, sheet=sheet, key="wall", data=picture(), now=now)


async def test_a_photo_is_seen_by_who_may_see_its_sheet(cast: Cast, now: datetime) -> None:
    _, photo = await sheet_with_photo(cast, now)
    for reader in (cast.lead, cast.monitor_ngo, cast.coordinator):
        assert (await photo_open_to(reader, photo))[1].startswith(b"\xff\xd8\xff")
    for outsider in (cast.stranger, cast.monitor_ombudsman, cast.coordinator_ngo):
        with pytest.raises(NotHere):
            await photo_open_to(outsider, photo)


async def test_a_photo_stands_at_a_question_that_asks_for_one(cast: Cast, now: datetime) -> None:
    sheet, _ = await sheet_with_photo(cast, now)
    row = await add_row(cast.lead, sheet, "rooms", now=now)
    for key, where in (("held", None), ("corner", None), ("wall", row), ("corner", uuid4()), ("none", None)):
        with pytest.raises(NotAsked):
            await keep_photo(actor=cast.lead, photo=uuid4(), sheet=sheet, key=key, row=where, data=picture(), now=now)
    for outsider in (cast.stranger, cast.monitor_ombudsman):
        with pytest.raises(NotHere):
            await keep_photo(actor=outsider, photo=uuid4(), sheet=sheet, key="wall", data=picture(), now=now)
    await keep_photo(actor=cast.lead, photo=uuid4(), sheet=sheet, key="corner", row=row, data=picture(), now=now)
    assert await number("select count(*) from attachment") == 2


async def test_an_answer_names_photos_that_are_there(cast: Cast, now: datetime) -> None:
    sheet, photo = await sheet_with_photo(cast, now)
    await answer(cast.lead, sheet, wall=str(photo), now=now)
    assert (await answers_on(cast.lead, sheet))["wall"].given.value == str(photo)
    with pytest.raises(BadForm) as refused:
        await answer(cast.lead, sheet, wall=f"{photo},{uuid4()}", now=now)
    assert [fault.field for fault in refused.value.errors] == ["wall"]
    row = await add_row(cast.lead, sheet, "rooms", now=now)
    with pytest.raises(BadForm):
        await answer_in(cast.lead, sheet, row, corner=str(photo), now=now)


async def test_a_checklist_may_forbid_photos(cast: Cast, now: datetime) -> None:
    visit = await make_small_visit(cast, photos=Photos.FORBIDDEN, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    with pytest.raises(PhotosForbidden):
        await keep_photo(actor=cast.lead, photo=uuid4(), sheet=sheet, key="wall", data=picture(), now=now)
    with pytest.raises(NotAsked):
        await answer(cast.lead, sheet, wall=str(uuid4()), now=now)


@pytest.mark.parametrize(
    ("data", "problem"), [(b"MZ" + bytes(900), NotAPicture), (png_of(60_000, 60_000), PictureTooLarge)]
)
async def test_what_is_no_photo_leaves_nothing(
    cast: Cast, house: Settings, now: datetime, data: bytes, problem: type[Exception]
) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    with pytest.raises(problem):
        await keep_photo(actor=cast.lead, photo=uuid4(), sheet=sheet, key="wall", data=data, now=now)
    assert await number("select count(*) from attachment") == 0
    assert not (house.data / "files").exists()


async def test_the_sweep_leaves_what_a_row_names(cast: Cast, house: Settings, now: datetime) -> None:
    _, photo = await sheet_with_photo(cast, now)
    await sweep(house, now + timedelta(days=30))
    assert (await photo_open_to(cast.lead, photo))[1]


async def test_a_photo_goes_in_and_out_over_the_wire(cast: Cast, client_as: Clients, now: datetime) -> None:
    sheet = await make_sheet(cast.lead, await make_small_visit(cast, now=now), now=now)
    lead, stranger, photo = await client_as(cast.lead), await client_as(cast.stranger), uuid4()
    address = f"/sheets/{sheet}/photos/{photo}?key=wall"
    json = {"accept": "application/json"}
    assert (await lead.put(address, content=picture())).status_code == 200
    given = await lead.get(f"/photos/{photo}")
    assert (given.status_code, given.headers["content-type"]) == (200, "image/jpeg")
    assert given.headers["cache-control"] == "no-store"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert 'filename="photo.jpg"' in given.headers["content-disposition"]
    assert (await stranger.get(f"/photos/{photo}", headers=json)).status_code == 404
    assert (await stranger.put(address, content=picture(), headers=json)).status_code == 404
    refused = await lead.put(f"/sheets/{sheet}/photos/{uuid4()}?key=wall", content=b"MZ" + bytes(99), headers=json)
    assert (refused.status_code, refused.json()["type"]) == (422, "about:not-a-picture")
    large = await lead.put(
        f"/sheets/{sheet}/photos/{uuid4()}?key=wall", content=bytes(15 * 1024 * 1024 + 1), headers=json
    )
    assert (large.status_code, large.json()["type"]) == (413, "about:picture-too-large")
