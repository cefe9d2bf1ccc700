"""Every minute: send the letters that lie in the outbox.

A letter is taken on by one process and committed as such before it is sent; it is done once the other server has said
that it took it. A process killed between the two leaves a letter that is sent again, with the same id: nothing is lost,
and a second arrival can be told from a second letter.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic
from uuid import uuid4

import msgspec

from monitor.kit.words import word
from monitor.notices.actions import next_letter, note_outcome
from monitor.notices.rules import Fault, Letter, Way, lines_of, subject_of
from monitor.outside.network.mail import Mail, MailRefused, MailUnreachable, send_mail
from monitor.outside.network.webhooks import HookForbidden, HookRefused, HookUnreachable, send_hook
from monitor.settings import Settings

# A round ends before its lease does; what is left waits for the next.
SPELL = timedelta(minutes=2)

log = logging.getLogger("monitor")


class _Told(msgspec.Struct, frozen=True):
    """What a web request says: how many things are due, and where to look."""

    due: int
    address: str
    type: str = "due"


async def deliver(settings: Settings, now: datetime) -> None:
    """Send what is due to be sent; after one silence of the mail server, its other letters wait without being tried."""
    holder, began, silent = uuid4(), monotonic(), False
    while (at := now + timedelta(seconds=monotonic() - began)) < now + SPELL:
        letter = await next_letter(holder=holder, now=at)
        if letter is None:
            return
        by_mail = letter.way is Way.EMAIL
        fault = Fault.NO_ANSWER if by_mail and silent else await _send(letter, settings, at)
        silent = silent or (by_mail and fault is Fault.NO_ANSWER)
        await note_outcome(letter=letter, holder=holder, fault=fault, now=at)


async def _send(letter: Letter, settings: Settings, at: datetime) -> Fault | None:
    """Send one letter; a fault of ours is told by kind and tried again, so that it holds up no other letter."""
    try:
        return await (_by_mail if letter.way is Way.EMAIL else _by_hook)(letter, settings, at)
    except Exception as fault:
        log.error("a letter could not be sent: %s", type(fault).__name__)
        return Fault.NO_ANSWER


async def _by_mail(letter: Letter, settings: Settings, at: datetime) -> Fault | None:
    if not settings.sends_mail:
        return Fault.NOT_SET_UP
    text = "\n\n".join(word(line, letter.language) for line in lines_of(letter.number, settings.address))
    mail = Mail(letter.id, letter.to, word(subject_of(letter.number), letter.language), f"{text}\n", letter.language)
    try:
        await send_mail(server=settings.mail_server, sender=settings.mail_from, mail=mail, at=at)
    except MailRefused:
        return Fault.REFUSED
    except MailUnreachable:
        return Fault.NO_ANSWER
    return None


async def _by_hook(letter: Letter, settings: Settings, at: datetime) -> Fault | None:
    body = msgspec.json.encode(_Told(letter.number, f"{settings.address}/")).decode()
    try:
        await send_hook(
            address=letter.to, secret=letter.secret, id=letter.id, body=body, at=at, allowed=settings.webhooks
        )
    except HookForbidden:
        return Fault.FORBIDDEN
    except HookRefused:
        return Fault.REFUSED
    except HookUnreachable:
        return Fault.NO_ANSWER
    return None
