"""To whom letters can go; asked by the jobs that write and send them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.outside.database import one, read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Address:
    email: str


_AT_WORK = (
    "from account a join organisation o on o.id = a.organisation where a.email is not null "
    "and (a.left_on is null or a.left_on > {}) and (o.to_day is null or o.to_day > {}) "
    "and exists (select 1 from account_role r where r.account = a.id and r.ended_at is null)"
)


@query(Need.ACCOUNT_MANAGE)
async def people_to_tell(actor: Actor) -> list[UUID]:
    """List who works here, with a role and an address to sign in with: those for whom anything can be due."""
    found = await read(_Id, f"select a.id {_AT_WORK} order by a.id", actor.today, actor.today)
    return [row.id for row in found]


async def address_of(account: UUID, day: date) -> str:
    """Give the e-mail address of somebody who works here on a day, empty for everybody else."""
    found = await one(_Address, f"select a.email {_AT_WORK} and a.id = {{}}", day, day, account)
    return found.email if found else ""
