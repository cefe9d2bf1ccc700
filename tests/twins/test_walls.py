"""Organisations are walls: whoever holds a need in their own house is refused at another's record like at no record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from monitor.kit.actor import Actor
from monitor.outside.database import number, rows, sql
from monitor.people.actions import add_credential, declare_conflict, say_days
from monitor.people.rules import Mark, ReleasedKind, Role
from monitor.piccolo_app import TABLES
from monitor.sheets.actions import write_note
from monitor.visits.actions import note_promise
from monitor.visits.rules import StageKind, VisitState
from tests.makers_denials import make_release, make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_sheets import load_shipped
from tests.makers_visits import at_stages, make_visit
from tests.outside.test_pictures import picture
from tests.people import Cast, Clients, make_person
from tests.twins.full import make_full_sheet

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOWHERE = UUID(int=7)
# Places, regions, authorities and mandates are every coordinator's; these are the records that stand behind walls.
BEHIND_WALLS = (
    "/visits/", "/sheets/", "/denials/", "/people/", "/releases/", "/rows/", "/photos/", "/devices/", "/field/",
)  # fmt: skip
# A device's own page and what it says of itself; asked of with the intruder's own device.
DEVICE = UUID(int=11)
READ_ONLY_OF_ALL = {"session", "throttle"}


async def office_records(cast: Cast, now: datetime) -> dict[str, UUID]:
    """Make one of everything in the ombudsman's office, by the name of the parameter that speaks of it."""
    lead, known = cast.lead, {name: uuid4() for name in ("promise_id", "paper", "away", "conflict", "answer", "note")}
    account, day = lead.account, now.date() + timedelta(days=3)
    await load_shipped(cast.coordinator, now=now)
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator, facility=place, lead=lead, deputy=cast.deputy, state=VisitState.UNDER_WAY, now=now
    )
    await at_stages(visit, StageKind.GATE, StageKind.ADMITTED, by=lead, now=now)
    parts = await make_full_sheet(lead, visit, now=now)
    denial = await make_visit_denial(lead, visit, now=now)
    await note_promise(actor=lead, visit_id=visit, promise_id=known["promise_id"], what="A lamp", due_day=None, now=now)
    await write_note(actor=lead, note=known["note"], visit=visit, body="They were afraid.", now=now)
    await add_credential(
        actor=lead, credential_id=known["paper"], account=account, paper="17", from_day=day, to_day=None, now=now
    )
    await say_days(
        actor=lead, said_id=known["away"], account=account, from_day=day, to_day=day, mark=Mark.FREE, now=now
    )
    await declare_conflict(
        actor=lead, conflict_id=known["conflict"], account=account, facility=place, reason="A cousin.", now=now
    )
    release = await make_release(cast.coordinator, subject=denial, to=cast.monitor_ngo, now=now)
    return known | {
        **parts, "visit": visit, "visit_id": visit, "denial": denial, "account": account, "release": release,
        "facility": place,
    }  # fmt: skip


def filled(known: dict[str, UUID], day: str) -> dict[str, str]:
    """Fill every field that a page of these has, so that a refusal is the wall's and not the form's."""
    account, fresh = str(known["account"]), ("id", "stage_id", "companion_id", "promise_id", "touch", "new_trip")
    return {
        **{name: str(uuid4()) for name in fresh},
        **dict.fromkeys(("day", "first_day", "paper_from", "away_from", "away_to", "left_on", "checked_on"), day),
        **dict.fromkeys(("reason", "cancel_reason", "body", "note", "words", "paper", "gap_reason"), "As agreed."),
        **dict.fromkeys(("account", "lead", "team", "who"), account),
        "facility": str(known["facility"]), "to": "ended", "kind": "area_closed", "stage_kind": "left", "value": "x",
        "field": "area", "result": "access_same_day", "held_today": "4", "companion_kind": "driver", "type": "ad_hoc",
        "notice": "announced", "firmness": "planned", "promise_what": "A bed", "state": "kept", "status": "refused",
        "warning": "no_doctor", "about": str(known["facility"]), "observed_by": account, "k": "toilet_access", "toilet_access": "yes",
        "absence": "not_assessed", "sections": "D", "answer": str(known["answer"]), "sex": "woman", "blanks": "0",
        **{name: str(known[name]) for name in ("visit", "sheet", "row")},
        **{f"weekday{number}": "free" for number in range(7)}, "mark": "free", "touch": "free", "least": "half",
        f"s-{account}": "refused", f"more-{account}": "late", "roles": "monitor",
    }  # fmt: skip


def guarded_routes(app: Litestar) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give method, address and parameters of every route that writes about one record behind a wall."""
    for route in app.routes:
        path, names = route.path_format, tuple(getattr(route, "path_parameters", {}))
        for method in getattr(route, "methods", ()):
            if method in {"GET", "POST", "PUT", "DELETE", "PATCH"} and path.startswith(BEHIND_WALLS) and names:
                yield method, path, names


def at(path: str, ids: dict[str, UUID]) -> str:
    for name, one in ids.items():
        path = path.replace("{" + name + "}", str(one))
    return path


async def contents() -> dict[str, list[str]]:
    """Read every row of every table that somebody's try could change."""
    names = sorted({table._meta.tablename for table in TABLES} - READ_ONLY_OF_ALL)
    return {name: sorted(map(str, await rows(sql(f"select * from {name}")))) for name in names}


