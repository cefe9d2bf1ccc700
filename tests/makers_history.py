"""Makers of histories: visits that came to something, each in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.records.actions import close_record
from monitor.records.queries import draft_of
from monitor.visits.actions import move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from monitor.visits.tables import PromiseRow
from tests.makers_sheets import answer, make_sheet
from tests.makers_visits import at_gate, at_stages, make_heads, make_visit
from tests.people import Cast

INSIDE = (StageKind.ADMITTED, StageKind.TOUR, StageKind.PRIVATE_INTERVIEWS)


async def make_attempt(
    cast: Cast,
    facility: UUID,
    day: date,
    *,
    team: Sequence[Actor] = (),
    kept_out: Sequence[Actor] = (),
    secret: bool = False,
    joint: Sequence[UUID] = (),
    state: VisitState = VisitState.ENDED,
    now: datetime,
) -> UUID:
    """A visit that ended: the lead and the team, some of them kept out; inside they saw cells and talked alone."""
    visit = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, team=[*team, *kept_out], secret=secret, joint=joint,
        first_day=day, state=state, now=now,
    )  # fmt: skip
    said = {actor.account: AdmissionStatus.ADMITTED for actor in (cast.lead, *team)}
    said |= {actor.account: AdmissionStatus.REFUSED for actor in kept_out}
    await at_gate(visit, said, by=cast.lead, now=now)
    await at_stages(visit, *INSIDE, by=cast.lead, now=now)
    return visit


async def make_refused(cast: Cast, facility: UUID, day: date, *, now: datetime) -> UUID:
    """A visit of the lead that ended at the gate."""
    visit = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, first_day=day, state=VisitState.ENDED, now=now
    )
    await at_gate(visit, {cast.lead.account: AdmissionStatus.REFUSED}, by=cast.lead, now=now)
    return visit


async def make_recorded(
    cast: Cast, facility: UUID, day: date, said: Mapping[str, str], *, held: int | None = 25, now: datetime
) -> UUID:
    """A visit of the lead with these answers by key, its record closed."""
    visit = await make_attempt(cast, facility, day, state=VisitState.UNDER_WAY, now=now)
    await make_heads(visit, held, 3, 0, by=cast.lead, now=now)
    await answer(cast.lead, await make_sheet(cast.lead, visit, now=now), now=now, **said)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    return visit


async def close(actor: Actor, visit: UUID, *, now: datetime) -> None:
    """Close a record with every blank confirmed."""
    draft = (await draft_of(actor, await visit_open_to(actor, visit))).draft
    await close_record(
        actor=actor, record_id=uuid4(), visit=visit, confirmed_blanks=draft.blank if draft else 0, gap_reason="As noted then", now=now,
    )  # fmt: skip


async def make_promise(actor: Actor, visit: UUID, what: str, *, due: date | None = None, now: datetime) -> None:
    """A promise of the closing talk."""

    async def write() -> None:
        await PromiseRow(
            id=uuid4(), visit=visit, what=what, due_day=due, entered_by=actor.account, at=now
        ).save()  # fmt: skip

    await one_transaction(write)
