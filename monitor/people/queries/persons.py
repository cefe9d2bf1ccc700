"""Reading people and organisations, as far as the actor may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor, Scope, query
from monitor.kit.crypto import token_hash
from monitor.kit.problems import NotHere
from monitor.kit.text import like_folded
from monitor.outside.database import Sql, any_of, one, read, sql
from monitor.people.rules import BadInvitation, Expertise, Need, OrganisationKind, Person, Role, Sex, roles_with


@dataclass(frozen=True, slots=True)
class Organisation:
    id: UUID
    kind: OrganisationKind
    name: str
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class Invited:
    id: UUID
    account: UUID
    name: str
    email: str | None
    organisation: str


@dataclass(frozen=True, slots=True)
class Holder:
    """An account whose roles hold a need: of other organisations nothing but the name."""

    account: UUID
    name: str
    organisation: UUID
    organisation_name: str


@dataclass(frozen=True, slots=True)
class _Account:
    id: UUID
    organisation: UUID
    name: str
    email: str | None
    sex: Sex
    languages: str
    expertise: str
    has_password: bool
    left_on: date | None


@dataclass(frozen=True, slots=True)
class _RoleOf:
    account: UUID
    role: Role


def visible_people(actor: Actor) -> Sql:
    """Restrict accounts, aliased `a`, to those the actor may see: the one rule for every reader."""
    scopes = actor.scopes(Need.PEOPLE_VIEW)
    if Scope.ALL in scopes:
        return sql("true")
    if Scope.ORGANISATION in scopes:
        return sql("(a.organisation = {} or a.id = {})", actor.organisation, actor.account)
    return sql("a.id = {}", actor.account)


@query(Need.FACILITY_VIEW)
async def organisations(actor: Actor) -> list[Organisation]:
    """List the monitoring bodies; that they exist is no secret."""
    return await read(Organisation, "select id, kind, name, from_day, to_day from organisation order by name")


@query(Need.PEOPLE_VIEW)
async def people(actor: Actor, search: str = "") -> list[Person]:
    """List the people the actor may see, by name."""
    condition = sql("a.folded like {}", like_folded(search)) if search.strip() else sql("true")
    return await _people(sql("{} and {}", visible_people(actor), condition))


@query(Need.PEOPLE_VIEW)
async def account_open_to(actor: Actor, account: UUID) -> Person:
    """Give one person. Raises NotHere, for a stranger exactly as for an id that does not exist."""
    found = await _people(sql("{} and a.id = {}", visible_people(actor), account))
    if not found:
        raise NotHere()
    return found[0]


@query(Need.VISIT_PLAN)
async def holders_of(actor: Actor, need: Need, organisations: Iterable[UUID], day: date) -> list[Holder]:
    """List who of these organisations holds a need on a day, the own organisation first; who has left is left out."""
    return await read(
        Holder,
        "select a.id as account, a.name, a.organisation, o.name as organisation_name from account a "
        "join organisation o on o.id = a.organisation where a.organisation in {} "
        "and (a.left_on is null or a.left_on > {}) and (o.to_day is null or o.to_day > {}) "
        "and exists (select 1 from account_role r where r.account = a.id and r.ended_at is null and r.role in {}) "
        "order by case when a.organisation = {} then 0 else 1 end, o.folded, a.folded, a.id",
        any_of(organisations),
        day,
        day,
        any_of(role.value for role in roles_with(need)),
        actor.organisation,
    )


async def _people(condition: Sql) -> list[Person]:
    accounts = await read(
        _Account,
        "select a.id, a.organisation, a.name, a.email, a.sex, a.languages, a.expertise, a.left_on, "
        "a.password_hash is not null as has_password from account a where {} order by a.folded, a.id",
        condition,
    )
    roles = await read(
        _RoleOf,
        "select account, role from account_role where ended_at is null and account in {}",
        any_of(account.id for account in accounts),
    )
    held: dict[UUID, set[Role]] = {}
    for row in roles:
        held.setdefault(row.account, set()).add(row.role)
    return [_person(account, frozenset(held.get(account.id, set()))) for account in accounts]


def _person(account: _Account, roles: frozenset[Role]) -> Person:
    return Person(
        id=account.id,
        organisation=account.organisation,
        name=account.name,
        email=account.email or "",
        sex=account.sex,
        languages=tuple(account.languages.split()),
        expertise=tuple(Expertise(word) for word in account.expertise.split()),
        roles=roles,
        may_sign_in=account.has_password,
        left_on=account.left_on,
    )


async def invited_by_token(token: str, now: datetime) -> Invited:
    """Give the open invitation of a one-time address. Raises BadInvitation, whatever is wrong with it."""
    found = await one(
        Invited,
        "select i.id, i.account, a.name, a.email, o.name as organisation from invitation i "
        "join account a on a.id = i.account join organisation o on o.id = a.organisation "
        "where i.token_hash = {} and i.accepted_at is null and i.expires_at > {} and a.left_on is null "
        "and (o.to_day is null or o.to_day > {})",
        token_hash(token),
        now,
        now.date(),
    )
    if found is None:
        raise BadInvitation()
    return found
