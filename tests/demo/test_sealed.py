"""What is sealed is nowhere readable: not in the database file, its log of changes, a backup, or the program's log."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from monitor.installation.actions import back_up
from monitor.kit.crypto import DoesNotOpen
from monitor.outside.keyring import keyring
from monitor.outside.moving.transfer import Value, shapes_of, snapshot
from monitor.people.queries import system_actor
from monitor.piccolo_app import TABLES
from tests.conftest import NOW
from tests.demo.conftest import Country

LONG = 12
MINUTE = re.compile(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?!:\d\d)")
SEALED = [
    (shape.table, column.name)
    for shape in shapes_of(TABLES)
    for column in shape.columns
    if column.name.endswith("_sealed")
]


# The story says these words once, in the denial; it has no phones, no letters to other programs and no refused plan. The tests of their rooms
# seal and open them.
UNTOLD = {
    ("admission", "words_sealed"),
    ("notice_choice", "hook_sealed"),
    ("notice_choice", "hook_secret_sealed"),
    ("organisation_key", "private_sealed"),
    ("programme_proposal", "violations_sealed"),
}


async def planted(country: Country, table: str, column: str) -> list[str]:
    """Everything sealed in one column, opened."""
    async with snapshot(country.settings.database) as found:
        rows = await found.values(f"select id, {column} from {table} where {column} is not null")
    return [opened(table, column, row, str(sealed)) for row, sealed in rows]


def opened(table: str, column: str, row: Value, sealed: str) -> str:
    """Open a value; some rooms bind it to the column's whole name."""
    try:
        return keyring().open(f"{table}.{column.removesuffix('_sealed')}", row, sealed)
    except DoesNotOpen:
        return keyring().open(f"{table}.{column}", row, sealed)


async def test_every_sealed_column_is_filled_and_opens(country: Country) -> None:
    assert {place for place in SEALED if not await planted(country, *place)} == UNTOLD


async def test_nothing_sealed_can_be_read_from_the_files(
    country: Country, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = {text for place in SEALED for text in await planted(country, *place) if len(text) >= LONG}
    settings = country.settings
    await back_up(
        actor=system_actor(NOW.date()),
        target=tmp_path / "backup",
        address=settings.database,
        data=settings.data,
        tables=TABLES,
        now=NOW,
    )
    kept = b"\n".join(file.read_bytes() for file in [*settings.data.iterdir(), tmp_path / "backup"] if file.is_file())
    assert len(secrets) > 50
    assert readable(secrets, kept + caplog.text.encode()) == []
    assert readable(secrets, min(secrets).encode()) == [min(secrets)]


def readable(secrets: set[str], kept: bytes) -> list[str]:
    """List what stands in bytes. Sealed minutes are looked up in one pass: the beginning of another moment is none."""
    minutes = {found.decode() for found in MINUTE.findall(kept)}
    return [
        text for text in secrets if text in minutes or (not MINUTE.fullmatch(text.encode()) and text.encode() in kept)
    ]
