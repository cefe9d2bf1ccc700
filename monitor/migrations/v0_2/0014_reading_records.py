"""Records read by the hundred: SQLite keeps answers in the order of their random ids, so what is read of one record lies
far apart; this index holds beside its place all that an export reads. PostgreSQL keeps them together as they came.
"""

from __future__ import annotations

from monitor.outside.migrations import Both, Statement

STATEMENTS: tuple[Statement, ...] = (
    Both(
        sqlite=(
            "create index agreed_answer_said on agreed_answer (record, row, key, private, absence, value, source)",
        ),
        postgres=(),
    ),
)
