"""Releases: what, to whom, until when; unseen before, seen while they last, unseen after."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.denials.actions import release_record
from monitor.denials.queries import denials, records_named
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, NotHere, NotYours, Problem
from monitor.outside.database import number
from monitor.people.actions import give_release, revoke_release
from monitor.people.queries import releases_given, releases_received
from monitor.people.rules import ReleasedKind, ReleaseToOneself, StillSecret
from monitor.visits.queries import visits
from tests.makers_denials import make_outside_denial, make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients


async def give(
    by: Actor,
    subject: UUID,
    to: Actor,
    now: datetime,
    kind: ReleasedKind = ReleasedKind.DENIAL,
    days: int | None = None,
) -> UUID:
    key = uuid4()
    until = None if days is None else now.date() + timedelta(days=days)
    await release_record(
        actor=by, release_id=key, kind=kind, subject=subject, receiver=to.organisation, until_day=until, now=now
    )
    return key


async def test_a_denial_is_unseen_released_seen_revoked_unseen(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    seen = [(await denials(cast.coordinator)).total]
    release = await give(cast.coordinator_ngo, denial, cast.coordinator, now)
    seen.append((await denials(cast.coordinator)).total)
    assert [r.subject for r in await releases_received(cast.coordinator)] == [denial]
    await revoke_release(actor=cast.coordinator_ngo, release=release, now=now)
    seen.append((await denials(cast.coordinator)).total)
    assert (seen, await releases_received(cast.coordinator)) == ([0, 1, 0], [])
    assert [r.is_open(now.date()) for r in await releases_given(cast.coordinator_ngo)] == [False]


async def test_a_visit_is_released_with_its_denials(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, now=now)
    await make_visit_denial(cast.lead, visit, now=now)
    await give(cast.coordinator, visit, cast.stranger, now, ReleasedKind.VISIT, days=7)
    assert ((await visits(cast.stranger)).total, (await denials(cast.stranger)).total) == (1, 1)
    assert [named.subject for named in await records_named(cast.stranger, [visit])] == [visit]


@pytest.mark.parametrize(("name", "refused"), [("coordinator", NotYours), ("stranger", NotHere), ("partner", NotYours)])
async def test_only_the_owners_coordinator_releases(
    cast: Cast, now: datetime, name: str, refused: type[Problem]
) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    await give(cast.coordinator_ngo, denial, cast.coordinator, now)
    with pytest.raises(refused):
        await give(cast.everybody[name], denial, cast.admin if name == "stranger" else cast.stranger, now)


async def test_a_secret_visit_is_released_to_nobody(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, secret=True, now=now)
    denial = await make_visit_denial(cast.coordinator, visit, now=now)
    for subject, kind in ((visit, ReleasedKind.VISIT), (denial, ReleasedKind.DENIAL)):
        with pytest.raises(StillSecret):
            await give(cast.coordinator, subject, cast.stranger, now, kind)


async def test_a_release_goes_elsewhere_and_lasts(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    with pytest.raises(ReleaseToOneself):
        await give(cast.coordinator_ngo, denial, cast.partner, now)
    with pytest.raises(BadForm):
        await give(cast.coordinator_ngo, denial, cast.coordinator, now, days=-1)
    assert await number("select count(*) from release") == 0


async def test_a_release_by_another_than_the_owner_opens_nothing(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    await give_release(
        actor=cast.coordinator, release_id=uuid4(), kind=ReleasedKind.DENIAL, subject=denial,
        receiver=cast.stranger.organisation, until_day=None, now=now,
    )  # fmt: skip
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, now=now)
    await give_release(
        actor=cast.stranger, release_id=uuid4(), kind=ReleasedKind.VISIT, subject=visit,
        receiver=cast.partner.organisation, until_day=None, now=now,
    )  # fmt: skip
    assert ((await denials(cast.stranger)).total, (await visits(cast.coordinator_ngo)).total) == (0, 0)


async def test_only_the_giver_takes_a_release_back(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    release = await give(cast.coordinator_ngo, denial, cast.coordinator, now)
    with pytest.raises(NotHere):
        await revoke_release(actor=cast.coordinator, release=release, now=now)
    assert (await denials(cast.coordinator)).total == 1


async def test_the_page_releases_lists_and_takes_back(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, place="Post 9", now=now)
    owner, receiver = await client_as(cast.coordinator_ngo), await client_as(cast.coordinator)
    assert f"subject={denial}" in (await owner.get(f"/denials/{denial}")).text
    asked = await owner.get(f"/releases/new?kind=denial&subject={denial}")
    assert "Office of the Ombudsman" in asked.text
    data = {
        "id": str(uuid4()),
        "kind": "denial",
        "subject": str(denial),
        "receiver": str(cast.coordinator.organisation),
    }
    assert (await owner.post("/releases/new", data=data | {"until_day": "2020-01-01"})).status_code == 422
    assert (await owner.post("/releases/new", data=data)).status_code == 303
    assert "Post 9" in (await receiver.get("/releases")).text
    assert (await owner.post(f"/releases/{data['id']}/revoke")).status_code == 303
    assert (
        "Post 9" in (await receiver.get("/releases")).text,
        "taken back" in (await owner.get("/releases")).text,
    ) == (
        False,
        True,
    )


async def test_strangers_and_members_of_the_release_pages(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    path = f"/releases/new?kind=denial&subject={denial}"
    stranger, member = await client_as(cast.stranger), await client_as(cast.partner)
    assert ((await stranger.get(path)).status_code, (await stranger.get("/releases")).status_code) == (404, 200)
    assert ((await member.get(path)).status_code, (await member.get("/releases")).status_code) == (403, 403)
