"""The log people read: their own office's, never of a hidden visit, never a number that tells of one."""

from __future__ import annotations

from datetime import timedelta

from monitor.installation.queries import log_lines
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction, record
from monitor.people.actions import end_all_sessions
from monitor.people.rules import Need
from tests.conftest import NOW
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients

PLANNED, SIGNED = "Planned or changed a visit", "Changed their own account or signed out"


async def planned(actor: Actor, *, secret: bool) -> None:
    """A visit and the entry that its planning leaves."""
    facility = await make_facility(actor, now=NOW)
    visit = await make_visit(actor, facility=facility, secret=secret, now=NOW)

    async def write() -> None:
        record(Need.VISIT_PLAN, actor=actor, subject=visit, at=NOW + timedelta(minutes=1))

    await one_transaction(write)


async def said(actor: Actor) -> list[str]:
    return [line.said for line in await log_lines(actor)]


async def test_a_coordinator_reads_of_the_own_office(cast: Cast) -> None:
    await planned(cast.coordinator, secret=False)
    await end_all_sessions(actor=cast.monitor_ngo, now=NOW)
    assert (await said(cast.coordinator)).count(PLANNED) == 1
    assert SIGNED not in await said(cast.coordinator)
    assert await said(cast.coordinator_ngo) == [SIGNED]
    assert await said(cast.stranger) == []


async def test_a_secret_visit_is_in_nobodys_log(cast: Cast) -> None:
    await planned(cast.coordinator, secret=True)
    for actor in (cast.coordinator, cast.coordinator_ngo, cast.admin, cast.stranger):
        assert PLANNED not in await said(actor)


async def test_an_administrator_reads_what_is_technical(cast: Cast) -> None:
    await planned(cast.coordinator, secret=False)
    await end_all_sessions(actor=cast.stranger, now=NOW)
    assert set(await said(cast.admin)) == {SIGNED, "Changed the register of facilities"}


async def test_the_page_shows_names_and_no_numbers(cast: Cast, client_as: Clients) -> None:
    await end_all_sessions(actor=cast.coordinator, now=NOW)
    client = await client_as(cast.coordinator)
    text = (await client.get("/settings/log")).text
    assert "Corinne Coordinator" in text
    assert "seq" not in text
    assert (await (await client_as(cast.analyst)).get("/settings/log")).status_code == 403
