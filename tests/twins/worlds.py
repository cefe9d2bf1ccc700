"""Two worlds that differ in nothing but a secret trip, and what can be asked of them by everybody outside it.

Ids are drawn from a labelled stream, so that the same thing has the same id in both worlds; the clock stands still.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from io import BytesIO
from itertools import count
from unittest.mock import patch
from uuid import UUID, uuid4

import httpx
from litestar import Litestar
from litestar.routes import BaseRoute
from python_calamine import CalamineWorkbook

from monitor.kit.actor import Actor
from monitor.people.actions import say_days
from monitor.people.rules import Mark, Role
from monitor.programme.actions import accept_version, add_manual_points, set_mark, start_proposal
from monitor.programme.rules.programmes import MarkKind, NewMark
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from tests.makers_denials import make_outside_denial, make_visit_denial
from tests.makers_facilities import make_facility, make_mandate, make_region
from tests.makers_sheets import answer, load_shipped
from tests.makers_visits import at_gate, at_stages, make_heads, make_trip, make_visit
from tests.people import Cast, gather_cast, make_person
from tests.programmes.makers import make_entry, make_programme
from tests.twins.full import make_full_sheet, part_ids


class Hidden(Enum):
    """What one world has and the other has not."""

    NOTHING = "nothing"
    SECRET_TRIP = "secret trip"
    LEAVE = "leave"


@contextmanager
def ids(label: str) -> Iterator[None]:
    """Draw every new UUID from a stream of this label."""
    numbers = count()
    with patch.object(os, "urandom", lambda n: hashlib.sha256(f"{label}/{next(numbers)}".encode()).digest()[:n]):
        yield


@dataclass(frozen=True, slots=True)
class World:
    """The cast and every id that anybody might ask for, the secret ones among them whether they exist or not."""

    cast: Cast
    bystander: Actor
    ids: dict[str, tuple[UUID, ...]]
    secret_day: date

    @property
    def outsiders(self) -> dict[str, Actor]:
        """Everybody for whom the secret trip must not exist, a colleague of its team who does not go among them."""
        inside = {"coordinator", "lead", "deputy", "monitor_ombudsman"}
        outside = {name: actor for name, actor in self.cast.everybody.items() if name not in inside}
        return outside | {"bystander": self.bystander}


async def build(hidden: Hidden, now: datetime) -> World:
    """Make a world: an open past and an open plan for all to see as far as they may, and the hidden part."""
    with ids("cast"):
        cast = await gather_cast(now)
        bystander = await make_person(cast.lead.organisation, "Bella Bystander", Role.MONITOR, now=now)
    known: dict[str, tuple[UUID, ...]] = {}
    with ids("open"):
        await load_shipped(cast.coordinator, now=now)
        known |= await _open_part(cast, now)
    day = now.date() + timedelta(days=9)
    if hidden is Hidden.SECRET_TRIP:
        with ids("secret"):
            await _secret_trip(cast, known["facility"], day, now)
    if hidden is Hidden.LEAVE:
        await _leave(cast, day, now)
    with ids("after"):
        await make_outside_denial(cast.partner, facility=known["facility"][0], now=now)
    return World(cast, bystander, known | {"secret": tuple(secret_ids().values())}, day)


async def _open_part(cast: Cast, now: datetime) -> dict[str, tuple[UUID, ...]]:
    region = await make_region(cast.coordinator, now=now)
    places = [
        await make_facility(cast.coordinator, name=f"Temporary detention facility no {i}", region=region, now=now)
        for i in range(3)
    ]
    await make_mandate(cast.coordinator, organisation=cast.lead.organisation, facility=places[0], now=now)
    past = now - timedelta(days=30)
    made = await make_visit(
        cast.coordinator,
        facility=places[0],
        lead=cast.lead,
        team=[cast.monitor_ngo],
        joint=[cast.monitor_ngo.organisation],
        first_day=past.date(),
        state=VisitState.UNDER_WAY,
        now=past,
    )
    await at_gate(made, {cast.lead.account: AdmissionStatus.ADMITTED}, by=cast.lead, now=past)
    await at_stages(made, StageKind.GATE, StageKind.ADMITTED, StageKind.TOUR, by=cast.lead, now=past)
    await make_heads(made, 14, 3, None, by=cast.lead, now=past)
    denial = await make_visit_denial(cast.lead, made, now=now)
    parts = await make_full_sheet(cast.lead, made, now=now)
    await answer(cast.lead, parts["sheet"], meals_day="3", now=now)
    planned = await make_visit(
        cast.coordinator,
        facility=places[1],
        lead=cast.lead,
        team=[cast.second_ngo],
        first_day=now.date() + timedelta(days=5),
        now=now,
    )
    return {
        "facility": tuple(places),
        "region": (region,),
        "visit": (made, planned),
        "denial": (denial,),
        "part": tuple(parts.values()),
        "account": tuple(actor.account for actor in cast.everybody.values()),
        "organisation": (cast.lead.organisation, cast.monitor_ngo.organisation),
    }


async def _secret_trip(cast: Cast, places: tuple[UUID, ...], day: date, now: datetime) -> None:
    """A secret trip of two visits, one of them at its gate already, with a denial, a sheet and an answer."""
    trip = await make_trip(cast.coordinator, secret=True, title="Northern round", now=now)
    for offset, place in ((0, places[0]), (1, places[2])):
        await make_visit(
            cast.coordinator,
            facility=place,
            trip=trip,
            secret=True,
            lead=cast.lead,
            deputy=cast.deputy,
            team=[cast.monitor_ombudsman],
            first_day=day + timedelta(days=offset),
            now=now,
        )
    begun = await make_visit(
        cast.coordinator,
        facility=places[2],
        trip=trip,
        secret=True,
        lead=cast.lead,
        first_day=now.date(),
        state=VisitState.UNDER_WAY,
        now=now,
    )
    await at_gate(begun, {cast.lead.account: AdmissionStatus.REFUSED}, by=cast.lead, now=now)
    await make_visit_denial(cast.lead, begun, now=now)
    with ids("secret sheet"):
        await make_full_sheet(cast.lead, begun, now=now)
    with ids("secret programme"):
        await _programme(cast, places[1], day, now)


async def _programme(cast: Cast, place: UUID, day: date, now: datetime) -> None:
    """A programme with an accepted version that sends a person out on a day of the secret trip, and a proposal."""
    by, proposal = cast.coordinator, uuid4()
    made = await make_programme(by, first_day=day - timedelta(days=1), now=now)
    await make_entry(by, made, place, day=1, team=[cast.lead, cast.monitor_ombudsman], now=now)
    pin = NewMark(MarkKind.PIN, place)
    await set_mark(actor=by, mark_id=uuid4(), programme_id=made.programme, mark=pin, now=now)
    await add_manual_points(
        actor=by, points_id=uuid4(), facility=place, points=20, reason="A call at night.", until_day=day, now=now
    )
    await start_proposal(actor=by, proposal_id=proposal, version_id=made.version, now=now)
    await accept_version(actor=by, version_id=made.version, now=now)


async def _leave(cast: Cast, day: date, now: datetime) -> None:
    """The same people away on the days of the secret trip, by their own word."""
    for actor in (cast.lead, cast.deputy, cast.monitor_ombudsman):
        await say_days(
            actor=actor, said_id=uuid4(), account=actor.account, from_day=day, to_day=day + timedelta(days=1),
            mark=Mark.NOT_AVAILABLE, now=now,
        )  # fmt: skip


# Where the ids that stand in addresses come in the stream of the secret trip.
_DRAWN = {"trip": 0, "planned": 1, "begun": 11, "denial": 15}
_OF_PROGRAMME = ("proposal", "programme", "version", "entry")


def secret_ids() -> dict[str, UUID]:
    """Name the parts of the secret trip, as a guesser with luck has them, whether they exist or not."""
    with ids("secret sheet"):
        parts = part_ids()
    with ids("secret"):
        drawn = [uuid4() for _ in range(16)]
    with ids("secret programme"):
        parts |= {name: uuid4() for name in _OF_PROGRAMME}
    return parts | {name: drawn[place] for name, place in _DRAWN.items()}


_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_SEQ = re.compile(r"(?<=data-seq=\")\d+(?=\")")


def normalised(text: str) -> str:
    """Take out what may differ between the worlds: hashes of the ledger's chain and numbers of its entries."""
    return _SEQ.sub("#", _HASH.sub("#", text))


