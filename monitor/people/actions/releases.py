"""Letting another organisation see one record, and taking that back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, FieldError, NotHere
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run
from monitor.people.queries.releases import release_given
from monitor.people.rules import Need, ReleasedKind, ReleaseToOneself
from monitor.people.tables import ReleaseRow


@action(Need.RELEASE_GIVE)
async def give_release(
    *,
    actor: Actor,
    release_id: UUID,
    kind: ReleasedKind,
    subject: UUID,
    receiver: UUID,
    until_day: date | None,
    now: datetime,
) -> None:
    """Write a release of a record that the caller, a higher room, found to be the actor's organisation's to give.

    Raises ReleaseToOneself, BadForm, NotHere.
    """
    if receiver == actor.organisation:
        raise ReleaseToOneself()
    if until_day is not None and until_day < now.date():
        raise BadForm((FieldError("until_day", say(N_("This day is over. Choose a later one, or leave it empty."))),))
    if await number("select count(*) from organisation where id = {}", receiver) == 0:
        raise NotHere()
    if await number("select count(*) from release where id = {}", release_id):
        await release_given(actor, release_id)
        return
    await ReleaseRow(
        id=release_id,
        kind=kind.value,
        subject=subject,
        giver=actor.organisation,
        receiver=receiver,
        released_at=now,
        released_by=actor.account,
        until_day=until_day,
    ).save()
    record(Need.RELEASE_GIVE, actor=actor, subject=release_id, at=now, content=[kind, subject, receiver, until_day])


@action(Need.RELEASE_GIVE)
async def revoke_release(*, actor: Actor, release: UUID, now: datetime) -> None:
    """Take a release back: from this moment the record is unseen again. Raises NotHere."""
    await release_given(actor, release)
    await run("update release set revoked_at = {} where id = {} and revoked_at is null", now, release)
    record(Need.RELEASE_GIVE, actor=actor, subject=release, at=now)
