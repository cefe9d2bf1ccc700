"""Folders for what somebody is about to bring in: kept beside the database, seen by their owner only, gone after a day.

Several server processes share them, so what a draft is doing lies in its files and never in memory.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from monitor.kit.problems import NotHere

KEPT = timedelta(days=1)
FORMS = "forms"
ABOUT, RUNNING = "about.json", "running"
_PROCESS = uuid4().hex


@dataclass(frozen=True, slots=True)
class About:
    """Whose draft it is and since when."""

    owner: UUID
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Worker:
    """The process at work on a draft; the mark tells it from a later one with the same number."""

    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft's folder."""

    id: UUID
    folder: Path

    def path(self, name: str) -> Path:
        """Give the place of one of the draft's files."""
        return self.folder / name

    def has(self, name: str) -> bool:
        return self.path(name).exists()

    def write(self, name: str, content: bytes) -> None:
        """Write a small file at once: who reads it meets the old content or the new."""
        beside = self.path(f"{name}.{uuid4().hex}")
        beside.write_bytes(content)
        beside.replace(self.path(name))

    def read(self, name: str) -> bytes:
        """Read a file of the draft; empty if it is not there."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            return b""

    def drop(self, *names: str) -> None:
        """Take files away, whether they are there or not."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def take_up(self) -> bool:
        """Begin work on the draft; False if a process that lives is at it already."""
        if self.is_worked_on():
            return False
        self.write(RUNNING, msgspec.json.encode(Worker(os.getpid(), _PROCESS)))
        return True

    def is_worked_on(self) -> bool:
        """Say whether a living process works on the draft."""
        found = self.read(RUNNING)
        if not found:
            return False
        worker = msgspec.json.decode(found, type=Worker)
        return worker.mark == _PROCESS if worker.number == os.getpid() else _lives(worker.number)

    def put_down(self) -> None:
        """End work on the draft."""
        self.drop(RUNNING)


def begin_draft(folder: Path, owner: UUID, now: datetime) -> Draft:
    """Make a new draft; those older than a day go."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep_drafts(folder, now)
    draft = Draft(id := uuid4(), folder / str(id))
    draft.folder.mkdir(mode=0o700)
    draft.write(ABOUT, msgspec.json.encode(About(owner, now)))
    return draft


def open_draft(folder: Path, owner: UUID, draft_id: UUID) -> Draft:
    """Open a draft for its owner. Raises NotHere."""
    draft = Draft(draft_id, folder / str(draft_id))
    about = draft.read(ABOUT)
    if not about or msgspec.json.decode(about, type=About).owner != owner:
        raise NotHere()
    return draft


def forget_draft(draft: Draft) -> None:
    """Take a draft away with all its files."""
    shutil.rmtree(draft.folder, ignore_errors=True)


def sweep_drafts(folder: Path, now: datetime) -> None:
    """Take away drafts older than a day that nobody works on."""
    if folder.is_dir():
        for found in folder.iterdir():
            draft = Draft(UUID(found.name), found)
            if _begun_at(draft) < now - KEPT and not draft.is_worked_on():
                forget_draft(draft)


def _begun_at(draft: Draft) -> datetime:
    """Say when a draft was begun; one that stopped before it said whose it is was begun when its folder last changed."""
    about = draft.read(ABOUT)
    if about:
        return msgspec.json.decode(about, type=About).begun_at
    return datetime.fromtimestamp(draft.folder.stat().st_mtime, UTC)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
