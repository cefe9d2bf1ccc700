"""Law 4 in calendars: what an outsider's own address tells is the same to the byte with and without the secret trip."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import httpx

from monitor.kit.actor import Actor
from monitor.people.rules import Need
from monitor.settings import Settings
from monitor.visits.rules import Details
from tests.conftest import fresh
from tests.makers_visits import make_visit
from tests.people import Clients
from tests.twins.worlds import Hidden, World, build, ids
from tests.visits.reading_feeds import new_address

KEPT = ("content-type", "content-length", "etag", "cache-control")


async def _fed(name: str, actor: Actor, clients: Clients) -> list[tuple[int, bytes, list[str]]]:
    """Make an address of each kind and ask it twice: what it says, and in which headers."""
    client, answers = await clients(actor), list[httpx.Response]()
    for details in Details:
        with ids(f"{name} {details}"):
            path = await new_address(client, details)
            answers += [await client.get(path), await client.get(path)]
    return [(each.status_code, each.content, [each.headers[head] for head in KEPT]) for each in answers]


async def _open_visit(world: World, now: datetime) -> None:
    """Give everybody outside who makes visits an open one on the very day of the secret trip, with a person of its team."""
    outside = [actor for actor in world.outsiders.values() if actor.may(Need.FEED_KEEP)]
    with ids("open on that day"):
        await make_visit(
            world.cast.coordinator,
            facility=world.ids["facility"][0],
            lead=outside[0],
            team=[*outside[1:], world.cast.lead],
            joint=sorted({actor.organisation for actor in outside} - {world.cast.coordinator.organisation}),
            first_day=world.secret_day,
            now=now,
        )


async def test_an_outsiders_calendar_is_the_same_in_both_worlds(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    told = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        await _open_visit(world, now)
        fed = {name: actor for name, actor in world.outsiders.items() if actor.may(Need.FEED_KEEP)}
        told.append({name: await _fed(name, actor, client_as) for name, actor in fed.items()})
    assert told[0] == told[1]
    assert len(told[0]) >= 5
    assert all(b"BEGIN:VEVENT" in answers[0][1] for answers in told[0].values())


async def test_the_team_of_the_trip_is_told_of_days_and_never_of_places(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    told = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        told.append(await _fed("lead", world.cast.lead, client_as))
    for more, less in zip(*told, strict=True):
        # The three visits of the secret trip, and the one that the accepted version of the programme planned.
        assert more[1].count(b"BEGIN:VEVENT") == less[1].count(b"BEGIN:VEVENT") + 4
        assert more[1].count(b"detention") == less[1].count(b"detention")


async def test_a_guess_at_an_address_is_answered_alike(house: Settings, client_as: Clients, now: datetime) -> None:
    told = []
    for hidden in (Hidden.SECRET_TRIP, Hidden.NOTHING):
        await fresh(house)
        world = await build(hidden, now)
        client = await client_as(None)
        guessed = [*world.ids["secret"], *world.ids["account"], uuid4()]
        answers = [await client.get(f"/feed/{guess}.ics") for guess in guessed]
        told.append({(answer.status_code, answer.content) for answer in answers})
    assert told == [{(404, b"")}] * 2
