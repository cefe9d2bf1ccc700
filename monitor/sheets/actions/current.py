"""Putting `current_answer` right from the answers themselves, if a check ever finds it wrong (D17)."""

from __future__ import annotations

from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.sheets.queries.answers import IN_TIME


async def rebuild_current_answers() -> None:
    """Write `current_answer` anew from the answers; a repair of the machine's that says nothing of what they say."""

    async def write() -> None:
        await run("delete from current_answer")
        await run(
            "insert into current_answer (answer, sheet, row, key, author, revision) "
            "select a.id, a.sheet, a.row, a.key, a.observed_by, a.revision from answer a where a.revision = "
            "(select max(n.revision) from answer n where n.sheet = a.sheet and n.row = a.row and n.key = a.key "
            f"and n.observed_by = a.observed_by and {IN_TIME.format('n')})"
        )

    await one_transaction(write)
