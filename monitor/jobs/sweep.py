"""Once an hour: forget sessions and waits that are over, and files brought for an import or a sheet and left lying."""

from __future__ import annotations

from datetime import datetime

from anyio import to_thread

from monitor.facilities.actions.drafts import FOLDER
from monitor.outside.drafts import FORMS, sweep_drafts
from monitor.outside.files import sweep_files
from monitor.people.actions.sweeping import forget_what_is_over
from monitor.people.queries import system_actor
from monitor.settings import Settings
from monitor.sheets.queries.keeping import files_named


async def sweep(settings: Settings, now: datetime) -> None:
    """Do one round; running it twice changes nothing more."""
    await forget_what_is_over(actor=system_actor(now.date()), now=now)
    for folder in (FOLDER, FORMS):
        await to_thread.run_sync(sweep_drafts, settings.data / folder, now)
    await to_thread.run_sync(sweep_files, await files_named(), now)
