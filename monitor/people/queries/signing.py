"""Reading sessions and what signing in needs; these run before there is an actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from monitor.kit.actor import NOBODY, Actor
from monitor.kit.crypto import token_hash
from monitor.outside.database import number, one, read
from monitor.people.rules import SYSTEM, Role, SetUpOver, SignedIn, grants_of, is_alive

SET_UP_TOKEN = "set_up_token_hash"
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class InstallationFact:
    value: str


@dataclass(frozen=True, slots=True)
class Throttle:
    failures: int
    until: datetime


@dataclass(frozen=True, slots=True)
class SignInAccount:
    id: UUID
    organisation: UUID
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class _Session:
    id: UUID
    account: UUID
    organisation: UUID
    name: str
    language: str
    started_at: datetime
    seen_at: datetime
    role: Role | None


async def installation_fact(name: str) -> str:
    """Give a fact about this installation, empty if it is not set."""
    found = await one(InstallationFact, "select value from installation where name = {}", name)
    return found.value if found else ""


async def has_accounts() -> bool:
    """Say whether the installation is set up."""
    return await number("select count(*) from account") > 0


async def check_set_up(token: str) -> None:
    """Raise SetUpOver unless this one-time token still begins the installation."""
    if await has_accounts() or await installation_fact(SET_UP_TOKEN) != token_hash(token):
        raise SetUpOver()


async def throttle_of(key: str) -> Throttle:
    """Give the failures counted under a keyed hash."""
    found = await one(Throttle, "select failures, until from throttle where key = {}", key)
    return found or Throttle(0, _NEVER)


async def account_to_sign_in(email: str, today: date) -> SignInAccount | None:
    """Find the account behind an e-mail address, unless its person or organisation has left."""
    return await one(
        SignInAccount,
        "select a.id, a.organisation, a.password_hash from account a join organisation o on o.id = a.organisation "
        "where a.email = {} and (a.left_on is null or a.left_on > {}) and (o.to_day is null or o.to_day > {})",
        email.strip().casefold(),
        today,
        today,
    )


async def session_of(token: str, now: datetime) -> SignedIn | None:
    """Give the session a cookie stands for, if it is alive and neither its person nor their organisation has left."""
    found = await read(
        _Session,
        "select s.id, s.account, a.organisation, a.name, a.language, s.started_at, s.seen_at, r.role "
        "from session s join account a on a.id = s.account join organisation o on o.id = a.organisation "
        "left join account_role r on r.account = a.id and r.ended_at is null "
        "where s.token_hash = {} and s.ended_at is null and (a.left_on is null or a.left_on > {}) "
        "and (o.to_day is null or o.to_day > {})",
        token_hash(token),
        now.date(),
        now.date(),
    )
    if not found or not is_alive(started=found[0].started_at, seen=found[0].seen_at, now=now):
        return None
    first = found[0]
    return SignedIn(
        session=first.id,
        account=first.account,
        organisation=first.organisation,
        name=first.name,
        language=first.language,
        roles=frozenset(row.role for row in found if row.role is not None),
        seen_at=first.seen_at,
    )


def actor_of(signed_in: SignedIn, today: date) -> Actor:
    """Make the actor of a session for one request's day."""
    return Actor(
        account=signed_in.account,
        organisation=signed_in.organisation,
        name=signed_in.name,
        language=signed_in.language,
        grants=grants_of(signed_in.roles),
        today=today,
    )


def system_actor(today: date) -> Actor:
    """Make the actor of what the system does by itself."""
    return Actor(account=NOBODY, organisation=NOBODY, name="monitor", grants=SYSTEM, today=today)


async def actor_by_email(email: str, now: datetime) -> Actor | None:
    """Make the actor a command acts as (`--as EMAIL`)."""
    account = await account_to_sign_in(email, now.date())
    if account is None:
        return None
    return await actor_by_id(account.id, now.date())


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    language: str
    organisation: UUID
    role: Role | None


async def actor_by_id(account: UUID, today: date) -> Actor:
    """Make the actor of an account that exists, for a day."""
    found = await read(
        _Named,
        "select a.name, a.language, a.organisation, r.role from account a "
        "left join account_role r on r.account = a.id and r.ended_at is null where a.id = {}",
        account,
    )
    roles = frozenset(row.role for row in found if row.role is not None)
    return Actor(account, found[0].organisation, found[0].name, found[0].language, grants_of(roles), today)
