"""Keeping organisations and accounts: invite, change roles, end."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token, token_hash
from monitor.kit.problems import NotHere
from monitor.kit.text import fold, tidy
from monitor.ledger.actions import action, one_transaction, record
from monitor.outside.database import number, one, run
from monitor.outside.passwords import hash_password
from monitor.people.actions.signing import close_sessions
from monitor.people.queries.persons import Invited, account_open_to, invited_by_token
from monitor.people.rules import BadInvitation, EmailTaken, Need, OrganisationKind, Role, check_password
from monitor.people.tables import AccountRoleRow, AccountRow, InvitationRow, OrganisationRow

INVITATION_LASTS = timedelta(days=7)


@action(Need.ORGANISATION_MANAGE)
async def add_organisation(
    *, actor: Actor, name: str, kind: OrganisationKind, from_day: date | None, now: datetime, organisation_id: UUID
) -> UUID:
    """Add a monitoring body."""
    await OrganisationRow(
        id=organisation_id, kind=kind.value, name=tidy(name), folded=fold(name), from_day=from_day
    ).save()
    record(Need.ORGANISATION_MANAGE, actor=actor, subject=organisation_id, at=now)
    return organisation_id


@action(Need.ACCOUNT_MANAGE)
async def add_account(
    *,
    actor: Actor,
    account_id: UUID,
    organisation: UUID,
    name: str,
    email: str | None,
    roles: Set[Role],
    now: datetime,
) -> UUID:
    """Add a person; one without an e-mail address can be put on teams and cannot sign in. Raises EmailTaken."""
    if await number("select count(*) from organisation where id = {}", organisation) == 0:
        raise NotHere()
    address = email.strip().casefold() if email else None
    if address and await number("select count(*) from account where email = {}", address):
        raise EmailTaken()
    await AccountRow(
        id=account_id,
        organisation=organisation,
        name=tidy(name),
        folded=fold(name),
        email=address,
        language=actor.language,
    ).save()
    await _grant(account_id, roles, now)
    record(Need.ACCOUNT_MANAGE, actor=actor, subject=account_id, at=now, content=sorted(roles))
    return account_id


@action(Need.ACCOUNT_MANAGE)
async def invite(*, actor: Actor, organisation: UUID, name: str, email: str, roles: Set[Role], now: datetime) -> str:
    """Add a person and give the token of the one-time address to hand over. Raises EmailTaken."""
    account = await add_account(
        actor=actor, account_id=uuid4(), organisation=organisation, name=name, email=email, roles=roles, now=now
    )
    return await invite_again(actor=actor, account=account, now=now)


@action(Need.ACCOUNT_MANAGE)
async def invite_again(*, actor: Actor, account: UUID, now: datetime) -> str:
    """Give a person a new one-time address; an older one ends. Also the way back in after a forgotten password."""
    await account_open_to(actor, account)
    token = new_token()
    await run("delete from invitation where account = {} and accepted_at is null", account)
    await InvitationRow(
        id=uuid4(),
        token_hash=token_hash(token),
        account=account,
        invited_by=actor.account,
        expires_at=now + INVITATION_LASTS,
    ).save()
    record(Need.ACCOUNT_MANAGE, actor=actor, subject=account, at=now)
    return token


async def accept_invitation(*, token: str, password: str, language: str, now: datetime) -> UUID:
    """Set the password of an invited person, who the first time goes on in the language of the page they read.

    Raises BadInvitation, BadPassword.
    """
    invited = await invited_by_token(token, now)
    check_password(password, invited.name, invited.email or "")
    hashed = await hash_password(password)

    async def write() -> UUID:
        taken = await one(
            Invited,
            "update invitation set accepted_at = {} where id = {} and accepted_at is null "
            "returning id, account, '' as name, null as email, '' as organisation",
            now,
            invited.id,
        )
        if taken is None:
            raise BadInvitation()
        await run("update account set language = {} where id = {} and password_hash is null", language, invited.account)
        await run("update account set password_hash = {} where id = {}", hashed, invited.account)
        await close_sessions(invited.account, now)
        record(Need.SIGN_IN, actor=Actor(invited.account, invited.account), subject=invited.account, at=now)
        return invited.account

    return await one_transaction(write)


@action(Need.ACCOUNT_MANAGE)
async def change_roles(*, actor: Actor, account: UUID, roles: Set[Role], now: datetime) -> None:
    """Set what a person may do; every session of theirs ends, so that the new rights hold at once."""
    await account_open_to(actor, account)
    await run("update account_role set ended_at = {} where account = {} and ended_at is null", now, account)
    await _grant(account, roles, now)
    await close_sessions(account, now)
    record(Need.ACCOUNT_MANAGE, actor=actor, subject=account, at=now, content=sorted(roles))


@action(Need.ACCOUNT_MANAGE)
async def end_account(*, actor: Actor, account: UUID, left_on: date, now: datetime) -> None:
    """Note that a person has left; sessions and open invitations end at once, what they wrote stays."""
    await account_open_to(actor, account)
    await run("update account set left_on = {} where id = {}", left_on, account)
    await run("delete from invitation where account = {} and accepted_at is null", account)
    await close_sessions(account, now)
    record(Need.ACCOUNT_MANAGE, actor=actor, subject=account, at=now)


async def _grant(account: UUID, roles: Set[Role], now: datetime) -> None:
    for role in sorted(roles):
        await AccountRoleRow(id=uuid4(), account=account, role=role.value, granted_at=now).save()
