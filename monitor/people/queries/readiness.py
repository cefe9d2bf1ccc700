"""Reading what must be known about a person before a visit: credentials, conflicts of interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.kit.actor import Actor, Scope, query
from monitor.kit.periods import Days, closed
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, number, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Conflict, Credential, Need, Readiness


@dataclass(frozen=True, slots=True)
class _CredentialRow:
    id: UUID
    account: UUID
    number: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class _ConflictRow:
    id: UUID
    account: UUID
    facility: UUID
    reason_sealed: str


def kept_people(actor: Actor) -> Sql:
    """Restrict accounts, aliased `a`, to those whose readiness the actor may see and keep."""
    scopes = actor.scopes(Need.READINESS_KEEP)
    if Scope.ORGANISATION in scopes:
        return sql("(a.organisation = {} or a.id = {})", actor.organisation, actor.account)
    return sql("a.id = {}", actor.account) if Scope.SELF in scopes else sql("false")


@query(Need.READINESS_KEEP)
async def check_kept(actor: Actor, account: UUID) -> None:
    """Raise NotHere unless the actor keeps this person's readiness: one's own, or a colleague's as coordinator."""
    if await number("select count(*) from account a where a.id = {} and {}", account, kept_people(actor)) == 0:
        raise NotHere()


@query(Need.READINESS_KEEP)
async def readiness_open_to(actor: Actor, account: UUID) -> Readiness:
    """Give credentials and open conflicts of interest of one person. Raises NotHere."""
    await check_kept(actor, account)
    credentials = await read(
        _CredentialRow,
        "select id, account, number, from_day, to_day from credential where account = {} and not withdrawn "
        "order by from_day desc, id",
        account,
    )
    conflicts = await read(
        _ConflictRow,
        "select id, account, facility, reason_sealed from conflict where account = {} and ended_at is null "
        "order by declared_at, id",
        account,
    )
    return Readiness(
        credentials=tuple(
            Credential(row.id, row.account, row.number, _lasting(row.from_day, row.to_day)) for row in credentials
        ),
        conflicts=tuple(_conflict(row) for row in conflicts),
    )


def _lasting(first: date, last: date | None) -> Days:
    return Days(first) if last is None else closed(first, last)


def _conflict(row: _ConflictRow) -> Conflict:
    return Conflict(row.id, row.account, row.facility, keyring().open("conflict.reason", row.id, row.reason_sealed))
