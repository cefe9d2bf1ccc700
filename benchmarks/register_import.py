"""Import the full register and figures of both real sources twice and print counts, seconds and peak memory.

    python benchmarks/register_import.py FOLDER

FOLDER holds infopen/infopen-2019-12.xlsx and uk-prison-register.tsv. Each line says what a pass did; at the end the number of
places inspected by the ombudsman, as imported and as counted in the file itself.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from python_calamine import CalamineWorkbook

from monitor.app import open_house
from monitor.facilities.actions import Brought, Unwatched, make_import, ready_mappings
from monitor.facilities.rules import Kind
from monitor.outside.database import close_database, number
from monitor.outside.keyring import write_key
from monitor.people.rules import OrganisationKind, Role
from monitor.settings import Settings
from tests.people import make_organisation, make_person

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OUVIDORIA = "Ouvidoria do sistema prisional"
PASSES = (
    ("infopen/infopen-2019-12.xlsx", "infopen", date(2019, 12, 31), Kind.REGISTER),
    ("infopen/infopen-2019-12.xlsx", "infopen", date(2019, 12, 31), Kind.FIGURES),
    ("uk-prison-register.tsv", "uk-prisons", date(2017, 6, 1), Kind.REGISTER),
)


async def run(folder: Path, data: Path) -> None:
    """Import everything twice into an empty house."""
    write_key(data)
    await open_house(Settings(data=data), NOW)
    office = await make_organisation("Office", OrganisationKind.OMBUDSMAN)
    actor = await make_person(office, "Coordinator", Role.COORDINATOR, now=NOW)
    for turn in (1, 2):
        begun = time.perf_counter()
        for name, mapping, as_of, kind in PASSES:
            text = ready_mappings()[mapping][1]
            brought = Brought(kind, folder / name, Path(name).name, text, as_of, data)
            counts = await make_import(
                actor=actor, run_id=uuid4(), brought=brought, watch=Unwatched(), report=lambda verdicts: None, now=NOW
            )
            print(f"pass {turn}: {Path(name).name} {kind}: {counts.rows} rows = {counts}")
        print(f"pass {turn}: {time.perf_counter() - begun:.1f} s")
    seen = await number(
        "select count(distinct facility) from facility_figure where body_kind = 'ombudsman' and value = 1"
    )
    print(f"inspected by the ombudsman: {seen} imported, {counted(folder / PASSES[0][0])} counted in the file")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    await close_database()


def counted(file: Path) -> int:
    """Count the rows that say so, without any of our code."""
    heading, *rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    place = next(i for i, name in enumerate(heading) if OUVIDORIA in str(name))
    return sum(1 for row in rows if row[place] == "Sim")


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        asyncio.run(run(Path(sys.argv[1]), Path(scratch)))
