"""Rights end at once: an organisation's last day, a changed role, a person who left, a member taken off a team."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.people.actions import change_roles, end_account, invite_again
from monitor.people.queries import actor_by_id, holders_of, invited_by_token
from monitor.people.rules import POLICY, BadInvitation, Need, Role, roles_with
from monitor.visits.actions import change_plan
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import Notice, Plan, Teammate, TeamRole, VisitType
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients


async def close_house(of: Actor, now: datetime, days: int) -> None:
    """Let an organisation's last day be so many days away, as an earlier entry would have left it."""

    async def write() -> None:
        last = now.date() + timedelta(days=days)
        await run("update organisation set to_day = {} where id = {}", last, of.organisation)

    await one_transaction(write)


@pytest.mark.parametrize(("days", "answer"), [(1, 200), (0, 303), (-1, 303)])
async def test_a_session_ends_with_the_organisation(
    cast: Cast, client_as: Clients, now: datetime, days: int, answer: int
) -> None:
    client = await client_as(cast.partner)
    await close_house(cast.partner, now, days)
    assert (await client.get("/denials")).status_code == answer


async def test_an_invitation_ends_with_the_organisation(cast: Cast, now: datetime) -> None:
    token = await invite_again(actor=cast.admin, account=cast.partner.account, now=now)
    assert (await invited_by_token(token, now)).account == cast.partner.account
    await close_house(cast.partner, now, 0)
    with pytest.raises(BadInvitation):
        await invited_by_token(token, now)


async def test_only_those_who_run_visits_can_be_on_a_team(cast: Cast, now: datetime) -> None:
    houses = (cast.coordinator.organisation, cast.partner.organisation)
    able = {who.account for who in await holders_of(cast.coordinator, Need.VISIT_RUN, houses, now.date())}
    office = (cast.coordinator, cast.lead, cast.deputy, cast.monitor_ombudsman)
    ngo = (cast.monitor_ngo, cast.second_ngo, cast.coordinator_ngo, cast.partner)
    assert able == {actor.account for actor in (*office, *ngo)}
    await close_house(cast.partner, now, 0)
    able = {who.account for who in await holders_of(cast.coordinator, Need.VISIT_RUN, houses, now.date())}
    assert able == {actor.account for actor in office}


def test_the_roles_with_a_need_are_those_of_the_table() -> None:
    for need in Need:
        assert set(roles_with(need)) == {role for role, scopes in POLICY[need].items() if scopes}
    assert roles_with(Need.BACKUP_MAKE) == (Role.ADMINISTRATOR,)


async def test_a_changed_role_ends_sessions_and_rights(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.coordinator)
    await change_roles(actor=cast.admin, account=cast.coordinator.account, roles=frozenset({Role.ANALYST}), now=now)
    assert (await client.get("/visits")).status_code == 303
    assert not (await actor_by_id(cast.coordinator.account, now.date())).may(Need.VISIT_PLAN)


async def test_who_left_is_signed_out(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.lead)
    assert (await client.get("/visits")).status_code == 200
    await end_account(actor=cast.admin, account=cast.lead.account, left_on=now.date(), now=now)
    assert (await client.get("/visits")).status_code == 303


async def test_who_is_taken_off_a_team_sees_nothing_of_a_secret_visit(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, team=[cast.monitor_ombudsman], secret=True, now=now
    )
    assert (await visit_open_to(cast.monitor_ombudsman, visit)).secret
    day, only = now.date() + timedelta(days=1), (Teammate(cast.lead.account, TeamRole.LEAD),)
    plan = Plan(place, day, day, VisitType.AD_HOC, Notice.UNANNOUNCED, only)
    await change_plan(actor=cast.coordinator, visit_id=visit, plan=plan, now=now)
    with pytest.raises(Problem):
        await visit_open_to(cast.monitor_ombudsman, visit)
