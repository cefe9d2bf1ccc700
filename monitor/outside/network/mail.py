"""Sending one letter through a mail server."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit
from uuid import UUID

import aiosmtplib

PATIENCE = 20.0


class MailRefused(Exception):
    """The mail server answered, and will never take this letter."""


class MailUnreachable(Exception):
    """No mail server, no answer, or a passing trouble."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter in plain text; its id becomes the Message-ID, the same at each attempt."""

    id: UUID
    to: str
    subject: str
    text: str
    language: str


async def send_mail(*, server: str, sender: str, mail: Mail, at: datetime) -> None:
    """Hand one letter to the mail server; back without a problem, the server has taken it on itself.

    `smtps://` speaks TLS from the start; `smtp://` demands STARTTLS, except of a server on this machine.
    Raises MailRefused, MailUnreachable.
    """
    parts = urlsplit(server)
    direct = parts.scheme == "smtps"
    try:
        async with asyncio.timeout(4 * PATIENCE):
            await aiosmtplib.send(
                _written(mail, sender, at),
                hostname=parts.hostname or "localhost",
                port=parts.port or (465 if direct else 587),
                username=unquote(parts.username) if parts.username else None,
                password=unquote(parts.password) if parts.password else None,
                use_tls=direct,
                # Else the name of this machine is looked up, and told to everybody on the way.
                local_hostname=_domain(sender),
                start_tls=not direct and not _is_here(parts.hostname or "localhost"),
                timeout=PATIENCE,
            )
    except aiosmtplib.SMTPRecipientsRefused as fault:
        raise _told(max(each.code for each in fault.recipients)) from fault
    except aiosmtplib.SMTPResponseException as fault:
        raise _told(fault.code) from fault
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError, ValueError) as fault:
        raise MailUnreachable() from fault


def _told(code: int) -> MailRefused | MailUnreachable:
    # A refused password or a missing TLS is ours to mend, not the letter's fault.
    return MailRefused() if 550 <= code < 560 else MailUnreachable()


def _written(mail: Mail, sender: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, _alone(mail.to), mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.id}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(mail.text)
    return message


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def _alone(address: str) -> Address:
    """Read an address that is one and nothing else, so that no comma brings a second reader. Raises MailRefused."""
    try:
        return Address(addr_spec=address)
    except (MessageError, ValueError, IndexError) as fault:
        raise MailRefused() from fault


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
