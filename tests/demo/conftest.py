"""The demo's country, filled once for all tests of this folder, which only read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count

import pytest

from monitor.app import assemble, open_house
from monitor.demo import SignIn, fill_demo
from monitor.installation.actions import begin_demo
from monitor.kit.actor import Actor
from monitor.outside.database import close_database
from monitor.outside.keyring import write_key
from monitor.people.queries import actor_by_email
from monitor.settings import Settings
from tests.conftest import NOW, fresh
from tests.people import Clients


@dataclass(frozen=True, slots=True)
class Country:
    """The filled house and who can sign in to it."""

    settings: Settings
    sign_ins: dict[str, SignIn]

    async def actor(self, role: str) -> Actor:
        found = await actor_by_email(self.sign_ins[role].email, NOW)
        assert found is not None
        return found


@pytest.fixture(scope="package")
async def country(tmp_path_factory: pytest.TempPathFactory, postgres_address: str) -> AsyncIterator[Country]:
    """The whole story, told up to the tests' day."""
    settings = Settings(data=tmp_path_factory.mktemp("country"), database_url=postgres_address)
    write_key(settings.data)
    await open_house(settings, NOW)
    if postgres_address:
        await fresh(settings)
    await begin_demo(str(settings.data), NOW)
    numbers = count(1)
    made = await fill_demo(now=NOW, passwords=lambda: f"apricot-river-{next(numbers)}")
    yield Country(settings, {entry.role: entry for entry in made})
    await close_database()


@pytest.fixture
async def visitors(country: Country) -> AsyncIterator[Clients]:
    """Clients of the application over the country."""
    clients = Clients(assemble(country.settings, lambda: NOW), NOW)
    yield clients
    await clients.close()
