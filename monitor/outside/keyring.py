"""The data key: made on first start, kept in a 0600 file or the environment, needed to start (D3)."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

from monitor.kit.crypto import DoesNotOpen, Key, fingerprint, new_key, open_text, recovery_code, seal_text
from monitor.kit.problems import Problem
from monitor.kit.words import N_

KEY_FILE = "data.key"


class NoKey(Problem):
    """The database is there and its key is not."""

    status = 500
    sentence = N_(
        "The data key is missing: put the file data.key back into the data folder, or give it in MONITOR_DATA_KEY, "
        "or restore it from the recovery sheet with “monitor keys restore”."
    )


class KeyOpenToOthers(Problem):
    status = 500
    sentence = N_("Others on this machine can read the key file %(file)s. Allow only its owner: chmod 600.")


class Keyring:
    """Holds the data keys of one installation: the first seals, all of them open."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._keys = keys

    def seal(self, column: str, row: object, text: str) -> str:
        """Seal a text for one column of one row; `column` is `table.column`."""
        return seal_text(self._keys[0], text, f"{column}|{row}")

    def open(self, column: str, row: object, sealed: str) -> str:
        """Open a text sealed for this column of this row. Raises DoesNotOpen."""
        return open_text(self._keys, sealed, f"{column}|{row}")

    def fingerprint(self, text: str) -> str:
        """Hash a text with a key, for throttles and lookups that must not be guessed at."""
        return fingerprint(self._keys[0].derive("fingerprint"), text)

    def for_purpose(self, purpose: str) -> Key:
        """Derive the key for files or backups."""
        return self._keys[0].derive(purpose)

    def recovery_code(self) -> str:
        """Give the current key as the recovery sheet prints it."""
        return recovery_code(self._keys[0])


_ring: Keyring | None = None


def keyring() -> Keyring:
    """Give the process's keyring."""
    if _ring is None:
        raise RuntimeError("No key is loaded.")
    return _ring


def use_keyring(ring: Keyring) -> None:
    """Make a keyring the process's own."""
    global _ring
    _ring = ring


def load_keyring(data: Path, given: str = "") -> Keyring:
    """Load the data key from the environment's text or the folder's file. Raises NoKey, KeyOpenToOthers."""
    if given:
        return Keyring(tuple(_key(part) for part in given.split(",")))
    file = data / KEY_FILE
    if not file.exists():
        raise NoKey()
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise KeyOpenToOthers(file=str(file))
    return Keyring(tuple(_key(line) for line in file.read_text().split()))


def write_key(data: Path, key: Key | None = None) -> None:
    """Write a new data key, or a recovered one, into the folder; an existing file is never replaced."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(base64.urlsafe_b64encode((key or new_key()).secret).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _key(text: str) -> Key:
    secret = base64.urlsafe_b64decode(text.strip())
    if len(secret) != 32:
        raise DoesNotOpen()
    return Key(secret)
