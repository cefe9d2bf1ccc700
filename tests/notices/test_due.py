"""What is due for whom: each sees their own part, rows follow, and Today shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from monitor.installation.actions import note_backup
from monitor.jobs.remind import remind
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.notices.queries import due_of, noted_of
from monitor.notices.rules import DueKind
from monitor.outside.database import number
from monitor.people.tables import CredentialRow
from monitor.settings import Settings
from monitor.visits.actions import check_promise_kept
from monitor.visits.rules import PromiseState, VisitState
from monitor.visits.tables import PromiseRow
from tests.makers_facilities import make_facility, make_mandate
from tests.makers_visits import make_visit
from tests.notices.makers import change, something_due
from tests.people import Cast, Clients
from tests.visits.counting import Counter


async def kinds(actor: Actor, now: datetime) -> list[DueKind]:
    return [due.kind for due in await due_of(actor, now)]


async def test_a_visit_is_due_for_who_answers_for_it(cast: Cast, now: datetime) -> None:
    await something_due(cast, cast.lead, now=now)
    for actor in (cast.lead, cast.coordinator):
        assert await kinds(actor, now) == [DueKind.PREPARATION]
    others = (cast.monitor_ombudsman, cast.monitor_ngo, cast.partner, cast.analyst, cast.coordinator_ngo, cast.stranger)
    assert [await kinds(actor, now) for actor in others] == [[]] * 6


async def test_notice_is_due_under_the_mandate_that_counts(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    own, other = cast.lead.organisation, cast.monitor_ngo.organisation
    await make_mandate(cast.coordinator_ngo, organisation=other, notice_days=9, now=now)
    first = now.date() + timedelta(days=10)
    await make_visit(cast.coordinator, facility=place, lead=cast.lead, first_day=first, now=now)
    assert DueKind.AUTHORITY_NOTICE not in await kinds(cast.lead, now)
    await make_mandate(cast.coordinator, organisation=own, facility=place, notice_days=3, now=now)
    found = [due.day for due in await due_of(cast.lead, now) if due.kind is DueKind.AUTHORITY_NOTICE]
    assert found == [first - timedelta(days=5)]


async def test_promises_papers_and_backups_are_due(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, state=VisitState.CLOSED, now=now)
    day, promise = now.date(), uuid4()

    async def write() -> None:
        await PromiseRow(id=promise, visit=visit, what="A doctor", due_day=day, entered_by=visit, at=now).save()
        await CredentialRow(
            id=uuid4(), account=cast.deputy.account, number="7", from_day=day, to_day=day + timedelta(days=20)
        ).save()

    await one_transaction(write)
    assert await kinds(cast.lead, now) == [DueKind.PROMISE]
    assert await kinds(cast.deputy, now) == [DueKind.CREDENTIAL]
    assert await kinds(cast.coordinator, now) == [DueKind.PROMISE, DueKind.CREDENTIAL]
    await check_promise_kept(actor=cast.lead, promise_id=promise, state=PromiseState.NOT_KEPT, checked_on=day, now=now)
    assert await kinds(cast.coordinator, now) == [DueKind.CREDENTIAL]
    assert await kinds(cast.monitor_ngo, now) == []
    assert await kinds(cast.admin, now) == [DueKind.BACKUP]
    await note_backup(actor=cast.admin, head="", now=now)
    assert await kinds(cast.admin, now) == []
    assert await kinds(cast.admin, now + timedelta(days=7)) == [DueKind.BACKUP]


async def test_rows_are_noted_once_and_closed_when_it_is_done(house: Settings, cast: Cast, now: datetime) -> None:
    visit = await something_due(cast, cast.lead, now=now)
    for _ in range(3):
        await remind(house, now)
    rows = await noted_of(cast.lead, now)
    assert [(row.kind, row.subject, row.settled_at, row.letter) for row in rows] == [
        (DueKind.PREPARATION, visit, None, None)
    ]
    await change("update visit set state = {} where id = {}", VisitState.READY.value, visit)
    await remind(house, now + timedelta(hours=1))
    assert [row.settled_at for row in await noted_of(cast.lead, now)] == [now + timedelta(hours=1)]
    await change("update visit set state = {} where id = {}", VisitState.PLANNED.value, visit)
    await remind(house, now + timedelta(hours=2))
    assert [(row.id, row.settled_at) for row in await noted_of(cast.lead, now)] == [(rows[0].id, None)]


async def test_a_visit_put_off_is_due_anew(house: Settings, cast: Cast, now: datetime) -> None:
    visit = await something_due(cast, cast.lead, now=now)
    await remind(house, now)
    later = now.date() + timedelta(days=7)
    await change("update visit set first_day = {}, last_day = {} where id = {}", later, later, visit)
    soon = now + timedelta(hours=1)
    await remind(house, soon)
    assert [row.settled_at for row in await noted_of(cast.lead, soon)] == [soon, None]


async def test_who_left_is_told_nothing(house: Settings, cast: Cast, now: datetime) -> None:
    await something_due(cast, cast.lead, now=now)
    await remind(house, now)
    before = await number("select count(*) from due")
    await change("update account set left_on = {} where id = {}", now.date(), cast.deputy.account)
    await something_due(cast, cast.deputy, now=now)
    await remind(house, now)
    assert await number("select count(*) from due") == before + 1
    assert await number("select count(*) from due where account = {}", cast.deputy.account) == 0


async def test_today_shows_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    await something_due(cast, cast.lead, secret=True, now=now)
    mine = (await (await client_as(cast.lead)).get("/")).text
    assert "get the visit ready" in mine
    assert "Remand prison no 3" in mine
    for other in (cast.monitor_ombudsman, cast.monitor_ngo, cast.partner, cast.analyst):
        seen = await (await client_as(other)).get("/")
        assert (seen.status_code, "Remand prison" in seen.text) == (200, False)
        assert "Nothing is due." in seen.text
    assert "USB stick" in (await (await client_as(cast.admin)).get("/")).text


async def test_what_is_due_costs_the_same_queries_however_much_there_is(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, asked = Counter(monkeypatch), []
    for _ in range(2):
        await something_due(cast, cast.lead, now=now)
        asked.append(await counter.during(lambda: due_of(cast.coordinator, now)))
    assert asked == [5, 5]
