"""The server is killed in the middle of writing: every answer it acknowledged is there, once, and the ledger holds.

Five rounds belong to the ordinary tests, fifty to the soak. A kill says nothing about a power cut: what the kernel
holds survives a dead process (docs/decisions/0001).
"""

from __future__ import annotations

import asyncio
import random
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from monitor.app import open_house
from monitor.ledger.queries import verify_ledger
from monitor.outside.database import close_database, read
from monitor.outside.keyring import write_key
from monitor.settings import Settings
from monitor.sheets.queries import faults_in_current_answers
from tests.makers_sheets import make_sheet, make_visit_under_way, shipped_questionnaire
from tests.people import OWN, gather_cast, open_session

WRITERS = 4
KEYS = [question.item.key for question in shipped_questionnaire().questions if not question.item.computed]


class Answered(msgspec.Struct, frozen=True):
    """An answer's id as it lies in the database."""

    id: UUID


@dataclass
class Writing:
    """What was sent so far: acknowledged, or sent and never answered."""

    address: str
    sheet: UUID
    token: str
    acknowledged: set[UUID] = field(default_factory=set)
    unanswered: dict[UUID, str] = field(default_factory=dict)


async def arrange(settings: Settings, now: datetime) -> tuple[UUID, str]:
    """Make a house with a sheet in it, and a session to fill it."""
    write_key(settings.data)
    await open_house(settings, now)
    cast = await gather_cast(now)
    sheet = await make_sheet(cast.lead, await make_visit_under_way(cast, now=now), now=now)
    token = await open_session(cast.lead, now)
    await close_database()
    return sheet, token


def start(settings: Settings) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "monitor", "serve", "--data", str(settings.data), "--port", str(settings.port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Start the real server in a process of its own; it is killed at the end, whatever happens."""
    process = start(settings)
    try:
        await until_it_answers(process, settings.port)
        yield process
    finally:
        process.kill()
        process.wait()


async def until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server did not start"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise AssertionError("the server did not answer")


async def keep_writing(writing: Writing, turns: random.Random) -> None:
    """Answer until the server is gone, first what it left unanswered before."""
    async with httpx.AsyncClient(
        base_url=writing.address,
        headers={**OWN, "accept": "application/json"},
        cookies={"monitor_session": writing.token},
    ) as client:
        while True:
            answer, key = await _next(writing, turns)
            try:
                sent = await client.put(
                    f"/sheets/{writing.sheet}/answers/{answer}", json={"key": key, "absence": "unknown"}
                )
            except httpx.TransportError:
                writing.unanswered[answer] = key
                return
            assert sent.status_code == 200, sent.text
            writing.acknowledged.add(answer)


async def _next(writing: Writing, turns: random.Random) -> tuple[UUID, str]:
    return writing.unanswered.popitem() if writing.unanswered else (uuid4(), turns.choice(KEYS))


async def round_of_killing(settings: Settings, writing: Writing, turns: random.Random) -> None:
    """Write from several sides, kill the server at a random moment, look what is there."""
    async with served(settings) as process:
        writers = [asyncio.create_task(keep_writing(writing, turns)) for _ in range(WRITERS)]
        await asyncio.sleep(turns.uniform(0.2, 1.0))
        process.send_signal(signal.SIGKILL)
        await asyncio.gather(*writers)
    await open_house(settings, datetime.now(UTC))
    kept = [row.id for row in await read(Answered, "select id from answer")]
    assert len(kept) == len(set(kept))
    assert writing.acknowledged <= set(kept)
    assert set(kept) <= writing.acknowledged | writing.unanswered.keys()
    assert await faults_in_current_answers() == 0
    assert (await verify_ledger()).entries > 0
    await close_database()


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.soak)])
async def test_an_acknowledged_answer_survives_a_killed_server(tmp_path: Path, rounds: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(data=tmp_path, port=port)
    sheet, token = await arrange(settings, datetime.now(UTC))
    writing = Writing(f"http://127.0.0.1:{port}", sheet, token)
    turns = random.Random(rounds)
    for _ in range(rounds):
        await round_of_killing(settings, writing, turns)
    assert len(writing.acknowledged) > rounds
