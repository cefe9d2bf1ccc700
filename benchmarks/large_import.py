"""Import a register of 200,000 CSV rows into an empty house and print seconds and peak memory.

    python -m benchmarks.large_import [ROWS]

Fails at 300 MB or more.
"""

from __future__ import annotations

import asyncio
import csv
import resource
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from monitor.app import open_house
from monitor.facilities.actions import Brought, Unwatched, make_import
from monitor.facilities.rules import Kind
from monitor.outside.database import close_database, number
from monitor.outside.keyring import write_key
from monitor.people.rules import OrganisationKind, Role
from monitor.settings import Settings
from tests.people import make_organisation, make_person

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROWS, MOST = 200_000, 300
MAPPING = """id: large
title: A large register
source: benchmark
file:
  separator: comma
key: [Code]
register:
  code: Code
  name: Name
  capacity: Places
  type: {value: police_station}
  zone: {value: Asia/Dushanbe}
"""


async def run(rows: int, data: Path) -> int:
    """Import once and give the peak memory in MB."""
    file = data / "large.csv"
    with file.open("w", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["Code", "Name", "Places"])
        lines.writerows([f"P{n:06}", f"Police station no {n}", n % 40] for n in range(rows))
    write_key(data)
    await open_house(Settings(data=data), NOW)
    office = await make_organisation("Office", OrganisationKind.OMBUDSMAN)
    actor = await make_person(office, "Coordinator", Role.COORDINATOR, now=NOW)
    begun = time.perf_counter()
    brought = Brought(Kind.REGISTER, file, file.name, MAPPING, date(2026, 1, 1), data)
    counts = await make_import(
        actor=actor, run_id=uuid4(), brought=brought, watch=Unwatched(), report=lambda verdicts: None, now=NOW
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{counts.rows} rows = {counts}; {await number('select count(*) from facility')} places")
    print(f"{time.perf_counter() - begun:.1f} s, peak memory {peak} MB (under {MOST} wanted)")
    await close_database()
    return peak


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        asked = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
        sys.exit(asyncio.run(run(asked, Path(scratch))) >= MOST)
