"""The first days: bodies, people with their papers, the checklists; done by the administrator and the coordinators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.checklists.actions import load_editions
from monitor.checklists.rules import load
from monitor.demo.country import HOUSES, PEOPLE, Monitor
from monitor.demo.world import SignIn, World
from monitor.kit.actor import Actor
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.people.actions import accept_invitation, add_account, add_organisation, choose_language, invite_again
from monitor.people.queries import actor_by_id, system_actor
from monitor.people.rules import OrganisationKind, Role

# Who of the demo can sign in, and as what.
SIGN_INS: tuple[tuple[str, str], ...] = (
    ("coordinator", "coordinator"),
    ("monitor", "office-3"),
    ("lead", "lead"),
    ("NGO coordinator", "ngo-coordinator"),
    ("civil society", "partner"),
    ("analyst", "analyst"),
    ("administrator", "administrator"),
)
_FIRST = "administrator"
_READS_RUSSIAN = ("deputy", "office-5", "ngo-3", "dast-1", "doctor-3")


async def found_houses(world: World, at: datetime) -> None:
    """Add the four bodies and, after the administrator, everybody else."""
    system = system_actor(at.date())
    for key, (name, kind) in HOUSES.items():
        world.houses[key] = await add_organisation(
            actor=system, name=name, kind=OrganisationKind(kind), from_day=None, now=at, organisation_id=world.new()
        )
    for person in sorted(PEOPLE, key=lambda each: each.key != _FIRST):
        by = system if person.key == _FIRST else world.actor(_FIRST, at)
        world.people[person.key] = await _add(world, person, by, at)
    for key in _READS_RUSSIAN:
        await choose_language(actor=world.actor(key, at), language="ru")
        world.people[key] = await actor_by_id(world.account(key), world.today)


async def _add(world: World, person: Monitor, by: Actor, at: datetime) -> Actor:
    account = await add_account(
        actor=by,
        account_id=world.new(),
        organisation=world.houses[person.house],
        name=person.name,
        email=email_of(person),
        roles={Role(role) for role in person.roles},
        now=at,
    )
    return await actor_by_id(account, world.today)


def email_of(person: Monitor) -> str:
    """Make an address under a name that never leads anywhere."""
    return f"{person.name.casefold().replace(' ', '.')}@{person.house}.example"


async def load_checklists(world: World, at: datetime) -> None:
    """Take the checklists that came with the product into use."""
    library = load(read_checklist_files(shipped("checklists")))
    await load_editions(actor=world.actor("coordinator", at), library=library, now=at)


async def hand_over(world: World, passwords: Callable[[], str], language: str, at: datetime) -> list[SignIn]:
    """Invite one person of each role, and accept for them in a language."""
    by_key = {person.key: person for person in PEOPLE}
    made: list[SignIn] = []
    for role, key in SIGN_INS:
        password = passwords()
        token = await invite_again(actor=world.actor(_FIRST, at), account=world.account(key), now=at)
        await accept_invitation(token=token, password=password, language=language, now=at + timedelta(minutes=1))
        made.append(SignIn(role, by_key[key].name, email_of(by_key[key]), password))
    return made
