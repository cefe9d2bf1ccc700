"""The ledger's rows and, a table of its own, the outbox."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Integer, Text, Timestamptz
from piccolo.table import Table


class LedgerRow(Table, tablename="ledger"):
    seq = BigInt(primary_key=True, default=None)
    body = Text()
    hash = Text()


class LeaseRow(Table, tablename="lease"):
    """One process's right to do a thing until an instant."""

    name = Text(primary_key=True)
    holder = UUID(default=None)
    until = Timestamptz(default=None)


class OutboxRow(Table, tablename="outbox"):
    """Something to be done after commit by a job: due, taken by one process until an instant, tried, done or given up."""

    id = UUID(primary_key=True)
    kind = Text()
    body = Text()
    due_at = Timestamptz(default=None)
    attempts = Integer(default=0)
    done_at = Timestamptz(null=True, default=None)
    holder = UUID(null=True, default=None)
    until = Timestamptz(null=True, default=None)
    dead_at = Timestamptz(null=True, default=None)
    fault = Text(default="")
