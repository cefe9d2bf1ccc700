"""Law 4 for a facility's history: with a secret visit and without it, outsiders read, find and export the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest

from monitor.kit.actor import Actor
from monitor.people.rules import ReleasedKind
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitState
from tests.history.test_history import told
from tests.makers_denials import make_release, make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_history import make_attempt, make_promise
from tests.makers_visits import make_heads
from tests.people import Cast, Clients

OUTSIDERS = ("monitor_ombudsman", "monitor_ngo", "coordinator_ngo", "partner", "analyst", "admin", "stranger")
SPRING, AUTUMN = date(2026, 3, 1), date(2026, 11, 20)
_HASH = re.compile(r"[0-9a-f]{64}")


async def everything(clients: Clients, actor: Actor, facility: UUID, numbers: Iterable[str]) -> list[object]:
    """Ask for the page, searches and the export; the log's head and the seal of the ZIP are left out."""
    client = await clients(actor)
    paths = [f"/facilities/{facility}", "/search?q=Prison", *(f"/search?q={number}" for number in numbers)]
    answers = [await client.get(path) for path in paths]
    made = await client.post(f"/facilities/{facility}/export", data={"format": "csv"})
    return [*((each.status_code, each.text) for each in answers), made.status_code, tables(made.content)]


def tables(content: bytes) -> dict[str, str]:
    """Read the tables of an export; empty for an answer that is none."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(BytesIO(content)) as folder:
        return {name: _HASH.sub("#", folder.read(name).decode("utf-8-sig")) for name in folder.namelist()}


async def make_secret(cast: Cast, facility: UUID, now: datetime) -> tuple[UUID, UUID]:
    """A secret visit under way with everything that can be written on the spot."""
    visit = await make_attempt(
        cast, facility, AUTUMN, kept_out=[cast.deputy], secret=True, state=VisitState.UNDER_WAY, now=now
    )
    await make_heads(visit, 31, 4, 2, by=cast.lead, now=now)
    await make_promise(cast.lead, visit, "Repair the roof", due=AUTUMN, now=now)
    return visit, await make_visit_denial(cast.lead, visit, accounts=(cast.deputy.account,), now=now)


@pytest.mark.parametrize("name", OUTSIDERS)
async def test_outsiders_are_told_the_same_in_both_worlds(
    name: str, cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    await make_attempt(cast, facility, SPRING, now=now)
    outsider = cast.everybody[name]
    numbers = ("V-2026-001", "V-2026-002", "Repair")
    without = await everything(client_as, outsider, facility, numbers)
    await make_secret(cast, facility, now)
    assert await everything(client_as, outsider, facility, numbers) == without


async def test_the_team_and_its_coordinator_read_of_it(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit, denial = await make_secret(cast, facility, now)
    for insider in (cast.lead, cast.coordinator):
        history = await told(insider, facility)
        assert [v.visit for v in history.visited] == [visit]
        assert [d.id for d in history.denials] == [denial]


async def test_a_secret_visit_never_leaves_in_a_file(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    without = tables((await client.post(f"/facilities/{facility}/export", data={"format": "csv"})).content)
    await make_secret(cast, facility, now)
    made = await client.post(f"/facilities/{facility}/export", data={"format": "csv"})
    assert tables(made.content) == without


async def test_an_organisation_reads_its_own_joint_and_released_visits(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    own = await make_attempt(cast, facility, SPRING, now=now)
    ngo = cast.coordinator_ngo
    joint = await make_attempt(cast, facility, AUTUMN, joint=[ngo.organisation], now=now)
    assert [v.visit for v in (await told(ngo, facility)).visited] == [joint]
    await make_release(cast.coordinator, subject=own, to=ngo, kind=ReleasedKind.VISIT, now=now)
    assert [v.visit for v in (await told(ngo, facility)).visited] == [own, joint]
    assert (await told(cast.stranger, facility)).is_empty


async def test_a_revoked_release_closes_the_history_again(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    own = await make_attempt(cast, facility, SPRING, now=now)
    await make_release(cast.coordinator, subject=own, to=cast.partner, kind=ReleasedKind.VISIT, revoked=True, now=now)
    assert (await told(cast.partner, facility)).is_empty
    assert (await visit_open_to(cast.lead, own)).facility == facility