def words_of(answer: httpx.Response) -> str:
    """Give what an answer says: a workbook's cells, else its text."""
    if not answer.headers.get("content-type", "").startswith("application/vnd.openxmlformats"):
        return answer.text
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return "\n".join(f"{name}: {book.get_sheet_by_name(name).to_python()}" for name in book.sheet_names)


def addresses(app: Litestar, world: World) -> Iterator[str]:
    """Give every GET address of the application, with every id that there is or could be in its place."""
    for route in app.routes:
        if "GET" in getattr(route, "methods", ()):
            yield from _filled(route, lambda name: (*_secret(name), *_opened(world, name)))
    yield from (f"/facilities/{place}/questions/{key}" for place in world.ids["facility"] for key in ASKED_OVER_TIME)
    day = world.secret_day
    yield from (f"/calendar?month={day:%Y-%m}", f"/calendar/week?day={day}", f"/visits?from={day}")
    yield f"/calendar/agenda?from={day}"
    yield from (f"/search?q={words}" for words in ("Temporary", "Northern", "Lena", "detention+no+2", "2026"))


def writes(app: Litestar, world: World) -> Iterator[tuple[str, str]]:
    """Give every writing method and address of the application about a record that only one world has."""
    for route in app.routes:
        for method in getattr(route, "methods", ()):
            if method in {"POST", "PUT", "DELETE", "PATCH"}:
                yield from (
                    (method, address) for address in _filled(route, lambda name: _secret(name) or _opened(world, name))
                )


