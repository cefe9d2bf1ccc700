"""The planner's page: started, watched, its plan put on a board of its own; shut to everybody else."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.programme.actions import proposing
from monitor.programme.queries import board_of, proposals_of
from monitor.programme.rules.proposals import ProposalState
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients
from tests.programmes.makers import Made, make_programme


async def arrange(cast: Cast, now: datetime) -> tuple[Made, str]:
    for n in range(4):
        await make_facility(cast.coordinator, name=f"Prison no {n}", now=now)
    made = await make_programme(cast.coordinator, days=28, budget=20, now=now)
    return made, f"/programmes/board/{made.version}/planner"


async def ended() -> None:
    """Wait until the planner has ended."""
    await asyncio.gather(*proposing._at_work)


async def test_a_plan_is_proposed_and_kept(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, address = await arrange(cast, now)
    client = await client_as(cast.coordinator)
    assert "Start the planner" in (await client.get(address)).text
    form = {"id": str(uuid4()), "iterations": "300"}
    answer = await client.post(address, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    watched = await client.get(address)
    assert (f"/programmes/planner/{form['id']}/progress" in watched.text, "Start the planner" in watched.text) == (
        True,
        False,
    )
    await ended()
    told = (await client.get(f"/programmes/planner/{form['id']}/progress")).json()
    (run,) = await proposals_of(cast.coordinator, made.programme)
    said = {"running": False, "said": "Planned", "done": 300, "total": 300}
    assert (told, len(run.curve) > 0) == ({**said, "steps": len(run.curve)}, True)
    shown = await client.get(address)
    assert "Longest unseen first, by hand" in shown.text
    kept = await client.post(f"/programmes/planner/{form['id']}/keep")
    board = await board_of(cast.coordinator, UUID(kept.headers["location"].rpartition("/")[2]))
    assert (board.version.number, board.entries != ()) == (2, True)
    assert kept.headers["location"] in (await client.get(address)).text


async def test_a_second_run_waits_and_a_run_can_be_stopped(cast: Cast, client_as: Clients, now: datetime) -> None:
    made, address = await arrange(cast, now)
    client = await client_as(cast.coordinator)
    run = str(uuid4())
    await client.post(address, data={"id": run, "iterations": "10000"})
    second = await client.post(address, data={"id": str(uuid4()), "iterations": "300"})
    assert (second.status_code, "at work on this programme already" in second.text) == (409, True)
    assert (await client.post(f"/programmes/planner/{run}/stop")).headers["location"] == address
    await ended()
    (found,) = await proposals_of(cast.coordinator, made.programme)
    assert found.state in {ProposalState.STOPPED, ProposalState.DONE}


async def test_what_is_wrong_is_named_first(cast: Cast, client_as: Clients, now: datetime) -> None:
    made = await make_programme(cast.coordinator, budget=0, now=now)
    client = await client_as(cast.coordinator)
    shown = await client.get(f"/programmes/board/{made.version}/planner")
    assert "There are no person-days" in shown.text
    wrong = await client.post(f"/programmes/board/{made.version}/planner", data={"id": str(uuid4())})
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", ["stranger", "coordinator_ngo", "lead", "partner", "analyst", "admin"])
async def test_others_find_nothing(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    made, address = await arrange(cast, now)
    run = uuid4()
    await proposing.start_proposal(actor=cast.coordinator, proposal_id=run, version_id=made.version, now=now)
    client = await client_as(cast.everybody[name])
    answers = [await client.get(path) for path in (address, f"/programmes/planner/{run}/progress")]
    answers += [await client.post(f"/programmes/planner/{run}/{verb}") for verb in ("stop", "keep")]
    answers.append(await client.post(address, data={"id": str(uuid4()), "iterations": "300"}))
    assert {answer.status_code for answer in answers} <= {403, 404}
