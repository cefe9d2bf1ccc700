"""Law 4 where pages do not look: narrowed lists, files, JSON, other methods, warnings beside a leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from itertools import product
from uuid import UUID
from zipfile import ZipFile, is_zipfile

import httpx
import pytest

from monitor.settings import Settings
from tests.conftest import fresh
from tests.makers_visits import make_visit
from tests.people import Clients
from tests.twins.worlds import Hidden, World, build, ids, normalised, words_of

OUTSIDERS = ("bystander", "monitor_ngo", "second_ngo", "coordinator_ngo", "partner", "analyst", "admin", "stranger")
KEPT_HEADERS = ("content-type", "content-length", "location", "etag", "last-modified", "set-cookie", "allow", "vary")


def narrowed(world: World) -> Iterator[str]:
    """Give the lists with every filter, part and order that their pages offer, and some that they do not."""
    day, people, places = world.secret_day, world.cast, world.ids["facility"]
    yield from (f"/calendar?month={day:%Y-%m}", "/calendar?month=9999-12", "/calendar?month=x", "/calendar/agenda?x=1")
    for group, kind in product(("ahead", "under_way", "to_record", "over", "cancelled", "x"), ("", "ad_hoc")):
        yield f"/visits?state={group}&group={group}&type={kind}&from={day}&to={day}&page=1"
    yield from (f"/visits?facility={place}&page={n}" for place in places for n in (1, 2, 99))
    yield from (f"/visits?mine=on&team={actor.account}" for actor in people.everybody.values())
    yield from (f"/visits?organisation={one}&q=Temporary" for one in world.ids["organisation"])
    for where, name in product(("", "visit", "outside", "unmatched"), ("", "csv", "xlsx")):
        path = f"/denials/export.{name}" if name else "/denials"
        yield f"{path}?where={where}&q=Temporary"
        yield from (f"{path}?where={where}&facility={place}" for place in places)
    yield from (f"/facilities/export.{kind}?q=Temporary" for kind in ("csv", "xlsx"))
    yield from (f"/visits/new?facility={place}&q=Temporary" for place in places)
    yield from (f"/visits/new?facility={places[0]}&trip={trip}" for trip in world.ids["secret"])
    yield from (
        f"/releases/new?kind={kind}&subject={one}" for kind in ("visit", "denial") for one in world.ids["secret"]
    )
    yield from (f"/people?q={name}" for name in ("Lena", "Oleg", "%", "_"))
    yield from (f"/search?q={words}" for words in ("Northern+round", "V-2026-001", "D-", "%", "_", "secret", "Lena"))


def told(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """Give all that an answer tells: status, words, headers; a ZIP by what is in it."""
    heads = {name: answer.headers.get(name, "") for name in KEPT_HEADERS}
    if answer.content[:2] == b"PK":
        heads.pop("content-length")
    if is_zipfile(BytesIO(answer.content)) and "sheet" not in heads["content-type"]:
        with ZipFile(BytesIO(answer.content)) as folder:
            return answer.status_code, normalised(str([folder.read(name) for name in folder.namelist()])), heads
    return answer.status_code, normalised(words_of(answer)), heads


Told = dict[str, tuple[int, str, dict[str, str]]]


def requests(client: httpx.AsyncClient, world: World) -> Iterator[httpx.Request]:
    """Make the requests: narrowed lists, files, JSON and other methods, the switch of languages."""
    ask = client.build_request
    yield from (ask("GET", address) for address in narrowed(world))
    for place, kind in product(world.ids["facility"], ("csv", "xlsx")):
        yield ask("POST", f"/facilities/{place}/export", data={"format": kind})
    for place, what, kind in product(world.ids["facility"], ("records", "sheets"), ("csv", "xlsx", "jsonl")):
        wanted = {"what": what, "format": kind, "words": "codes", "groups": "slash", "facility": str(place)}
        yield ask("POST", "/checklists/answers", data=wanted)
    for method, one in product(("GET", "HEAD", "OPTIONS"), world.ids["secret"]):
        for room in ("visits", "denials", "sheets"):
            yield ask(method, f"/{room}/{one}", headers={"accept": "application/json"})
    for language in ("ru", "en"):
        yield ask("POST", "/language", data={"language": language}, headers={"referer": "http://monitor.test/visits"})
        yield ask("GET", "/visits")


async def told_to(client: httpx.AsyncClient, asked: Iterator[httpx.Request]) -> Told:
    """Send requests, and give what was answered to each."""
    answers = {}
    for at, request in enumerate(asked):
        with ids(f"asking {at}"):
            answers[f"{at} {request.method} {request.url} {request.content!r}"] = told(await client.send(request))
    return answers


@pytest.mark.parametrize("name", OUTSIDERS)
async def test_no_side_door_tells_of_a_secret_trip(
    name: str, house: Settings, client_as: Clients, now: datetime
) -> None:
    answers = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        client = await client_as(world.outsiders[name])
        answers.append(await told_to(client, requests(client, world)))
    assert len(answers[0]) > 150
    assert [asked for asked, answer in answers[0].items() if answer != answers[1].get(asked)] == []


def planning(client: httpx.AsyncClient, world: World, visit: UUID) -> Iterator[httpx.Request]:
    """Ask all that a planner of another house can ask about the people of the secret trip on its days."""
    cast, day = world.cast, world.secret_day
    team = [str(actor.account) for actor in (cast.lead, cast.deputy, cast.monitor_ombudsman)]
    for first, last in product(range(-1, 3), repeat=2):
        form = {
            "first_day": f"{day + timedelta(days=first)}",
            "last_day": f"{day + timedelta(days=last)}",
            "facility": str(world.ids["facility"][0]),
            "organisations": str(cast.lead.organisation),
            "step": "people",
            "team": team,
        }
        yield client.build_request("POST", "/visits", data=form)
        yield client.build_request("POST", f"/visits/{visit}/plan", data=form)
    for address in (
        f"/visits/{visit}",
        f"/visits/{visit}/plan",
        f"/calendar?month={day:%Y-%m}",
        f"/calendar/week?day={day}",
        "/calendar/agenda",
    ):
        yield client.build_request("GET", address)
    for move in ("ready", "ended"):
        yield client.build_request("POST", f"/visits/{visit}/move", data={"to": move})


async def test_a_secret_visit_and_a_leave_are_told_in_the_same_words(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    answers = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.LEAVE, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        cast, by = world.cast, world.cast.coordinator_ngo
        with ids("joint"):
            visit = await make_visit(
                by,
                facility=world.ids["facility"][0],
                lead=cast.monitor_ngo,
                team=[cast.lead, cast.deputy, cast.monitor_ombudsman],
                joint=[cast.lead.organisation],
                first_day=world.secret_day,
                now=now,
            )
        client = await client_as(by)
        answers.append(await told_to(client, planning(client, world, visit)))
    secret, leave, nothing = answers
    assert [asked for asked, answer in secret.items() if answer != leave.get(asked)] == []
    assert sum(answer != nothing.get(asked) for asked, answer in secret.items()) >= 10
    assert any("Lena Lead is not available on these days." in words for _, words, _ in secret.values())
