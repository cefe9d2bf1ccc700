"""Puts the rooms together: the only place that knows all edges."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from litestar import Litestar
from litestar.config.response_cache import ResponseCacheConfig
from litestar.connection import Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException

from monitor import migrations
from monitor.checklists.actions import load_shipped_editions
from monitor.checklists.rules import load
from monitor.jobs.timetable import timetable
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.outside.database import Engine, close_database, open_database
from monitor.outside.files import use_files
from monitor.outside.keyring import load_keyring, use_keyring
from monitor.outside.migrations import migrate
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.people.queries import installation_fact, system_actor
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from monitor.web.floor.answers import answer_fault, answer_http, answer_problem
from monitor.web.floor.house import House
from monitor.web.floor.needs import guard_need
from monitor.web.pages import HANDLERS

log = logging.getLogger("monitor")
Clock = Callable[[], datetime]
# What the fullest sheet takes many times over; the page that takes files says so itself.
LARGEST_REQUEST = 2 * 1024 * 1024


def utc_now() -> datetime:
    return datetime.now(UTC)


async def open_house(settings: Settings, now: datetime) -> Engine:
    """Open key and database and bring the database to the present: what the server and every command begin with."""
    use_keyring(load_keyring(settings.data, settings.data_key))
    use_files(settings.data)
    opened = await open_database(settings.database, TABLES)
    await migrate(opened, migrations, now)
    return opened


async def load_shipped_checklists(now: datetime) -> None:
    """Take what checklists/ holds into the open database; what is there already stays as it is."""
    library = load(read_checklist_files(shipped("checklists")))
    taken = await load_shipped_editions(actor=system_actor(now.date()), library=library, now=now)
    for name in taken.kept_back:
        log.warning("Checklist %s was kept back: its new version does not say what became of keys in use.", name)


def make_app(settings: Settings, clock: Clock = utc_now) -> Litestar:
    """Make the application; the database opens at its start and closes at its end."""

    @asynccontextmanager
    async def life(app: Litestar) -> AsyncIterator[None]:
        await open_house(settings, clock())
        await load_shipped_checklists(clock())
        app.state.demo = await installation_fact("kind") == "demo"
        try:
            async with timetable(settings, clock):
                yield
        finally:
            await close_database()

    return assemble(settings, clock, life)


def assemble(settings: Settings, clock: Clock, *lives: Callable[[Litestar], object]) -> Litestar:
    """Make the application over a house that is open already, or that the given lives open."""
    return House(
        clock=clock,
        route_handlers=HANDLERS,
        lifespan=list(lives),
        guards=[guard_need],
        dependencies={
            "actor": Provide(_actor, sync_to_thread=False),
            "now": Provide(_now, sync_to_thread=False),
        },
        exception_handlers={
            Problem: answer_problem,
            HTTPException: answer_http,
            Exception: answer_fault,
        },
        request_max_body_size=LARGEST_REQUEST,
        response_cache_config=ResponseCacheConfig(default_expiration=0),
        state=State({"settings": settings, "demo": False}),
        openapi_config=None,
        logging_config=None,
        signature_types=[Actor, datetime],
    )


def _actor(request: Request[object, object, State]) -> Actor:
    actor: Actor = request.scope["state"]["actor"]
    return actor


def _now(request: Request[object, object, State]) -> datetime:
    now: datetime = request.scope["state"]["now"]
    return now
