"""Another house plans the very people of the secret trip on its days: the board, the planner and the plan say of it what
they say of a leave, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import httpx

from monitor.programme.queries.question import question_of
from monitor.programme.rules.model import snapshot_hash
from monitor.settings import Settings
from tests.conftest import fresh
from tests.makers_visits import make_visit
from tests.people import Clients
from tests.programmes.makers import Made, make_entry, make_programme
from tests.twins.test_side_doors import Told, told
from tests.twins.worlds import Hidden, World, build, ids

DAYS = 14


@dataclass
class Planner:
    """Somebody who plans in pages, with each request and all that was answered to it."""

    client: httpx.AsyncClient
    heard: Told = field(default_factory=dict)

    async def ask(self, method: str, address: str, **form: object) -> httpx.Response:
        with ids(f"asking {len(self.heard)}"):
            answer = await self.client.request(method, address, data=form or None)
        self.heard[f"{len(self.heard)} {method} {address} {form}"] = told(answer)
        return answer


async def begun(world: World, now: datetime) -> tuple[Made, list[UUID]]:
    """Begin a programme of the other house with the people of the office, and put two of them on its days."""
    cast, by = world.cast, world.cast.coordinator_ngo
    with ids("programme of the other house"):
        made = await make_programme(
            by, partners=[cast.lead.organisation], days=DAYS, first_day=world.secret_day - timedelta(days=2), now=now
        )
        team = [cast.monitor_ngo, cast.lead, cast.monitor_ombudsman]
        entries = [
            await make_entry(by, made, place, day=day, team=team[:people], now=now)
            for place, day, people in zip(world.ids["facility"], (2, 3, 6), (2, 3, 1), strict=True)
        ]
        await make_visit(
            by, facility=world.ids["facility"][2], lead=cast.monitor_ngo, first_day=made.first_day, now=now
        )
    return made, entries


async def plan(planner: Planner, world: World, made: Made, entries: list[UUID]) -> None:
    """Look at every page, move the visits over the days in question, ask who could go, take the plan along, accept it."""
    board, places = f"/programmes/board/{made.version}", world.ids["facility"]
    pages = [board, f"{board}/planner", f"{board}/put", f"{board}/paste", f"{board}/accept", "/programmes"]
    pages += [f"{board}/put?place={place}&week={week}" for place in places for week in (1, 2)]
    pages += [f"{board}/places/{place}" for place in places]
    pages += [f"/programmes/visits/{entry}" for entry in entries]
    pages += [f"{board}/plan.{kind}{only}" for kind in ("csv", "xlsx") for only in ("", "?counts")]
    for page in pages:
        await planner.ask("GET", page)
    team = [str(actor.account) for actor in (world.cast.lead, world.cast.deputy, world.cast.monitor_ombudsman)]
    for shift in range(4):
        day = f"{world.secret_day + timedelta(days=shift - 1)}"
        await planner.ask("POST", f"/programmes/visits/{entries[2]}/move", first_day=day, days="2")
        await planner.ask("POST", f"/programmes/visits/{entries[2]}/team", team=team, lead=team[shift % 3])
        for page in (board, f"/programmes/visits/{entries[2]}", f"{board}/places/{places[2]}"):
            await planner.ask("GET", page)
        rows = f"Temporary detention facility no 1\t{day}\tLena Lead, Dilshod Deputy"
        await planner.ask("POST", f"{board}/paste", rows=rows)
    await planner.ask("POST", f"{board}/accept")
    for page in (board, "/visits", "/", f"/calendar?month={world.secret_day:%Y-%m}", f"{board}/planner"):
        await planner.ask("GET", page)


async def test_planning_a_person_of_the_secret_trip_is_told_as_a_leave(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    heard, asked = [], []
    for hidden in (Hidden.SECRET_TRIP, Hidden.LEAVE, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        made, entries = await begun(world, now)
        _, question = await question_of(world.cast.coordinator_ngo, made.version)
        asked.append(snapshot_hash(question.snapshot))
        planner = Planner(await client_as(world.cast.coordinator_ngo))
        await plan(planner, world, made, entries)
        heard.append(planner.heard)
    secret, leave, nothing = heard
    assert [key for key, answer in secret.items() if answer != leave.get(key)] == []
    assert asked[0] == asked[1] != asked[2]
    assert {status for status, _, _ in secret.values()} == {200, 303}
    assert sum(answer != nothing.get(key) for key, answer in secret.items()) >= 10
    assert any("Lena Lead is not available." in words for _, words, _ in secret.values())


async def test_the_same_person_on_the_same_day_is_told_to_nobody_else(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    """With the other house's programme accepted for those days, everybody else sees the same with the trip and without."""
    heard = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        made, entries = await begun(world, now)
        accepting = Planner(await client_as(world.cast.coordinator_ngo))
        await accepting.ask("POST", f"/programmes/board/{made.version}/accept")
        told_to: dict[str, Told] = {}
        for name in ("bystander", "monitor_ngo", "second_ngo", "partner", "analyst", "admin", "stranger"):
            planner = Planner(await client_as(world.outsiders[name]))
            await plan(planner, world, made, entries)
            told_to[name] = planner.heard
        heard.append(told_to)
    for name, secret in heard[0].items():
        assert [key for key, answer in secret.items() if answer != heard[1][name].get(key)] == [], name
