"""Makers of denials: told in one line, so that a test says only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.denials.actions import Where, log_denial, log_outside_denial
from monitor.denials.rules import KeptOut, Told
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.people.rules import ReleasedKind
from monitor.people.tables import ReleaseRow

WORDS = "No permission from above, they said."


def told(
    kind: str = "lawyer_kept_out",
    *,
    day: date,
    who: str = "lawyer",
    words: str = WORDS,
    ground: str | None = None,
    minutes_lost: int | None = None,
    reporter: str = "",
) -> Told:
    """Say a denial in the fewest words."""
    return Told(
        kind=kind,
        words=words,
        day=day,
        kept_out=(KeptOut(who),),
        ground=ground,
        minutes_lost=minutes_lost,
        reporter=reporter,
    )


async def make_outside_denial(
    actor: Actor, *, facility: UUID | None = None, place: str = "", said: Told | None = None, now: datetime
) -> UUID:
    """Log that a lawyer was kept out, today, at a facility or a place in words."""
    where = Where(facility, "" if facility else place or "Police station behind the bazaar")
    return await log_outside_denial(
        actor=actor, denial_id=uuid4(), where=where, told=said or told(day=now.date()), now=now
    )


async def make_visit_denial(
    actor: Actor, visit: UUID, *, kind: str = "area_closed", accounts: tuple[UUID, ...] = (), now: datetime
) -> UUID:
    """Log a denial on a visit, today, against the whole team or the given accounts."""
    kept_out = tuple(KeptOut("team_member", account) for account in accounts)
    said = replace(told(kind, day=now.date()), stage="on_site", kept_out=kept_out)
    return await log_denial(actor=actor, denial_id=uuid4(), visit=visit, told=said, now=now)


async def make_release(
    giver: Actor,
    *,
    subject: UUID,
    to: Actor,
    kind: ReleasedKind = ReleasedKind.DENIAL,
    until: date | None = None,
    revoked: bool = False,
    now: datetime,
) -> UUID:
    """Let the organisation of another actor see one record."""
    release = uuid4()

    async def write() -> None:
        await ReleaseRow(
            id=release,
            kind=kind.value,
            subject=subject,
            giver=giver.organisation,
            receiver=to.organisation,
            released_at=now,
            released_by=giver.account,
            until_day=until,
            revoked_at=now if revoked else None,
        ).save()

    await one_transaction(write)
    return release
