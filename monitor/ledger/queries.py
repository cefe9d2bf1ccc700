"""Reading and proving the chain."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.ledger.rules import GENESIS, ChainBroken, HeadNotFound, Link, Verified, chained
from monitor.outside.database import one, read

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    seq: int
    hash: str


async def ledger_head() -> Head:
    """Give the head that exports, backups and reports print; the only anchor against a cut tail."""
    return await one(Head, "select seq, hash from ledger order by seq desc limit 1") or Head(0, GENESIS)


async def verify_ledger(printed_head: str = "") -> Verified:
    """Walk the whole chain. Raises ChainBroken, or HeadNotFound if a printed head is not one of its hashes."""
    seq, previous, seen = 0, GENESIS, not printed_head or printed_head == GENESIS
    while links := await read(
        Link, "select seq, body, hash from ledger where seq > {} order by seq limit {}", seq, BATCH
    ):
        for link in links:
            if link.seq != seq + 1 or link.hash != chained(previous, link.seq, link.body):
                raise ChainBroken(seq=seq + 1)
            seq, previous = link.seq, link.hash
            seen = seen or link.hash.startswith(printed_head)
    if not seen:
        raise HeadNotFound(head=printed_head)
    return Verified(entries=seq, head=previous)
