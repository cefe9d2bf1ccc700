"""The programme attacked: from outside, from beside, from within the house, and by what its pages let slip."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from monitor.outside import scripts
from monitor.outside.database import rows, sql
from monitor.outside.keyring import keyring
from monitor.programme.actions import proposing
from monitor.programme.actions.proposing import follow_proposal, start_proposal
from monitor.programme.queries.proposals import proposal_open_to
from monitor.programme.rules.proposals import ProposalState
from monitor.settings import Settings
from tests.attacks.plans import NAMES, SAID, addresses, form_for, make_places, make_plan, plan_for, without_ids
from tests.conftest import fresh
from tests.people import Cast, Clients, gather_cast
from tests.twins.test_walls import contents
from tests.twins.worlds import ids, normalised, words_of

OUTSIDE = ("lead", "deputy", "monitor_ngo", "coordinator_ngo", "partner", "analyst", "admin", "stranger")
# Of the same house, and none of their business until a visit of their own is planned from it.
BESIDE = ("lead", "monitor_ombudsman", "analyst", "admin")
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_LINKS = re.compile(r"(?:href|action|src)=\"([^\"]*)\"")


async def told(client: httpx.AsyncClient, method: str, path: str, form: Mapping[str, str]) -> tuple[int, str]:
    answer = await client.request(method, path, data=dict(form) if method == "POST" else None)
    return answer.status_code, without_ids(normalised(words_of(answer)))


@pytest.mark.parametrize("name", OUTSIDE)
async def test_every_page_of_a_programme_is_shut_like_one_that_is_not(
    cast: Cast, client_as: Clients, now: datetime, name: str
) -> None:
    known = await make_plan(cast, now)
    client, form = await client_as(cast.everybody[name]), form_for(known, cast, now)
    nowhere = {each: uuid4() for each in known} | {"place": known["place"]}
    before, there = await contents(), list(addresses(client_as.app, known))
    for real, none in zip(there, addresses(client_as.app, nowhere), strict=True):
        found = await told(client, *real, form)
        assert found == await told(client, *none, form), real
        assert found[0] in {403, 404}, real
        assert [one for one in ("Cellar", SAID) if one in found[1]] == [], real
    assert len(there) >= 30
    assert await contents() == before


def _asked(app: Litestar, cast: Cast, places: list[UUID]) -> Iterator[str]:
    """Give every address without an id, the pages of places and people, and what might be searched for."""
    for route in app.routes:
        if "GET" in getattr(route, "methods", ()) and not getattr(route, "path_parameters", {}):
            yield route.path_format
    yield from (f"/facilities/{place}" for place in places)
    yield from (f"/people/{each.account}{part}" for each in (cast.lead, cast.coordinator) for part in ("", "/days"))
    yield from (f"/search?q={word}" for word in ("Northern", "Karim", "Cellar", "round"))
    yield from ("/calendar?month=2026-12", "/calendar/week?day=2026-12-08", "/visits?from=2026-12-01")


async def test_a_draft_shows_nowhere_to_others_of_the_same_house(
    house: Settings, client_as: Clients, now: datetime
) -> None:
    seen: list[dict[str, tuple[int, str]]] = []
    for planned in (True, False):
        await fresh(house)
        with ids("cast"):
            cast = await gather_cast(now)
        with ids("places"):
            places = await make_places(cast, now)
        if planned:
            with ids("plan"):
                await plan_for(cast, places, now)
        answers: dict[str, tuple[int, str]] = {}
        for name in BESIDE:
            client = await client_as(cast.everybody[name])
            for address in _asked(client_as.app, cast, places):
                with ids(f"asking {address}"):
                    answers[f"{name} {address}"] = await told(client, "GET", address, {})
        seen.append(answers)
    assert [asked for asked, answer in seen[0].items() if answer != seen[1][asked]] == []
    assert len(seen[0]) > 100


async def test_nothing_of_a_plan_leaves_beside_its_pages(
    cast: Cast, client_as: Clients, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    known, client = await make_plan(cast, now), await client_as(cast.coordinator)
    shown = 0
    for method, address in addresses(client_as.app, known):
        if method != "GET":
            continue
        answer = await client.get(address)
        shown += answer.status_code == 200
        text = answer.text if "html" in answer.headers.get("content-type", "") else ""
        beside = [str(dict(answer.headers)), *_TITLE.findall(text), *_LINKS.findall(text)]
        assert [name for name in NAMES for each in beside if name in each] == [], address
        assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer"}, address
        assert answer.headers["cache-control"] == "no-store", address
    assert shown >= 12
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert [name for name in (*NAMES, *map(str, known.values())) for line in lines if name in line] == []


async def test_the_planners_process_is_told_on_its_input_alone(
    house: Settings, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may list processes reads arguments and surroundings of each; whoever may list files, what lies about."""
    known, seen = await make_plan(cast, now), list[bytes]()

    def started(script: Path) -> object:
        process = scripts.start_script(script)
        about = Path("/proc") / str(process.pid)
        while script.name.encode() not in (arguments := (about / "cmdline").read_bytes()):
            assert process.poll() is None
        seen.extend((arguments, (about / "environ").read_bytes()))
        return process

    monkeypatch.setattr(proposing, "start_script", started)
    run, before = uuid4(), sorted(house.data.rglob("*"))
    await start_proposal(actor=cast.coordinator, proposal_id=run, version_id=known["version"], iterations=3, now=now)
    await follow_proposal(actor=cast.coordinator, proposal_id=run, clock=lambda: now)
    arguments, surroundings = seen
    assert (arguments.count(b"planning_process.py"), surroundings) == (1, b"")
    assert [name for name in (*NAMES, str(run), *map(str, known.values())) if name.encode() in arguments] == []
    assert sorted(house.data.rglob("*")) == before