# What may stand in an address by the name of the place: parts of the secret trip, and of what is open. Asking for a device
# where a visit is meant tells nothing; a name that is not here is asked with everything.
SECRET = {
    "visit": ("planned", "begun"),
    "visit_id": ("planned", "begun"),
    "denial": ("denial",),
    "sheet": ("sheet",),
    "row": ("row", "talk"),
    "photo": ("photo",),
    "device": ("device",),
    "programme": ("programme",),
    "version": ("version",),
    "entry": ("entry",),
    "run": ("proposal",),
}
OPEN = {
    "visit": "visit",
    "visit_id": "visit",
    "denial": "denial",
    "facility": "facility",
    "facility_id": "facility",
    "place": "facility",
    "account": "account",
    "organisation": "organisation",
    "sheet": "part",
    "row": "part",
    "photo": "part",
}


def _secret(name: str) -> tuple[UUID, ...]:
    known = secret_ids()
    return tuple(known[part] for part in SECRET.get(name, () if name in OPEN else known))


def _opened(world: World, name: str) -> tuple[UUID, ...]:
    groups = world.ids if name not in OPEN and name not in SECRET else {name: world.ids.get(OPEN.get(name, ""), ())}
    return tuple(dict.fromkeys(one for group in groups.values() for one in group))


# What an address may hold besides ids: asked for above, in test_feeds, or the same for everybody and held to that elsewhere.
ASKED_OVER_TIME = ("toilet_access", "meals_day", "room_label", "interview_code", "nothing")
NOT_ONLY_IDS = {
    "/facilities/{facility}/questions/{key}",
    "/feed/{name}",
    "/join/{token}",
    "/setup/{token}",
    "/static/{part}/{name}",
}


def unasked(app: Litestar) -> set[str]:
    """Name the addresses that `addresses` cannot fill by ids alone."""
    return {
        route.path_format
        for route in app.routes
        if "GET" in getattr(route, "methods", ())
        and any(one.type is not UUID for one in getattr(route, "path_parameters", {}).values())
    }


def _filled(route: BaseRoute, choices: Callable[[str], tuple[UUID, ...]]) -> Iterator[str]:
    """Fill the ids of an address with each that may stand there; several go along with each other."""
    parameters = list(getattr(route, "path_parameters", {}).values())
    if any(one.type is not UUID for one in parameters):
        return
    found = {one.name: choices(one.name) for one in parameters}
    for number in range(max((len(ids) for ids in found.values()), default=1)):
        address = route.path_format
        for name, ids in found.items():
            address = address.replace("{" + name + "}", str(ids[number % len(ids)]))
        yield address
