"""Writing letters, taking them on for sending, and saying what became of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, give_up, mark_done, post, put_off, record, revive, take_posted
from monitor.notices.queries.choices import choice_of, hook_secret_of
from monitor.notices.queries.dues import noted_of
from monitor.notices.queries.letters import body_of, may_be_sent_again
from monitor.notices.queries.telling import address_of
from monitor.notices.rules import (
    Body,
    Choice,
    Fault,
    Letter,
    LetterKind,
    Rhythm,
    Way,
    next_attempt,
    told_now,
    wakes_at,
)
from monitor.outside.database import any_of, read, run
from monitor.people.queries import actor_by_id
from monitor.people.rules import Need

# Longer than any attempt lasts, so that a letter is taken on again only after its process is gone.
HELD = timedelta(minutes=5)


@action(Need.ACCOUNT_OWN)
async def write_letter(*, actor: Actor, now: datetime) -> UUID | None:
    """Put one letter about everything to be told now into the outbox; None if there is nothing to tell.

    The rows told of are marked in the same transaction: each is told once, whoever writes at the same time.
    """
    rows = told_now(await choice_of(actor), await noted_of(actor, now), now)
    if not rows:
        return None
    letter = uuid4()
    await post(id=letter, kind=LetterKind.OWN.value, body="", due_at=now)
    marked = await read(
        _Marked,
        "update due set letter = {} where letter is null and id in {} returning id, secret",
        letter,
        any_of(row.id for row in rows),
    )
    if not marked:
        await run("delete from outbox where id = {}", letter)
        return None
    kind = LetterKind.OWN if all(row.secret for row in marked) else LetterKind.OPEN
    body = msgspec.json.encode(Body(actor.account, len(marked))).decode()
    await run("update outbox set kind = {}, body = {} where id = {}", kind.value, body, letter)
    return letter


class _Marked(msgspec.Struct, frozen=True):
    id: UUID
    secret: bool


async def next_letter(*, holder: UUID, now: datetime) -> Letter | None:
    """Take on the next letter to be sent, for one process; None when none is left.

    Letters of people who left, or want none any more, are done; those of people who sleep now are put off.
    """
    while True:
        posted = await take_posted(kinds=[kind.value for kind in LetterKind], holder=holder, until=now + HELD, now=now)
        if posted is None:
            return None
        body = body_of(posted.body)
        email = await address_of(body.account, now.date())
        person = await actor_by_id(body.account, now.date())
        choice = await choice_of(person) if email else Choice(rhythm=Rhythm.NEVER)
        if choice.rhythm is Rhythm.NEVER:
            await mark_done(id=posted.id, holder=holder, now=now)
        elif (awake := wakes_at(choice, now)) > now:
            await put_off(id=posted.id, holder=holder, due_at=awake, fault="")
        else:
            hooked = choice.way is Way.WEBHOOK
            return Letter(
                id=posted.id,
                way=choice.way,
                to=choice.hook if hooked else email,
                secret=await hook_secret_of(person) if hooked else "",
                language=person.language,
                number=body.number,
                attempts=posted.attempts,
            )


async def note_outcome(*, letter: Letter, holder: UUID, fault: Fault | None, now: datetime) -> None:
    """Say what became of a letter that this process took on: sent, to be tried again, or given up."""
    if fault is None:
        await mark_done(id=letter.id, holder=holder, now=now)
        return
    again = next_attempt(fault, letter.attempts, now)
    if again is None:
        await give_up(id=letter.id, holder=holder, now=now, fault=fault.value)
    else:
        await put_off(id=letter.id, holder=holder, due_at=again, fault=fault.value)


@action(Need.INSTALLATION_MANAGE)
async def send_again(*, actor: Actor, letter: UUID, now: datetime) -> None:
    """Try a letter again that was given up. Raises NotHere."""
    if not await may_be_sent_again(actor, letter):
        raise NotHere()
    await revive(id=letter, now=now)
    record(Need.INSTALLATION_MANAGE, actor=actor, subject=letter, at=now)
