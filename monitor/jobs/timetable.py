"""The timetable: which job ticks when, in whichever process holds the lease.

Every server process runs the same scheduler; a tick first asks for the lease, so that of several processes one works
and another takes over when it dies. What is due is rows and files, so a tick missed or repeated does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.jobs.deliver import deliver
from monitor.jobs.remind import remind
from monitor.jobs.sweep import sweep
from monitor.ledger.actions import take_lease
from monitor.settings import Settings

Job = Callable[[Settings, datetime], Awaitable[None]]
LEASE = "timetable"
HELD = timedelta(minutes=5)
# Job and how often it ticks.
JOBS: tuple[tuple[Job, timedelta], ...] = (
    (sweep, timedelta(hours=1)),
    (remind, timedelta(minutes=5)),
    (deliver, timedelta(minutes=1)),
)

log = logging.getLogger("monitor")


async def tick(*, job: Job, settings: Settings, holder: UUID, clock: Callable[[], datetime]) -> None:
    """Do a job if this process holds the lease; a job that fails is told by kind and does not end the timetable."""
    now = clock()
    try:
        if await take_lease(name=LEASE, holder=holder, until=now + HELD, now=now):
            await job(settings, now)
    except Exception as fault:
        log.error("job %s failed: %s", getattr(job, "__name__", "job"), type(fault).__name__)


@asynccontextmanager
async def timetable(
    settings: Settings, clock: Callable[[], datetime], jobs: tuple[tuple[Job, timedelta], ...] = JOBS
) -> AsyncIterator[None]:
    """Keep the timetable while the server runs."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    holder = uuid4()

    for job, every in jobs:
        scheduler.add_job(
            tick,
            "interval",
            kwargs={"job": job, "settings": settings, "holder": holder, "clock": clock},
            seconds=every.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
