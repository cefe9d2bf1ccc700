"""Carrying an import from the file to its end: read, then tried or made."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from monitor.facilities.actions.importing import Report, Source, import_register, try_register
from monitor.facilities.actions.importing_figures import import_figures, try_figures
from monitor.facilities.actions.reading import Watch, read_file
from monitor.facilities.rules.judging import Counts
from monitor.facilities.rules.mapping import Kind, Mapping
from monitor.facilities.rules.mapping_text import mapping_of
from monitor.kit.actor import Actor, check_need
from monitor.people.rules import Need

RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file somebody brought, with the mapping to read it by and the day it speaks of; `folder` takes what is read."""

    kind: Kind
    file: Path
    file_name: str
    mapping_text: str
    as_of: date
    folder: Path


async def try_import(*, actor: Actor, brought: Brought, watch: Watch, report: Report) -> Counts:
    """Say, row by row, what an import would do; nothing is written. Raises what is wrong with file or mapping."""
    check_need(actor, Need.FACILITY_IMPORT)
    source = await _read(brought, watch)
    trial = try_register if brought.kind is Kind.REGISTER else try_figures
    return await trial(actor=actor, source=source, watch=watch, report=report)


async def make_import(
    *, actor: Actor, run_id: UUID, brought: Brought, watch: Watch, report: Report, now: datetime
) -> Counts:
    """Import a file, whole or not at all. Raises what is wrong with file or mapping, and Cancelled."""
    check_need(actor, Need.FACILITY_IMPORT)
    source = await _read(brought, watch)
    make = import_register if brought.kind is Kind.REGISTER else import_figures
    return await make(actor=actor, run_id=run_id, source=source, watch=watch, report=report, now=now)


def ready_mappings() -> dict[str, tuple[Mapping, str]]:
    """Give the mappings that come with the product by their id, each with its text."""
    folder = files("monitor") / "facilities" / "mappings"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    found = {mapping.id: (mapping, text) for mapping, text in ((mapping_of(text), text) for text in texts)}
    return dict(sorted(found.items()))


async def _read(brought: Brought, watch: Watch) -> Source:
    mapping, spool = mapping_of(brought.mapping_text), brought.folder / RECORDS
    spool.unlink(missing_ok=True)
    spool.touch(mode=0o600)

    def read() -> int:
        return read_file(brought.file, mapping, brought.kind, as_of=brought.as_of, spool=spool, watch=watch)

    rows = await asyncio.to_thread(read)
    with brought.file.open("rb") as content:
        mark = hashlib.file_digest(content, "sha256").hexdigest()
    return Source(mapping, brought.mapping_text, brought.as_of, brought.file_name, mark, spool, rows)
