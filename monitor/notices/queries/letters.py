"""Letters that did not arrive: whoever keeps the machine sees that, and never what they told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from monitor.kit.actor import Actor, query
from monitor.notices.rules import Body, Fault, LetterKind, Undelivered
from monitor.outside.database import any_of, number, read
from monitor.people.queries import visible_people
from monitor.people.rules import Need

SHOWN = 200


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    body: str
    attempts: int
    fault: Fault
    due_at: datetime
    dead_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Named:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class _Last:
    dead_at: datetime


@query(Need.INSTALLATION_MANAGE)
async def undelivered(actor: Actor) -> list[Undelivered]:
    """List letters that failed so far, those given up first; letters about secret visits alone are not among them."""
    rows = await read(
        _Row,
        "select id, body, attempts, fault, due_at, dead_at from outbox where kind = {} and done_at is null "
        "and fault <> '' order by case when dead_at is null then 1 else 0 end, due_at, id limit {}",
        LetterKind.OPEN.value,
        SHOWN,
    )
    bodies = {row.id: body_of(row.body) for row in rows}
    people = await read(
        _Named,
        "select a.id, a.name from account a where {} and a.id in {}",
        visible_people(actor),
        any_of({body.account for body in bodies.values()}),
    )
    names = {person.id: person.name for person in people}
    found = [
        Undelivered(row.id, names.get(bodies[row.id].account, ""), row.attempts, row.fault, row.due_at, row.dead_at)
        for row in rows
    ]
    return sorted(found, key=lambda letter: (letter.dead_at is None, letter.person, letter.next_at))


@query(Need.INSTALLATION_MANAGE)
async def last_given_up(actor: Actor) -> datetime | None:
    """Say when a letter was last given up, of those the actor may know of; None while none waits for a person."""
    found = await read(
        _Last,
        "select dead_at from outbox where kind = {} and done_at is null and dead_at is not null "
        "order by dead_at desc limit 1",
        LetterKind.OPEN.value,
    )
    return found[0].dead_at if found else None


@query(Need.INSTALLATION_MANAGE)
async def may_be_sent_again(actor: Actor, letter: UUID) -> bool:
    """Say whether this is a letter given up, of those the actor may know of."""
    return (
        await number(
            "select count(*) from outbox where id = {} and kind = {} and dead_at is not null and done_at is null",
            letter,
            LetterKind.OPEN.value,
        )
        > 0
    )


def body_of(text: str) -> Body:
    """Read what the outbox keeps of a letter."""
    return msgspec.json.decode(text, type=Body)
