"""Who confirmed which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Confirmation, TextStatus, Verdicts
from monitor.kit.actor import Actor, query
from monitor.outside.database import any_of, read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    language: str
    key: str
    words: str
    status: TextStatus
    at: datetime
    person: str
    body: UUID
    body_name: str


_CONFIRMED = (
    "select c.name, c.language, c.key, c.words, c.status, c.at, a.name as person, o.id as body, o.name as body_name "
    "from text_confirmation c join account a on a.id = c.by join organisation o on o.id = a.organisation "
    "where c.name in {} order by c.revision, c.language, c.key"
)


@query(Need.CHECKLIST_VIEW)
async def confirmations(actor: Actor, name: str) -> list[Confirmation]:
    """List who confirmed words of a checklist, or took that back, the latest last.

    People of the reader's own organisation stand by name, others by their organisation's.
    """
    return [
        Confirmation(
            language=row.language,
            key=row.key,
            words=row.words,
            status=row.status,
            by=row.person if row.body == actor.organisation else row.body_name,
            at=row.at,
        )
        for row in await read(_Row, _CONFIRMED, any_of([name]))
    ]


async def verdicts_on(names: Iterable[str]) -> dict[tuple[str, str], Verdicts]:
    """Give the latest word on each text of these checklists, by their name and the language."""
    found: dict[tuple[str, str], dict[tuple[str, str], TextStatus]] = {}
    for row in await read(_Row, _CONFIRMED, any_of(names)):
        found.setdefault((row.name, row.language), {})[row.key, row.words] = row.status
    return {each: verdicts for each, verdicts in found.items()}