async def _runs() -> list[dict[str, object]]:
    return await rows(sql("select seed_sealed, curve from programme_proposal"))


def _seed(known: Mapping[str, UUID], row: Mapping[str, object]) -> str:
    return keyring().open("programme_proposal.seed", known["run"], str(row["seed_sealed"]))


async def test_a_stolen_database_tells_neither_the_seed_nor_a_proposed_plan(cast: Cast, now: datetime) -> None:
    known = await make_plan(cast, now)
    ((seed, curve),) = [(_seed(known, row), str(row["curve"])) for row in await _runs()]
    tables = await contents()
    for table in ("programme_proposal", "programme_version", "manual_points"):
        stolen = " ".join(tables[table])
        assert [each for each in (seed, str(int(seed, 16)), SAID) if each in stolen] == [], table
    assert len(seed) == 32
    assert [str(who.account) for who in cast.everybody.values() if str(who.account) in curve] == []
    assert str(known["place"]) not in curve


async def test_no_page_tells_the_seed(cast: Cast, client_as: Clients, now: datetime) -> None:
    known, client = await make_plan(cast, now), await client_as(cast.coordinator)
    (seed,) = [_seed(known, row) for row in await _runs()]
    pages = [path for method, path in addresses(client_as.app, known) if method == "GET" and not path.endswith(".pdf")]
    for path in pages:
        text = words_of(await client.get(path))
        assert [part for part in (seed, str(int(seed, 16)), seed[:16], seed[16:]) if part in text] == [], path


async def test_a_run_that_breaks_ends_and_is_told_by_kind_alone(
    cast: Cast, client_as: Clients, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    known, client = await make_plan(cast, now), await client_as(cast.coordinator)

    def broken(*_: object) -> object:
        raise ValueError(f"{SAID}, {known['place']}")

    monkeypatch.setattr(proposing, "start_script", broken)
    run, board = uuid4(), f"/programmes/board/{known['version']}"
    await client.post(f"{board}/planner", data={"id": str(run), "iterations": "300"})
    await asyncio.gather(*proposing._at_work, return_exceptions=True)
    assert (await proposal_open_to(cast.coordinator, run)).state is ProposalState.FAILED
    assert "Start it anew" in (await client.get(f"/programmes/planner/{run}/progress")).json()["said"]
    told = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert told == ["fault ValueError in a run of the planner"]
