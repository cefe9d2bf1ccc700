"""First start, signing in and out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token, token_hash
from monitor.kit.text import fold, tidy
from monitor.ledger.actions import action, one_transaction, record
from monitor.outside.database import run
from monitor.outside.keyring import keyring
from monitor.outside.passwords import hash_password, password_fits
from monitor.people.queries.signing import SET_UP_TOKEN, account_to_sign_in, check_set_up, throttle_of
from monitor.people.rules import (
    FREE_TRIES,
    FREE_TRIES_TOGETHER,
    SMALL_OFFICE,
    Need,
    OrganisationKind,
    TooManyTries,
    WrongSignIn,
    check_password,
    wait_after,
)
from monitor.people.tables import AccountRoleRow, AccountRow, OrganisationRow, SessionRow


async def offer_set_up() -> str:
    """Make the one-time token of the set-up address; an older one ends."""
    token = new_token()

    async def write() -> None:
        await run("delete from installation where name = {}", SET_UP_TOKEN)
        await run("insert into installation (name, value) values ({}, {})", SET_UP_TOKEN, token_hash(token))

    await one_transaction(write)
    return token


async def set_up(
    *,
    token: str,
    organisation: str,
    kind: OrganisationKind,
    name: str,
    email: str,
    password: str,
    language: str,
    now: datetime,
) -> UUID:
    """Make the first organisation and its first account, with every role a small office needs in one person.

    `language` is the one the person read the page in, and goes on reading in.

    Raises SetUpOver for a wrong token or when there are accounts already, BadPassword.
    """
    check_password(password, name, email, organisation)
    hashed = await hash_password(password)

    async def write() -> UUID:
        await check_set_up(token)
        house, account = uuid4(), uuid4()
        await OrganisationRow(id=house, kind=kind.value, name=tidy(organisation), folded=fold(organisation)).save()
        await AccountRow(
            id=account,
            organisation=house,
            name=tidy(name),
            folded=fold(name),
            email=email.strip().casefold(),
            password_hash=hashed,
            language=language,
        ).save()
        for role in sorted(SMALL_OFFICE):
            await AccountRoleRow(id=uuid4(), account=account, role=role.value, granted_at=now).save()
        record(Need.INSTALLATION_MANAGE, actor=Actor(account, house), subject=account, at=now)
        return account

    return await one_transaction(write)


async def sign_in(*, email: str, password: str, address: str, now: datetime) -> str:
    """Check a sign-in and give a new session's token.

    Failures are counted per e-mail address and per network address, in the database, under keyed hashes. A stranger's
    try takes as long and says the same as a wrong password. Raises TooManyTries, WrongSignIn.
    """
    own = keyring().fingerprint(f"email:{email.strip().casefold()}")
    keys = {own: FREE_TRIES, keyring().fingerprint(f"address:{address}"): FREE_TRIES_TOGETHER}
    for key in keys:
        if (await throttle_of(key)).until > now:
            raise TooManyTries()
    account = await account_to_sign_in(email, now.date())
    if not await password_fits(password, account.password_hash if account else None) or account is None:
        await _count_failure(keys, now)
        raise WrongSignIn()
    return await _begin_session(Actor(account.id, account.organisation), own, now)


async def _begin_session(actor: Actor, key: str, now: datetime) -> str:
    token = new_token()

    async def write() -> None:
        # Only the e-mail address begins anew: a success must not free a network address to try others.
        await run("delete from throttle where key = {}", key)
        session = uuid4()
        await SessionRow(
            id=session, token_hash=token_hash(token), account=actor.account, started_at=now, seen_at=now
        ).save()
        record(Need.SIGN_IN, actor=actor, subject=session, at=now)

    await one_transaction(write)
    return token


async def _count_failure(keys: Mapping[str, int], now: datetime) -> None:
    async def write() -> None:
        for key, free in keys.items():
            failures = (await throttle_of(key)).failures + 1
            await run(
                "insert into throttle (key, failures, until) values ({}, {}, {}) "
                "on conflict (key) do update set failures = excluded.failures, until = excluded.until",
                key,
                failures,
                now + wait_after(failures, free),
            )

    await one_transaction(write)


@action(Need.ACCOUNT_OWN)
async def sign_out(*, actor: Actor, session: UUID, now: datetime) -> None:
    """End one session of one's own."""
    await run(
        "update session set ended_at = {} where id = {} and account = {} and ended_at is null",
        now,
        session,
        actor.account,
    )
    record(Need.ACCOUNT_OWN, actor=actor, subject=session, at=now)


@action(Need.ACCOUNT_OWN)
async def end_all_sessions(*, actor: Actor, now: datetime) -> None:
    """End every session of one's own, on every machine."""
    await close_sessions(actor.account, now)
    record(Need.ACCOUNT_OWN, actor=actor, subject=actor.account, at=now)


@action(Need.ACCOUNT_OWN)
async def choose_language(*, actor: Actor, language: str) -> None:
    """Keep the language a person reads in."""
    await run("update account set language = {} where id = {}", language, actor.account)


async def note_seen(session: UUID, now: datetime) -> None:
    """Move a session's idle clock."""

    async def write() -> None:
        await run("update session set seen_at = {} where id = {}", now, session)

    await one_transaction(write)


async def close_sessions(account: UUID, now: datetime) -> None:
    """End an account's sessions inside an open transaction: after a change of rights each must sign in anew."""
    await run("update session set ended_at = {} where account = {} and ended_at is null", now, account)
