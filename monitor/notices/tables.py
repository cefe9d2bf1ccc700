"""Rows about what is due for whom, and how each person wants to be told."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.ledger.tables import OutboxRow
from monitor.people.tables import AccountRow


class DueRow(Table, tablename="due"):
    """One thing due for one person in one period; never told twice, for `letter` is set once."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    kind = Text()
    subject = UUID(default=None)
    period = Text()
    secret = Boolean()
    made_at = Timestamptz(default=None)
    settled_at = Timestamptz(null=True, default=None)
    letter = ForeignKey(OutboxRow, on_delete=OnDelete.restrict, null=True, default=None)


class NoticeChoiceRow(Table, tablename="notice_choice"):
    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, unique=True)
    rhythm = Text()
    way = Text()
    zone = Text()
    hour = Integer()
    weekday = Integer()
    quiet_from = Integer()
    quiet_to = Integer()
    hook_sealed = Text(null=True, default=None, secret=True)
    hook_secret_sealed = Text(null=True, default=None, secret=True)
    chosen_at = Timestamptz(default=None)
