"""Makers around notices: a house that can send, people who choose, time that passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from monitor.jobs.deliver import deliver
from monitor.jobs.remind import remind
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.notices.actions import choose_notices
from monitor.notices.rules import Choice, Rhythm, Way
from monitor.outside.database import run
from monitor.settings import Settings
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast

AT_ONCE = Choice(rhythm=Rhythm.AT_ONCE, quiet_from=0, quiet_to=0)


def sending(house: Settings, mail: int = 0, hook: int = 0) -> Settings:
    """Let a house send mail to a port of this machine, and web requests to this machine."""
    return replace(
        house,
        address="https://monitor.example",
        mail_server=f"smtp://127.0.0.1:{mail}" if mail else "",
        mail_from="monitor@office.example" if mail else "",
        webhooks="127.0.0.1" if hook else "",
    )


async def choose(actor: Actor, choice: Choice = AT_ONCE, *, hook: int = 0, now: datetime) -> None:
    """Let a person be told at once at any hour, or as given; by web requests to a port of this machine."""
    if hook:
        choice = replace(choice, way=Way.WEBHOOK, hook=f"http://127.0.0.1:{hook}/told")
    await choose_notices(actor=actor, choice=choice, allowed="127.0.0.1", now=now)


async def something_due(cast: Cast, lead: Actor, *, secret: bool = False, now: datetime) -> UUID:
    """Plan a visit in three days that is not ready yet: due for its lead and for the office's coordinator."""
    place = await make_facility(cast.coordinator, name="Remand prison no 3", now=now)
    day = now.date() + timedelta(days=3)
    return await make_visit(cast.coordinator, facility=place, lead=lead, secret=secret, first_day=day, now=now)


async def one_round(settings: Settings, now: datetime) -> None:
    """What the timetable does in a few minutes."""
    await remind(settings, now)
    await deliver(settings, now)


async def change(text: str, *values: object) -> None:
    """Write to the database as an action elsewhere would."""
    await one_transaction(lambda: run(text, *values))
