"""Serves the page of a facility with 20 and with 50 recorded visits, in this process; prints median and p95 of the wall clock, and the CPU.

python -m benchmarks.facility_page [REQUESTS]
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from monitor.app import assemble, open_house
from monitor.outside.database import close_database
from monitor.outside.keyring import write_key
from monitor.settings import Settings
from tests.history.filling import fill_history
from tests.people import Clients, gather_cast

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VISITS = (20, 50)


async def measure(folder: Path, requests: int) -> None:
    """Fill a house, then ask for each page again and again, one at a time."""
    write_key(folder)
    settings = Settings(data=folder)
    await open_house(settings, NOW)
    cast = await gather_cast(NOW)
    clients = Clients(assemble(settings, lambda: NOW), NOW)
    client = await clients(cast.coordinator)
    for visits in VISITS:
        facility = await fill_history(cast, visits=visits, now=NOW)
        times, spent = [], process_time()
        for _ in range(requests):
            began = perf_counter()
            answer = await client.get(f"/facilities/{facility}")
            times.append((perf_counter() - began) * 1000)
            answer.raise_for_status()
        each = (process_time() - spent) * 1000 / requests
        middle, p95 = median(times), quantiles(times, n=20)[-1]
        print(f"{visits} visits: median {middle:.0f} ms, p95 {p95:.0f} ms, CPU {each:.0f} ms a page")
    await clients.close()
    await close_database()


def main() -> int:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), requests))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
