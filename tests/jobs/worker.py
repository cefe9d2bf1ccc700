"""One server process's timetable and nothing else, on a clock that runs fast: what the tests run twice and kill.

`python -m tests.jobs.worker DATA DATABASE MAIL_PORT BEGAN SPEED`
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.jobs.deliver import deliver
from monitor.jobs.remind import remind
from monitor.jobs.timetable import timetable
from monitor.outside.database import open_database
from monitor.outside.keyring import load_keyring, use_keyring
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from tests.notices.makers import sending

TICK = timedelta(seconds=0.4)


async def work(data: str, database: str, mail: str, began: str, speed: str) -> None:
    """Keep the timetable until killed."""
    settings: Settings = sending(Settings(data=Path(data), database_url=database), int(mail), hook=1)
    start, times = datetime.fromisoformat(began), float(speed)
    use_keyring(load_keyring(settings.data, ""))
    await open_database(settings.database, TABLES)
    async with timetable(
        settings, lambda: start + (datetime.now(UTC) - start) * times, ((remind, TICK), (deliver, TICK))
    ):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
