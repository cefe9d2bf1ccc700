"""The chain: each entry's hash covers its text and the hash before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.kit.canonical import canonical, digest
from monitor.kit.problems import Problem
from monitor.kit.words import N_

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What an action left: who, the verb (its need), the row it was about, a salted digest of what was written."""

    verb: str
    account: UUID
    subject: UUID
    at: datetime
    digest: str = ""
    parts: int = 1

    def body(self) -> str:
        """Write the entry as the text that is stored and hashed."""
        return canonical(
            {
                "verb": self.verb,
                "account": self.account,
                "subject": self.subject,
                "at": self.at,
                "digest": self.digest,
                "parts": self.parts,
            }
        )


def chained(previous: str, seq: int, body: str) -> str:
    """Hash an entry onto the chain."""
    return digest(previous, str(seq), body)


@dataclass(frozen=True, slots=True)
class Link:
    """One stored row of the chain."""

    seq: int
    body: str
    hash: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a lease."""

    holder: UUID


@dataclass(frozen=True, slots=True)
class Posted:
    """Something from the outbox that one process has taken on; `attempts` counts this one."""

    id: UUID
    kind: str
    body: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A chain that holds: its length and head, to be printed outside the machine."""

    entries: int
    head: str


class ChainBroken(Problem):
    """A row was changed, removed or added outside the product."""

    status = 500
    sentence = N_(
        "The log is broken at entry %(seq)s: somebody changed or removed rows outside the product. "
        "Keep this machine as it is and compare with your last backup."
    )


class HeadNotFound(Problem):
    """The printed head is not in this chain: its tail was cut or the whole chain rewritten."""

    status = 500
    sentence = N_(
        "The log does not contain the printed head %(head)s: its end was cut off or it was written anew. "
        "Keep this machine as it is and compare with your last backup."
    )
