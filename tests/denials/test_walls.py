"""Who sees a denial: own, team, organisation, joint, released, about to visit; and nobody else (law 4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from monitor.denials.actions import amend_denial
from monitor.denials.queries import all_denials, denial_open_to, denials, denials_at, denials_on
from monitor.denials.rules import Field
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, NotYours
from monitor.people.rules import Need, ReleasedKind
from monitor.visits.rules import VisitState
from tests.makers_denials import make_outside_denial, make_release, make_visit_denial, told
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast


async def who_sees(cast: Cast, denial: UUID) -> set[str]:
    seen = set()
    for name, actor in cast.everybody.items():
        if actor.may(Need.DENIAL_VIEW) and denial in {line.id for line in (await denials(actor)).rows}:
            await denial_open_to(actor, denial)
            seen.add(name)
        elif actor.may(Need.DENIAL_VIEW):
            with pytest.raises(NotHere):
                await denial_open_to(actor, denial)
    return seen


async def test_a_partners_denial_is_seen_by_herself_and_her_organisations_coordinator(
    cast: Cast, now: datetime
) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    assert await who_sees(cast, denial) == {"partner", "coordinator_ngo"}


async def test_a_denial_on_a_visit_is_seen_by_its_team_and_coordinators(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, team=[cast.deputy], now=now)
    denial = await make_visit_denial(cast.lead, visit, now=now)
    assert await who_sees(cast, denial) == {"lead", "deputy", "coordinator"}


async def test_a_joint_visit_opens_its_denials_to_both_organisations(cast: Cast, now: datetime) -> None:
    place, house = await make_facility(cast.coordinator, now=now), cast.monitor_ngo.organisation
    visit = await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, team=[cast.monitor_ngo], joint=[house], now=now
    )
    denial = await make_visit_denial(cast.monitor_ngo, visit, now=now)
    assert await who_sees(cast, denial) == {"lead", "monitor_ngo", "coordinator", "coordinator_ngo"}


async def test_whoever_is_about_to_visit_sees_what_the_own_organisation_met_there(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    past = await make_visit(cast.coordinator, facility=place, lead=cast.lead, state=VisitState.CLOSED, now=now)
    denial = await make_visit_denial(cast.lead, past, now=now)
    await make_visit(cast.coordinator, facility=place, lead=cast.deputy, team=[cast.monitor_ngo], now=now)
    assert await who_sees(cast, denial) == {"lead", "coordinator", "deputy"}


async def test_a_released_denial_is_seen_until_revoked(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    await make_release(cast.coordinator_ngo, subject=denial, to=cast.coordinator, now=now)
    assert await who_sees(cast, denial) == {"partner", "coordinator_ngo", "coordinator"}
    await make_release(cast.coordinator_ngo, subject=denial, to=cast.stranger, revoked=True, now=now)
    assert "stranger" not in await who_sees(cast, denial)


@pytest.mark.parametrize(("days", "seen"), [(-1, False), (0, True), (1, True)])
async def test_a_release_ends_with_its_day(cast: Cast, now: datetime, days: int, seen: bool) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    until = now.date() + timedelta(days=days)
    await make_release(cast.coordinator_ngo, subject=denial, to=cast.coordinator, until=until, now=now)
    assert ("coordinator" in await who_sees(cast, denial)) is seen


async def test_a_released_visit_takes_its_denials_along(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, now=now)
    denial = await make_visit_denial(cast.lead, visit, now=now)
    await make_release(cast.coordinator, kind=ReleasedKind.VISIT, subject=visit, to=cast.stranger, now=now)
    assert await who_sees(cast, denial) == {"lead", "coordinator", "stranger"}


async def test_a_denial_on_a_secret_visit_is_as_hidden_as_the_visit(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, secret=True, now=now)
    denial = await make_visit_denial(cast.lead, visit, now=now)
    await make_visit(cast.coordinator, facility=place, lead=cast.deputy, now=now)
    await make_release(cast.coordinator, subject=denial, to=cast.stranger, now=now)
    assert await who_sees(cast, denial) == {"lead", "coordinator"}
    assert await denials_at(cast.analyst, place) == await denials_on(cast.analyst, visit) == []
    assert [line.id for line in await denials_at(cast.coordinator, place)] == [denial]


async def test_analysts_count_denials_and_read_none(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    denial = await make_outside_denial(cast.coordinator, facility=place, now=now)
    assert [line.id for line in await all_denials(cast.analyst)] == [denial]
    with pytest.raises(NotYours):
        await denial_open_to(cast.analyst, denial)


async def amend(actor: Actor, denial: UUID, now: datetime) -> None:
    await amend_denial(
        actor=actor, denial=denial, amendment_id=UUID(int=1), field=Field.MORE, value="It rained.", reason="Told later",
        now=now,
    )  # fmt: skip


async def test_who_may_read_a_released_denial_may_not_add_to_it(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    await make_release(cast.coordinator_ngo, subject=denial, to=cast.coordinator, now=now)
    with pytest.raises(NotYours):
        await amend(cast.coordinator, denial, now)
    with pytest.raises(NotHere):
        await amend(cast.stranger, denial, now)
    await amend(cast.coordinator_ngo, denial, now)
    assert [a.value for a in (await denial_open_to(cast.partner, denial)).amendments] == ["It rained."]


async def test_who_reported_it_stays_with_the_organisation(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(
        cast.partner, said=told(day=now.date(), reporter="A colleague at the bar"), now=now
    )
    await make_release(cast.coordinator_ngo, subject=denial, to=cast.coordinator, now=now)
    assert (await denial_open_to(cast.coordinator_ngo, denial)).reporter == "A colleague at the bar"
    assert (await denial_open_to(cast.coordinator, denial)).reporter == ""