async def asked(client: httpx.AsyncClient, method: str, address: str, form: dict[str, str]) -> tuple[int, str]:
    if "/answers" in address:
        sent = {"id": str(uuid4()), "key": "toilet_access", "value": "yes"}
        answer = await client.request(method, address, json=sent if method == "PUT" else {"answers": [sent]})
    elif "/along" in address or address.startswith("/rows/"):
        answer = await client.request(method, address, json={"device": str(DEVICE), "reason": "Twice."})
    elif method == "PUT":
        place = {"key": "room_photo", "row": form["row"], "sheet": form["sheet"], "visit": form["visit"]}
        answer = await client.request(method, address, content=picture(), params=place | {"device": str(DEVICE)})
    else:
        answer = await client.request(method, address, data=form)
    return answer.status_code, _ID.sub("#", answer.text)


async def intruder_of(cast: Cast, now: datetime) -> Actor:
    """Make somebody of another house who holds there every role but the administrator's."""
    roles = [role for role in Role if role is not Role.ADMINISTRATOR]
    return await make_person(cast.stranger.organisation, "Ivan Intruder", *roles, now=now)


async def test_nothing_of_another_house_can_be_read_or_written(cast: Cast, client_as: Clients, now: datetime) -> None:
    known = await office_records(cast, now)
    client, form = await client_as(await intruder_of(cast, now)), filled(known, f"{now:%Y-%m-%d}")
    await client.post("/field/set-up", json={"device": str(DEVICE)})
    before, tried = await contents(), 0
    for method, path, names in guarded_routes(client_as.app):
        real = await asked(client, method, at(path, {name: known[name] for name in names}), form)
        none = await asked(client, method, at(path, dict.fromkeys(names, NOWHERE)), form)
        assert real == none, (method, path)
        # That one's own device holds nothing of a visit is noted, and true, whatever the visit.
        assert real[0] in {400, 403, 404, 422} or path.endswith("/along/back"), (method, path)
        tried += 1
    assert await contents() == before
    assert tried > 50


async def test_the_same_forms_do_their_work_at_home(cast: Cast, client_as: Clients, now: datetime) -> None:
    known, client = await office_records(cast, now), await client_as(cast.coordinator)
    form, done = filled(known, f"{now:%Y-%m-%d}"), 0
    for method, path, names in guarded_routes(client_as.app):
        status, _ = await asked(client, method, at(path, {name: known[name] for name in names}), form)
        done += method != "GET" and status in {200, 303}
    assert done >= 18


async def test_a_foreign_part_under_an_own_record_is_not_there(cast: Cast, client_as: Clients, now: datetime) -> None:
    known, intruder = await office_records(cast, now), await intruder_of(cast, now)
    own = await make_visit(intruder, facility=known["facility"], lead=intruder, state=VisitState.UNDER_WAY, now=now)
    mine = known | {"visit": own, "visit_id": own, "account": intruder.account}
    client, form = await client_as(intruder), filled(known, f"{now:%Y-%m-%d}")
    before = await contents()
    for method, path, names in guarded_routes(client_as.app):
        if len(names) == 2 and names[1] != "account" and "/answers" not in path:
            status, _ = await asked(client, method, at(path, {name: mine[name] for name in names}), form)
            assert status == 404, (method, path)
    assert await contents() == before


async def test_no_trip_visit_or_release_reaches_over_the_wall(cast: Cast, client_as: Clients, now: datetime) -> None:
    known, intruder = await office_records(cast, now), await intruder_of(cast, now)
    trip = (await rows(sql("select trip from visit where id = {}", known["visit"])))[0]["trip"]
    client, before = await client_as(intruder), await contents()
    form = filled(known, f"{now:%Y-%m-%d}") | {"receiver": str(intruder.organisation), "trip": str(trip)}
    for kind in ReleasedKind:
        sent = form | {"kind": kind.value, "subject": str(known[kind.value])}
        assert (await client.post("/releases/new", data=sent)).status_code == 404
        assert (await client.get("/releases/new", params={"kind": kind, "subject": sent["subject"]})).status_code == 404
    assert (await client.post("/visits", data=form)).status_code == 404
    assert (
        await client.get("/visits/new", params={"trip": str(trip), "facility": form["facility"]})
    ).status_code == 404
    assert await contents() == before


READERS = ("/visits", "/visits/{visit}", "/denials", "/facilities/{facility}", "/releases", "/denials/export.csv")


@pytest.mark.parametrize("over", ["revoked_at", "until_day"])
async def test_a_release_opens_a_record_and_its_end_closes_it(
    cast: Cast, client_as: Clients, now: datetime, over: str
) -> None:
    known, client = await office_records(cast, now), await client_as(cast.stranger)

    async def seen() -> list[tuple[int, str]]:
        answers = [await client.get(address.format(**known)) for address in READERS]
        return [(answer.status_code, _ID.sub("#", answer.text)) for answer in answers]

    before = await seen()
    day = now.date() if over == "revoked_at" else now.date() - timedelta(days=1)
    release = partial(make_release, cast.coordinator, subject=known["visit"], to=cast.stranger, kind=ReleasedKind.VISIT)
    await release(until=day, revoked=over == "revoked_at", now=now)
    assert await seen() == before
    await release(until=now.date(), now=now)
    opened = await seen()
    assert [one for one, two in zip(before, opened, strict=True) if one == two] == []
    assert await number("select count(*) from release") == 3
