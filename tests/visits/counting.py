"""Counts the questions a page asks the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from piccolo.querystring import QueryString

from monitor.outside.database import Engine, engine


class Counter:
    """Counts what goes through the open engine while something is done."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch, self.asked = patch, 0

    async def during(self, act: Callable[[], Awaitable[object]]) -> int:
        """Do something and give the number of statements it ran."""
        self.asked = 0
        opened: Engine = engine()
        run: Callable[..., Awaitable[object]] = type(opened).run_querystring

        async def counted(self_: Engine, querystring: QueryString, in_pool: bool = True) -> object:
            self.asked += 1
            return await run(self_, querystring, in_pool)

        with self._patch.context() as patch:
            patch.setattr(type(opened), "run_querystring", counted)
            await act()
        return self.asked
