"""Putting visits on a draft, one or many: all of them or none, by as many statements as one takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import check_places
from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token
from monitor.kit.problems import Conflict, NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import among_ids, read, run_many
from monitor.people.rules import Need
from monitor.programme.actions.drafting import ENTRY, MEMBER, as_new, check_seats, hold_draft
from monitor.programme.queries import entries_on
from monitor.programme.rules.programmes import NewEntry, check_entry


@dataclass(frozen=True, slots=True)
class _Put:
    id: UUID
    put_by: UUID
    version: UUID


@action(Need.PROGRAMME_PLAN)
async def put_entry(*, actor: Actor, entry_id: UUID, version_id: UUID, entry: NewEntry, now: datetime) -> UUID:
    """Put a visit on a draft. Putting the same again changes nothing.

    Raises BadForm, NotOnBoard, VersionSettled, Conflict, NotHere.
    """
    await put_entries(actor=actor, version_id=version_id, entries=[(entry_id, entry)], now=now)
    return entry_id


@action(Need.PROGRAMME_PLAN)
async def put_entries(
    *, actor: Actor, version_id: UUID, entries: Sequence[tuple[UUID, NewEntry]], now: datetime
) -> None:
    """Put visits on a draft as `put_entry` does one, each under its id.

    Raises BadForm, NotOnBoard, VersionSettled, Conflict, NotHere, and then none is put.
    """
    _, programme = await hold_draft(actor, version_id)
    new = await _not_yet_put(actor, version_id, entries)
    for _, entry in new:
        check_entry(entry, programme)
    await check_places(actor, {entry.facility for _, entry in new})
    await check_seats(actor, programme, [seat for _, entry in new for seat in entry.team])
    rows, seats = [], []
    for id, entry in new:
        place = (entry.facility, entry.first_day, entry.days, entry.type.value)
        rows.append((id, version_id, *place, False, None, False, actor.account, now))
        seats += [(uuid4(), id, seat.account, seat.lead) for seat in entry.team]
        record(Need.PROGRAMME_PLAN, actor=actor, subject=id, at=now, content=asdict(entry), salt=new_token())
    await run_many("planned_entry", ENTRY, rows)
    await run_many("planned_member", MEMBER, seats)


async def _not_yet_put(
    actor: Actor, version: UUID, entries: Sequence[tuple[UUID, NewEntry]]
) -> list[tuple[UUID, NewEntry]]:
    """Leave out what stands there already just so. Raises Conflict, or NotHere if an id is another's."""
    made = await read(
        _Put,
        "select e.id, e.put_by, e.version from planned_entry e where e.id {}",
        among_ids([id for id, _ in entries]),
    )
    if any(row.put_by != actor.account or row.version != version for row in made):
        raise NotHere()
    held = {entry.id: as_new(entry) for entry in await entries_on(actor, version)} if made else {}
    for id, said in entries:
        stands = held.get(id)
        if stands is not None and (replace(stands, team=said.team) != said or {*stands.team} != {*said.team}):
            raise Conflict()
    return [(id, said) for id, said in entries if id not in held]
