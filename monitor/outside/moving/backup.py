"""One sealed file that holds everything: all tables as JSON lines, all attachments, and the head of the ledger.

Inside the seal: a line that tells what is in the file (the manifest), lines of rows, then the attachments' bytes in the
manifest's order. The key for backups is derived from the data key, so that the recovery sheet opens them.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import msgspec

from monitor.kit.crypto import FRAME_BYTES, DoesNotOpen, Key, open_stream, seal_stream
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.outside.moving.transfer import Batch, Column, Kind, Row, Shape, Snapshot, Value, everything

PURPOSE = "backup"
FORMAT = 1
FILES = "files"


class Attachment(msgspec.Struct, frozen=True):
    """A file of the installation, by its path below the folder of files."""

    name: str
    size: int
    sha256: str


class Travelling(msgspec.Struct, frozen=True):
    """A table in the manifest."""

    table: str
    columns: tuple[tuple[str, Kind], ...]
    parent: str
    rows: int

    @property
    def shape(self) -> Shape:
        return Shape(self.table, tuple(Column(name, kind) for name, kind in self.columns), self.parent)


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds."""

    format: int
    made_at: datetime
    migration: str
    head: str
    tables: tuple[Travelling, ...]
    attachments: tuple[Attachment, ...] = ()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


class _Lines(msgspec.Struct, frozen=True, array_like=True):
    table: str
    rows: list[list[str | int | bool | None]]


class NotThisKey(Problem):
    """The key does not open the file, or the file was changed."""

    status = 422
    sentence = N_(
        "This backup does not open: the recovery code or data key is another one, or the file was changed or cut short."
    )


class FromLater(Problem):
    status = 422
    sentence = N_("This backup was made by a later version of the product. Install that version, then restore.")


def attachments_in(data: Path) -> tuple[Attachment, ...]:
    """List the files kept in the data folder."""
    root = data / FILES
    return tuple(
        Attachment(file.relative_to(root).as_posix(), file.stat().st_size, _hash(file))
        for file in sorted(root.rglob("*"))
        if file.is_file()
    )


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


async def write_backup(target: Path, *, manifest: Manifest, source: Snapshot, data: Path, key: Key) -> None:
    """Write and flush the sealed file; what was there by that name is replaced only once the new one is whole."""
    part = target.with_name(target.name + ".part")
    held: deque[bytes] = deque()
    sealed = seal_stream(key, _taken(held), PURPOSE)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(next(sealed))
            async for chunk in _chunks(manifest, source, data):
                held.append(chunk)
                file.write(next(sealed))
            file.write(next(sealed))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _taken(held: deque[bytes]) -> Iterator[bytes]:
    while held:
        yield held.popleft()


async def _chunks(manifest: Manifest, source: Snapshot, data: Path) -> AsyncIterator[bytes]:
    yield msgspec.json.encode(manifest)
    gathered = bytearray()
    async for batch in everything(source, [table.shape for table in manifest.tables]):
        gathered += msgspec.json.encode(_Lines(batch.shape.table, [list(map(_plain, row)) for row in batch.rows]))
        gathered += b"\n"
        if len(gathered) >= FRAME_BYTES:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)
    for attachment in manifest.attachments:
        with (data / FILES / attachment.name).open("rb") as file:
            while chunk := file.read(FRAME_BYTES):
                yield chunk


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


class Backup:
    """A sealed file being read: the manifest first, then the rows, then the attachments. Raises NotThisKey."""

    def __init__(self, file: Path, key: Key) -> None:
        self._frames = _opened(file, key)
        self.manifest = msgspec.json.decode(next(self._frames), type=Manifest)
        if self.manifest.format > FORMAT:
            raise FromLater()
        self._rows_left = self.manifest.rows

    async def batches(self) -> AsyncIterator[Batch]:
        """Give all rows, tables in the order in which they can be filled."""
        shapes = {table.table: table.shape for table in self.manifest.tables}
        while self._rows_left > 0:
            for line in next(self._frames).splitlines():
                lines = msgspec.json.decode(line, type=_Lines)
                shape = shapes[lines.table]
                self._rows_left -= len(lines.rows)
                yield Batch(shape, [_row(shape, row) for row in lines.rows])

    def save_attachments(self, data: Path) -> None:
        """Write the attachments into the folder and read to the end of the seal, after the rows. Raises NotThisKey."""
        held = b""
        for attachment in self.manifest.attachments:
            target = data / FILES / attachment.name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            hasher, left = hashlib.sha256(), attachment.size
            with target.open("xb") as file:
                while left:
                    held = held or next(self._frames)
                    taken, held = held[:left], held[left:]
                    left -= len(taken)
                    hasher.update(taken)
                    file.write(taken)
                file.flush()
                os.fsync(file.fileno())
            if hasher.hexdigest() != attachment.sha256:
                raise NotThisKey()
        deque(self._frames, maxlen=0)


def _opened(file: Path, key: Key) -> Iterator[bytes]:
    try:
        with file.open("rb") as source:
            yield from open_stream(key, iter(lambda: source.read(FRAME_BYTES), b""), PURPOSE)
    except DoesNotOpen as fault:
        raise NotThisKey() from fault


def _row(shape: Shape, values: list[str | int | bool | None]) -> Row:
    return tuple(
        _value(column.kind, value) if isinstance(value, str) else value
        for column, value in zip(shape.columns, values, strict=True)
    )


def _value(kind: Kind, text: str) -> Value:
    match kind:
        case Kind.ID:
            return UUID(text)
        case Kind.DAY:
            return date.fromisoformat(text)
        case Kind.INSTANT:
            return datetime.fromisoformat(text)
        case _:
            return text
