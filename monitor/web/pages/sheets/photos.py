"""Photos of a sheet: taken in with the picture as the body, given out to who may see the sheet, never cached."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath

from monitor.outside.pictures import LARGEST_BYTES, PictureTooLarge
from monitor.people.rules import Need
from monitor.sheets.actions import keep_photo
from monitor.sheets.queries import photo_open_to
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.pages.sheets.answers import Unreadable


@put(
    "/sheets/{sheet:uuid}/photos/{photo:uuid}",
    opt={"need": Need.SHEET_FILL},
    status_code=200,
    # A little above what is taken, so that a photo just too large is told so in its own words.
    request_max_body_size=LARGEST_BYTES + 1024 * 1024,
)
async def send_photo(
    request: Asking, actor: Who, now: Now, sheet: FromPath[UUID], photo: FromPath[UUID]
) -> dict[str, str]:
    """Keep the picture in the body at the question `key`, in the row `row` if it is a column of a block."""
    place = request.query_params
    row = place.get("row")
    await keep_photo(
        actor=actor,
        photo=photo,
        sheet=sheet,
        key=place.get("key", ""),
        row=_id(row) if row else None,
        data=await _body(request),
        now=now,
    )
    return {"id": str(photo)}


@get("/photos/{photo:uuid}", opt={"need": Need.SHEET_VIEW})
async def photo(actor: Who, photo: FromPath[UUID]) -> Response[bytes]:
    found, content = await photo_open_to(actor, photo)
    return Response(
        content,
        media_type=found.media,
        headers={
            "content-disposition": 'inline; filename="photo.jpg"',
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        },
    )


async def _body(request: Asking) -> bytes:
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LARGEST_BYTES:
        raise PictureTooLarge()
    return await request.body()


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise Unreadable() from fault


HANDLERS = [send_photo, photo]
