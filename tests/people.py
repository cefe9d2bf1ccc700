"""The cast: who appears in the tests, and a browser-like client for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import httpx
from litestar import Litestar

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token, token_hash
from monitor.kit.text import fold
from monitor.ledger.actions import one_transaction
from monitor.people.queries import actor_by_id
from monitor.people.rules import OrganisationKind, Role
from monitor.people.tables import AccountRoleRow, AccountRow, OrganisationRow, SessionRow

OWN = {"sec-fetch-site": "same-origin"}


@dataclass(frozen=True, slots=True)
class Cast:
    """An ombudsman's office with its people, an NGO working beside it, and one that is a stranger to both."""

    coordinator: Actor
    lead: Actor
    deputy: Actor
    monitor_ombudsman: Actor
    monitor_ngo: Actor
    second_ngo: Actor
    coordinator_ngo: Actor
    partner: Actor
    analyst: Actor
    admin: Actor
    stranger: Actor

    @property
    def everybody(self) -> dict[str, Actor]:
        return {name: getattr(self, name) for name in self.__slots__}


async def make_organisation(name: str, kind: OrganisationKind) -> UUID:
    """Add an organisation."""
    house = uuid4()

    async def write() -> None:
        await OrganisationRow(id=house, kind=kind.value, name=name, folded=fold(name)).save()

    await one_transaction(write)
    return house


async def make_person(
    organisation: UUID, name: str, *roles: Role, now: datetime, sex: str = "not_stated", expertise: str = ""
) -> Actor:
    """Add a person with roles and give the actor."""
    account = uuid4()

    async def write() -> None:
        await AccountRow(
            id=account,
            organisation=organisation,
            name=name,
            folded=fold(name),
            email=f"{account.hex[:12]}@example.org",
            sex=sex,
            languages="ru en",
            expertise=expertise,
        ).save()
        for role in roles:
            await AccountRoleRow(id=uuid4(), account=account, role=role.value, granted_at=now).save()

    await one_transaction(write)
    return await actor_by_id(account, now.date())


async def gather_cast(now: datetime) -> Cast:
    """Make everybody, in one transaction: most tests begin with it."""

    async def write() -> Cast:
        return await _everybody(now)

    return await one_transaction(write)


async def _everybody(now: datetime) -> Cast:
    office = await make_organisation("Office of the Ombudsman", OrganisationKind.OMBUDSMAN)
    ngo = await make_organisation("Open Doors", OrganisationKind.NGO)
    other = await make_organisation("Far Valley Rights", OrganisationKind.NGO)
    return Cast(
        coordinator=await make_person(office, "Corinne Coordinator", Role.COORDINATOR, now=now),
        lead=await make_person(office, "Lena Lead", Role.MONITOR, now=now, sex="woman", expertise="lawyer"),
        deputy=await make_person(office, "Dilshod Deputy", Role.MONITOR, now=now, sex="man", expertise="doctor"),
        monitor_ombudsman=await make_person(office, "Oleg Office", Role.MONITOR, now=now, sex="man"),
        monitor_ngo=await make_person(ngo, "Nina Ngo", Role.MONITOR, now=now, sex="woman"),
        second_ngo=await make_person(ngo, "Nodira Ngo", Role.MONITOR, now=now, sex="woman"),
        coordinator_ngo=await make_person(ngo, "Kamila Ngo", Role.COORDINATOR, now=now),
        partner=await make_person(ngo, "Parviz Partner", Role.PARTNER, now=now),
        analyst=await make_person(office, "Anna Analyst", Role.ANALYST, now=now),
        admin=await make_person(office, "Adam Admin", Role.ADMINISTRATOR, now=now),
        stranger=await make_person(other, "Stan Stranger", Role.COORDINATOR, Role.MONITOR, now=now),
    )


async def open_session(actor: Actor, now: datetime) -> str:
    """Sign an actor in without a password and give the token of the session."""
    token = new_token()

    async def write() -> None:
        await SessionRow(
            id=uuid4(), token_hash=token_hash(token), account=actor.account, started_at=now, seen_at=now
        ).save()

    await one_transaction(write)
    return token


class Clients:
    """Makes one client per person over the application itself; each is signed in by a session of its own."""

    def __init__(self, app: Litestar, now: datetime) -> None:
        self.app, self.now = app, now
        self.open: list[httpx.AsyncClient] = []

    async def __call__(self, actor: Actor | None) -> httpx.AsyncClient:
        cookies = {"monitor_session": await open_session(actor, self.now)} if actor is not None else {}
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app),  # type: ignore[arg-type]  # Litestar's own ASGI types
            base_url="http://monitor.test",
            headers={"accept-language": "en", **OWN},
            cookies=cookies,
        )
        self.open.append(client)
        return client

    async def close(self) -> None:
        for client in self.open:
            await client.aclose()
