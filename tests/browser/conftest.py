"""Fixtures for tests in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from monitor.settings import Settings
from tests.browser.house import PATIENCE, Doors, LiveHouse

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def live(tmp_path: Path, postgres_address: str, now: datetime) -> Iterator[LiveHouse]:
    """A served house with the cast in it."""
    house = LiveHouse(Settings(data=tmp_path, database_url=postgres_address), now)
    house.open()
    yield house
    house.close()


@pytest.fixture
def door(live: LiveHouse, browser: Browser) -> Iterator[Doors]:
    """Opens pages as anybody; complains at the end about script errors."""
    doors = Doors(live, browser)
    yield doors
    doors.close()
