"""The page of devices: one's own, for a coordinator those of the office's people; ending one that was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.words import N_, Sentence, say
from monitor.people.actions.devices import end_device
from monitor.people.queries.devices import devices
from monitor.people.rules import Need
from monitor.people.rules.devices import Device, Taken
from monitor.visits.queries import places_of
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.render import page

_HELD = {
    Taken.SHEET: N_("%(place)s: checklist and names of the team"),
    Taken.HISTORY: N_("%(place)s: what the last closed record says"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A device with what it holds, as far as the reader may know of it."""

    id: UUID
    person: str
    name: str
    seen_at: datetime
    ended_at: datetime | None
    wiped_at: datetime | None
    held: tuple[Sentence, ...]


@get("/devices", opt={"need": Need.DEVICE_END})
async def device_list(request: Asking, actor: Who) -> Response[str]:
    found = await devices(actor)
    held = {holding.subject for device in found for holding in device.holdings}
    # A visit that the reader may not see is not told of at all (law 4).
    places = await places_of(actor, held) if actor.may(Need.VISIT_VIEW) else {}
    lines = [_line(device, places) for device in found]
    return page(request, "field/devices.html", lines=lines, may_open=actor.may(Need.DEVICE_OPEN))


@post("/devices/{device:uuid}/end", opt={"need": Need.DEVICE_END})
async def end(actor: Who, now: Now, device: FromPath[UUID]) -> Redirect:
    await end_device(actor=actor, device=device, now=now)
    return see("/devices")


def _line(device: Device, places: Mapping[UUID, str]) -> Line:
    return Line(
        id=device.id,
        person=device.person,
        name=device.name,
        seen_at=device.seen_at,
        ended_at=device.ended_at,
        wiped_at=device.wiped_at,
        held=tuple(
            say(_HELD[holding.what], place=places[holding.subject])
            for holding in device.holdings
            if holding.subject in places
        ),
    )


HANDLERS = [device_list, end]
