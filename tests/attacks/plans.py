"""A programme with one of everything, for those who attack it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from litestar import Litestar

from monitor.programme.actions import (
    add_manual_points,
    follow_proposal,
    keep_proposal,
    pin_entry,
    set_mark,
    start_proposal,
)
from monitor.programme.rules.programmes import MarkKind, NewMark
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme

SAID = "Afraid of Karim"
# What a title, an address, a header, a metadata field or a line of the log must never hold.
NAMES = ("Cellar", "Lena", "Dilshod", "Corinne", "Karim", "Sughd", "Northern")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def make_places(cast: Cast, now: datetime) -> list[UUID]:
    region = await make_region(cast.coordinator, now=now)
    return [await make_facility(cast.coordinator, name=f"Cellar no {n}", region=region, now=now) for n in range(3)]


async def make_plan(cast: Cast, now: datetime) -> dict[str, UUID]:
    """Make one of everything a programme has, by the name of the parameter that speaks of it."""
    return await plan_for(cast, await make_places(cast, now), now)


async def plan_for(cast: Cast, places: list[UUID], now: datetime) -> dict[str, UUID]:
    """Plan for these places: a draft with a visit, a pin, a ban, points, a run of the planner and the draft made of it."""
    by, found = cast.coordinator, {"run": uuid4(), "kept": uuid4()}
    made = await make_programme(by, title="Northern round", budget=30, days=28, now=now)
    entry = await make_entry(by, made, places[0], day=2, team=[cast.lead, cast.deputy], now=now)
    await pin_entry(actor=by, entry_id=entry, now=now)
    for kind, place in ((MarkKind.PIN, places[1]), (MarkKind.FORBID, places[2])):
        await set_mark(actor=by, mark_id=uuid4(), programme_id=made.programme, mark=NewMark(kind, place), now=now)
    until = now.date() + timedelta(days=30)
    await add_manual_points(
        actor=by, points_id=uuid4(), facility=places[0], points=17, reason=SAID, until_day=until, now=now
    )
    await start_proposal(actor=by, proposal_id=found["run"], version_id=made.version, iterations=5, now=now)
    await follow_proposal(actor=by, proposal_id=found["run"], clock=lambda: now)
    await keep_proposal(actor=by, proposal_id=found["run"], version_id=found["kept"], now=now)
    known = {"programme": made.programme, "version": made.version, "entry": entry, "place": places[0]}
    return found | known


def addresses(app: Litestar, known: Mapping[str, UUID]) -> Iterator[tuple[str, str]]:
    """Give method and address of every page about a programme; a parameter of another name stands for a version."""
    for route in app.routes:
        path, names = route.path_format, tuple(getattr(route, "path_parameters", {}))
        for method in sorted(getattr(route, "methods", ())):
            if method in {"GET", "POST"} and path.startswith("/programmes/") and names:
                yield method, _filled(path, names, known)


def _filled(path: str, names: tuple[str, ...], known: Mapping[str, UUID]) -> str:
    for name in names:
        path = path.replace("{" + name + "}", str(known.get(name, known["version"])))
    return path


def form_for(known: Mapping[str, UUID], cast: Cast, now: datetime) -> dict[str, str]:
    """Fill what the forms of programmes ask for, so that a refusal is the wall's and not the form's."""
    day, lead = now.date() + timedelta(days=20), str(cast.lead.account)
    return {
        **dict.fromkeys(("id", "batch", "version"), str(uuid4())),
        **dict.fromkeys(("first_day", "last_day", "until_day", "day"), day.isoformat()),
        "facility": str(known["place"]), "lead": lead, "team": lead, "typed": "LL", "week": "2", "days": "1",
        "rows": "Cellar no 1\t2\tLL", "wish": "pin", "points": "3", "reason": "So.", "title": "Mine",
        "iterations": "300", "type": "in_depth", "name": "refused", "other": str(known["kept"]), "budget": "9",
    }  # fmt: skip


def without_ids(text: str) -> str:
    """Take out ids: those asked for, which a page may repeat, and those made anew."""
    return _ID.sub("#", text)
