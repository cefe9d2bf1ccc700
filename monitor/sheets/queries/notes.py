"""The team's own notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.outside.database import read
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.queries.visibility import visible_notes
from monitor.sheets.rules import Note

BODY = "note.body_sealed"


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    author: UUID
    author_name: str
    body_sealed: str
    written_at: datetime


@query(Need.NOTE_WRITE)
async def notes_of(actor: Actor, visit: UUID) -> list[Note]:
    """Give the notes of a visit as they were written; for its team and its coordinators only."""
    found = await read(
        _Row,
        "select n.id, n.author, a.name as author_name, n.body_sealed, n.written_at from note n "
        "join visit v on v.id = n.visit join trip t on t.id = v.trip join account a on a.id = n.author "
        "where {} and n.visit = {} order by n.written_at, n.id",
        visible_notes(actor),
        visit,
    )
    return [
        Note(row.id, row.author, row.author_name, keyring().open(BODY, row.id, row.body_sealed), row.written_at)
        for row in found
    ]
