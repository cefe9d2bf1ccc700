"""One server process's timetable and nothing else, on a clock that others can put forward: what the tests run and kill."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from monitor.jobs.deliver import deliver
from monitor.jobs.remind import remind
from monitor.jobs.timetable import Job, timetable
from monitor.outside.database import open_database
from monitor.outside.keyring import load_keyring, use_keyring
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from tests.notices.makers import sending

TICK = timedelta(seconds=0.4)


def put_forward(data: Path, ahead: timedelta) -> None:
    """Let the clock of every worker on this folder run so much ahead of the true time."""
    draft = data / "ahead.new"
    draft.write_text(str(ahead.total_seconds()))
    draft.replace(data / "ahead")


def clock(data: Path) -> datetime:
    """Give the time of the workers on a folder."""
    ahead = data / "ahead"
    return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()) if ahead.exists() else 0)


def has_led(data: Path, process: int) -> bool:
    """Say whether a process ever did a job: only whoever holds the lease does."""
    return (data / f"led-{process}").exists()


def _noted(job: Job) -> Job:
    async def led(settings: Settings, now: datetime) -> None:
        (settings.data / f"led-{os.getpid()}").touch()
        await job(settings, now)

    return led


async def _work(data: Path, database: str, mail: int) -> None:
    settings: Settings = sending(Settings(data=data, database_url=database), mail, hook=1)
    use_keyring(load_keyring(settings.data, ""))
    await open_database(settings.database, TABLES)
    jobs = tuple((_noted(job), TICK) for job in (remind, deliver))
    async with timetable(settings, lambda: clock(settings.data), jobs):
        await asyncio.Event().wait()


def work(data: Path, database: str, mail: int) -> None:
    """Keep the timetable until killed."""
    asyncio.run(_work(data, database, mail))


def start_worker(data: Path, database: str, mail: int) -> BaseProcess:
    """Start a worker as a fork of a process that holds nothing but the modules: they take two seconds to load."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    worker = context.Process(target=work, args=(data, database, mail), daemon=True)
    worker.start()
    return worker
