"""Writing the team's own notes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.kit.problems import Conflict, NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import number
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.queries import notes_of
from monitor.sheets.queries.notes import BODY
from monitor.sheets.rules import NothingSaid
from monitor.sheets.tables import NoteRow
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import reaches


@action(Need.NOTE_WRITE)
async def write_note(*, actor: Actor, note: UUID, visit: UUID, body: str, now: datetime) -> None:
    """Keep a paragraph for the team; sent twice it is kept once. Raises NotHere, NothingSaid, Conflict."""
    found = await visit_open_to(actor, visit)
    if not reaches(actor, Need.NOTE_WRITE, found):
        raise NotHere()
    said = body.strip()
    if not said:
        raise NothingSaid()
    before = next((each for each in await notes_of(actor, visit) if each.id == note), None)
    if before is not None and before.author == actor.account:
        if before.body != said:
            raise Conflict()
        return
    if await number("select count(*) from note where id = {}", note):
        raise NotHere()
    sealed = keyring().seal(BODY, note, said)
    await NoteRow(id=note, visit=visit, author=actor.account, body_sealed=sealed, written_at=now).save()
    record(Need.NOTE_WRITE, actor=actor, subject=note, at=now, content=sealed)
