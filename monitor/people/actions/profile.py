"""Keeping what a person can do, when an organisation works, and ending sessions from outside."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, FieldError, NotHere
from monitor.kit.text import fold, tidy
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run
from monitor.people.actions.signing import close_sessions
from monitor.people.queries.persons import account_open_to
from monitor.people.queries.readiness import check_kept
from monitor.people.rules import Expertise, Need, OrganisationKind, Sex, check_languages, check_order


@action(Need.READINESS_KEEP)
async def keep_profile(
    *, actor: Actor, account: UUID, sex: Sex, languages: Set[str], expertise: Set[Expertise], now: datetime
) -> None:
    """Set a person's sex, languages (by code) and expertise, one's own or a colleague's. Raises NotHere, BadForm."""
    await check_kept(actor, account)
    check_languages(languages)
    await run(
        "update account set sex = {}, languages = {}, expertise = {} where id = {}",
        sex.value,
        " ".join(sorted(languages)),
        " ".join(sorted(expertise)),
        account,
    )
    record(Need.READINESS_KEEP, actor=actor, subject=account, at=now)


@action(Need.ORGANISATION_MANAGE)
async def keep_organisation(
    *,
    actor: Actor,
    organisation: UUID,
    name: str,
    kind: OrganisationKind,
    from_day: date | None,
    to_day: date | None,
    now: datetime,
) -> None:
    """Set an organisation's name, kind, first day and the day from which it works no more. Raises NotHere, BadForm.

    From that day on nobody of it can sign in; if the day has come, their open sessions end at once.
    """
    if not tidy(name):
        raise BadForm((FieldError("name", say(N_("This is needed."))),))
    if from_day is not None:
        check_order(from_day, to_day, "to_day")
    if organisation == actor.organisation and to_day is not None and to_day <= now.date():
        raise BadForm(
            (FieldError("to_day", say(N_("This would lock you out. Let another organisation's administrator do it."))),)
        )
    if await number("select count(*) from organisation where id = {}", organisation) == 0:
        raise NotHere()
    await run(
        "update organisation set name = {}, folded = {}, kind = {}, from_day = {}, to_day = {} where id = {}",
        tidy(name),
        fold(name),
        kind.value,
        from_day,
        to_day,
        organisation,
    )
    if to_day is not None and to_day <= now.date():
        await run(
            "update session set ended_at = {} where ended_at is null "
            "and account in (select a.id from account a where a.organisation = {})",
            now,
            organisation,
        )
    record(Need.ORGANISATION_MANAGE, actor=actor, subject=organisation, at=now)


@action(Need.ACCOUNT_MANAGE)
async def end_sessions_of(*, actor: Actor, account: UUID, now: datetime) -> None:
    """End every session of a person, as when a phone is lost. Raises NotHere."""
    await account_open_to(actor, account)
    await close_sessions(account, now)
    record(Need.ACCOUNT_MANAGE, actor=actor, subject=account, at=now)
