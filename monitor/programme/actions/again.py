"""Saving the same twice: ids come from the browser, and a network may send them again (D1)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from monitor.kit.problems import Conflict, NotHere
from monitor.outside.database import Sql, joined, number, sql


async def saved_before(account: UUID, place: tuple[str, str], row: UUID, said: Mapping[str, object]) -> bool:
    """Say whether a row was saved with this very content; `place` is its table and the column of its author.

    Raises Conflict where it says something else, NotHere where somebody else wrote it.
    """
    table, author = place
    if not await _found(table, sql("x.id = {}", row)):
        return False
    own = sql(f"x.id = {{}} and x.{author} = {{}}", row, account)
    if not await _found(table, own):
        raise NotHere()
    same = [
        sql(f"x.{name} is null") if value is None else sql(f"x.{name} = {{}}", value) for name, value in said.items()
    ]
    if not await _found(table, joined([own, *same], " and ")):
        raise Conflict()
    return True


async def _found(table: str, condition: Sql) -> int:
    return await number(f"select count(*) from {table} x where {{}}", condition)
