"""Serves the page of a facility with 20 and with 50 recorded visits, in this process; prints median and p95 of the wall clock, and the CPU.

python -m benchmarks.facility_page [REQUESTS]
"""

from __future__ import annotations

import sys
from statistics import median, quantiles
from time import perf_counter

from benchmarks.house import NOW, House, cpu_meter, measure_in_houses
from monitor.app import assemble
from tests.history.filling import fill_history
from tests.people import Clients, gather_cast

VISITS = (20, 50)


async def measure(house: House, requests: int) -> None:
    """Fill a house, then ask for each page again and again, one at a time."""
    cast = await gather_cast(NOW)
    clients = Clients(assemble(house.settings, lambda: NOW), NOW)
    client = await clients(cast.coordinator)
    for visits in VISITS:
        facility = await fill_history(cast, visits=visits, now=NOW)
        times, spent = [], cpu_meter(house)
        for _ in range(requests):
            began = perf_counter()
            answer = await client.get(f"/facilities/{facility}")
            times.append((perf_counter() - began) * 1000)
            answer.raise_for_status()
        middle, p95 = median(times), quantiles(times, n=20)[-1]
        print(f"{visits} visits: median {middle:.0f} ms, p95 {p95:.0f} ms; a page {spent().each(requests)}")
    await clients.close()


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    measure_in_houses(lambda house: measure(house, asked))
