"""Who works on a data folder: servers and commands share it, a restore or a move wants it alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.kit.problems import Problem
from monitor.kit.words import N_

LOCK_FILE = "in-use.lock"


class InUse(Problem):
    """Another process works on the folder and the two cannot go together."""

    status = 409
    sentence = N_("The data folder %(folder)s is in use by another monitor process. Stop it, then try again.")


@contextmanager
def sharing(data: Path) -> Iterator[None]:
    """Hold the folder beside other servers and commands. Raises InUse while a restore or a move has it alone."""
    with _held(data, fcntl.LOCK_SH):
        yield


@contextmanager
def owning(data: Path) -> Iterator[None]:
    """Hold the folder alone. Raises InUse while a server or another command works on it."""
    with _held(data, fcntl.LOCK_EX):
        yield


@contextmanager
def _held(data: Path, how: int) -> Iterator[None]:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        yield
    except BlockingIOError as fault:
        raise InUse(folder=str(data)) from fault
    finally:
        os.close(descriptor)
