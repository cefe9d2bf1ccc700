"""What a release opens and what it never does; what leaves in files; ids of others."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from monitor.denials.actions import export_denials
from monitor.denials.queries import denials, turns_of
from monitor.denials.queries.lists import EVERY
from monitor.kit.problems import Conflict, NotHere
from monitor.people.rules import ReleasedKind
from monitor.visits.actions import add_companion, change_plan, note_promise
from monitor.visits.rules import CompanionKind, Notice, Plan, TripKnown, VisitState, VisitType
from tests.makers_denials import make_release, make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients


async def test_a_released_visit_opens_no_other_houses_denial(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator,
        facility=place,
        lead=cast.lead,
        team=[cast.monitor_ngo],
        joint=[cast.monitor_ngo.organisation],
        now=now,
    )
    kept = await make_visit_denial(cast.lead, visit, now=now)
    await make_visit_denial(cast.monitor_ngo, visit, kind="medical_file_refused", now=now)
    await make_release(cast.coordinator, subject=visit, to=cast.stranger, kind=ReleasedKind.VISIT, now=now)
    assert [line.id for line in (await denials(cast.stranger)).rows] == [kept]
    kinds = frozenset({"area_closed", "medical_file_refused"})
    assert [turn.denials for turn in await turns_of(cast.stranger, [visit])] == [kinds]


async def test_no_file_holds_what_is_still_secret(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    open_one, secret_one = [
        await make_visit(cast.coordinator, facility=place, lead=cast.lead, secret=secret, now=now)
        for secret in (False, True)
    ]
    told = await make_visit_denial(cast.lead, open_one, now=now)
    hidden = await make_visit_denial(cast.lead, secret_one, now=now)
    assert {line.id for line in (await denials(cast.coordinator)).rows} == {told, hidden}
    assert [line.id for line in await export_denials(actor=cast.coordinator, filters=EVERY, now=now)] == [told]


async def test_a_visit_that_was_released_cannot_vanish(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, now=now)
    plan = Plan(place, now.date(), now.date(), VisitType.AD_HOC, Notice.UNANNOUNCED, ())
    await make_release(cast.coordinator, subject=visit, to=cast.stranger, kind=ReleasedKind.VISIT, now=now)
    with pytest.raises(TripKnown):
        await change_plan(actor=cast.coordinator, visit_id=visit, plan=plan, now=now)


async def test_a_release_of_what_became_secret_is_not_listed(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, secret=True, now=now)
    client = await client_as(cast.stranger)
    before = (await client.get("/releases")).text
    await make_release(cast.coordinator, subject=visit, to=cast.stranger, kind=ReleasedKind.VISIT, now=now)
    assert (await client.get("/releases")).text == before


async def test_another_authors_id_is_not_here(cast: Cast, now: datetime) -> None:
    place, row = await make_facility(cast.coordinator, now=now), uuid4()
    theirs, own = [
        await make_visit(by, facility=place, lead=lead, state=VisitState.UNDER_WAY, now=now)
        for by, lead in ((cast.coordinator, cast.lead), (cast.stranger, cast.stranger))
    ]
    await note_promise(actor=cast.lead, visit_id=theirs, promise_id=row, what="A lamp", due_day=None, now=now)
    with pytest.raises(NotHere):
        await note_promise(actor=cast.stranger, visit_id=own, promise_id=row, what="A lamp", due_day=None, now=now)
    with pytest.raises(Conflict):
        await note_promise(actor=cast.lead, visit_id=theirs, promise_id=row, what="A bed", due_day=None, now=now)


async def test_another_visits_companion_is_not_here(cast: Cast, now: datetime) -> None:
    place, row = await make_facility(cast.coordinator, now=now), uuid4()
    visits = [await make_visit(cast.coordinator, facility=place, lead=cast.lead, now=now) for _ in range(2)]

    async def add(visit: int) -> None:
        await add_companion(
            actor=cast.lead,
            visit_id=visits[visit],
            companion_id=row,
            kind=CompanionKind.DRIVER,
            name="Bahrom",
            organisation="",
            now=now,
        )

    await add(0)
    await add(0)
    with pytest.raises(NotHere):
        await add(1)
