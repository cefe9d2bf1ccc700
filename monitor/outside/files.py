"""Files of the installation: sealed in frames, durable before the row that names them, swept if none ever does (D11).

They lie in the data folder under files/xx/<random name>; this module is the seam for another kind of store. A file's
times say only its day: when it came, and in which order, would tell when somebody was spoken to (law 6).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from monitor.kit.crypto import FRAME_BYTES, DoesNotOpen, open_stream, seal_stream
from monitor.outside.keyring import keyring

FILES, ARRIVING = "files", "arriving"
# A file's time is the start of its day, so two days by it are at least one by the clock.
KEPT_UNNAMED = timedelta(days=2)

_data: Path | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it was kept: its name below the folder of files, and the size and hash of its sealed bytes."""

    name: str
    bytes: int
    hash: str


def use_files(data: Path) -> None:
    """Make the folder of files in a data folder the process's own."""
    global _data
    _data = data


def keep_file(owner: UUID, content: bytes, day: date) -> KeptFile:
    """Seal bytes for the thing they belong to and write them durably; each call makes a file of its own."""
    name = uuid4().hex
    place = Path(name[:2]) / name
    coming, target = _root(ARRIVING) / name, _root(FILES) / place
    for folder in (coming.parent, target.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    hasher, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for frame in seal_stream(keyring().for_purpose(FILES), _chunks(content), _label(owner)):
                hasher.update(frame)
                size += file.write(frame)
            file.flush()
            stamp = datetime.combine(day, time(), UTC).timestamp()
            os.utime(file.fileno(), (stamp, stamp))
            os.fsync(file.fileno())
        coming.rename(target)
    finally:
        coming.unlink(missing_ok=True)
    for folder in (target.parent, target.parent.parent):
        # A folder's own time would tell to the second when the one file came that it may hold.
        os.utime(folder, (stamp, stamp))
        _flush(folder)
    return KeptFile(place.as_posix(), size, hasher.hexdigest())


def read_file(owner: UUID, name: str) -> bytes:
    """Open a file for the thing it belongs to. Raises DoesNotOpen, also when it is not there."""
    try:
        with (_root(FILES) / name).open("rb") as file:
            frames = iter(lambda: file.read(FRAME_BYTES), b"")
            return b"".join(open_stream(keyring().for_purpose(FILES), frames, _label(owner)))
    except FileNotFoundError as fault:
        raise DoesNotOpen() from fault


def sweep_files(named: Collection[str], now: datetime) -> int:
    """Take away files older than a day that no row names, and what never finished arriving; gives how many."""
    oldest, gone = (now - KEPT_UNNAMED).timestamp(), 0
    for folder in (FILES, ARRIVING):
        root = _root(folder)
        for file in root.rglob("*"):
            if not file.is_file() or file.relative_to(root).as_posix() in named:
                continue
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)
                gone += 1
    return gone


def _root(folder: str) -> Path:
    if _data is None:
        raise RuntimeError("No folder of files is open.")
    return _data / folder


def _label(owner: UUID) -> str:
    return f"file|{owner}"


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), FRAME_BYTES):
        yield content[start : start + FRAME_BYTES]


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
