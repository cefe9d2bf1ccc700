"""A mail server and a taker of web requests on this machine, which note what arrives, and refuse or are gone when told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

import msgspec
from aiosmtpd.smtp import SMTP, Envelope, Session

HERE = "127.0.0.1"


class Gone(asyncio.Protocol):
    """Hangs up before a word is said, as a machine does that is being switched off."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


@dataclass
class MailSink:
    """What arrived by mail; `says` is answered to each letter, and only a 250 is taken. `down`, it hangs up at once."""

    says: str = "250 OK"
    down: bool = False
    port: int = 0
    slowly: float = 0.0
    arrived: list[Message] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.slowly)
        if self.says.startswith("250") and isinstance(envelope.content, bytes):
            self.arrived.append(message_from_bytes(envelope.content))
        return self.says

    @property
    def ids(self) -> list[str]:
        """The letters' own ids, in the order they came."""
        return [str(each["Message-ID"]).strip("<>").partition("@")[0] for each in self.arrived]

    @property
    def numbers(self) -> list[int]:
        """How many things each letter told of, in the same order."""
        return [int(str(each["Subject"]).split()[2]) for each in self.arrived]


@dataclass
class Asked:
    """One web request that came."""

    headers: dict[str, str]
    body: str


@dataclass
class HookSink:
    """What was asked over HTTP; `says` is the status of each answer. `down`, it hangs up at once."""

    says: int = 200
    down: bool = False
    port: int = 0
    slowly: float = 0.0
    arrived: list[Asked] = field(default_factory=list)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.close()
            return
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        raw = dict(line.split(": ", 1) for line in head[1:] if line)
        body = (await reader.readexactly(int(headers.get("content-length", "0")))).decode()
        if self.says == 200:
            self.arrived.append(Asked({name.lower(): said for name, said in raw.items()}, body))
        await asyncio.sleep(self.slowly)
        writer.write(f"HTTP/1.1 {self.says} Said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    @property
    def ids(self) -> list[str]:
        return [each.headers["webhook-id"] for each in self.arrived]

    @property
    def numbers(self) -> list[int]:
        return [int(msgspec.json.decode(each.body)["due"]) for each in self.arrived]


@asynccontextmanager
async def mail_sink() -> AsyncIterator[MailSink]:
    """Take mail on a free port of this machine."""
    sink, loop = MailSink(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Gone() if sink.down else SMTP(sink, hostname="sink.test"), HERE, 0)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()


@asynccontextmanager
async def hook_sink() -> AsyncIterator[HookSink]:
    """Take web requests on a free port of this machine."""
    sink = HookSink()
    server = await asyncio.start_server(sink.take, HERE, 0)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()
