"""What a device sends when it has a network: entries in their order, and photos one by one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import post, put
from litestar.params import FromPath

from monitor.kit.actor import Actor
from monitor.kit.words import word
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.pages.field.along import check_own
from monitor.web.pages.field.applying import Hand, Result, State, keep_entries, keep_picture
from monitor.web.pages.field.entries import Batch, Photo
from monitor.web.pages.sheets.answers import TooMany, Unreadable, read_body

MOST_AT_ONCE = 500
LARGEST_PHOTO = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a device is told of one entry."""

    id: UUID
    kept: bool
    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    results: tuple[Outcome, ...]


@post("/field/sync", opt={"need": Need.DEVICE_KEEP}, status_code=200)
async def sync(request: Asking, actor: Who, now: Now) -> Outcomes:
    """Keep entries; each is answered for itself, so that one refusal holds up nothing else."""
    batch = read_body(await request.body(), Batch)
    if len(batch.entries) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE)
    await check_own(actor, batch.device)
    language: str = request.scope["state"]["language"]
    results = await keep_entries(hand_of(actor, request), batch.entries)
    return Outcomes(tuple(outcome(result, language) for result in results))


@put(
    "/field/sync/photos/{photo:uuid}",
    opt={"need": Need.DEVICE_KEEP},
    status_code=200,
    request_max_body_size=LARGEST_PHOTO,
)
async def sync_photo(request: Asking, actor: Who, now: Now, photo: FromPath[UUID]) -> dict[str, bool]:
    """Keep one photo; its place is in the address, the picture is the body."""
    asked = request.query_params
    await check_own(actor, _id(asked.get("device")))
    row = asked.get("row")
    entry = Photo(
        id=photo,
        visit=_id(asked.get("visit")),
        sheet=_id(asked.get("sheet")),
        key=asked.get("key", ""),
        row=_id(row) if row else None,
    )
    await keep_picture(hand_of(actor, request), entry, await request.body())
    return {"kept": True}


def hand_of(actor: Actor, request: Asking) -> Hand:
    """Say that the actor brings their own entries."""
    return Hand(actor, actor.account, actor.name, request.scope["state"]["now"])


def outcome(result: Result, language: str) -> Outcome:
    """Word what became of an entry."""
    said = word(result.said, language) if result.said else ""
    return Outcome(result.id, result.state is State.KEPT, result.code, said)


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as fault:
        raise Unreadable() from fault


HANDLERS = [sync, sync_photo]
