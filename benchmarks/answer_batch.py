"""Send batches of 100 answers, 36 of them in 12 new rows, over 8 connections at once and print the CPU each takes.

    python -m benchmarks.answer_batch [BATCHES] [sqlite|postgres|both]

Every batch goes to a sheet of its own of the shipped checklist for temporary detention with its rooms, through the whole
application: address, session, JSON, checks against the questionnaire, rows, answers, ledger. On PostgreSQL the CPU of
all its processes is counted in. Beside it stands the peer's figure for one 100-answer submission.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from benchmarks.house import NOW, House, cpu_meter, measure_in_houses, profiled
from monitor.app import assemble
from monitor.checklists.queries import editions
from monitor.checklists.rules import Item, Kind, Questionnaire
from monitor.settings import Settings
from monitor.sheets.actions import choose_questionnaire
from monitor.sheets.queries import questionnaire_of
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_sheets import load_shipped, make_sheet
from tests.makers_visits import make_visit
from tests.people import Cast, gather_cast, open_session

CONNECTIONS, ANSWERS, ROOMS, IN_ROOMS = 8, 100, 12, 36
ASKED = ("temporary_detention", "access", "rooms")
PEER = "ODK Central 2026.2, one submission of 100 answers: 24 ms at 8 connections"
GOAL = "goal 12 ms, wish 8 ms"


@dataclass(frozen=True)
class Ready:
    """A house with a sheet and a body for every batch, and who sends them."""

    app: Any
    cookie: str
    batches: list[tuple[UUID, bytes]]


async def make_ready(settings: Settings, count: int) -> Ready:
    """Make what is to be sent."""
    cast = await gather_cast(NOW)
    await load_shipped(cast.coordinator, now=NOW)
    named = {filed.edition.name: filed.id for filed in await editions(cast.lead)}
    facility = await make_facility(cast.coordinator, capacity=20, now=NOW)
    batches = []
    for _ in range(count):
        sheet, asked = await open_sheet(cast, facility, [named[name] for name in ASKED])
        batches.append((sheet, body(asked)))
    return Ready(assemble(settings, lambda: NOW), await open_session(cast.lead, NOW), batches)


async def open_sheet(cast: Cast, facility: UUID, chosen: Sequence[UUID]) -> tuple[UUID, Questionnaire]:
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, state=VisitState.UNDER_WAY, now=NOW)
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=chosen, now=NOW)
    return await make_sheet(cast.lead, visit, now=NOW), await questionnaire_of(cast.lead, visit)


def body(asked: Questionnaire) -> bytes:
    """What a device sends: twelve rooms with three answers each, the rest asked once, over again where there are few."""
    part = asked.block_named("rooms")
    rows = [uuid4() for _ in range(ROOMS)]
    columns = [q.item for q in part.questions if not q.item.computed and q.item.kind is not Kind.PHOTO]
    places = [(item, row) for row in rows for item in columns[: IN_ROOMS // ROOMS]]
    once = [q.item for q in asked.questions if not q.item.computed and q.item.kind is not Kind.PHOTO]
    once = (once * (ANSWERS // len(once) + 1))[: ANSWERS - len(places)]
    answers = [said(item) for item in once] + [said(item) | {"row": str(row)} for item, row in places]
    return json.dumps({"rows": [{"id": str(row), "block": "rooms"} for row in rows], "answers": answers}).encode()


def said(item: Item) -> dict[str, object]:
    value = item.options[0] if item.options else _VALUES.get(item.kind, item.minimum or "1")
    return {"id": str(uuid4()), "key": item.key, "value": value, "sources": [item.source.value]}


_VALUES = {
    Kind.YES_NO: "yes",
    Kind.TEXT: "As the officer on duty said",
    Kind.DATE: "2026-11-22",
    Kind.TIME: "09:05",
    Kind.MOMENT: "2026-11-22T09:05",
}


async def send(ready: Ready, sheet: UUID, content: bytes) -> None:
    """Send one batch to the application as a server would hand it over."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": f"/sheets/{sheet}/answers", "raw_path": b"", "query_string": b"", "root_path": "",
        "client": ("127.0.0.1", 1), "server": ("monitor.test", 80),
        "headers": [
            (b"host", b"monitor.test"), (b"origin", b"http://monitor.test"), (b"sec-fetch-site", b"same-origin"),
            (b"accept", b"application/json"), (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()), (b"cookie", f"monitor_session={ready.cookie}".encode()),
        ],
    }  # fmt: skip
    told: list[Any] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def answer(message: Any) -> None:
        told.append(message)

    await ready.app(scope, receive, answer)
    if told[0]["status"] != 200:
        raise SystemExit(f"refused: {told}")


async def measure(house: House, count: int) -> None:
    """Send everything over eight connections and print the CPU a batch takes."""
    ready = await make_ready(house.settings, count + CONNECTIONS)
    for sheet, content in ready.batches[:CONNECTIONS]:
        await send(ready, sheet, content)
    waiting, walls = ready.batches[CONNECTIONS:], []

    async def work() -> None:
        while waiting:
            sheet, content = waiting.pop()
            begun = time.perf_counter()
            await send(ready, sheet, content)
            walls.append(time.perf_counter() - begun)

    spent = cpu_meter(house)
    with profiled():
        await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    print(
        f"{house.name}: a batch of {ANSWERS} answers {spent().each(count)}, {GOAL}; "
        f"median {statistics.median(walls) * 1000:.0f} ms by the clock at {CONNECTIONS} connections"
    )


def main(count: int, which: str) -> None:
    measure_in_houses(lambda house: measure(house, count), which)
    print(PEER)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, sys.argv[2] if len(sys.argv) > 2 else "both")
