"""Releasing a visit or a denial to another organisation; here because a release of either is judged by both rooms (D9)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from monitor.denials.queries import denial_open_to
from monitor.kit.actor import Actor
from monitor.kit.problems import NotYours
from monitor.ledger.actions import action
from monitor.people.actions import give_release
from monitor.people.rules import Need, ReleasedKind, StillSecret
from monitor.visits.queries import visit_open_to


@action(Need.RELEASE_GIVE)
async def release_record(
    *,
    actor: Actor,
    release_id: UUID,
    kind: ReleasedKind,
    subject: UUID,
    receiver: UUID,
    until_day: date | None,
    now: datetime,
) -> None:
    """Let another organisation see a visit with its denials, or one denial, of the own organisation.

    Raises NotHere, NotYours for a record of another organisation, StillSecret, ReleaseToOneself, BadForm.
    """
    if kind is ReleasedKind.VISIT:
        visit = await visit_open_to(actor, subject)
        owner, secret = visit.organisation, visit.secret
    else:
        denial = await denial_open_to(actor, subject)
        owner, secret = denial.organisation, denial.secret
    if owner != actor.organisation:
        raise NotYours()
    if secret:
        raise StillSecret()
    await give_release(
        actor=actor,
        release_id=release_id,
        kind=kind,
        subject=subject,
        receiver=receiver,
        until_day=until_day,
        now=now,
    )
